import type { MeasureDefinition } from '../framework/index.ts';
import type { LoadRow } from '../warehouse/index.ts';
import type { Origin } from './figure.ts';

/** The count made again from the rows themselves, one by one. */
export function recount(
  measure: MeasureDefinition,
  rows: readonly { values: Readonly<Record<string, unknown>> }[],
): number | null {
  const count = measure.value.count;
  const column = (name: string) =>
    rows.flatMap((row) =>
      row.values[name] === null || row.values[name] === undefined ? [] : [row.values[name]],
    );
  switch (count.kind) {
    case 'rows':
    case 'movement':
      return rows.length;
    case 'stock':
    case 'present':
      return new Set(rows.map((row) => Object.values(row.values)[0])).size;
    case 'distinct':
      return new Set(column(count.column)).size;
    case 'sum':
      return column(count.column).reduce((sum: number, value) => sum + Number(value), 0);
    default:
      return null;
  }
}

export function originOf(
  load: LoadRow | undefined,
  dataset: string,
  sheet: number,
  row: number,
  number: number,
): Origin {
  const layout = (load?.layout ?? {}) as Record<string, Record<string, string>>;
  const cells = Object.fromEntries(
    Object.entries(layout[dataset] ?? {}).map(([name, letter]) => [name, `${letter}${row}`]),
  );
  return {
    load: number,
    file: load?.file ?? '',
    sheet: layout.sheets?.[String(sheet)] ?? '',
    row,
    cells,
  };
}
