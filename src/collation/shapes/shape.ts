import type { ReadDefinition } from '../../framework/index.ts';
import type { YearOf } from '../../periods/index.ts';
import type { Problem } from '../../problems/index.ts';
import type { CellsOf } from '../lineage.ts';
import type { Block } from './block.ts';
import type { SheetView } from './view.ts';

/**
 * Makes rows of a block of a sheet. A plain table whose header stands among a sheet's first rows is
 * not shaped at all: the engine reads the file by itself (`straight.ts`).
 */
export type Shape = (view: SheetView, block: Block, read: ReadContext) => Shaped;

/** What a shape knows besides the sheet. */
export interface ReadContext {
  readonly read: ReadDefinition;
  /** Whose years a bare "Q3" counts; null where nobody has said. */
  readonly calendar: YearOf;
  /** The number a cell stands for when totals are reconciled; null when that cannot be told. */
  readonly numberIn: (text: string) => number | null;
}

export interface Shaped {
  readonly columns: readonly ShapedColumn[];
  readonly rows: readonly ShapedRow[];
  readonly problems: readonly Problem[];
}

export interface ShapedColumn {
  /** By which `loads` means it: the lowest words of the heading, and all of them. */
  readonly name: string;
  readonly full: string;
  readonly cells: CellsOf;
}

export interface ShapedRow {
  /** Place of the fact (`lineage.ts`). */
  readonly place: number;
  /** One text a column. */
  readonly texts: readonly string[];
}

export const noRows: Shaped = { columns: [], rows: [], problems: [] };
