import { join } from 'node:path';
import type { ColumnDefinition, DatasetDefinition, Framework } from '../../src/framework/index.ts';
import { tableOf } from '../../src/measures/index.ts';
import { commit, type NewPart, openWarehouse, type Warehouse } from '../../src/warehouse/index.ts';
import { type Codes, codesOf } from './codes.ts';

/** Rows a month of the large datasets; every other has `few`. Ten years of them are a million facts. */
const rowsOf: Readonly<Record<string, number>> = { crime: 8334, outcome: 1500, street: 500 };
const few = 40;

/**
 * Fills the warehouse of a home with months of facts for every dataset of the framework, whatever
 * those are: one load a source's month, through the same commit as a file's. Values are drawn from
 * the vocabularies by a hash of their place, so that two runs hold the same. Gives the facts.
 */
export async function fillMonths(
  home: string,
  framework: Framework,
  months: readonly string[],
  scale = 1,
): Promise<number> {
  const datasets = [...framework.datasets.values()].filter((d) => !d.id.startsWith('bench-'));
  const warehouse = await openWarehouse(
    {
      path: join(home, 'warehouse.duckdb'),
      temp: join(home, 'work', 'spill'),
      allowed: [home],
    },
    [...framework.datasets.values()].map(tableOf),
  );
  const codes = codesOf(framework);
  let facts = 0;
  try {
    for (const [i, month] of months.entries())
      for (const dataset of datasets)
        if (!isYearly(framework, dataset) || i % 12 === 11)
          facts += await loadMonth(warehouse, framework, codes, dataset, month, scale);
  } finally {
    warehouse.close();
  }
  return facts;
}

const sourcesOf = (framework: Framework, dataset: string) =>
  [...framework.sources.values()].filter((source) => source.loads.has(dataset));

const isYearly = (framework: Framework, dataset: DatasetDefinition): boolean =>
  sourcesOf(framework, dataset.id).some((source) => source.period.complete === 'year');

async function loadMonth(
  warehouse: Warehouse,
  framework: Framework,
  codes: Codes,
  dataset: DatasetDefinition,
  month: string,
  scale: number,
): Promise<number> {
  const rows = Math.max(1, Math.round((rowsOf[dataset.id] ?? few) * scale));
  const [source] = sourcesOf(framework, dataset.id);
  const schema = tableOf(dataset);
  const columns = [...dataset.columns.values()];
  const register = dataset.kind === 'register';
  const part: NewPart = {
    schema,
    sheet: 0,
    select: `select ${['i + 2 as row', ...columns.map((c) => `${valueSql(c, dataset, codes, framework, month)} as "${c.type === 'codes' ? `raw ${c.name}` : c.name}"`)].join(', ')} from range(${rows}) t(i)`,
    columns: columns.map((c) => ({
      name: c.name,
      type: c.type,
      from: { kind: 'is', value: null },
      formats: [],
      codes:
        c.type === 'codes'
          ? new Map(choices(c, codes).map((code) => [code, [code]] as const))
          : null,
      missing: [],
      zero: [],
      whenEmpty: null,
    })),
    months: register ? null : { first: month, last: month, partial: null },
    within: columns.some((c) => c.name === 'force') ? ['force'] : [],
    scopes: [],
    monthColumn: register ? null : schema.date,
    stateOn: register ? lastDayOf(month) : null,
    replaces: register ? 'snapshot' : 'period',
  };
  const done = await warehouse.engine.exclusive((write) =>
    commit(write, {
      source: source?.id ?? dataset.id,
      file: `BENCH_SYNTHETIC_${dataset.id}_${month}.csv`,
      sha256: `${dataset.id} ${month}`,
      arrivedAt: `${lastDayOf(month)}T22:00:00Z`,
      loadedAt: `${lastDayOf(month)}T22:00:00Z`,
      actor: 'bench',
      synthetic: true,
      published: false,
      marking: 'OFFICIAL',
      byHand: false,
      definition: 'bench',
      rowsRead: rows,
      layout: { sheets: { 0: 'Sheet1' } },
      setAside: [],
      parts: [part],
    }),
  );
  return done.rows;
}

/** Codes that a column may hold; texts have twenty of their own. */
function choices(column: ColumnDefinition, codes: Codes): readonly string[] {
  if (column.vocabulary === 'areas') return column.name === 'lpa' ? codes.lpas : codes.wards;
  if (column.vocabulary) return codes.of(column.vocabulary);
  return Array.from({ length: 20 }, (_, i) => `SYN ${column.name} ${i}`);
}

/** A value drawn by the hash of row, column and month, as SQL over `i`. */
function valueSql(
  column: ColumnDefinition,
  dataset: DatasetDefinition,
  codes: Codes,
  framework: Framework,
  month: string,
): string {
  const register = dataset.kind === 'register';
  const drawn = `(hash(i, '${column.name}'${register && column.key ? '' : `, '${month}'`}) % 1000003)`;
  if (column.key) return `'SYN-${register ? '' : `${month}-`}' || i`;
  if (column.name === 'force') return `'${framework.force}'`;
  const first = `'${month}-01'::date`;
  switch (column.type) {
    case 'month':
      return first;
    case 'date':
      return column.name === dataset.date
        ? `(${first} + (${drawn} % 28)::integer)`
        : `(${first} - (${drawn} % 90)::integer)`;
    case 'integer':
      return `(${drawn} % 5)::bigint`;
    case 'money':
      return `((${drawn} % 500000) / 100.0)::decimal(18,2)`;
    case 'decimal':
    case 'score':
      return `(${drawn} % 100)::double`;
    case 'boolean':
      return `(${drawn} % 10 = 0)`;
    default: {
      const list = choices(column, codes);
      // Some codes are common and most are rare; texts follow the first code, as property follows offence.
      const place = column.vocabulary
        ? common(drawn, list.length)
        : `(${leading(column, dataset, codes, drawn)} % ${list.length})`;
      return `[${list.map((c) => `'${c.replaceAll("'", "''")}'`).join(', ')}][1 + ${place}]`;
    }
  }
}

/** A place below `count`, the first ones drawn most often, as SQL. */
const common = (drawn: string, count: number): string =>
  `floor(${count} * pow(${drawn} / 1000003.0, 2))::integer`;

/** The place of the dataset's first code, for texts that its cells are grouped by; else a draw of its own. */
function leading(
  column: ColumnDefinition,
  dataset: DatasetDefinition,
  codes: Codes,
  drawn: string,
): string {
  const first = [...dataset.columns.values()].find(
    (c) => c.type === 'code' && c.vocabulary && !['areas', 'forces'].includes(c.vocabulary),
  );
  return first && dataset.cells.includes(column.name)
    ? common(drawn.replace(`'${column.name}'`, `'${first.name}'`), choices(first, codes).length)
    : `${drawn}::integer`;
}

function lastDayOf(month: string): string {
  const [y = 0, m = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(y, m, 0)).toISOString().slice(0, 10);
}
