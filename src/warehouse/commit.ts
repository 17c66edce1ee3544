import { lastDay, parseMonth } from '../periods/index.ts';
import { supersedeByKey } from './by-key.ts';
import { checksumOf, fillCells } from './commit-facts.ts';
import { rowConditions } from './duckdb-predicates.ts';
import type { Writer } from './engine.ts';
import { gapOf, MonthsEmptied } from './gaps.ts';
import type { Predicate } from './plan.ts';
import { childTable, factTable, hasCells, type TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';
import type { StagedColumn } from './staged-column.ts';
import { inOrder } from './staging.ts';

/** What is known of a load when it is committed. */
export interface NewLoad {
  readonly source: string;
  readonly file: string;
  readonly sha256: string;
  readonly arrivedAt: string;
  readonly loadedAt: string;
  readonly actor: string;
  readonly synthetic: boolean;
  readonly published: boolean;
  readonly marking: string;
  readonly byHand: boolean;
  readonly definition: string;
  readonly rowsRead: number;
  readonly layout: unknown;
  readonly setAside: readonly {
    sheet: number;
    row: number;
    code: string;
    heading: string;
    value: string;
  }[];
  readonly parts: readonly NewPart[];
  /** Cells that say a value is withheld or cannot be. */
  readonly marks?: readonly {
    dataset: string;
    sheet: number;
    row: number;
    column: string;
    means: string;
  }[];
}

/** The rows of one dataset on one sheet, and what they replace. */
export interface NewPart {
  readonly schema: TableSchema;
  readonly sheet: number;
  readonly select: string;
  /** The same rows with no more than the columns that tell their slices. */
  readonly slicing?: string;
  readonly columns: readonly StagedColumn[];
  /** Months spoken for: from the first to the last, also those without rows. Null for a snapshot or a whole table. */
  readonly months: {
    readonly first: string;
    readonly last: string;
    readonly partial: string | null;
    /** False where the rows alone say the months: then a gap among them is a question. */
    readonly named?: boolean;
  } | null;
  /** Scope columns of the slice; the constant scopes the file speaks for besides those of its rows. */
  readonly within: readonly string[];
  readonly scopes: readonly string[];
  /** Column whose month a slice is; null when all rows are one slice. */
  readonly monthColumn: string | null;
  readonly stateOn: string | null;
  readonly replaces: 'period' | 'snapshot' | 'key' | 'nothing';
  /** What a row must meet to count at all: what was restated is told by rows that count. */
  readonly counts?: readonly Predicate[];
}

export interface Committed {
  readonly load: number;
  readonly rows: number;
  readonly firstMonth: string | null;
  readonly lastMonth: string | null;
  readonly dataTo: string | null;
  /** Rows of the superseded slices that counted, by month, beside the new ones: what moved. */
  readonly restated: readonly { month: string; before: number; after: number }[];
  readonly unkeyed: readonly Unkeyed[];
}

/** Of a dataset without a key: rows that have no reference, and rows that repeat one. All count. */
export interface Unkeyed {
  readonly dataset: string;
  readonly column: string;
  readonly without: number;
  readonly repeated: number;
}

/** Facts, cells and coverage of a file, or nothing at all. */
export function commit(write: Writer, load: NewLoad): Promise<Committed> {
  return write.transaction(async () => {
    const [newest] = await write.all(
      `select coalesce(max(load), 0)::double as load, (select coalesce(max(slice), 0) from coverage)::double as slice from load`,
    );
    const number = Number(newest?.load ?? 0) + 1;
    let top = Number(newest?.slice ?? 0);
    const results = [];
    for (const part of load.parts) {
      const result = await commitPart(write, number, load.source, part, top + 1);
      results.push(result);
      // What is replaced by key leaves heirs, numbered after the slices.
      top = part.replaces === 'key' ? await topSlice(write) : top + result.slices;
    }
    const months = results.flatMap((r) => r.months).sort();
    const rows = results.reduce((sum, r) => sum + r.rows, 0);
    const dataTo =
      results
        .map((r) => r.dataTo)
        .filter((d) => d !== null)
        .sort()
        .at(-1) ?? null;
    const restated = restatedBy(results);
    const unkeyed = results.flatMap((r) => r.unkeyed);
    await write.run(
      `insert into load values (${[number, "'load'", 'null', lit(load.source), lit(load.file), lit(load.sha256), lit(load.arrivedAt), lit(load.loadedAt), lit(load.actor), load.synthetic, load.published, lit(load.marking), load.byHand, lit(months[0] ?? null), lit(months.at(-1) ?? null), dataTo ? `${lit(dataTo)}::date` : 'null', load.rowsRead, rows, new Set(load.setAside.map((s) => `${s.sheet}:${s.row}`)).size, lit(load.definition), lit(JSON.stringify(load.layout)), lit(JSON.stringify({ restated, unkeyed, replaces: Object.fromEntries(load.parts.map((part) => [part.schema.dataset, part.replaces])), keys: keysOf(load.parts) }))].join(', ')})`,
    );
    await insertAll(
      write,
      'set_aside',
      load.setAside.map((entry) => [
        ...[number, entry.sheet, entry.row],
        ...[lit(entry.code), lit(entry.heading), lit(entry.value)],
      ]),
    );
    await insertAll(
      write,
      'mark',
      (load.marks ?? []).map((mark) => [
        ...[number, lit(mark.dataset), mark.sheet, mark.row],
        ...[lit(mark.column), lit(mark.means)],
      ]),
    );
    return {
      load: number,
      rows,
      firstMonth: months[0] ?? null,
      lastMonth: months.at(-1) ?? null,
      dataTo,
      restated,
      unkeyed,
    };
  });
}

/** Rows of values, many to a statement: one each is dear where thousands are set aside. */
async function insertAll(
  write: Writer,
  table: string,
  rows: readonly (readonly (string | number)[])[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += 500)
    await write.run(
      `insert into ${table} values ${rows
        .slice(i, i + 500)
        .map((row) => `(${row.join(', ')})`)
        .join(', ')}`,
    );
}

async function topSlice(write: Writer): Promise<number> {
  const [row] = await write.all(`select coalesce(max(slice), 0)::double as slice from coverage`);
  return Number(row?.slice ?? 0);
}

async function commitPart(
  write: Writer,
  load: number,
  source: string,
  part: NewPart,
  first: number,
) {
  const { schema } = part;
  const [scopeColumn, ...more] = part.within;
  const scope =
    scopeColumn === undefined
      ? `''`
      : more.length === 0
        ? `coalesce(cast(${id(scopeColumn)} as varchar), '')`
        : `concat_ws('|', ${part.within.map(id).join(', ')})`;
  // Months are compared as days and written as text once a slice: formatting a million dates is dear.
  const month = part.monthColumn
    ? `date_trunc('month', ${id(part.monthColumn)})::date`
    : 'null::date';
  const slicing = (select: string) =>
    `(select *, ${month} as "slice month", ${scope} as "slice scope" from (${select}))`;
  const incoming = slicing(part.select);
  const present = await write.all(
    `select coalesce(strftime("slice month", '%Y-%m'), '') as month, "slice scope" as scope from (select distinct "slice month", "slice scope" from ${slicing(part.slicing ?? part.select)}) order by 1, 2`,
  );
  const rowsOf = present.map((p) => ({ month: String(p.month), scope: String(p.scope) }));
  const gap = await gapOf(write, source, part, rowsOf);
  if (gap) throw new MonthsEmptied(gap);
  const wanted = slicesOf(part, rowsOf);
  const slices = wanted.map((slice, i) => ({ ...slice, slice: first + i }));
  const replaced =
    part.replaces === 'key' ? [] : await supersede(write, load, source, part, slices);
  // A file of one month and one scope needs no look at each row to tell its slice.
  const [only] = slices.length === 1 ? slices : [];
  if (!only) await stageSlices(write, slices);
  const sliced = only
    ? `${incoming} t cross join (select ${only.slice}::bigint as slice) s`
    : `${incoming} t join slices s on s.month is not distinct from t."slice month" and s.scope = t."slice scope"`;
  await write.run(
    `insert into ${factTable(schema.dataset)} (${['slice', 'sheet', 'row', ...schema.columns.filter((c) => c.type !== 'codes').map((c) => id(c.name))].join(', ')}) select s.slice, ${part.sheet}, t.row, ${inOrder(schema, part.columns)} from ${sliced}`,
  );
  for (const column of part.columns)
    if (column.type === 'codes') await commitCodes(write, schema, column, part.sheet, sliced);
  if (hasCells(schema)) await fillCells(write, schema, `slice >= ${first}`);
  const checks = await write.all(checksumOf(schema, `slice >= ${first}`));
  const sums = new Map(checks.map((c) => [Number(c.slice), c]));
  if (slices.length > 0)
    await write.run(
      `insert into coverage values ${slices.map((s) => `(${[s.slice, load, lit(source), lit(schema.dataset), lit(s.scope), s.month === '' ? 'null' : lit(s.month), part.stateOn ? `${lit(part.stateOn)}::date` : 'null', s.complete, load, 'null', Number(sums.get(s.slice)?.rows ?? 0), lit(String(sums.get(s.slice)?.checksum ?? ''))].join(', ')})`).join(', ')}`,
    );
  const byKey =
    part.replaces === 'key'
      ? await supersedeByKey(
          write,
          load,
          source,
          schema,
          slices.map((s) => s.slice),
        )
      : [];
  const restated = [...replaced, ...byKey];
  const months = [...new Set(slices.filter((s) => s.complete).map((s) => s.month))].filter(
    (m) => m !== '',
  );
  const ended = parseMonth(months.sort().at(-1) ?? '');
  const after = new Map(slices.map((s) => [s.month, 0]));
  for (const s of slices)
    after.set(s.month, (after.get(s.month) ?? 0) + Number(sums.get(s.slice)?.rows ?? 0));
  const counted =
    replaced.length > 0 && part.counts?.length
      ? await countedRows(write, load, source, schema, part.counts)
      : null;
  return {
    slices: slices.length,
    rows: [...sums.values()].reduce((sum, c) => sum + Number(c.rows), 0),
    months: part.stateOn ? [part.stateOn.slice(0, 7)] : months,
    dataTo: part.stateOn ?? (ended && lastDay(ended)),
    dataset: schema.dataset,
    before: counted?.before ?? restated,
    after: counted?.after ?? after,
    unkeyed: await unkeyedRows(write, schema, `slice >= ${first}`),
  };
}

/** Rows that count, by month: of the slices that a load has closed, and of its own. */
async function countedRows(
  write: Writer,
  load: number,
  source: string,
  schema: TableSchema,
  counts: readonly Predicate[],
): Promise<{ before: { month: string; rows: number }[]; after: ReadonlyMap<string, number> }> {
  const found = await write.all(
    `select coalesce(c.month, '') as month, (count(*) filter (where c.valid_to = ${load} and ${rowConditions(counts, schema, 'f')}))::double as before, (count(*) filter (where c.load = ${load} and ${rowConditions(counts, schema, 'f')}))::double as after from coverage c join ${factTable(schema.dataset)} f on f.slice = c.slice where c.source = ${lit(source)} and c.dataset = ${lit(schema.dataset)} and (c.valid_to = ${load} or c.load = ${load}) group by 1 having count(*) filter (where c.valid_to = ${load}) > 0`,
  );
  return {
    before: found.map((row) => ({ month: String(row.month), rows: Number(row.before) })),
    after: new Map(found.map((row) => [String(row.month), Number(row.after)])),
  };
}

/** References of rows in a dataset that has no key: they are counted, never asked to be there or alone. */
async function unkeyedRows(write: Writer, schema: TableSchema, where: string): Promise<Unkeyed[]> {
  const references = schema.columns.filter((c) => c.type === 'text' && c.class === 'record');
  if (schema.key.length > 0 || references.length === 0) return [];
  const counts = references.map(({ name }, i) => {
    const column = id(name);
    return `(count(*) - count(${column}))::double as without${i}, (count(${column}) - count(distinct ${column}))::double as repeated${i}`;
  });
  const [row] = await write.all(
    `select ${counts.join(', ')} from ${factTable(schema.dataset)} where ${where}`,
  );
  return references
    .map(({ name }, i) => ({
      dataset: schema.dataset,
      column: name,
      without: Number(row?.[`without${i}`] ?? 0),
      repeated: Number(row?.[`repeated${i}`] ?? 0),
    }))
    .filter((u) => u.without > 0 || u.repeated > 0);
}

/** Keys of the datasets whose rows are replaced one by one, for an undo. */
const keysOf = (parts: readonly NewPart[]): Record<string, readonly string[]> =>
  Object.fromEntries(
    parts.flatMap(({ replaces, schema }) =>
      replaces === 'key' ? [[schema.dataset, schema.key]] : [],
    ),
  );

/** Rows by dataset and month before and after, where they differ; parts of one file count together. */
function restatedBy(
  results: readonly {
    dataset: string;
    before: readonly { month: string; rows: number }[];
    after: ReadonlyMap<string, number>;
  }[],
): { month: string; before: number; after: number }[] {
  const moved = new Map<string, { month: string; before: number; after: number }>();
  const at = (dataset: string, month: string) => {
    const key = `${dataset} ${month}`;
    const found = moved.get(key) ?? { month, before: Number.NaN, after: 0 };
    moved.set(key, found);
    return found;
  };
  for (const { dataset, before, after } of results) {
    for (const { month, rows } of before) {
      const found = at(dataset, month);
      found.before = (Number.isNaN(found.before) ? 0 : found.before) + rows;
    }
    for (const [month, rows] of after) at(dataset, month).after += rows;
  }
  // What nobody spoke for before is new, not restated.
  return [...moved.values()].filter((m) => !Number.isNaN(m.before) && m.before !== m.after);
}

interface Slice {
  readonly month: string;
  readonly scope: string;
  readonly complete: boolean;
}

/** Every month declared for every scope, rows or none: a month without rows is a nought that was said. */
function slicesOf(part: NewPart, present: readonly { month: string; scope: string }[]): Slice[] {
  if (!part.months)
    return dedupe(
      [...present, ...part.scopes.map((scope) => ({ month: '', scope }))].map((p) => ({
        ...p,
        complete: true,
      })),
    );
  const { first, last, partial } = part.months;
  const months: string[] = [];
  for (
    let [y, m] = first.split('-').map(Number) as [number, number];
    `${y}-${String(m).padStart(2, '0')}` <= last;
    [y, m] = m === 12 ? [y + 1, 1] : [y, m + 1]
  )
    months.push(`${y}-${String(m).padStart(2, '0')}`);
  const scopes = [...new Set([...part.scopes, ...present.map((p) => p.scope)])];
  return dedupe([
    ...months.flatMap((month) =>
      scopes.map((scope) => ({ month, scope, complete: month !== partial })),
    ),
    ...present.map((p) => ({ ...p, complete: p.month !== partial })),
  ]);
}

const dedupe = (slices: readonly Slice[]): Slice[] =>
  [...new Map(slices.map((s) => [`${s.month} ${s.scope}`, s])).values()].sort((a, b) =>
    a.month + a.scope < b.month + b.scope ? -1 : 1,
  );

/** Closes what the new slices replace; gives how many rows went, by month. */
async function supersede(
  write: Writer,
  load: number,
  source: string,
  part: NewPart,
  slices: readonly Slice[],
): Promise<{ month: string; rows: number }[]> {
  if (part.replaces === 'nothing' || slices.length === 0) return [];
  // Sheets and blocks of one file stand beside each other: none replaces another.
  const same = `source = ${lit(source)} and dataset = ${lit(part.schema.dataset)} and valid_to is null and load <> ${load}`;
  const which =
    part.replaces === 'period'
      ? `(coalesce(month, '') || ' ' || scope) in ${list(slices.map((s) => `${s.month} ${s.scope}`))}`
      : part.stateOn
        ? `state_on = ${lit(part.stateOn)}::date`
        : 'true';
  const gone = new Map<string, number>();
  for (const { month, rows } of await write.all(
    `update coverage set valid_to = ${load} where ${same} and ${which} returning coalesce(month, '') as month, rows::double as rows`,
  ))
    gone.set(String(month), (gone.get(String(month)) ?? 0) + Number(rows));
  return [...gone].map(([month, rows]) => ({ month, rows }));
}

/** The slices of a part, for its rows to find theirs. */
async function stageSlices(
  write: Writer,
  slices: readonly (Slice & { readonly slice: number })[],
): Promise<void> {
  const rows = slices.map(
    (s) =>
      `(${s.slice}::bigint, ${s.month === '' ? 'null' : `${lit(`${s.month}-01`)}::date`}, ${lit(s.scope)})`,
  );
  const none = `select null::bigint, null::date, null::varchar where false`;
  await write.run(
    `create or replace temp table slices as select slice, month::date as month, scope from (${rows.length > 0 ? `values ${rows.join(', ')}` : none}) s(slice, month, scope)`,
  );
}

async function commitCodes(
  write: Writer,
  schema: TableSchema,
  column: StagedColumn,
  sheet: number,
  sliced: string,
): Promise<void> {
  const pairs = [...(column.codes ?? [])].flatMap(([written, codes]) =>
    (Array.isArray(codes) ? codes : codes === null ? [] : [codes]).map(
      (code) => `(${lit(written)}, ${lit(String(code))})`,
    ),
  );
  if (pairs.length === 0) return;
  await write.run(
    `insert into ${childTable(schema.dataset, column.name)} select s.slice, ${sheet}, t.row, p.code from ${sliced} join (values ${pairs.join(', ')}) p(written, code) on p.written = t.${id(`raw ${column.name}`)}`,
  );
}
