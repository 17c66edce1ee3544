import type { LoadRow } from '../warehouse/index.ts';
import type { Origin } from './figure.ts';

/** Where a fact stands in its file: the sheet and the cell of each column. */
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
