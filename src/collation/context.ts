import type { FileLook, Reader } from '../files/index.ts';
import type { Framework } from '../framework/index.ts';
import type { Outcome, Problem } from '../problems/index.ts';
import type { Engine } from '../warehouse/index.ts';

/** What a collation is given by the rooms above. */
export interface CollationContext {
  readonly framework: Framework;
  readonly engine: Engine;
  readonly reader: Reader;
  /** Of the file's bytes, being counted. */
  readonly sha256: Promise<string>;
  /** What is in the file, where it was looked at before its turn. */
  readonly look: Promise<Outcome<FileLook>> | null;
  /** Called when the file has been read: the reader waits for the next. */
  readonly read: () => void;
  /** When its bytes are safe on the disk: no fact is written before. */
  readonly safe: Promise<void>;
  /** Instants, UTC with Z. */
  readonly arrivedAt: string;
  readonly loadedAt: string;
  readonly reportingDay: string;
  readonly actor: string;
  readonly sampleHome: boolean;
  /** A folder of the home for what must be unpacked or converted. */
  readonly work: string;
}

export interface CollateResult {
  readonly file: string;
  readonly status: 'loaded' | 'already-loaded' | 'refused';
  readonly source: string | null;
  readonly load: number | null;
  readonly rows: number;
  readonly setAside: number;
  readonly periods: readonly string[];
  readonly sha256: string;
  readonly restated: readonly { month: string; before: number; after: number }[];
  readonly problems: readonly Problem[];
}
