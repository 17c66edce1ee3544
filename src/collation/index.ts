export {
  type Archive,
  type CollateResult,
  type CollationContext,
  collate,
  hashFile,
} from './collate.ts';
export { columnLetter, schemaOf } from './map.ts';
export { type Recognised, recognise } from './recognise.ts';
