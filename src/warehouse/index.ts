export { type Committed, commit, type NewLoad, type NewPart } from './commit.ts';
export { type CoverageRow, type LoadRow, openWarehouse, type Warehouse } from './database.ts';
export { type Engine, openEngine, type Writer } from './engine.ts';
// Only `access` may import `mintGrant`; tests/access holds the others to that.
export { type Grant, mintGrant } from './grant.ts';
export type {
  Aggregate,
  AggregateCount,
  FactRow,
  Grouping,
  Plan,
  PlanPeriod,
  PlanPoint,
  Predicate,
} from './plan.ts';
export { type Disagreement, recount } from './recount.ts';
export type { StoredColumn, StoredType, TableSchema } from './schema.ts';
export {
  type GridFile,
  type Hit,
  type Rule,
  type StagedColumn,
  type Staging,
  stage,
} from './staging.ts';
export { undoLoad } from './undo.ts';
