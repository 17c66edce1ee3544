import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readCsv } from './csv.ts';
import { dayOf } from './raw-sample.ts';

interface Column {
  readonly type: string;
  readonly vocabulary?: string;
  readonly separator?: string | readonly string[];
}
interface Code {
  readonly title?: string;
  readonly aliases?: readonly (string | number)[];
  readonly below?: Readonly<Record<string, Code | string>>;
}

/** What a cell of a source says as a value of a dataset's column, read from the definitions by code of their own. */
export type Meaning = (
  dataset: string,
  column: string,
  cell: string,
) => string | number | boolean | null;

export function meaningIn(framework: string, calendarQuarters: boolean): Meaning {
  const read = (folder: string) =>
    readdirSync(join(framework, folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => parse(readFileSync(join(framework, folder, name), 'utf8')));
  const datasets = new Map(read('datasets').map((d) => [d.dataset as string, d.columns]));
  const words = new Map(
    read('vocabularies').map((v) => [v.vocabulary as string, wordsOf(v.codes ?? {}, new Map())]),
  );
  const areas = areasOf(framework);
  const codeOf = (vocabulary: string, cell: string) =>
    vocabulary === 'areas'
      ? (areas.get(cell) ?? 'unknown')
      : (words.get(vocabulary)?.get(cell) ??
        words.get(vocabulary)?.get(cell.toLowerCase()) ??
        null);
  return (dataset, name, cell) => {
    const column: Column = datasets.get(dataset)?.[name] ?? { type: 'code', vocabulary: 'areas' };
    if (cell === '') return column.vocabulary === 'areas' ? 'unknown' : null;
    switch (column.type) {
      case 'date':
        return dayOf(cell);
      case 'month':
        return firstDay(cell, calendarQuarters);
      case 'integer':
      case 'decimal':
      case 'money':
      case 'score':
        return Number(cell);
      case 'boolean':
        return /^y/i.test(cell);
      case 'codes':
        return cell
          .split(String(column.separator ?? ';'))
          .flatMap((part) => {
            const code = column.vocabulary ? codeOf(column.vocabulary, part.trim()) : part.trim();
            return code ? [code] : [];
          })
          .sort()
          .join('; ');
      default:
        return column.vocabulary ? codeOf(column.vocabulary, cell) : cell;
    }
  };
}

/** Every word that stands for a code: itself, its title, its aliases; also in small letters. */
function wordsOf(codes: Readonly<Record<string, Code | string>>, words: Map<string, string>) {
  for (const [id, entry] of Object.entries(codes)) {
    const code: Code = typeof entry === 'string' ? { title: entry } : entry;
    for (const word of [id, code.title ?? id, ...(code.aliases ?? [])]) {
      words.set(String(word), id);
      if (!words.has(String(word).toLowerCase())) words.set(String(word).toLowerCase(), id);
    }
    wordsOf(code.below ?? {}, words);
  }
  return words;
}

/** Places by the codes that feeds write. */
function areasOf(framework: string): ReadonlyMap<string, string> {
  const table = (name: string) => readCsv(readFileSync(join(framework, 'areas', name), 'utf8'));
  const { areas } = parse(readFileSync(join(framework, 'areas', 'areas.yaml'), 'utf8'));
  return new Map<string, string>([
    ...areas.map((a: { code: string }) => [a.code, a.code] as const),
    ...[...table('wards.csv'), ...table('districts.csv')].map(
      ([code = '']) => [code, code] as const,
    ),
  ]);
}

/** The first day of the month with which a period word begins. */
function firstDay(word: string, calendarQuarters: boolean): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(word);
  if (quarter && calendarQuarters)
    return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`;
  // A bare year is a mid-year estimate.
  return /^\d{4}$/.test(word) ? `${word}-06-01` : `${word.slice(0, 7)}-01`;
}
