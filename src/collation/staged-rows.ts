import type { FileLook, Reader } from '../files/index.ts';
import type { SourcePart } from '../framework/index.ts';
import type { Problem } from '../problems/index.ts';
import { done, nearestName, type Outcome, problem, refused } from '../problems/index.ts';
import type { Staging } from '../warehouse/index.ts';
import type { CellsOf } from './lineage.ts';
import type { Recognised } from './recognise.ts';
import { headingsNamed, namesOf } from './shapes/header.ts';
import type { SheetView } from './shapes/view.ts';

/** Rows of one part on one sheet, staged in the engine and ready to be mapped. */
export interface StagedRows {
  readonly part: SourcePart;
  readonly view: SheetView;
  readonly staging: Staging;
  /** Column n of the staged grid, from 0. */
  readonly headings: readonly StagedHeading[];
  /** Numbers of the first and last staged row, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** Rows of the sheet, for the layout. */
  readonly sheetRows: { readonly from: number; readonly to: number };
  readonly count: number;
  /** Rows that hold something and are no data. */
  readonly leftOut: number;
  readonly nil: boolean;
  /** Of a spreadsheet, whose cells say what they are. */
  readonly typed: boolean;
  readonly problems: readonly Problem[];
}

export interface StagedHeading {
  readonly name: string;
  readonly full: string;
  /** Column of the staged grid, from 0. */
  readonly index: number;
  readonly cells: CellsOf;
}

export interface OpenFile {
  readonly path: string;
  readonly name: string;
  readonly look: FileLook;
  readonly found: Recognised;
  readonly reader: Reader;
  /** A folder of the home for grids that are made. */
  readonly work: string;
}

/** Remembers what was staged, and the grid it was staged from, so that both go when all is done. */
export type Keep = (staging: Promise<Staging>, grid: { readonly path: string }) => Promise<Staging>;

let stages = 0;
/** A name of its own for each staged table of a session. */
export const stageName = (): string => `stage_${++stages}`;

/** Filters of rows by the columns they are about; one that has no column is a problem. */
export function filtersOf(
  part: SourcePart,
  view: SheetView,
  headings: readonly StagedHeading[],
): Outcome<{ index: number; texts: readonly string[]; only: boolean }[]> {
  // Where there is nothing to report there may be no header either.
  if (headings.length === 0) return done([]);
  const filters = part.read.rows.map(({ heading, texts, only }) => ({
    ...{ heading, texts, only },
    index: headingIndexes(headings, heading)[0],
  }));
  const missing = filters.filter(({ index }) => index === undefined);
  if (missing.length > 0)
    return refused(
      ...missing.map(({ heading }) =>
        problem(
          'S103',
          { column: heading, nearest: nearestName(heading, namesOf(asHeadings(headings))) },
          { sheet: view.name },
        ),
      ),
    );
  return done(
    filters.flatMap(({ index, ...rest }) => (index === undefined ? [] : [{ index, ...rest }])),
  );
}

const asHeadings = (headings: readonly StagedHeading[]) =>
  headings.map((h) => ({ ...h, column: h.index }));

export const headingIndexes = (headings: readonly StagedHeading[], name: string): number[] =>
  headingsNamed(asHeadings(headings), name).map(({ column }) => column);
