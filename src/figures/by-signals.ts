import type { MeasureDefinition } from '../framework/index.ts';
import { monthOf, type Period, type PlainDate, period, periodOf } from '../periods/index.ts';
import { type ControlChart, ruleSets } from '../statistics/index.ts';
import { evidence } from './evidence.ts';
import type { Figure, SeriesVerdict } from './figure.ts';
import type { MonthlyChart } from './monthly-chart.ts';
import { untested, wordFor } from './verdict-words.ts';

/** A chart with the point that is judged. */
export interface Signalled {
  readonly chart: ControlChart;
  readonly baseline: readonly boolean[];
  readonly at: number;
  /** Day on which each wait began, for a chart of waits: up there is fewer. */
  readonly began: readonly PlainDate[] | null;
}

/** What the period shown is held against. */
export interface Compared {
  readonly shown: Figure;
  /** The same period last year. */
  readonly lastYear: Figure | null;
  readonly monthly: MonthlyChart;
}

type Way = 'up' | 'down';

const wayOf = (signal: string): Way | null =>
  /-(above|up)$/.test(signal) ? 'up' : /-(below|down)$/.test(signal) ? 'down' : null;

const hasWay = (signals: readonly string[], way: Way): boolean =>
  signals.some((signal) => wayOf(signal) === way);

/** The latest complete and mature point decides; a signal that ended within the period is said. */
export function bySignals(
  measure: MeasureDefinition,
  drawn: Signalled,
  { shown, lastYear, monthly }: Compared,
): SeriesVerdict {
  const { chart, at } = drawn;
  const point = chart.points[at];
  const signal = point?.signals.find((id) => wayOf(id) !== null) ?? null;
  const way = signal ? wayOf(signal) : null;
  const judged = {
    ...untested,
    at: periodAt(drawn, at),
    trial: chart.parts.find((part) => part.part === point?.part)?.trial ?? false,
    p: evidence({
      measure,
      chart,
      baseline: drawn.baseline,
      at,
      direction: way,
      shown,
      lastYear,
      waits: drawn.began !== null,
      monthly,
    }),
  };
  if (!signal || !way)
    return {
      ...judged,
      word: 'no-significant-change',
      rule: 'none',
      because: `Each ${periodAt(drawn, at)?.grain === 'quarter' ? 'quarter' : 'month'} has stayed within its usual range.`,
      endedSince: endedWithin(drawn, shown.period),
    };
  const first = patternStart(chart, at, way);
  const since = drawn.began ? monthOfDay(drawn.began[first]) : periodAt(drawn, first);
  const direction = drawn.began ? (way === 'up' ? 'down' : 'up') : way;
  return {
    ...judged,
    word: wordFor(measure, direction),
    direction,
    since,
    after: since && since.first < shown.period.first ? after(chart, at) : null,
    rule: signal,
    because: ruleWords(signal, chart, drawn.began !== null),
  };
}

const monthOfDay = (day: PlainDate | undefined): Period | null =>
  day === undefined ? null : periodOf('month', monthOf(day));

function periodAt({ chart, began }: Signalled, i: number): Period | null {
  const x = chart.points[i]?.x;
  if (x === undefined) return null;
  return began ? monthOfDay(x as PlainDate) : period(x);
}

/**
 * First point of the pattern: back over points flagged the same way, and over one that lies between
 * two of them on their side ("two of three").
 */
function patternStart(chart: ControlChart, at: number, way: Way): number {
  const part = chart.points[at]?.part;
  const flagged = (i: number) => {
    const p = chart.points[i];
    return p !== undefined && p.part === part && hasWay(p.signals, way);
  };
  const between = (i: number) => {
    const p = chart.points[i];
    if (!p || p.part !== part || p.value === null || p.cl === null || p.excluded) return false;
    return p.value > p.cl === (way === 'up');
  };
  let first = at;
  for (let i = at - 1; i >= 0; i--) {
    if (flagged(i)) first = i;
    else if (!(between(i) && flagged(i - 1))) break;
  }
  return first;
}

/** How it has gone on: a trend that still runs, else level. */
function after(chart: ControlChart, at: number): 'level' | 'rising' | 'falling' {
  const signals = chart.points[at]?.signals ?? [];
  const trend = signals.find((id) => /^(trend|nelson3)-/.test(id));
  return !trend ? 'level' : trend.endsWith('-up') ? 'rising' : 'falling';
}

/** Where the last signal of the stretch ended inside the period: the first month back. */
function endedWithin(drawn: Signalled, shown: Period): Period | null {
  const { points } = drawn.chart;
  const part = points[drawn.at]?.part;
  const last = points.findLastIndex(
    (p, i) => i < drawn.at && p.part === part && p.signals.some((id) => wayOf(id) !== null),
  );
  if (last < 0) return null;
  const back = points.findIndex((p, i) => i > last && p.value !== null && !p.excluded);
  const since = back < 0 || back > drawn.at ? null : periodAt(drawn, back);
  return since && since.first >= shown.first && since.first <= shown.last ? since : null;
}

/** The rule in plain words; the method note gives its name. */
export function ruleWords(id: string, chart: ControlChart, waits = false): string {
  const rule = (ruleSets[chart.rules] ?? []).find((r) => id.startsWith(`${r.id}-`));
  const many = waits ? 'waits between events' : 'months';
  const centre = chart.type === 'run' || chart.type === 'g' ? 'median' : 'mean';
  switch (rule?.kind) {
    case 'outside':
      return waits
        ? 'The latest wait between events lies beyond its process limit.'
        : 'The latest month lies beyond its process limit.';
    case 'run':
      return `${capital(numberWords[rule.length] ?? String(rule.length))} or more ${many} in a row lie on one side of the ${centre}.`;
    case 'trend':
      return `${capital(numberWords[rule.length] ?? String(rule.length))} ${many} in a row each moved the same way.`;
    case 'long-run':
      return 'A longer run on one side of the median than chance makes.';
    case 'near':
      return `Two of three ${many} lie close to the process limit.`;
    case 'k-of-m':
      return `${capital(numberWords[rule.k] ?? '')} of ${numberWords[rule.m] ?? rule.m} ${many} lie beyond ${rule.sigma} sigma on one side.`;
    default:
      return `A pattern that chance rarely makes (${id}).`;
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const numberWords: Readonly<Record<number, string>> = {
  2: 'two',
  3: 'three',
  4: 'four',
  5: 'five',
  6: 'six',
  7: 'seven',
  8: 'eight',
  9: 'nine',
};
