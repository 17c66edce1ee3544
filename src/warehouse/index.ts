export { type Committed, commit, type NewLoad, type NewPart } from './commit.ts';
export { type Engine, openEngine, type Writer } from './engine.ts';
export type { StoredColumn, StoredType, TableSchema } from './schema.ts';
export {
  type GridFile,
  type Hit,
  type Rule,
  type StagedColumn,
  type Staging,
  stage,
} from './staging.ts';
