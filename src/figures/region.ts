import {
  type Area,
  areaAbove,
  type Framework,
  type MeasureDefinition,
  type Value,
} from '../framework/index.ts';
import { type AnswerPoint, answer } from '../measures/index.ts';
import { addMonths, type Month, monthOf, periodOf } from '../periods/index.ts';
import type { Warehouse } from '../warehouse/index.ts';
import type { Vintage } from './build.ts';
import type { Comparison, Figure, Question } from './figure.ts';

/** The region for the last common year ending, from the published table that `instead` names. */
export async function regionOf(
  measure: MeasureDefinition,
  question: Question,
  area: Area,
  at: Vintage,
  framework: Framework,
  warehouse: Warehouse,
): Promise<Comparison[]> {
  const instead: Value | undefined = measure.instead.get('region');
  const region = areaAbove(framework.areas, framework.force, 'region');
  if (!instead || !region || area.kind !== 'force') return [];
  const years = [0, 1, 2, 3, 4].map((back) => addMonths(monthOf(question.period.end), -back * 1));
  const ends = Array.from({ length: 48 }, (_, i) =>
    addMonths(years[0] ?? monthOf(question.period.end), -i),
  );
  const periods = ends.map((m) => periodOf('month', m));
  const ask = (place: string) =>
    answer(
      { measure, periods, area: place, split: null, asAt: at.load, instead },
      framework,
      warehouse,
    );
  const [all, ours] = await Promise.all([ask(region), ask(area.code)]);
  const at_ = (list: readonly AnswerPoint[], m: Month) =>
    list.find((p) => p.period === m)?.value ?? 0;
  const last = ends.find(
    (m) => at_(all, m) > 0 && at_(ours, m) > 0 && at_(all, addMonths(m, -12)) > 0,
  );
  if (!last) return [];
  const before = addMonths(last, -12);
  const mine = at_(ours, last) / at_(ours, before) - 1;
  return (['region', 'region-without-us'] as const).map((against): Comparison => {
    const less = against === 'region' ? 0 : 1;
    const [now, then] = [
      at_(all, last) - less * at_(ours, last),
      at_(all, before) - less * at_(ours, before),
    ];
    const base: Figure = {
      measure: measure.id,
      area: region,
      category: null,
      period: periodOf('rolling-12', last),
      value: now,
      status: 'complete',
      immature: false,
      numerator: now,
      denominator: null,
      dates: { dataTo: periodOf('month', last).end, asAt: at.asAt, builtAt: at.asAt },
      loads: [],
      definition: measure.hash,
      marking: 'OFFICIAL',
      synthetic: false,
    };
    return {
      against,
      base,
      change: null,
      percent: null,
      points: then === 0 ? null : mine - (now / then - 1),
      verdict: 'not-comparable',
      because: `Year ending ${last}: our change less the region's, both from published tables.`,
    };
  });
}

/** A force of the region, or the region itself, in a year and the year before. */
export interface ForceChange {
  readonly name: string;
  readonly now: number | null;
  readonly before: number | null;
  /** Fraction of the year before; null where either is not known. */
  readonly change: number | null;
  readonly is: 'ours' | 'other' | 'region';
}

/** Change on the year before of each force of the region and of the region itself, largest fall first. */
export async function changesByForce(
  measure: MeasureDefinition,
  ending: Month,
  load: number | null,
  framework: Framework,
  warehouse: Warehouse,
): Promise<readonly ForceChange[]> {
  const instead = measure.instead.get('region');
  const region = areaAbove(framework.areas, framework.force, 'region');
  if (!instead || !region) return [];
  const places = [...framework.areas.byCode.values()].filter(
    (area) =>
      area.code === region ||
      (area.kind === 'force' && area.parents.some((p) => p.code === region)),
  );
  const periods = [addMonths(ending, -12), ending].map((m) => periodOf('month', m));
  const rows = await Promise.all(
    places.map(async (area): Promise<ForceChange> => {
      const points = await answer(
        { measure, periods, area: area.code, split: null, asAt: load, instead },
        framework,
        warehouse,
      );
      const [then, now] = periods.map((p) => points.find((q) => q.period === p.id)?.value ?? null);
      const change = then && now !== null && now !== undefined ? now / then - 1 : null;
      return {
        name: area.code === region ? 'Region' : area.title,
        now: now ?? null,
        before: then ?? null,
        change,
        is: area.code === framework.force ? 'ours' : area.code === region ? 'region' : 'other',
      };
    }),
  );
  return rows.sort((a, b) => (a.change ?? 9) - (b.change ?? 9));
}
