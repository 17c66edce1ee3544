export { collate } from './collate.ts';
export type { CollateResult, CollationContext } from './context.ts';
export { originCells } from './lineage.ts';
export { schemaOf } from './map.ts';
export { isWorkingDay, type Owed, owed, workingDayAfter } from './owed.ts';
export { type Recognised, recognise } from './recognise.ts';
