import { createHash } from 'node:crypto';
import type { Anchor } from './anchor.ts';

/** An entry as it stands in the store. */
export interface ChainRow {
  readonly entry: number;
  readonly at: string;
  readonly actor: string;
  readonly category: string;
  readonly event: string;
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
}

export interface Break {
  readonly entry: number;
  /** Where only a stretch is known, its last entry. */
  readonly until?: number;
  readonly why: string;
}

export const seed = 'socpf trail';

/** The seal of an entry: over the one before and every word of its own. */
export const sealOf = (row: Omit<ChainRow, 'hash'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        ...[row.previous, row.entry, row.at, row.actor],
        ...[row.category, row.event, row.detail],
      ]),
    )
    .digest('hex');

/**
 * Every place where a chain is not as it was written.
 * @param given the highest number the store ever gave; less is known where that is null
 * @param anchors heads that were laid down outside the home: what agrees with itself must agree with them
 */
export function breaksOf(
  rows: readonly ChainRow[],
  given: number | null,
  anchors: readonly Anchor[] = [],
): readonly Break[] {
  const broken: Break[] = [];
  let previous = seed;
  let before = 0;
  for (const row of rows) {
    const wanted = before + 1;
    if (row.entry > wanted)
      broken.push({ entry: wanted, until: row.entry - 1, why: gapWords(wanted, row.entry - 1) });
    else if (row.entry < wanted)
      broken.push({ entry: row.entry, why: `stands where entry ${wanted} should` });
    before = row.entry;
    if (row.previous !== previous)
      broken.push({ entry: row.entry, why: 'does not follow the entry before it' });
    if (row.hash !== sealOf(row)) broken.push({ entry: row.entry, why: 'was edited' });
    previous = row.hash;
  }
  const last = rows.at(-1)?.entry ?? 0;
  if (given !== null && given > last)
    broken.push({ entry: last + 1, why: `${given - last} entries at the end are gone` });
  return [...broken, ...againstAnchors(rows, anchors)];
}

const gapWords = (from: number, to: number): string =>
  from === to ? 'is missing' : `and those up to ${to} are missing`;

/** A chain that was written anew holds in itself; it parts from what was laid down outside. */
function againstAnchors(rows: readonly ChainRow[], anchors: readonly Anchor[]): Break[] {
  const byEntry = new Map(rows.map((row) => [row.entry, row]));
  const last = rows.at(-1)?.entry ?? 0;
  const inOrder = [...anchors].sort((a, b) => a.entries - b.entries);
  let good = 0;
  for (const { entries, head, at } of inOrder) {
    if (entries > last)
      return [
        {
          entry: good + 1,
          until: entries,
          why: `of the ${entries} entries that stood there on ${at}, ${entries - last} are gone`,
        },
      ];
    if (entries > 0 && byEntry.get(entries)?.hash !== head)
      return [
        {
          entry: good + 1,
          until: entries,
          why: `was written anew, it or one up to entry ${entries}, since ${at}`,
        },
      ];
    good = entries;
  }
  return [];
}
