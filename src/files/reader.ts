import type { Outcome } from '../problems/index.ts';
import type { SheetsReply } from './cells.ts';
import type { Grid } from './grid.ts';
import type { Limits } from './limits.ts';
import type { FileLook } from './look.ts';

/**
 * The bounded child that reads files: one child reads many, is replaced when it trips a limit, and
 * never blocks its owner.
 */
export interface Reader {
  readonly limits: Limits;
  /** Ends the child and removes what it left behind. */
  close(): Promise<void>;
}

export function openReader(_limits: Partial<Limits> = {}): Reader {
  throw new Error('not yet');
}

/** What is in a file, without its rows. `name` is what people call it; its ending is checked. */
export async function lookAt(
  _path: string,
  _name: string,
  _reader: Reader,
): Promise<Outcome<FileLook>> {
  throw new Error('not yet');
}

/**
 * One sheet as a grid. A plain UTF-8 CSV is its own grid; anything else is written into `folder`.
 */
export async function gridOf(
  _path: string,
  _look: FileLook,
  _sheet: number,
  _folder: string,
  _reader: Reader,
): Promise<Outcome<Grid>> {
  throw new Error('not yet');
}

/** The whole file as cells, for `socpf sheets`; limited to `listedCells`. */
export async function sheetsOf(
  _path: string,
  _name: string,
  _reader: Reader,
): Promise<Outcome<SheetsReply>> {
  throw new Error('not yet');
}
