import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { named, readCsv } from '../recompute/csv.ts';
import { readWorkbook } from '../recompute/workbook.ts';

/** A row of a generated file under its header, with the number of the row in the file. */
export interface FileRow {
  readonly row: number;
  readonly values: Readonly<Record<string, string>>;
}

/** A generated file as it stands: the rows above its header, its rows, and its last line. */
export interface GeneratedFile {
  readonly name: string;
  readonly above: readonly string[];
  readonly header: Readonly<Record<string, string>>;
  readonly rows: readonly FileRow[];
  readonly footer: string;
}

/** A scheduled report of `folder`. */
export function report(folder: string, name: string): GeneratedFile {
  const records = readCsv(readFileSync(join(folder, name), 'utf8'));
  const at = records.findIndex((r) => r[0] === 'Crime Number');
  const head = records[at] ?? [];
  const last = records.findIndex((r) => r[0] === 'Total records');
  return {
    name,
    above: records.slice(0, at).map((r) => r.join(',')),
    header: Object.fromEntries(head.map((heading, i) => [heading, letterOf(i)])),
    rows: records.slice(at + 1, last).map((r, i) => ({ row: at + 2 + i, values: named(head, r) })),
    footer: records[last]?.join(',') ?? '',
  };
}

/** The visible sheet of a workbook of `folder`, under the header row that holds a heading. */
export function list(folder: string, name: string, heading: string): GeneratedFile {
  const [sheet] = readWorkbook(readFileSync(join(folder, name))).filter((s) => !s.hidden);
  const cells = [...(sheet?.cells ?? [])].map(([address, value]) => {
    const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    return { column, row: Number(row), value };
  });
  const at = cells.find((c) => c.value === heading)?.row ?? 0;
  const header = Object.fromEntries(
    cells.filter((c) => c.row === at).map((c) => [c.value, c.column]),
  );
  const headings = new Map(Object.entries(header).map(([text, column]) => [column, text]));
  const rows = new Map<number, Record<string, string>>();
  for (const { column, row, value } of cells)
    if (row > at) {
      const values = rows.get(row) ?? {};
      values[headings.get(column) ?? column] = value;
      rows.set(row, values);
    }
  const isFooter = (values: Readonly<Record<string, string>>) =>
    /^Total records/.test(values[heading] ?? '');
  const all = [...rows].map(([row, values]) => ({ row, values }));
  return {
    name,
    above: cells.filter((c) => c.row < at).map((c) => c.value),
    header,
    rows: all.filter(({ values }) => !isFooter(values)),
    footer: all.find(({ values }) => isFooter(values))?.values[heading] ?? '',
  };
}

/** The address of a heading's cell in a row. */
export const addressOf = (file: GeneratedFile, heading: string, row: number): string =>
  `${file.header[heading]}${row}`;

const letterOf = (index: number): string => String.fromCharCode(65 + index);
