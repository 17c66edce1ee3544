import type { Framework, MeasureDefinition } from '../framework/index.ts';
import { day, monthOf, type Period, type PlainDate, periodOf } from '../periods/index.ts';
import type { Evidence, Grant, RowsPage, RowsQuery, Warehouse } from '../warehouse/index.ts';
import { isPlaceSplit } from './place.ts';
import { planner } from './planner.ts';

/** A point of a measure, to be opened to its rows. */
export interface PointQuery {
  readonly measure: MeasureDefinition;
  readonly period: Period;
  readonly area: string | null;
  /** Member of a split by column (or of places within the area). */
  readonly category: { readonly column: string; readonly code: string } | null;
  readonly asAt: number | null;
}

/** The rows behind a point, what they add up to one by one, and what the point itself says. */
export interface Behind extends Evidence {
  readonly dataset: string;
  /** The value, or the part of a share or rate, as the plan has it (before `scale`). */
  readonly counted: number | null;
  readonly equal: boolean;
}

/** The plan of a point asked for rows: the same filters that counted it, so the two cannot disagree. */
export function rowsPlan(query: PointQuery, framework: Framework): RowsQuery {
  const plans = planner(framework);
  const { measure, category } = query;
  plans.ask(
    {
      measure,
      area: query.area,
      split: category?.column ?? null,
      asAt: query.asAt,
      withoutUs: false,
    },
    measure.value,
    [query.period],
  );
  const [plan] = plans.plans();
  if (!plan) throw new RangeError(`${measure.id} has no plan`);
  const member = category?.code ?? null;
  const place = category !== null && isPlaceSplit(category.column);
  return { plan, area: place ? member : null, category: place ? null : member };
}

export async function rowsOf(
  query: PointQuery,
  framework: Framework,
  warehouse: Warehouse,
  grant: Grant,
  page: RowsPage,
): Promise<Behind> {
  const rows = rowsPlan(query, framework);
  const { schema } = rows.plan;
  const columns = [
    ...new Set([
      ...schema.columns.map((c) => c.name),
      ...(schema.kind === 'register' ? ['first_seen', 'last_seen'] : []),
    ]),
  ];
  if (rows.plan.periods.length === 0)
    return {
      rows: [],
      total: 0,
      addsUpTo: null,
      dataset: schema.dataset,
      counted: null,
      equal: true,
    };
  const evidence = await warehouse.rows(rows, columns, page, grant);
  const points = await warehouse.run(rows.plan);
  const point = points.find(
    (p) =>
      (rows.area === null || p.area === rows.area) &&
      (rows.category === null || p.category === rows.category),
  );
  const ordered = ['median', 'median-days'].includes(query.measure.value.count.kind);
  const counted = point?.values[0] ?? (ordered ? null : 0);
  return {
    ...evidence,
    dataset: schema.dataset,
    counted,
    equal:
      counted === null || evidence.addsUpTo === null
        ? counted === evidence.addsUpTo
        : Math.abs(counted - evidence.addsUpTo) <= 1e-9 * Math.max(1, Math.abs(counted)),
  };
}

/** Events of a measure between two days, in an area and perhaps by a split. */
export interface EventsQuery extends Omit<PointQuery, 'period' | 'category'> {
  readonly split: string | null;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/**
 * Days of the events of a measure, one for each and oldest first, by member of the split (null for
 * the whole): for charts of the wait between them.
 */
export async function eventDays(
  query: EventsQuery,
  framework: Framework,
  warehouse: Warehouse,
): Promise<ReadonlyMap<string | null, readonly PlainDate[]>> {
  const plans = planner(framework);
  const { measure, area, split, asAt, from, to } = query;
  plans.ask({ measure, area, split, asAt, withoutUs: false }, measure.value, [
    periodOf('month', monthOf(from)),
  ]);
  const [plan] = plans.plans();
  if (!plan) throw new RangeError(`${measure.id} has no plan`);
  const periods = [{ id: 'events', start: from, end: to }];
  const found = await warehouse.days({ plan: { ...plan, periods }, area: null, category: null });
  return new Map([...found].map(([group, days]) => [group, days.map(day)]));
}
