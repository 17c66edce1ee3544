import { compileEvidence, compileRows, type RowsQuery } from './compile-duckdb.ts';
import type { Engine } from './engine.ts';
import type { Grant } from './grant.ts';
import type { FactRow } from './plan.ts';

/** The rows behind a point, and what they add up to when counted again one by one. */
export interface Evidence {
  readonly rows: readonly FactRow[];
  readonly total: number;
  readonly addsUpTo: number | null;
}

/** Which of the rows of a point are given: the first `from` are passed over; a limit of null gives all that follow. */
export interface RowsPage {
  readonly from: number;
  readonly limit: number | null;
}

/**
 * The rows of a point by the very filters that counted it. Demands the leave that only `access`
 * gives; columns of a class that it does not open are left out, whatever was asked. What they add up
 * to is counted over all of them, whichever page is given.
 */
export async function rows(
  engine: Engine,
  query: RowsQuery,
  columns: readonly string[],
  page: RowsPage,
  grant: Grant,
): Promise<Evidence> {
  const open = new Set(
    query.plan.schema.columns.filter((c) => grant.classes.includes(c.class)).map((c) => c.name),
  );
  const found = await engine.all(
    compileRows(
      query,
      columns.filter((c) => open.has(c) || c === 'first_seen' || c === 'last_seen'),
      page,
    ),
  );
  const [brought = []] = await engine.columns(compileEvidence(query));
  return {
    rows: found.map(({ 'w load': load, 'w sheet': sheet, 'w row': row, ...values }) => ({
      load: Number(load),
      sheet: Number(sheet),
      row: Number(row),
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, plainValue(value)]),
      ),
    })),
    total: brought.length,
    addsUpTo: addUp(query, brought),
  };
}

/** The aggregate counted again in another way than the engine's. */
function addUp(query: RowsQuery, brought: readonly unknown[]): number | null {
  const kind = query.plan.aggregates[0]?.count.kind;
  const said = brought.filter((value) => value !== null && value !== undefined);
  switch (kind) {
    case 'present':
    case 'distinct':
      return new Set(said.flatMap((value) => String(value).split('\u001f'))).size;
    case 'median':
    case 'median-days': {
      const sorted = said.map(Number).sort((a, b) => a - b);
      const middle = (sorted.length - 1) / 2;
      const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
      return low === undefined || high === undefined ? null : (low + high) / 2;
    }
    default:
      return said.reduce((sum: number, value) => sum + Number(value), 0);
  }
}

function plainValue(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
