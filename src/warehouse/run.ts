import { compile, compileDays, compileNewestDay, type RowsQuery } from './compile-duckdb.ts';
import type { Engine } from './engine.ts';
import type { Plan, PlanRow } from './plan.ts';
import type { TableSchema } from './schema.ts';

/** Asks a plan: one statement, read as columns; rows of the same period and groups are put together. */
export async function run(engine: Engine, plan: Plan): Promise<readonly PlanRow[]> {
  if (plan.aggregates.length === 0 || plan.periods.length === 0) return [];
  const [periods = [], areas = [], categories = [], ...values] = await engine.columns(
    compile(plan),
  );
  const found = new Map<string, PlanRow & { values: (number | null)[] }>();
  for (let r = 0; r < periods.length; r++) {
    const period = plan.periods[Number(periods[r])];
    if (!period) continue;
    const [area, category] = [textOrNull(areas[r]), textOrNull(categories[r])];
    const key = `${Number(periods[r])}\u001f${area}\u001f${category}`;
    let row = found.get(key);
    if (!row) {
      row = { period: period.id, area, category, values: plan.aggregates.map(() => null) };
      found.set(key, row);
    }
    for (let v = 0; v < values.length; v++) {
      const value = values[v]?.[r];
      if (value !== null && value !== undefined) row.values[v] = Number(value);
    }
  }
  return [...found.values()];
}

/** Days of the events behind a point, oldest first, one for each event, by group of the plan (null for one). */
export async function days(
  engine: Engine,
  query: RowsQuery,
): Promise<ReadonlyMap<string | null, readonly string[]>> {
  const [found = [], groups = [], counts = []] = await engine.columns(compileDays(query));
  const byGroup = new Map<string | null, string[]>();
  found.forEach((day, i) => {
    const group = textOrNull(groups[i]);
    const list = byGroup.get(group) ?? [];
    byGroup.set(group, list);
    for (let n = Number(counts[i]); n > 0; n--) list.push(String(day));
  });
  return byGroup;
}

/** The newest day that a column of a dataset is known for, not after a day. */
export async function newestDay(
  engine: Engine,
  schema: TableSchema,
  column: string,
  asAt: number | null,
  notAfter: string,
): Promise<string | null> {
  const [row] = await engine.all(compileNewestDay(schema, column, asAt, notAfter));
  return textOrNull(row?.day);
}

const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);
