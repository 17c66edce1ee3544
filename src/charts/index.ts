export { axisOf } from './axis.ts';
export { areCounts, type ChartAction, chartOf, withActions, withExpected } from './build.ts';
export type { Chart, DrawnPoint, Level, Shape } from './chart.ts';
export { escapeXml, type Form } from './frame.ts';
export {
  type Boundaries,
  classesOf,
  type DistrictShape,
  districtMap,
  type MapArea,
  mapLegend,
  mapSvg,
} from './map.ts';
export type { Label as MapLabel } from './map-labels.ts';
export { type MatrixDrawing, type MatrixPoint, matrixSvg } from './matrix.ts';
export { chartSvg, sparkSvg } from './svg.ts';
export { verdictSymbol } from './symbol.ts';
export { waitsChartOf } from './waits.ts';
