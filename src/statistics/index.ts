export { anhoej, type Runs } from './anhoej.ts';
export { type ChartOptions, type ChartRow, controlChart } from './chart.ts';
export { chooseChart } from './choose.ts';
export type { ChartPart, ChartPoint, ChartType, ControlChart } from './control-chart.ts';
export {
  betaBelow,
  betaQuantile,
  binomialBelow,
  binomialQuantile,
  binomialTerm,
  chiSquareQuantile,
  gammaAbove,
  gammaBelow,
  gammaQuantile,
  normalAbove,
  normalBelow,
  normalQuantile,
  poissonBelow,
  poissonTerm,
} from './distribution.ts';
export { benjaminiHochberg, binomialTest, normalTest, ratesTest } from './exact.ts';
export { ruleSets } from './rules.ts';
export { seasonTest } from './season.ts';
