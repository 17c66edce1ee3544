import { readFileSync } from 'node:fs';
import type { Excerpt, WantedRows } from '../files/index.ts';
import type { SourceDefinition } from '../framework/index.ts';
import type { Outcome, Problem } from '../problems/index.ts';
import type { Arrival } from '../records/index.ts';
import type { Host } from './host.ts';

/** A file that was turned away, and what can still be shown of it. */
export interface RefusedFile {
  readonly arrival: number;
  readonly file: string;
  readonly sha256: string | null;
  readonly source: SourceDefinition | null;
  readonly at: string;
  /** What stops it; notes are left out. */
  readonly problems: readonly Problem[];
  /** Whether its bytes still lie in quarantine: never of a file that may not stay. */
  readonly kept: boolean;
}

/** A refused file by the number of its arrival; null where there is none. */
export async function refusedFile(host: Host, arrival: number): Promise<RefusedFile | null> {
  const found = await host.records
    .selectFrom('arrival')
    .selectAll()
    .where('id', '=', arrival)
    .where('status', '=', 'refused')
    .executeTakeFirst();
  return found ? asRefused(host, found) : null;
}

export function asRefused(host: Host, arrival: Arrival): RefusedFile {
  const problems = JSON.parse(arrival.problems) as Problem[];
  return {
    arrival: arrival.id,
    file: arrival.file,
    sha256: arrival.sha256,
    source: arrival.source ? (host.framework.sources.get(arrival.source) ?? null) : null,
    at: arrival.at,
    problems: problems.filter((p) => p.severity !== 'note'),
    kept: pathOf(host, arrival.sha256) !== null,
  };
}

/** Rows of the file as it lies in quarantine; null when it lies there no more. */
export async function refusedRows(
  host: Host,
  refused: RefusedFile,
  wanted: readonly WantedRows[],
): Promise<Outcome<Excerpt> | null> {
  const path = pathOf(host, refused.sha256);
  return path === null ? null : host.readRows(path, refused.file, wanted);
}

/** Bytes of the file as it came; null when it lies in quarantine no more. */
export function refusedBytes(host: Host, refused: RefusedFile): Uint8Array | null {
  const path = pathOf(host, refused.sha256);
  return path === null ? null : readFileSync(path);
}

const pathOf = (host: Host, sha256: string | null): string | null =>
  sha256
    ? (host.home.shelves.list('quarantine').find(({ name }) => name === sha256)?.path ?? null)
    : null;
