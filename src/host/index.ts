export { anchorHourly, type Every } from './anchors.ts';
export { asidesTaken, storyStanding } from './asides.ts';
export { boundariesOf } from './boundaries.ts';
export { type MeasureSince, type MeasureState, measureSince } from './decision-measures.ts';
export {
  changeDecision,
  type Decision,
  type DecisionState,
  type DecisionStep,
  decide,
  decisionStates,
  decisions,
  isOpen,
  isOverdue,
  type NewDecision,
  reportResult,
} from './decisions.ts';
export { rateOf } from './districts.ts';
export { askOwner, type Forwarded, type Printer, type Run } from './door.ts';
export { type Edition, editions } from './edition-list.ts';
export {
  type BuiltPack,
  editionFile,
  type IssueRequest,
  issueEdition,
  rebuildEdition,
} from './editions.ts';
export { type Feedback, feedback, giveFeedback, roleOf } from './feedback.ts';
export { heldAgainst } from './held-against.ts';
export { firstRows, type Host, type HostEffects, openHost } from './host.ts';
export { type OneSlide, oneSlide } from './one-slide.ts';
export { openList } from './open-list.ts';
export {
  findingsSince,
  type OverviewSince,
  overviewSince,
  type Restated,
  restatedSince,
} from './overview-since.ts';
export { type PackAsked, packContent, wholeContent } from './pack-content.ts';
export { scopeOf } from './pack-scope.ts';
export { buildPack, type PackRequest } from './packs.ts';
export { countsUse, countUse, type PageUse, pageUse, setCounting, useDays } from './page-use.ts';
export {
  addPerson,
  changeRights,
  choosePassword,
  closePerson,
  type Given,
  type Rights,
  renewPassword,
  type SelfGranted,
  selfGranted,
} from './people.ts';
export { questionOf, type Words } from './question.ts';
export { type ReadAhead, readAhead } from './read-ahead.ts';
export {
  asRefused,
  type RefusedFile,
  refusedBytes,
  refusedFile,
  refusedRows,
} from './refused.ts';
export { type RegisterKind, type RegisterList, registerList, registers } from './registers.ts';
export { findingJson, seriesJson, setAsideJson } from './replies.ts';
export { type AsideAsked, setFindingAside, takeBack } from './set-aside.ts';
export { dueNow, type SourceState, sourceStates } from './source-states.ts';
export { templateOf, templateProblems } from './templates.ts';
export {
  acceptWords,
  keepWords,
  keptWords,
  type TypedWords,
  writtenFor,
} from './words.ts';
