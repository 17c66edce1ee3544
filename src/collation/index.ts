export { type CollateResult, type CollationContext, collate } from './collate.ts';
export { columnLetter, schemaOf } from './map.ts';
export { isWorkingDay, type Owed, owed, workingDayAfter } from './owed.ts';
export { type Recognised, recognise } from './recognise.ts';
