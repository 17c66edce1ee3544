export { type Committed, commit, type NewLoad, type NewPart } from './commit.ts';
export type { RowsQuery } from './compile-duckdb.ts';
export { type CoverageRow, type LoadRow, openWarehouse, type Warehouse } from './database.ts';
export { type Engine, engineFault, openEngine, type Writer } from './engine.ts';
export { type Gap, MonthsEmptied } from './gaps.ts';
// Only `access` may import `mintGrant`; tests/access holds the others to that.
export { type Grant, mintGrant } from './grant.ts';
export {
  differenced,
  fallen,
  loadOf,
  loadSpeaking,
  monthsSpoken,
  type Own,
  type Running,
  type SeriesPoint,
  seriesOf,
  sumsByLoad,
  yearStart,
} from './history.ts';
export { WrongVersion, warehouseVersion } from './migrations.ts';
export { keepOwnRecords, type OwnFacts, type OwnRow, ownSource } from './own-records.ts';
export {
  type Aggregate,
  type AggregateCount,
  bandNames,
  type DatedForce,
  type FactRow,
  type Grouping,
  type MovementKind,
  type NestedSelection,
  type Plan,
  type PlanPeriod,
  type PlanPlace,
  type PlanRow,
  type Predicate,
  type RegisterRoles,
  type Selection,
} from './plan.ts';
export { type Disagreement, recount } from './recount.ts';
export type { Evidence, RowsPage } from './rows.ts';
export type { StoredColumn, StoredType, TableSchema } from './schema.ts';
export type { StagedColumn, StagedWord } from './staged-column.ts';
export type { Hit, Rule } from './staged-rules.ts';
export { type Staging, stage, type TallyQuery } from './staging.ts';
export { undoLoad } from './undo.ts';
