import type { Area, Framework, MeasureDefinition } from '../framework/index.ts';
import { type AnswerPoint, judgedByMoves, placeOf } from '../measures/index.ts';
import { day, daysBetween, type Period, type PlainDate, previousPeriod } from '../periods/index.ts';
import { compare } from './compare.ts';
import type { Comparison, Dates, Figure, Question, Series } from './figure.ts';
import { judge } from './judge.ts';
import type { PeriodPlan } from './periods-asked.ts';
import type { Spoken } from './spoken.ts';

/** What was known at a load number. */
export interface Vintage {
  readonly load: number | null;
  readonly spoken: Spoken;
  readonly asAt: string;
}

export interface BuildInput {
  readonly framework: Framework;
  readonly measure: MeasureDefinition;
  readonly area: Area;
  readonly category: string | null;
  readonly question: Question;
  readonly plan: PeriodPlan;
  readonly at: Vintage;
  readonly points: readonly AnswerPoint[];
  readonly region: readonly Comparison[];
  readonly builtAt: string;
  readonly reportingDay: PlainDate;
}

/** Answers and coverage into a series with its verdict and comparisons. */
export function build(input: BuildInput): Series {
  const { framework, measure, area, plan, at, question } = input;
  const byPeriod = new Map(input.points.map((p) => [p.period, p]));
  // A place below a force is read from our own force's files, wherever it lies; a region has a
  // figure when every force of it has one.
  const members = placeOf(framework, area.code).forces ?? [];
  const forcesIn = (period: Period) =>
    members
      .filter(
        ({ from, to }) =>
          (from === null || from <= period.end) && (to === null || to >= period.start),
      )
      .map(({ code }) => code);
  const dataTo = at.spoken.dataTo(measure);
  const today = question.asAt ?? input.reportingDay;
  const dates: Dates = { dataTo, asAt: at.asAt, builtAt: input.builtAt };
  const figureOf = (period: Period): Figure => {
    const point = byPeriod.get(period.id);
    const spoken = at.spoken.statusOf(measure, period, forcesIn(period));
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
    absent:
      area.kind === 'region'
        ? forcesIn(plan.shown)
            .filter((code) => at.spoken.statusOf(measure, plan.shown, [code]) !== 'complete')
            .map((code) => framework.areas.byCode.get(code)?.title ?? code)
        : [],
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
