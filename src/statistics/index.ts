export { anhoej, type Runs } from './anhoej.ts';
export { type ChartOptions, type ChartRow, controlChart } from './chart.ts';
export { chooseChart } from './choose.ts';
export type { ChartPart, ChartPoint, ChartType, ControlChart } from './control-chart.ts';
export {
  type DifferenceInDifferences,
  differenceInDifferences,
  type FourCounts,
} from './difference-in-differences.ts';
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
export {
  type InterruptedSeries,
  interruptedSeries,
  type Ratio,
} from './interrupted-series.ts';
export { type QuasiPoisson, quasiPoisson } from './quasi-poisson.ts';
export { ruleSets } from './rules.ts';
export { seasonTest } from './season.ts';
export { studentQuantile } from './student.ts';
