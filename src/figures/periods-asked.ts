import type { Framework, MeasureDefinition } from '../framework/index.ts';
import {
  addMonths,
  comparable,
  type Grain,
  type Month,
  month,
  type Period,
  periodOf,
  periodsWithin,
  previousPeriod,
  sameLastYear,
} from '../periods/index.ts';
import type { Against, Question } from './figure.ts';
import type { Spoken } from './spoken.ts';

/** The periods of one question. */
export interface PeriodPlan {
  readonly shown: Period;
  readonly by: readonly Period[];
  readonly chart: readonly Period[];
  readonly comparisons: readonly { against: Against; period: Period | null }[];
  readonly baseline: {
    id: string;
    title: string;
    from: Month;
    to: Month;
    periods: readonly Period[];
  } | null;
  /** The same period last year, which evidence rests on whatever is compared. */
  readonly lastYear: Period | null;
  readonly all: readonly Period[];
  /** Place of each period in `all`, by its id. */
  readonly places: ReadonlyMap<string, number>;
}

/** Every period a series needs, so that one statement answers them. */
export function periodsFor(
  measure: MeasureDefinition,
  question: Question,
  spoken: Spoken,
  framework: Framework,
): PeriodPlan {
  const shown = question.period;
  const first = spoken.firstMonth(measure) ?? addMonths(shown.last, -23);
  const from = question.from ?? first;
  const to = question.to ?? shown.last;
  const by = periodsWithin(question.by, from, to);
  const grain: Grain = spoken.grainOf(measure);
  const charted = first < from && question.from ? from : first;
  const chart =
    grain === 'rolling-12'
      ? yearsTo(shown.last, charted)
      : periodsWithin(grain, charted, shown.last).filter((p) => p.end <= shown.end);
  const definition = measure.baseline ? framework.baselines.get(measure.baseline) : undefined;
  const baseline = definition
    ? {
        id: definition.id,
        title: definition.title,
        from: month(definition.from),
        to: month(definition.to),
        periods: baselinePeriods(shown, month(definition.from), month(definition.to)),
      }
    : null;
  const wanted: readonly Against[] = question.against ?? [
    'previous',
    'same-last-year',
    ...(definition ? [`baseline:${definition.id}` as const] : []),
    ...(measure.instead.has('region') ? (['region', 'region-without-us'] as const) : []),
  ];
  const comparisons = wanted.map((against) => ({
    against,
    period:
      against === 'previous'
        ? previousPeriod(shown)
        : against === 'same-last-year'
          ? sameLastYear(shown)
          : null,
  }));
  const all = new Map<string, Period>();
  const lastYear = sameLastYear(shown);
  for (const p of [
    shown,
    ...(lastYear ? [lastYear] : []),
    ...by,
    ...chart,
    ...(baseline?.periods ?? []),
    ...comparisons.flatMap((c) => (c.period ? [c.period] : [])),
  ])
    all.set(p.id, p);
  const places = new Map([...all.keys()].map((id, i) => [id, i]));
  return { shown, by, chart, comparisons, baseline, lastYear, all: [...all.values()], places };
}

/** Years ending with the same month, oldest first: years that overlap would repeat each other. */
function yearsTo(last: Month, first: Month): Period[] {
  const years: Period[] = [];
  for (let p = periodOf('rolling-12', last); p.last >= first; p = sameLastYear(p)) years.unshift(p);
  return years;
}

/** Whole periods of the same kind inside the window; a year to date takes the same months of each year. */
function baselinePeriods(shown: Period, from: Month, to: Month): Period[] {
  if (shown.grain !== 'ytd')
    return periodsWithin(shown.grain, from, to).filter(
      (p) => comparable(p, shown) && p.first >= from,
    );
  return Array.from({ length: 10 }, (_, i) =>
    periodOf('ytd', addMonths(shown.last, -12 * (i + 1))),
  ).filter((p) => p.first >= from && p.last <= to);
}
