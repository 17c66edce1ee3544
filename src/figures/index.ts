export { type ExpectedNext, expectedNext } from './expected.ts';
export {
  type Against,
  type AreaFacts,
  type Comparison,
  type Dates,
  type Figure,
  type Marking,
  type MeasureFacts,
  type Moves,
  type Note,
  type Origin,
  type PointRef,
  type Question,
  type RowsBehind,
  type Series,
  type SeriesVerdict,
  type Split,
  type Status,
  type Verdict,
  verdicts,
  type Waits,
} from './figure.ts';
export { type JudgeInput, type Judgement, judge } from './judge.ts';
export {
  type Figures,
  type FiguresEffects,
  type KnownLoad,
  type Listed,
  openFigures,
  readsOf,
} from './open.ts';
export type { ForceChange } from './region.ts';
export { speaksByYear } from './spoken.ts';
