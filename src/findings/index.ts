export {
  type Action,
  type ActionStory,
  type ActionWord,
  actionStories,
  actionsKnown,
  actionsTitle,
  actionWords,
} from './actions.ts';
export type {
  Contribution,
  Finding,
  OutcomeLine,
  Overview,
  SetAside,
  ThemeLine,
  ThemeStory,
  VerdictCount,
  WrittenWords,
} from './finding.ts';
export { type ForDecision, forDecision } from './for-decision.ts';
export { threatGaps, untouchedGap, untouchedMeasure } from './gaps.ts';
export { type HeldAgainst, heldShort, heldWords } from './held-against.ts';
export {
  type ActivityLevel,
  activityLevels,
  activityOf,
  activityWords,
  isGap,
  type Matrix,
  type MatrixView,
  matrixMoves,
  matrixOf,
  type PlacedTheme,
  type Standing,
  type ThreatLevel,
  threatLevels,
  threatWords,
} from './matrix.ts';
export {
  type Counted,
  type MixPart,
  type MixReversal,
  memberTitle,
  mixOf,
  mixReversal,
  mixSentence,
} from './mix.ts';
export { openStories, type Stories, type View } from './overview.ts';
export { type Profile, profileOf, type Statement, type StatementRow } from './profile.ts';
export {
  type GroupLine,
  type GroupLists,
  groupLines,
  rowMoves,
  type TierMoves,
  tierMoves,
} from './registers.ts';
export { type Aside, asideOf, withoutAside } from './set-aside.ts';
export { againstEdition, type Ended, endedSince, type Printed } from './since.ts';
export { countsOf, retold, retoldTheme } from './telling.ts';
