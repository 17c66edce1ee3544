import type { Area, Framework, MeasureDefinition } from '../framework/index.ts';
import { type AnswerPoint, judgedByMoves, placeOf } from '../measures/index.ts';
import { addDays, day, firstDay, type Period, type PlainDate } from '../periods/index.ts';
import { compare } from './compare.ts';
import type { Comparison, Dates, Figure, Question, Series } from './figure.ts';
import { eventsWanted, judge } from './judge.ts';
import type { PeriodPlan } from './periods-asked.ts';
import type { Spoken } from './spoken.ts';
import { visitedNote } from './visited.ts';

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
  /** One for each period of the plan, in its order. */
  readonly points: readonly AnswerPoint[];
  /** Which periods disclosure control withholds; null where it hides none. */
  readonly withheld: ((period: Period) => boolean) | null;
  readonly region: readonly Comparison[];
  readonly builtAt: string;
  readonly reportingDay: PlainDate;
}

/** With the figure of each period, made once for the look at its events, for table, chart and comparisons. */
export interface Drawn extends BuildInput {
  readonly figureOf: (period: Period) => Figure;
}

export interface Dated extends Drawn {
  /** Days of the events of these facts, oldest first; null where they are not known or not needed. */
  readonly events: readonly PlainDate[] | null;
}

/** The days between which events are needed to judge the series; null where months are enough. */
export function eventSpan(input: Drawn): { from: PlainDate; to: PlainDate } | null {
  const { measure, plan, framework } = input;
  const { value } = measure;
  const dated =
    measure.kind === 'flow' &&
    value.count.kind === 'rows' &&
    value.spread === null &&
    value.scale === null &&
    framework.datasets.get(value.of)?.kind === 'events' &&
    measure.againstAreas.length === 0;
  // Days between events would give away what disclosure control holds back.
  if (!dated || input.withheld !== null) return null;
  return eventsWanted({
    measure,
    points: plan.chart.map(input.figureOf),
    baseline: plan.baseline,
    byMoves: judgedByMoves(measure, framework),
  });
}

/**
 * Forces whose word an area's figure rests on. A place below a force is read from our own force's
 * files, wherever it lies; a region has a figure when every force of it has one.
 */
function forcesOf(framework: Framework, area: Area): (period: Period) => string[] {
  const members = placeOf(framework, area.code).forces ?? [];
  const all = members.map(({ code }) => code);
  if (members.every(({ from, to }) => from === null && to === null)) return () => all;
  return (period) =>
    members
      .filter(
        ({ from, to }) =>
          (from === null || from <= period.end) && (to === null || to >= period.start),
      )
      .map(({ code }) => code);
}

/** The figure of each period as answers and coverage have it. */
export function figuresOf(input: BuildInput): (period: Period) => Figure {
  const { framework, measure, area, at, question, plan } = input;
  const forcesIn = forcesOf(framework, area);
  const dataTo = at.spoken.dataTo(measure);
  const today = question.asAt ?? input.reportingDay;
  const dates: Dates = { dataTo, asAt: at.asAt, builtAt: input.builtAt };
  const [marking, synthetic] = [at.spoken.markingOf(measure), at.spoken.isSynthetic(measure)];
  const matureBy = addDays(today, -measure.immatureDays);
  const made: Figure[] = [];
  const make = (period: Period, point: AnswerPoint | undefined): Figure => {
    const spoken = at.spoken.statusOf(measure, period, forcesIn(period));
    const immature = measure.immatureDays > 0 && period.end > matureBy;
    const shows = spoken === 'complete' || spoken === 'partial';
    const suppressed = shows && point?.suppressed === true;
    const value = shows && !suppressed ? (point?.value ?? null) : null;
    const withheld = shows && !suppressed && (input.withheld?.(period) ?? false);
    const status = withheld
      ? 'withheld'
      : suppressed
        ? 'suppressed'
        : shows && value === null
          ? 'not-applicable'
          : spoken;
    return {
      measure: measure.id,
      area: area.code,
      category: input.category,
      period,
      value: withheld ? null : value,
      status,
      immature,
      numerator: withheld || suppressed || !shows ? null : (point?.numerator ?? null),
      denominator: withheld || suppressed || !shows ? null : (point?.denominator ?? null),
      dates,
      loads: at.spoken.loadsOf(measure, period),
      definition: measure.hash,
      marking,
      synthetic,
    };
  };
  return (period) => {
    const place = plan.places.get(period.id) ?? -1;
    const known = made[place] ?? make(period, input.points[place]);
    made[place] = known;
    return known;
  };
}

/** Answers and coverage into a series with its verdict and comparisons. */
export function build(input: Dated): Series {
  const { framework, measure, area, plan, at, figureOf } = input;
  const figure = figureOf(plan.shown);
  const chartFigures = plan.chart.map(figureOf);
  // What moved in and out of few is as telling as how many they are.
  const moves = input.withheld
    ? null
    : (input.points[plan.places.get(plan.shown.id) ?? -1]?.moves ?? null);
  const judgement = judge({
    measure,
    points: chartFigures,
    shown: figure,
    lastYear: plan.lastYear ? figureOf(plan.lastYear) : null,
    moves: moves && { ...moves, p: null },
    movesWithheld: input.withheld !== null,
    byMoves: judgedByMoves(measure, framework),
    baseline: plan.baseline,
    absent:
      area.kind === 'region'
        ? forcesOf(
            framework,
            area,
          )(plan.shown)
            .filter((code) => at.spoken.statusOf(measure, plan.shown, [code]) !== 'complete')
            .map((code) => framework.areas.byCode.get(code)?.title ?? code)
        : [],
    events: input.events,
  });
  const comparisons = plan.comparisons.flatMap(({ against, period }): Comparison[] => {
    if (against === 'region' || against === 'region-without-us')
      return input.region
        .filter((c) => c.against === against)
        .map((c) => (c.points === null ? c : { ...c, verdict: judgement.verdict.word }));
    if (against.startsWith('baseline:'))
      return plan.baseline
        ? [
            compare(
              measure,
              against,
              figure,
              meanFigure(plan.baseline.periods.map(figureOf), plan.shown),
              judgement.verdict,
              firstDay(plan.baseline.from),
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
      listed: measure.chart === 'table',
      small: measure.small,
    },
    area: { id: area.code, title: area.title, kind: area.kind },
    category: input.category,
    shown: plan.shown,
    figure,
    figures: plan.by.map(figureOf),
    comparisons,
    chart: judgement.chart,
    waits: judgement.waits,
    chartFigures,
    judged: judgement.judged,
    moves: moves && { ...moves, p: judgement.judged === 'moves' ? judgement.verdict.p : null },
    verdict: judgement.verdict,
    baseline: plan.baseline
      ? {
          id: plan.baseline.id,
          title: plan.baseline.title,
          from: plan.baseline.from,
          to: plan.baseline.to,
        }
      : null,
    breaks: measure.breaks.map((b) => ({ ...b, at: day(b.at) })),
    notes: [...judgement.notes, ...visitedNote(framework, measure, area)],
    dates: figure.dates,
    sources: at.spoken.sourcesOf(measure),
    marking: figure.marking,
    synthetic: figure.synthetic,
  };
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
