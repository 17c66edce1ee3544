import { type Place, Refusal } from '../problems/index.ts';
import { CsvScanner } from './csv-scanner.ts';
import type { Limits } from './limits.ts';

export interface Delimited {
  readonly delimiter: string;
  /** Byte where the records begin: behind a byte-order mark and Excel's `sep=` line. */
  readonly start: number;
  /** There is a `sep=` line, which a plain reader would take for a record. */
  readonly declared: boolean;
}

/** Rarest first: of two that fit equally, the one that is less often part of a number wins. */
const candidates = ['\t', '|', ';', ','];

/** Finds the delimiter from the first bytes: the one that cuts most records to one width. */
export function delimiterOf(head: Buffer, place: Place, limits: Limits): Delimited {
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const text = head.toString('latin1', mark, mark + 64);
  const declared = /^"?sep=([^\r\n"])"?(?:\r\n|\n|\r)/i.exec(text);
  if (declared !== null)
    return {
      delimiter: declared[1] ?? ',',
      start: mark + (declared[0]?.length ?? 0),
      declared: true,
    };
  const scores = candidates.map((delimiter) =>
    score(head.subarray(mark), delimiter, place, limits),
  );
  const best = Math.max(...scores.map(({ share }) => share));
  if (best === 0) return { delimiter: ',', start: mark, declared: false };
  // A header of seventeen commas under a title with one semicolon: the far wider cut is the table's.
  const [first, ...others] = scores.filter(({ share }) => share === best);
  const wider = others.find(({ width }) => width > 2 * (first?.width ?? 0));
  return { delimiter: (wider ?? first)?.delimiter ?? ',', start: mark, declared: false };
}

interface Score {
  readonly delimiter: string;
  /** Share of the records that have the commonest width above one; half of it if quotes break. */
  readonly share: number;
  readonly width: number;
}

function score(head: Buffer, delimiter: string, place: Place, limits: Limits): Score {
  const widths = new Map<number, number>();
  let records = 0;
  const scanner = new CsvScanner(delimiter, 0, place, limits, (_number, _start, _end, fields) => {
    records += 1;
    if (fields > 1) widths.set(fields, (widths.get(fields) ?? 0) + 1);
  });
  let sound = 1;
  try {
    scanner.push(head, 0);
    // One record alone, perhaps without a line end.
    if (records === 0) scanner.end(head.length);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sound = 0.5;
  }
  const most = Math.max(0, ...widths.values());
  const width = [...widths].find(([, n]) => n === most)?.[0] ?? 0;
  return { delimiter, share: (sound * most) / Math.max(1, records), width };
}
