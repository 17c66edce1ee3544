import { checksumOf } from './commit.ts';
import type { Engine } from './engine.ts';
import { cellTable, factTable, hasCells, type TableSchema } from './schema.ts';

/** Something that does not agree with itself. */
export interface Disagreement {
  readonly what: 'slice' | 'cells' | 'orphan' | 'load';
  readonly dataset: string;
  readonly slice: number | null;
  readonly load: number | null;
  readonly detail: string;
}

/** Counts everything again: facts against coverage, cells against facts, loads against coverage. */
export async function recount(
  engine: Engine,
  schemas: readonly TableSchema[],
): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  const said = new Map<number, { load: number; dataset: string; rows: number; checksum: string }>();
  for (const row of await engine.all(
    `select distinct slice::double as slice, load::double as load, dataset, rows::double as rows, checksum from coverage`,
  ))
    said.set(Number(row.slice), {
      load: Number(row.load),
      dataset: String(row.dataset),
      rows: Number(row.rows),
      checksum: String(row.checksum),
    });
  for (const schema of schemas) {
    const dataset = schema.dataset;
    const counted = new Map(
      (await engine.all(checksumOf(schema, 'true'))).map((row) => [Number(row.slice), row]),
    );
    for (const [slice, row] of counted) {
      const coverage = said.get(slice);
      if (!coverage)
        found.push({
          what: 'orphan',
          dataset,
          slice,
          load: null,
          detail: `${Number(row.rows)} rows that no load speaks for`,
        });
      else if (coverage.rows !== Number(row.rows) || coverage.checksum !== String(row.checksum))
        found.push({
          what: 'slice',
          dataset,
          slice,
          load: coverage.load,
          detail: `rows were ${coverage.rows}, are ${Number(row.rows)}, or a value was edited`,
        });
    }
    for (const [slice, coverage] of said)
      if (coverage.dataset === dataset && coverage.rows > 0 && !counted.has(slice))
        found.push({
          what: 'slice',
          dataset,
          slice,
          load: coverage.load,
          detail: `${coverage.rows} rows are gone`,
        });
    if (hasCells(schema)) {
      const wrong = await engine.all(
        `select coalesce(f.slice, c.slice)::double as slice from (select slice, count(*) as n from ${factTable(dataset)} group by 1) f full join (select slice, sum(rows) as n from ${cellTable(dataset)} group by 1) c on f.slice = c.slice where f.n is distinct from c.n`,
      );
      for (const row of wrong)
        found.push({
          what: 'cells',
          dataset,
          slice: Number(row.slice),
          load: said.get(Number(row.slice))?.load ?? null,
          detail: 'the monthly cells do not add up to the rows',
        });
    }
  }
  for (const row of await engine.all(
    `select load::double as load from load l where kind = 'load' and rows_loaded > 0 and not exists (select 1 from coverage c where c.load = l.load)`,
  ))
    found.push({
      what: 'load',
      dataset: '',
      slice: null,
      load: Number(row.load),
      detail: 'a load without coverage',
    });
  return found;
}
