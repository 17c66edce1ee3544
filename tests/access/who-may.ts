import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/home.ts';

/** A line of `who-may.md`: what is asked, and what each person is answered. */
export interface Line {
  readonly route: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Fields of a form. */
  readonly form: Readonly<Record<string, string>>;
  readonly answers: ReadonlyMap<string, string>;
}

/** Columns that are opened: class, column, where, and who sees it. */
export interface ColumnLine {
  readonly column: string;
  readonly url: string;
  readonly answers: ReadonlyMap<string, string>;
}

/** The tables of the hand-written policy. */
export function policy(): {
  readonly lines: readonly Line[];
  readonly columns: readonly ColumnLine[];
} {
  const text = readFileSync(join(repository(), 'tests', 'access', 'who-may.md'), 'utf8');
  const lines: Line[] = [];
  const columns: ColumnLine[] = [];
  let heads: readonly string[] = [];
  for (const line of text.split('\n').filter((l) => l.startsWith('|') && !l.startsWith('|--'))) {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [first = '', second = '', ...rest] = cells;
    if (first === 'route' || first === 'class') heads = rest;
    else {
      const answers = new Map(heads.map((head, i) => [head, rest[i] ?? '']));
      const [url = '', form = ''] = second.split(' ');
      if (/^(GET|POST) /.test(first))
        lines.push({
          route: first,
          method: first.startsWith('GET') ? 'GET' : 'POST',
          url,
          form: Object.fromEntries(new URLSearchParams(form)),
          answers,
        });
      else {
        const [column = '', , address = ''] = second.split(' ');
        columns.push({ column, url: address, answers });
      }
    }
  }
  return { lines, columns };
}
