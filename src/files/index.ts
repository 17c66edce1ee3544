export { columnLetters, parseAddress } from './address.ts';
export type { Cell, CellType, SheetCells, SheetsReply } from './cells.ts';
export type { Excerpt, ExcerptSheet, WantedRows } from './excerpt.ts';
export type { Grid } from './grid.ts';
export { defaultLimits, type Limits } from './limits.ts';
export type { FileLook, SheetLook } from './look.ts';
export { gridOfRows } from './made-grid.ts';
export { type Member, members } from './members.ts';
export { gridOf, lookAt, openReader, type Reader, rowsOf, sheetsOf } from './reader.ts';
