import { originCells } from '../collation/index.ts';
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
  const sheets = (load?.layout.sheets ?? {}) as Readonly<Record<string, string>>;
  return {
    load: number,
    file: load?.file ?? (number === 0 ? 'own records of the product' : ''),
    sheet: sheets[String(sheet)] ?? '',
    ...originCells(load?.layout ?? {}, dataset, sheet, row),
  };
}
