import type { Framework, MeasureDefinition, Value } from '../framework/index.ts';
import type { Period } from '../periods/index.ts';
import type { Aggregate, Grouping, Plan, PlanPeriod, Warehouse } from '../warehouse/index.ts';
import { groupingOf, placeOf } from './place.ts';
import { aggregateOf } from './translate.ts';

/** A measure asked over periods, in an area, perhaps split. */
export interface MeasureQuery {
  readonly measure: MeasureDefinition;
  readonly periods: readonly Period[];
  /** Code or id; our force when null. */
  readonly area: string | null;
  /** `district`, `lpa`, `ward`, `force` or a column; null for the whole. */
  readonly split: string | null;
  /** Load number; null is now. */
  readonly asAt: number | null;
  /** Value read in place of the measure's own (`instead`). */
  readonly instead?: Value;
}

/** What the facts say; coverage has not spoken yet. */
export interface AnswerPoint {
  readonly period: string;
  readonly group: string | null;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly moves: { readonly in: number; readonly out: number } | null;
}

/** Answers one query: numerator and denominator apart, put together at this very level (domain.md, trap 14). */
export async function answer(
  query: MeasureQuery,
  framework: Framework,
  warehouse: Warehouse,
): Promise<readonly AnswerPoint[]> {
  const { measure } = query;
  const value = query.instead ?? measure.value;
  const plans = [planOf(query, framework, aggregateOf(framework, value))];
  if (measure.whole && !query.instead)
    plans.push(planOf(query, framework, aggregateOf(framework, measure.whole)));
  const asksMoves = query.split === null && !query.instead && judgedByMoves(measure, framework);
  if (asksMoves)
    for (const kind of ['entered', 'left'] as const)
      plans.push(
        planOf(query, framework, {
          ...aggregateOf(framework, registerValue(measure, framework)),
          count: { kind },
        }),
      );
  const results = await warehouse.run(plans);
  const per = measure.per && !query.instead ? await residents(query, framework, warehouse) : null;
  const read = (i: number) =>
    new Map((results[i] ?? []).map((p) => [`${p.period} ${p.group ?? ''}`, p.value]));
  const [parts, wholes] = [read(0), read(1)];
  const [entered, left] = asksMoves
    ? [read(plans.length - 2), read(plans.length - 1)]
    : [new Map(), new Map()];
  const groups =
    query.split === null
      ? [null]
      : [
          ...new Set(results.slice(0, measure.whole ? 2 : 1).flatMap((r) => r.map((p) => p.group))),
        ].sort();
  const scale = value.scale ? value.scale.numerator / value.scale.denominator : 1;
  const counted = !['median', 'median-days', 'increase'].includes(value.count.kind);
  return query.periods.flatMap((period) =>
    groups.map((group): AnswerPoint => {
      const key = `${period.id} ${group ?? ''}`;
      const found = parts.get(key);
      const part = found === undefined || found === null ? (counted ? 0 : null) : found * scale;
      const moves = asksMoves
        ? { in: Number(entered.get(key) ?? 0), out: Number(left.get(key) ?? 0) }
        : null;
      if (measure.whole && !query.instead) {
        const whole = wholes.get(key) ?? 0;
        return {
          period: period.id,
          group,
          value: whole === 0 || part === null ? null : part / whole,
          numerator: part,
          denominator: whole,
          moves,
        };
      }
      if (per) {
        const people = per.get(group ?? '') ?? null;
        return {
          period: period.id,
          group,
          value:
            people === null || people === 0 || part === null
              ? null
              : (part / people) * (measure.per?.scale ?? 1),
          numerator: part,
          denominator: people,
          moves,
        };
      }
      return { period: period.id, group, value: part, numerator: part, denominator: null, moves };
    }),
  );
}

/** Whether a change is judged by what entered and left a register, and not by a control chart (DESIGN.md 7, stocks). */
export function judgedByMoves(measure: MeasureDefinition, framework: Framework): boolean {
  const register = (value: Value | null) =>
    value !== null &&
    framework.datasets.get(value.of)?.kind === 'register' &&
    ['stock', 'present', 'median', 'median-days', 'sum'].includes(value.count.kind) &&
    value.on === null;
  return register(measure.value) || measure.value.over !== null;
}

/** The selection whose members moved: the measure's own value, without what a median counts. */
function registerValue(measure: MeasureDefinition, framework: Framework): Value {
  return framework.datasets.get(measure.value.of)?.kind === 'register'
    ? { ...measure.value, count: { kind: 'stock' } }
    : (measure.whole ?? measure.value);
}

export function planOf(
  query: Pick<MeasureQuery, 'area' | 'split' | 'asAt' | 'periods' | 'measure'>,
  framework: Framework,
  aggregate: Aggregate,
): Plan {
  const { forces, areas } = placeOf(framework, query.area);
  const split = query.split;
  const group: Grouping | null =
    split === null
      ? null
      : groupingOf(
          framework,
          split,
          query.measure.by?.column === split ? query.measure.by.bands : [],
        );
  return {
    aggregate,
    asAt: query.asAt,
    periods: query.periods.map(planPeriod),
    group,
    forces: split === 'force' ? null : forces,
    areas,
  };
}

const planPeriod = (period: Period): PlanPeriod => ({
  id: period.id,
  start: period.start,
  end: period.end,
});

/**
 * Residents for a rate: the latest vintage not after the end of the series, one through the series
 * (domain.md, trap 29), by group of the split or for the area.
 */
async function residents(
  query: MeasureQuery,
  framework: Framework,
  warehouse: Warehouse,
): Promise<Map<string, number>> {
  const per = query.measure.per;
  const last = query.periods.at(-1);
  const dataset = per ? framework.datasets.get(per.of) : undefined;
  if (!per || !last || !dataset) return new Map();
  const value: Value = {
    of: per.of,
    count: { kind: 'sum', column: per.column },
    on: null,
    where: dataset.counts,
    region: false,
    over: null,
    scale: null,
    spread: null,
  };
  const years = Array.from({ length: 8 }, (_, i) => Number(last.end.slice(0, 4)) - i).map(
    (year) => ({ id: String(year), start: `${year}-01-01`, end: `${year}-12-31` }),
  );
  const base = planOf(query, framework, aggregateOf(framework, value));
  const [points = []] = await warehouse.run([
    { ...base, periods: years.filter((y) => y.start <= last.end) },
  ]);
  const newest = [...new Set(points.map((p) => p.period))].sort().at(-1);
  return new Map(
    points
      .filter((p) => p.period === newest && p.value !== null)
      .map((p) => [p.group ?? '', p.value ?? 0]),
  );
}
