import type { Framework, MeasureDefinition } from '../framework/index.ts';
import type { Period } from '../periods/index.ts';
import type { FactRow, Grant, Warehouse } from '../warehouse/index.ts';
import { planOf } from './answer.ts';
import { aggregateOf } from './translate.ts';

/** A point of a measure, to be opened to its rows. */
export interface PointQuery {
  readonly measure: MeasureDefinition;
  readonly period: Period;
  readonly area: string | null;
  readonly category: { readonly column: string; readonly code: string } | null;
  readonly asAt: number | null;
}

/** The rows behind a point by the very filters that counted it, so the two cannot disagree. */
export async function rowsOf(
  query: PointQuery,
  framework: Framework,
  warehouse: Warehouse,
  grant: Grant,
  limit: number,
): Promise<{ rows: FactRow[]; total: number; dataset: string }> {
  const { measure } = query;
  const where = query.category
    ? [{ kind: 'in' as const, column: query.category.column, codes: [query.category.code] }]
    : [];
  const aggregate = aggregateOf(framework, measure.value, where);
  const plan = planOf(
    { measure, periods: [query.period], area: query.area, split: null, asAt: query.asAt },
    framework,
    aggregate,
  );
  const columns = [...(framework.datasets.get(measure.value.of)?.columns.values() ?? [])]
    .filter((c) => c.type !== 'codes' && c.class !== 'personal')
    .map((c) => c.name);
  return { ...(await warehouse.rows(plan, columns, limit, grant)), dataset: measure.value.of };
}

/** Days of the events of a measure, for charts of the wait between them. */
export function eventDays(
  query: PointQuery,
  framework: Framework,
  warehouse: Warehouse,
): Promise<readonly string[]> {
  const plan = planOf(
    {
      measure: query.measure,
      periods: [query.period],
      area: query.area,
      split: null,
      asAt: query.asAt,
    },
    framework,
    aggregateOf(framework, query.measure.value),
  );
  return warehouse.days(plan);
}
