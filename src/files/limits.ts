/**
 * What a file may ask of us. Each limit has its own code (F2xx); those that can be told from the
 * directory of a package are checked by arithmetic before anything is expanded (DESIGN 13).
 */
export interface Limits {
  /** One plain file as it arrives. */
  readonly sizeBytes: number;
  /** One workbook as it arrives, compressed. */
  readonly workbookBytes: number;
  /** Everything an archive, a workbook or a gzip holds, expanded; also one sheet written as a grid. */
  readonly expandedBytes: number;
  /** Expanded over compressed size; asked only of entries that expand to more than 16 MiB. */
  readonly ratio: number;
  /** Entries of a zip. */
  readonly entries: number;
  /** Elements within elements of one XML part. */
  readonly depth: number;
  /** Filled cells of a whole workbook. */
  readonly cells: number;
  /** Filled cells of a file asked for as cells (`socpf sheets`). */
  readonly listedCells: number;
  /** Columns of a sheet; the number Excel has. */
  readonly columns: number;
  /** Characters in one cell. */
  readonly textLength: number;
  /** Time for one question to the child. */
  readonly timeMs: number;
  /** Memory of the child: its heap, and half as much again for all of it. */
  readonly memoryBytes: number;
}

/** Exit code of a child that found its memory over the limit. */
export const memoryOver = 86;

const MiB = 2 ** 20;

export const defaultLimits: Limits = {
  sizeBytes: 8192 * MiB,
  workbookBytes: 256 * MiB,
  expandedBytes: 8192 * MiB,
  ratio: 200,
  entries: 10_000,
  depth: 64,
  cells: 50_000_000,
  listedCells: 1_000_000,
  columns: 16_384,
  textLength: 131_072,
  timeMs: 180_000,
  memoryBytes: 768 * MiB,
};
