export { anhoej, type Runs } from './anhoej.ts';
export { benjaminiHochberg } from './benjamini-hochberg.ts';
export { binomialTest } from './binomial-test.ts';
export { byar } from './byar.ts';
export { type ChartOptions, type ChartRow, controlChart } from './chart.ts';
export { chooseChart, isRare, type ToChart } from './choose.ts';
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
  poissonQuantile,
  poissonTerm,
} from './distribution.ts';
export { eTest } from './e-test.ts';
export { exactPoisson } from './exact-poisson.ts';
export { exactRatesTest, exactRatioInterval } from './exact-rates.ts';
export {
  type ExpectedMonth,
  type ExpectedRange,
  expectedRange,
  type MonthCount,
} from './expected-range.ts';
export {
  type Funnel,
  type FunnelArea,
  type FunnelRow,
  type FunnelType,
  funnel,
  type Overdispersion,
} from './funnel.ts';
export {
  type InterruptedSeries,
  interruptedSeries,
  type Ratio,
} from './interrupted-series.ts';
export type { Interval } from './interval.ts';
export { normalTest } from './normal-test.ts';
export { type QuasiPoisson, quasiPoisson } from './quasi-poisson.ts';
export { ruleSets, variation } from './rules.ts';
export { type Season, type SeasonRow, season } from './season.ts';
export { studentQuantile } from './student.ts';
export { type SuppressionTable, suppressed } from './suppression.ts';
export { wilson } from './wilson.ts';
