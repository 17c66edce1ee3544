import type { Framework, Value } from '../framework/index.ts';
import type { Plan, Warehouse } from '../warehouse/index.ts';
import { askMoves, judgedByMoves, type Moves } from './moves.ts';
import { placesUnder } from './place.ts';
import { type Found, type Planner, planner } from './planner.ts';
import { type MeasureQuery, type Residents, settingOf } from './query.ts';
import { askResidents } from './residents.ts';

/** What the facts say; coverage has not spoken yet. */
export interface AnswerPoint {
  readonly period: string;
  /** Member of the split; null for the whole. */
  readonly group: string | null;
  /** Shares as fractions, rates with their scale; null where nothing can be divided or ordered. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Some number that it counts is withheld by its source. */
  readonly suppressed: boolean;
  /** What entered and left the selection, where that is what a change is judged by. */
  readonly moves: Moves | null;
}

/** Answers one query. Queries asked in the same turn share their statements. */
export function answer(
  query: MeasureQuery,
  framework: Framework,
  warehouse: Warehouse,
): Promise<readonly AnswerPoint[]> {
  return new Promise((resolve, reject) => {
    const waiting = turns.get(warehouse) ?? [];
    if (waiting.length === 0) {
      turns.set(warehouse, waiting);
      setImmediate(() => {
        turns.delete(warehouse);
        void settle(waiting, warehouse);
      });
    }
    waiting.push({ query, framework, resolve, reject });
  });
}

interface Waiting {
  readonly query: MeasureQuery;
  readonly framework: Framework;
  readonly resolve: (points: readonly AnswerPoint[]) => void;
  readonly reject: (fault: unknown) => void;
}
const turns = new WeakMap<Warehouse, Waiting[]>();

/** All together; what fails so is asked by itself, so that one faulty question does not spoil the others. */
async function settle(waiting: readonly Waiting[], warehouse: Warehouse): Promise<void> {
  const [first] = waiting;
  if (!first) return;
  const alone = async (w: Waiting) => (await answers([w.query], w.framework, warehouse))[0] ?? [];
  const together = waiting.every((w) => w.framework === first.framework)
    ? await readers(
        waiting.map((w) => w.query),
        first.framework,
        warehouse,
      ).catch(() => null)
    : null;
  for (const [i, w] of waiting.entries()) {
    const read = together?.[i];
    await (read ? read().catch(() => alone(w)) : alone(w)).then(w.resolve, w.reject);
    // What one asked for is made of its points, and they can go, before the next points are read.
    await new Promise(setImmediate);
  }
}

/**
 * Answers queries together: one statement for each dataset, place and grouping among them. Numerator
 * and denominator are asked apart and put together at this very level (domain.md, trap 14).
 */
export async function answers(
  queries: readonly MeasureQuery[],
  framework: Framework,
  warehouse: Warehouse,
): Promise<readonly (readonly AnswerPoint[])[]> {
  return Promise.all((await readers(queries, framework, warehouse)).map((read) => read()));
}

/** The same, each put together as soon as its own statements have answered: the others go on meanwhile. */
async function readers(
  queries: readonly MeasureQuery[],
  framework: Framework,
  warehouse: Warehouse,
): Promise<readonly (() => Promise<readonly AnswerPoint[]>)[]> {
  const plans = planner(framework);
  const asked = queries.map((query) => plans.together(() => askMeasure(plans, framework, query)));
  const residents = planner(framework);
  const denominators = await Promise.all(
    queries.map((query) => askResidents(residents, framework, query, warehouse)),
  );
  await residents.run(warehouse);
  // Whoever waits for a plan is told that it failed.
  plans.run(warehouse).catch(() => undefined);
  return asked.map(({ made, ready }, i) => async () => {
    await ready();
    return made(denominators[i]?.() ?? null);
  });
}

/** The plans that queries come to, for a look at what will be asked. */
export function plansOf(queries: readonly MeasureQuery[], framework: Framework): readonly Plan[] {
  const plans = planner(framework);
  for (const query of queries) askMeasure(plans, framework, query);
  return plans.plans();
}

function askMeasure(
  plans: Planner,
  framework: Framework,
  query: MeasureQuery,
): (residents: Residents | null) => AnswerPoint[] {
  const { measure, periods } = query;
  const setting = settingOf(query);
  const value = query.instead ?? measure.value;
  const wholeValue = query.instead ? null : measure.whole;
  const part = plans.ask(setting, value, periods);
  const whole = wholeValue ? plans.ask(setting, wholeValue, periods) : null;
  const against =
    measure.againstAreas.length > 0 && !query.instead
      ? plans.ask({ ...setting, split: null }, value, periods, {
          areas: placesUnder(framework, measure.againstAreas),
        })
      : null;
  const withheld = [value, ...(wholeValue ? [wholeValue] : [])].flatMap((v) => {
    const column = suppressible(framework, v);
    return column === null
      ? []
      : [plans.ask(setting, v, periods, { count: { kind: 'rows' }, suppressed: column })];
  });
  const moves =
    !query.instead && judgedByMoves(measure, framework)
      ? askMoves(plans, framework, setting, value, periods)
      : null;
  return (residents) => {
    const [parts, wholes, others] = [part(), whole?.() ?? null, against?.() ?? null];
    const marks = withheld.map((ask) => ask());
    const groups = groupsOf(query, parts, wholes, ...marks);
    return periods.flatMap((period) =>
      groups.map((group): AnswerPoint => {
        const point = (
          n: number | null,
          denominator: number | null,
          result: number | null,
        ): AnswerPoint => ({
          period: period.id,
          group,
          value: result,
          numerator: n,
          denominator,
          suppressed: marks.some((found) => (found.value(period.id, group) ?? 0) > 0),
          moves: moves?.(period.id, group) ?? null,
        });
        const numerator = read(value, parts, period.id, group);
        if (wholeValue && wholes) {
          const all = read(wholeValue, wholes, period.id, group);
          return point(numerator, all, divide(numerator, all));
        }
        const scale = measure.per?.scale ?? 1;
        const rate = (n: number | null, people: number | null | undefined) => {
          const share = divide(n, people ?? null);
          return share === null ? null : share * scale;
        };
        if (others) {
          const there = read(value, others, period.id, null);
          if (!measure.per || query.instead)
            return point(numerator, there, divide(numerator, there));
          const [here, held] = [
            rate(numerator, residents?.people(group)),
            rate(there, residents?.against),
          ];
          return point(here, held, divide(here, held));
        }
        if (measure.per && !query.instead) {
          const people = residents?.people(group) ?? null;
          return point(numerator, people, rate(numerator, people));
        }
        return point(numerator, null, numerator);
      }),
    );
  };
}

/** The column that a value sums, where some source of it may say that a number is withheld. */
function suppressible(framework: Framework, value: Value): string | null {
  if (value.count.kind !== 'sum' && value.count.kind !== 'median') return null;
  const says = [...framework.sources.values()].some(
    ({ loads, markers }) =>
      loads.has(value.of) && markers.some(({ means }) => means === 'suppressed'),
  );
  return says ? value.count.column : null;
}

const divide = (n: number | null, d: number | null): number | null =>
  n === null || d === null || d === 0 ? null : n / d;

/** A count that no fact spoke for is nought (coverage says whether it was counted at all); a median is nothing. */
function read(value: Value, found: Found, period: string, group: string | null): number | null {
  if (!found.asked(period)) return null;
  const said = found.value(period, group);
  const scale = value.scale ? value.scale.numerator / value.scale.denominator : 1;
  if (said !== null) return said * scale;
  return value.count.kind === 'median' ||
    value.count.kind === 'median-days' ||
    value.count.kind === 'increase' ||
    found.observed
    ? null
    : 0;
}

function groupsOf(query: MeasureQuery, ...found: readonly (Found | null)[]): (string | null)[] {
  if (query.split === null) return [null];
  const members = found.flatMap((f) => (f?.divided ? f.groups : []));
  return [...new Set(members.filter((m) => m !== null))].sort();
}
