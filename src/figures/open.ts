import {
  type Area,
  areaAbove,
  type Framework,
  findArea,
  type MeasureDefinition,
  type Value,
} from '../framework/index.ts';
import { type AnswerPoint, answer, judgedByMoves, rowsOf } from '../measures/index.ts';
import {
  addDays,
  addMonths,
  comparable,
  day,
  daysBetween,
  type Grain,
  type Month,
  month,
  monthOf,
  type Period,
  type PlainDate,
  period as periodById,
  periodOf,
  periodsWithin,
  previousPeriod,
  sameLastYear,
} from '../periods/index.ts';
import type { Grant, LoadRow, Warehouse } from '../warehouse/index.ts';
import { compare } from './compare.ts';
import type {
  Against,
  Comparison,
  Dates,
  Figure,
  Origin,
  PointRef,
  Question,
  RowsBehind,
  Series,
  Split,
} from './figure.ts';
import { judge } from './judge.ts';
import { type Spoken, spokenAt } from './spoken.ts';

/** The one way out: every number that a person sees is asked here. */
export interface Figures {
  series(question: Question): Promise<Series>;
  /** One series for each member of the split, largest areas' names in the framework's order. */
  split(question: Question, by: Split): Promise<readonly Series[]>;
  rowsBehind(point: PointRef, grant: Grant): Promise<RowsBehind>;
  /** The newest period of a grain that the reporting day has seen end. */
  readonly reportingDay: PlainDate;
  readonly framework: Framework;
  loads(): Promise<readonly LoadRow[]>;
}

export interface FiguresEffects {
  /** UTC instant with Z. */
  now(): string;
}

interface Vintage {
  readonly load: number | null;
  readonly spoken: Spoken;
  readonly asAt: string;
}

export function openFigures(
  framework: Framework,
  warehouse: Warehouse,
  reportingDay: PlainDate,
  effects: FiguresEffects,
): Figures {
  const vintages = new Map<string, Promise<Vintage>>();
  const answers = new Map<string, Promise<Series | readonly Series[]>>();
  let seen = -1;

  /** Answers are kept until something is loaded or undone. */
  async function fresh(): Promise<number> {
    const [row] = await warehouse.engine.all(
      'select coalesce(max(load), 0)::double as load from load',
    );
    const last = Number(row?.load ?? 0);
    if (last !== seen) {
      vintages.clear();
      answers.clear();
      seen = last;
    }
    return last;
  }

  async function vintage(asAt: PlainDate | undefined): Promise<Vintage> {
    await fresh();
    const key = asAt ?? 'now';
    const known = vintages.get(key);
    if (known) return known;
    const made = (async () => {
      const load = asAt ? await warehouse.loadAt(asAt) : null;
      const [coverage, loads] = [await warehouse.coverage(load), await warehouse.loads()];
      return {
        load,
        spoken: spokenAt(framework, coverage, loads, asAt ?? reportingDay),
        asAt: asAt ? `${asAt}T23:59:59Z` : effects.now(),
      };
    })();
    vintages.set(key, made);
    return made;
  }

  async function remember<T extends Series | readonly Series[]>(
    key: string,
    make: () => Promise<T>,
  ): Promise<T> {
    await fresh();
    const known = answers.get(key);
    if (known) return known as Promise<T>;
    const made = make();
    answers.set(key, made);
    made.catch(() => answers.delete(key));
    return made;
  }

  const measureOf = (id: string): MeasureDefinition => {
    const measure = framework.measures.get(id);
    if (!measure) throw new RangeError(`no measure ${id}`);
    return measure;
  };

  return {
    framework,
    reportingDay,
    loads: () => warehouse.loads(),
    series: (question) =>
      remember(JSON.stringify(question), async () => {
        const at = await vintage(question.asAt);
        const measure = measureOf(question.measure);
        const area = findArea(framework.areas, question.area ?? framework.force);
        if (!area) throw new RangeError(`no area ${question.area}`);
        const plan = periodsFor(measure, question, at.spoken, framework);
        const points = await answer(
          { measure, periods: plan.all, area: area.code, split: null, asAt: at.load },
          framework,
          warehouse,
        );
        const region = await regionOf(measure, question, area, at, framework, warehouse);
        return build({
          framework,
          measure,
          area,
          category: null,
          question,
          plan,
          at,
          points,
          region,
          effects,
          reportingDay,
        });
      }),
    split: (question, by) =>
      remember(JSON.stringify([question, by]), async () => {
        const at = await vintage(question.asAt);
        const measure = measureOf(question.measure);
        const plan = periodsFor(measure, question, at.spoken, framework);
        const points = await answer(
          {
            measure,
            periods: plan.all,
            area: question.area ?? framework.force,
            split: by,
            asAt: at.load,
          },
          framework,
          warehouse,
        );
        const groups = new Map<string, AnswerPoint[]>();
        for (const point of points)
          groups.set(point.group ?? 'unknown', [
            ...(groups.get(point.group ?? 'unknown') ?? []),
            point,
          ]);
        const places = by === 'district' || by === 'lpa' || by === 'ward' || by === 'force';
        if (places)
          for (const area of placesOf(framework, by))
            if (!groups.has(area.code))
              groups.set(
                area.code,
                plan.all.map((p) => ({
                  period: p.id,
                  group: area.code,
                  value: measure.whole || measure.per ? null : 0,
                  numerator: 0,
                  denominator: 0,
                  moves: null,
                })),
              );
        const whole = findArea(framework.areas, question.area ?? framework.force);
        if (!whole) throw new RangeError(`no area ${question.area}`);
        return [...groups]
          .map(([code, list]) => {
            const area = places
              ? (findArea(framework.areas, code) ?? {
                  code,
                  id: code,
                  title: code,
                  kind: 'unknown' as const,
                  parents: [],
                  aliases: [],
                })
              : whole;
            return build({
              framework,
              measure,
              area,
              category: places ? null : code,
              question,
              plan,
              at,
              points: list,
              region: [],
              effects,
              reportingDay,
            });
          })
          .sort((a, b) =>
            a.area.title + (a.category ?? '') < b.area.title + (b.category ?? '') ? -1 : 1,
          );
      }),
    rowsBehind: async (point, grant) => {
      const at = await vintage(point.asAt ?? undefined);
      const measure = measureOf(point.measure);
      const period = periodById(point.period);
      const category =
        point.category !== null && measure.by
          ? { column: measure.by.column, code: point.category }
          : null;
      const found = await rowsOf(
        { measure, period, area: point.area, category, asAt: at.load },
        framework,
        warehouse,
        grant,
        1000,
      );
      const series = await answer(
        { measure, periods: [period], area: point.area, split: null, asAt: at.load },
        framework,
        warehouse,
      );
      const loads = new Map((await warehouse.loads()).map((load) => [load.load, load]));
      const counted = measure.value.count.kind === 'rows' ? found.total : null;
      const said = series[0]?.numerator ?? series[0]?.value ?? null;
      const again = counted ?? recount(measure, found.rows);
      return {
        total: found.total,
        equal:
          again !== null &&
          said !== null &&
          Math.abs(again - said) < 1e-6 &&
          (category === null || true),
        rows: found.rows.map((row) => ({
          values: row.values,
          origin: originOf(loads.get(row.load), found.dataset, row.sheet, row.row, row.load),
        })),
      };
    },
  };
}

/** The count made again from the rows themselves, one by one. */
function recount(
  measure: MeasureDefinition,
  rows: readonly { values: Readonly<Record<string, unknown>> }[],
): number | null {
  const count = measure.value.count;
  const column = (name: string) =>
    rows.flatMap((row) =>
      row.values[name] === null || row.values[name] === undefined ? [] : [row.values[name]],
    );
  switch (count.kind) {
    case 'rows':
    case 'movement':
      return rows.length;
    case 'stock':
    case 'present':
      return new Set(rows.map((row) => Object.values(row.values)[0])).size;
    case 'distinct':
      return new Set(column(count.column)).size;
    case 'sum':
      return column(count.column).reduce((sum: number, value) => sum + Number(value), 0);
    default:
      return null;
  }
}

function originOf(
  load: LoadRow | undefined,
  dataset: string,
  sheet: number,
  row: number,
  number: number,
): Origin {
  const layout = (load?.layout ?? {}) as Record<string, Record<string, string>>;
  const cells = Object.fromEntries(
    Object.entries(layout[dataset] ?? {}).map(([name, letter]) => [name, `${letter}${row}`]),
  );
  return {
    load: number,
    file: load?.file ?? '',
    sheet: layout.sheets?.[String(sheet)] ?? '',
    row,
    cells,
  };
}

interface PeriodPlan {
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
  readonly all: readonly Period[];
}

/** Every period a series needs, so that one statement answers them. */
function periodsFor(
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
  const chart = periodsWithin(
    grain,
    first < from && question.from ? from : first,
    shown.last,
  ).filter((p) => p.end <= shown.end);
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
  for (const p of [
    shown,
    ...by,
    ...chart,
    ...(baseline?.periods ?? []),
    ...comparisons.flatMap((c) => (c.period ? [c.period] : [])),
  ])
    all.set(p.id, p);
  return { shown, by, chart, comparisons, baseline, all: [...all.values()] };
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

interface BuildInput {
  readonly framework: Framework;
  readonly measure: MeasureDefinition;
  readonly area: Area;
  readonly category: string | null;
  readonly question: Question;
  readonly plan: PeriodPlan;
  readonly at: Vintage;
  readonly points: readonly AnswerPoint[];
  readonly region: readonly Comparison[];
  readonly effects: FiguresEffects;
  readonly reportingDay: PlainDate;
}

function build(input: BuildInput): Series {
  const { framework, measure, area, plan, at, question } = input;
  const byPeriod = new Map(input.points.map((p) => [p.period, p]));
  const force =
    area.kind === 'force'
      ? area.code
      : (areaAbove(framework.areas, area.code, 'force') ?? framework.force);
  const dataTo = at.spoken.dataTo(measure);
  const today = question.asAt ?? input.reportingDay;
  const dates: Dates = { dataTo, asAt: at.asAt, builtAt: input.effects.now() };
  const figureOf = (period: Period): Figure => {
    const point = byPeriod.get(period.id);
    const spoken = at.spoken.statusOf(measure, period, force);
    const immature =
      measure.immatureDays > 0 && daysBetween(period.end, today) < measure.immatureDays;
    const shows = spoken === 'complete' || spoken === 'partial';
    const value = shows ? (point?.value ?? null) : null;
    const withheld =
      measure.withhold !== null &&
      area.kind !== 'force' &&
      value !== null &&
      value >= 1 &&
      value < measure.withhold.below;
    const status = withheld ? 'withheld' : shows && value === null ? 'not-applicable' : spoken;
    return {
      measure: measure.id,
      area: area.code,
      category: input.category,
      period,
      value: withheld ? null : value,
      status,
      immature,
      numerator: withheld || !shows ? null : (point?.numerator ?? null),
      denominator: withheld || !shows ? null : (point?.denominator ?? null),
      dates,
      loads: at.spoken.loadsOf(measure, period),
      definition: measure.hash,
      marking: at.spoken.markingOf(measure),
      synthetic: at.spoken.isSynthetic(measure),
    };
  };
  const figure = figureOf(plan.shown);
  const chartFigures = plan.chart.map(figureOf);
  const previous = previousPeriod(plan.shown);
  const before = previous ? figureOf(previous) : null;
  const judgement = judge({
    measure,
    points: chartFigures,
    shown: figure,
    moves: movesOf(byPeriod.get(plan.shown.id)),
    byMoves: judgedByMoves(measure, framework),
    baseline: plan.baseline,
    movedBy:
      before?.value !== null && before && figure.value !== null
        ? figure.value - (before.value ?? 0)
        : null,
  });
  const comparisons = plan.comparisons.flatMap(({ against, period }): Comparison[] => {
    if (against === 'region' || against === 'region-without-us')
      return input.region.filter((c) => c.against === against);
    if (against.startsWith('baseline:'))
      return plan.baseline
        ? [
            compare(
              measure,
              against,
              figure,
              meanFigure(plan.baseline.periods.map(figureOf), plan.shown),
              judgement.verdict,
              `${plan.baseline.from}-01`,
            ),
          ]
        : [];
    return period ? [compare(measure, against, figure, figureOf(period), judgement.verdict)] : [];
  });
  return {
    measure: {
      id: measure.id,
      title: measure.title,
      theme: measure.theme,
      role: measure.role,
      kind: measure.kind,
      unit: measure.unit,
      better: measure.better,
      scale: measure.per?.scale ?? null,
      trial: measure.status === 'trial',
      small: measure.small,
    },
    area: { id: area.code, title: area.title, kind: area.kind },
    category: input.category,
    shown: plan.shown,
    figure,
    figures: plan.by.map(figureOf),
    comparisons,
    chart: judgement.chart,
    chartFigures,
    judged: judgement.judged,
    moves: movesOf(byPeriod.get(plan.shown.id)),
    verdict: judgement.verdict,
    baseline: plan.baseline
      ? {
          id: plan.baseline.id,
          title: plan.baseline.title,
          from: plan.baseline.from,
          to: plan.baseline.to,
        }
      : null,
    breaks: measure.breaks.map((b) => ({ at: day(b.at), reason: b.reason })),
    notes: judgement.notes,
    dates,
    sources: at.spoken.sourcesOf(measure),
    marking: figure.marking,
    synthetic: figure.synthetic,
  };
}

function movesOf(point: AnswerPoint | undefined): Series['moves'] {
  return point?.moves ? { ...point.moves, p: null } : null;
}

/** The mean over whole periods; nothing when any of them is incomplete. */
function meanFigure(figures: readonly Figure[], shown: Period): Figure | null {
  const [first] = figures;
  if (!first || figures.some((f) => f.value === null || f.status !== 'complete')) return null;
  const mean = (pick: (f: Figure) => number | null) =>
    figures.reduce((sum, f) => sum + (pick(f) ?? 0), 0) / figures.length;
  const share = first.denominator !== null && first.numerator !== null;
  const value =
    share && mean((f) => f.denominator) !== 0
      ? (mean((f) => f.value) as number)
      : mean((f) => f.value);
  return {
    ...first,
    period: shown,
    value,
    numerator: mean((f) => f.numerator),
    denominator: share ? mean((f) => f.denominator) : null,
  };
}

/** The region for the last common year ending, from the published table that `instead` names. */
async function regionOf(
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
  const [all, ours] = [await ask(region), await ask(area.code)];
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
      dates: { dataTo: addDays(periodOf('month', last).end, 0), asAt: at.asAt, builtAt: at.asAt },
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

const placesOf = (framework: Framework, kind: string): Area[] =>
  [...framework.areas.byCode.values()].filter(
    (area) =>
      area.kind === kind &&
      (kind === 'force'
        ? false
        : areaAbove(framework.areas, area.code, 'force') === framework.force),
  );
