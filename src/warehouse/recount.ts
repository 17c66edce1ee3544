import { checksumOf } from './commit-facts.ts';
import type { Engine } from './engine.ts';
import { cellTable, factTable, hasCells, summed, type TableSchema } from './schema.ts';
import { id } from './sql.ts';
import { misplaced } from './undo.ts';

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
    if (hasCells(schema))
      for (const row of await engine.all(wrongCells(schema)))
        found.push({
          what: 'cells',
          dataset,
          slice: Number(row.slice),
          load: said.get(Number(row.slice))?.load ?? null,
          detail: 'the monthly cells do not add up to the rows',
        });
  }
  found.push(...(await recountLedger(engine)));
  return found;
}

/** Slices whose cells are not what their facts add up to, cell by cell. */
export function wrongCells(schema: TableSchema): string {
  const keys = ['slice', 'month', ...schema.cells.map(id)];
  const month = `date_trunc('month', ${id(schema.date ?? '')})::date`;
  const sums = summed(schema).map(({ name, type }) => ({
    name: id(`sum_${name}`),
    of: id(name),
    type,
  }));
  const facts = `select ${['slice', `${month} as month`, ...schema.cells.map(id), 'count(*) as rows', ...sums.map((s) => `sum(${s.of}) as ${s.name}`)].join(', ')} from ${factTable(schema.dataset)} group by all`;
  // The order in which fractions are added moves their last digit; whole numbers and money are exact.
  const differs = sums.map((s) =>
    s.type === 'decimal'
      ? `((f.${s.name} is null) <> (c.${s.name} is null) or abs(f.${s.name} - c.${s.name}) > 1e-9 * (1 + abs(f.${s.name})))`
      : `f.${s.name} is distinct from c.${s.name}`,
  );
  return `select distinct coalesce(f.slice, c.slice)::double as slice from (${facts}) f full join ${cellTable(schema.dataset)} c on ${keys.map((k) => `f.${k} is not distinct from c.${k}`).join(' and ')} where ${['f.rows is distinct from c.rows', ...differs].join(' or ')} order by 1`;
}

/** The ledger against itself: loads, what they cover, what was set aside, and what counts now. */
async function recountLedger(engine: Engine): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  const say = (load: unknown, detail: string) =>
    found.push({ what: 'load', dataset: '', slice: null, load: Number(load), detail });
  for (const row of await engine.all(
    `select load::double as load from load l where kind = 'load' and rows_loaded > 0 and not exists (select 1 from coverage c where c.load = l.load)`,
  ))
    say(row.load, 'a load without coverage');
  for (const row of await engine.all(
    `select l.load::double as load, l.rows_loaded::double as said, c.rows::double as rows from load l join (select load, sum(rows) as rows from (select distinct load, slice, rows from coverage where valid_from = load) group by load) c on c.load = l.load where l.rows_loaded <> c.rows`,
  ))
    say(row.load, `it says ${row.said} rows, its coverage ${row.rows}`);
  for (const row of await engine.all(
    `select l.load::double as load, l.rows_set_aside::double as said, coalesce(s.rows, 0)::double as rows from load l left join (select load, count(distinct (sheet, row)) as rows from set_aside group by load) s on s.load = l.load where l.kind = 'load' and l.rows_set_aside <> coalesce(s.rows, 0)`,
  ))
    say(row.load, `it says ${row.said} rows set aside, ${row.rows} are kept`);
  for (const { source } of await engine.all(`select distinct source from load order by 1`))
    for (const slice of await misplaced(engine, String(source))) {
      const [row] = await engine.all(
        `select load::double as load from coverage where slice = ${slice} limit 1`,
      );
      say(row?.load, 'what it replaced, or what replaced it, is not what its loads say');
    }
  return found;
}
