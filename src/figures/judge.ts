import type { MeasureDefinition } from '../framework/index.ts';
import type { Month, PlainDate } from '../periods/index.ts';
import { type ControlChart, controlChart } from '../statistics/index.ts';
import { byMoves } from './by-moves.ts';
import { bySignals } from './by-signals.ts';
import type { Figure, Moves, Note, Series, SeriesVerdict, Waits } from './figure.ts';
import {
  bareChart,
  isCount,
  judgedBaseline,
  judgedRow,
  leastToJudge,
  type MonthlyChart,
  type MonthRow,
  monthlyBaseline,
  monthlyChart,
  monthRows,
  usableIn,
} from './monthly-chart.ts';
import { notesOf } from './notes.ts';
import { stateOf, tooFew } from './verdict-words.ts';
import { type WaitsChart, waitsChart, waitsUntil, wantsWaits } from './waits-chart.ts';

/** The charts of a series and the one test of it (DESIGN.md 7, "Verdict"). */
export interface Judgement {
  readonly chart: ControlChart | null;
  readonly waits: Waits | null;
  readonly judged: Series['judged'];
  readonly verdict: SeriesVerdict;
  readonly notes: readonly Note[];
}

export interface JudgeInput {
  readonly measure: MeasureDefinition;
  /** Figures of the chart's grain, oldest first, ending at the last month shown. */
  readonly points: readonly Figure[];
  /** The figure of the period shown. */
  readonly shown: Figure;
  /** That of the same period last year. */
  readonly lastYear: Figure | null;
  readonly moves: Moves | null;
  /** Disclosure control keeps the moves of this area or category back. */
  readonly movesWithheld?: boolean;
  readonly byMoves: boolean;
  readonly baseline: { readonly from: Month; readonly to: Month } | null;
  /** Of a region: its forces that have not sent theirs for the period shown, by title. */
  readonly absent: readonly string[];
  /** Days of the events, oldest first, where they are known. */
  readonly events: readonly PlainDate[] | null;
}

/**
 * First and last day between which the days of the events are needed to judge a series; null where
 * its figures by month are enough.
 */
export function eventsWanted(
  input: Pick<JudgeInput, 'measure' | 'points' | 'baseline' | 'byMoves'>,
): { readonly from: PlainDate; readonly to: PlainDate } | null {
  if (input.byMoves || !isCount(input.measure)) return null;
  const rows = monthRows(input.measure, input.points);
  if (!wantsWaits(input.measure, rows, monthlyBaseline(rows, input.baseline))) return null;
  const [from, to] = [input.points[0]?.period.start, waitsUntil(rows)];
  return from && to ? { from, to } : null;
}

export function judge(input: JudgeInput): Judgement {
  if (input.byMoves) return judgeMoves(input);
  const { measure, points, shown, events, baseline } = input;
  const monthly = monthlyChart(measure, points, baseline);
  const waits =
    monthly && events && wantsWaits(measure, monthly.rows, monthly.baseline)
      ? waitsChart(measure, monthly, events, baseline)
      : null;
  const last = monthly ? judgedRow(monthly.rows) : null;
  const at = monthly && last !== null ? (monthly.rows[last]?.figure ?? null) : null;
  const drawn = {
    chart: monthly ? (waits ? bareChart(monthly.chart) : monthly.chart) : null,
    waits: waits ? { chart: waits.chart, open: waits.open } : null,
    notes: notesOf(measure, points, monthly, waits, at),
  };
  const state = stateOf(shown, input.absent) ?? (measure.chart === 'table' ? listed : null);
  if (state) return { ...drawn, judged: 'none', verdict: state };
  const verdict =
    waits && monthly ? fromWaits(input, waits, monthly) : fromMonths(input, monthly, last);
  const tested = verdict.at !== null;
  return {
    ...drawn,
    judged: !tested ? 'none' : waits ? 'waits' : monthly?.expects ? 'month-adjusted' : 'value',
    verdict,
  };
}

function judgeMoves(input: JudgeInput): Judgement {
  const { measure, points, shown, moves, absent } = input;
  const state =
    stateOf(shown, absent) ??
    (measure.chart === 'table' ? listed : null) ??
    (input.movesWithheld ? tooFew('What came in and went out is too small to show.') : null);
  return {
    chart:
      points.length === 0
        ? null
        : bareChart(
            controlChart(
              points.map((p) => ({ x: p.period.id, y: p.value })),
              { type: 'run', rules: 'none' },
            ),
          ),
    waits: null,
    judged: state ? 'none' : 'moves',
    verdict: state ?? byMoves(measure, shown, moves),
    notes: notesOf(measure, points, null, null, null),
  };
}

/** A breakdown repeats a total that is judged where it has a chart of its own. */
const listed = tooFew('Shown as a table, which is not judged.');

/** Why too few values stand in the stretch that is judged: a break began it, or the series itself is short. */
function underEight({ breaks }: MeasureDefinition, row: MonthRow | undefined): string {
  const began = breaks.filter((b) => row && b.at <= row.figure.period.start).at(-1);
  return began
    ? `Counted differently since ${began.at}; fewer than eight values since are too few to judge.`
    : 'There are fewer than eight values to judge.';
}

function fromMonths(
  { measure, shown, lastYear }: JudgeInput,
  monthly: MonthlyChart | null,
  at: number | null,
): SeriesVerdict {
  if (!monthly || at === null) return tooFew(underEight(measure, undefined));
  const { chart, rows, baseline } = monthly;
  if (usableIn(rows, rows[at]?.part ?? 1).length < leastToJudge)
    return tooFew(underEight(measure, rows[at]));
  if (eventsBehind(judgedBaseline(rows, baseline), measure) < 2)
    return tooFew('Fewer than two a month: too few to tell a change from chance.');
  return bySignals(measure, { chart, baseline, at, began: null }, { shown, lastYear, monthly });
}

/** Mean number of events behind each value; of a share, of those in or out of its part, whichever are fewer. */
function eventsBehind(rows: readonly MonthRow[], measure: MeasureDefinition): number {
  if (measure.kind === 'sum' || measure.kind === 'median' || rows.length === 0)
    return Number.POSITIVE_INFINITY;
  const mean = (read: (figure: Figure) => number) =>
    rows.reduce((sum, row) => sum + read(row.figure), 0) / rows.length;
  const counted = mean((f) => (isCount(measure) ? f.value : f.numerator) ?? 0);
  return measure.kind === 'share'
    ? Math.min(
        counted,
        mean((f) => (f.denominator ?? 0) - (f.numerator ?? 0)),
      )
    : counted;
}

function fromWaits(
  { measure, shown, lastYear }: JudgeInput,
  waits: WaitsChart,
  monthly: MonthlyChart,
): SeriesVerdict {
  const { chart, baseline, judged, began } = waits;
  const part = chart.points[judged ?? -1]?.part;
  const values = chart.points.filter((p) => p.part === part && p.value !== null && !p.excluded);
  if (judged === null || values.length < leastToJudge)
    return tooFew('Fewer than eight waits between events: too few to tell a change from chance.');
  return bySignals(measure, { chart, baseline, at: judged, began }, { shown, lastYear, monthly });
}
