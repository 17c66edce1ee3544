import { code } from '../code.ts';

interface Cell {
  readonly value: string;
}

/** C: problems of contract, each at its cell. */
export const contractCodes = {
  C101: code<Cell & { type: string; hint: string }>(
    'wrong-type',
    (d) => `“${d.value}” is not ${d.type}.${d.hint ? ` ${d.hint}` : ''}`,
    () => 'Correct the cell at its source and send the file again.',
  ),
  C102: code<{ column: string }>(
    'required-empty',
    (d) => `“${d.column}” is empty, and every row needs it.`,
    () => 'Fill the cell at its source and send the file again.',
  ),
  C103: code<Cell & { vocabulary: string; nearest: string | null; rows: number }>(
    'unknown-code',
    (d) =>
      `“${d.value}” is not one of ${d.vocabulary} that we know${d.rows > 1 ? ` (${d.rows} rows)` : ''}.`,
    (d) =>
      d.nearest
        ? `Did you mean ${d.nearest}?`
        : 'Correct it at its source, or add it to the vocabulary.',
  ),
  C104: code<Cell & { limit: string }>(
    'after-reporting-day',
    (d) => `“${d.value}” lies after ${d.limit}.`,
    () => 'A date to come cannot be reported: correct it at its source.',
  ),
  C105: code<Cell & { minimum: number }>(
    'below-minimum',
    (d) => `“${d.value}” is below ${d.minimum}.`,
    () => 'Correct the cell at its source and send the file again.',
  ),
  C106: code<Cell & { column: string; rows: number }>(
    'key-twice',
    (d) =>
      `“${d.value}” stands in more than one row as ${d.column}${d.rows > 1 ? ` (${d.rows} such rows)` : ''}.`,
    () => 'Each may stand once: ask for the export without duplicates.',
  ),
  C107: code<{ said: number; found: number; label: string }>(
    'control-total',
    (d) => `The file says “${d.label}” ${d.said}, and ${d.found} rows were found.`,
    () => 'The file is cut off or was edited: ask for it again.',
  ),
  C108: code<{ rows: number; share: number; limit: number }>(
    'too-many-set-aside',
    (d) =>
      `${d.rows} rows would be set aside, ${(100 * d.share).toFixed(1)} % of the file; at most ${(100 * d.limit).toFixed(1)} % may be.`,
    () => 'Mend the rows named, or the vocabulary they need.',
  ),
  C109: code<{ more: number; rule: string }>(
    'and-more',
    (d) => `${d.more} more cells have the same fault (${d.rule}).`,
    () => 'Mend them with the ones named.',
    'note',
  ),
  C110: code<{ column: string; without: number; repeated: number }>(
    'no-key-rows',
    (d) =>
      `${d.without.toLocaleString('en-GB')} rows have no ${d.column} and ${d.repeated.toLocaleString('en-GB')} repeat one; all were loaded, since nothing here is a key.`,
    () => 'Nothing to do: each row counts once.',
    'note',
  ),
} as const;
