export { type AnswerPoint, answer, judgedByMoves, type MeasureQuery, planOf } from './answer.ts';
export { eventDays, type PointQuery, rowsOf } from './behind.ts';
export { groupingOf, placeOf } from './place.ts';
export { aggregateOf, tableOf } from './translate.ts';
