export {
  type AnswerPoint,
  answer,
  answers,
  plansOf,
} from './answer.ts';
export {
  type Behind,
  type EventsQuery,
  eventDays,
  type PointQuery,
  rowsOf,
  rowsPlan,
} from './behind.ts';
export { type ListQuery, listOf } from './listing.ts';
export { judgedByMoves, type Moves } from './moves.ts';
export { elsewhere, groupingOf, isPlaceSplit, placeOf, stepOf } from './place.ts';
export type { MeasureQuery } from './query.ts';
export { tableOf } from './translate.ts';
