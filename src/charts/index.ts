export { axisOf, chartOf } from './build.ts';
export type { Chart, DrawnPoint, Level, Shape } from './chart.ts';
export { type Boundaries, classesOf, type MapArea, mapSvg, outlines } from './map.ts';
export { chartSvg, escapeXml, sparkSvg } from './svg.ts';
export { verdictSymbol } from './symbol.ts';
export { waitsChartOf } from './waits.ts';
