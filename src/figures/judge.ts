import type { MeasureDefinition } from '../framework/index.ts';
import { addMonths, type Month, type Period, period as periodOfId } from '../periods/index.ts';
import {
  binomialTest,
  type ChartOptions,
  type ChartRow,
  type ControlChart,
  chooseChart,
  controlChart,
  normalTest,
  seasonTest,
} from '../statistics/index.ts';
import type { Figure, Moves, Note, SeriesVerdict, Verdict } from './figure.ts';

/** The chart of a series and the one test of it (DESIGN.md 7, "Verdict"). */
export interface Judgement {
  readonly chart: ControlChart | null;
  readonly judged: 'value' | 'seasonal-difference' | 'moves' | 'none';
  readonly verdict: SeriesVerdict;
  readonly notes: readonly Note[];
}

const untested = { since: null, endedSince: null, direction: null, trial: false, p: null } as const;

export interface JudgeInput {
  readonly measure: MeasureDefinition;
  /** Figures of the chart's grain, oldest first, ending at the last month shown. */
  readonly points: readonly Figure[];
  /** The figure of the period shown. */
  readonly shown: Figure;
  readonly moves: Moves | null;
  readonly byMoves: boolean;
  readonly baseline: { readonly from: Month; readonly to: Month } | null;
  /** Change of the shown figure on the period before, for the direction of a stock. */
  readonly movedBy: number | null;
  /** Of a region: its forces that have not sent theirs for the period shown, by title. */
  readonly absent: readonly string[];
}

export function judge(input: JudgeInput): Judgement {
  const { measure, points } = input;
  const chart = drawChart(input);
  const notes = notesOf(input, chart);
  const state = stateOf(input.shown, input.absent);
  if (state)
    return {
      chart: chart?.chart ?? null,
      judged: 'none',
      verdict: { ...untested, word: state.word, rule: 'none', because: state.because },
      notes,
    };
  if (input.byMoves)
    return { chart: plainChart(points), judged: 'moves', verdict: byMoves(input), notes };
  if (!chart)
    return {
      chart: null,
      judged: 'none',
      verdict: tooFew('There are fewer than eight values to judge.'),
      notes,
    };
  const present = chart.rows.filter((row) => row.y !== null && !row.exclude).length;
  if (present < 8)
    return {
      chart: chart.chart,
      judged: 'none',
      verdict: tooFew('There are fewer than eight values to judge.'),
      notes,
    };
  const centre = chart.chart.points.at(-1)?.cl ?? 0;
  const counts =
    measure.kind === 'flow' || measure.kind === 'distinct' || measure.kind === 'movement';
  if (counts && centre < 2)
    return {
      chart: chart.chart,
      judged: 'none',
      verdict: tooFew('Fewer than two a month: too few to tell a change from chance.'),
      notes,
    };
  return {
    chart: chart.chart,
    judged: chart.seasonal ? 'seasonal-difference' : 'value',
    verdict: bySignals(input, chart),
    notes,
  };
}

const tooFew = (because: string): SeriesVerdict => ({
  ...untested,
  word: 'too-few-to-say',
  rule: 'none',
  because,
});

/** Words that come before any test. */
function stateOf(
  figure: Figure,
  absent: readonly string[],
): { word: Verdict; because: string } | null {
  const said = stateAlone(figure);
  return said && absent.length > 0 && figure.value === null
    ? { ...said, because: `${absent.join(' and ')}: nothing for this period, so no total.` }
    : said;
}

function stateAlone(figure: Figure): { word: Verdict; because: string } | null {
  switch (figure.status) {
    case 'withheld':
    case 'suppressed':
      return { word: 'withheld', because: 'Too small to show.' };
    case 'missing':
      return {
        word: 'missing',
        because: figure.dates.dataTo
          ? `No data since ${figure.dates.dataTo}.`
          : 'No data has been loaded.',
      };
    case 'late':
      return { word: 'late', because: 'Past its due date, and no file has come.' };
    case 'partial':
      return { word: 'incomplete', because: 'Part of the period has not come in yet.' };
    case 'not-due':
      return { word: 'incomplete', because: 'Not due yet.' };
    case 'not-applicable':
      return { word: 'not-comparable', because: 'There is no such figure for this period.' };
    case 'complete':
      return figure.immature
        ? { word: 'incomplete', because: 'Too recent: late entries are still coming in.' }
        : null;
  }
}

interface Drawn {
  readonly chart: ControlChart;
  readonly rows: readonly ChartRow[];
  readonly seasonal: boolean;
}

/** Months, parts and baseline of the chart; a break inside a month makes that month missing (DESIGN.md 7). */
function drawChart(input: JudgeInput): Drawn | null {
  const { measure, points, baseline } = input;
  if (points.length === 0 || measure.chart === 'table') return null;
  const breaks = [...measure.breaks].sort((a, b) => (a.at < b.at ? -1 : 1));
  const ratio = measure.kind === 'share' || measure.kind === 'rate';
  const usable = points.filter((p) => p.value !== null && !p.immature && p.status === 'complete');
  const chosen =
    measure.chart === 'auto'
      ? chooseChart({
          kind:
            measure.kind === 'share'
              ? 'share'
              : measure.kind === 'rate'
                ? 'rate'
                : measure.kind === 'flow' ||
                    measure.kind === 'distinct' ||
                    measure.kind === 'movement'
                  ? 'count'
                  : 'other',
          values: usable.map((p) => p.value ?? 0),
          n: usable.map((p) => p.denominator ?? 0),
          hasEvents: false,
        }).type
      : measure.chart;
  const type: ChartOptions['type'] = input.byMoves
    ? 'run'
    : chosen === 'g' || chosen === 't'
      ? 'c'
      : chosen;
  const pooled =
    ratio && (type === 'p' || type === 'p-prime' || type === 'u' || type === 'u-prime');
  const rows = points.map((point): ChartRow => {
    const cut = breaks.find(
      (b) => b.at.slice(0, 7) === point.period.first && !b.at.endsWith('-01'),
    );
    const part =
      1 +
      breaks.filter((b) =>
        b.at.endsWith('-01')
          ? b.at.slice(0, 7) <= point.period.first
          : b.at.slice(0, 7) < point.period.first,
      ).length;
    const exclude = point.immature || point.status === 'partial';
    if (point.value === null || cut)
      return { x: point.period.id, y: null, ...(pooled ? { n: null } : {}), part };
    return pooled
      ? {
          x: point.period.id,
          y: point.numerator,
          n: (point.denominator ?? 0) / (measure.kind === 'rate' ? (measure.per?.scale ?? 1) : 1),
          exclude,
          part,
        }
      : { x: point.period.id, y: point.value, exclude, part };
  });
  const window = baselineOf(rows, points, baseline);
  const better = measure.better;
  const chart = controlChart(rows, {
    type,
    rules: type === 'run' ? 'anhoej' : measure.rules,
    baseline: window,
    better,
  });
  const seasonal = type === 'xmr' ? seasonalSignals(rows, points, measure) : null;
  if (!seasonal) return { chart, rows, seasonal: false };
  return {
    chart: { ...chart, points: chart.points.map((p, i) => ({ ...p, signals: seasonal[i] ?? [] })) },
    rows,
    seasonal: true,
  };
}

/** Named window where it holds rows of the part; elsewhere the part's first 24 rows. */
function baselineOf(
  rows: readonly ChartRow[],
  points: readonly Figure[],
  baseline: JudgeInput['baseline'],
): boolean[] {
  const inWindow = points.map(
    (p) => baseline !== null && p.period.first >= baseline.from && p.period.last <= baseline.to,
  );
  const starts = new Map<number, number>();
  rows.forEach((row, i) => {
    if (!starts.has(row.part ?? 1)) starts.set(row.part ?? 1, i);
  });
  return rows.map((row, i) => {
    const named = rows.some(
      (other, j) => other.part === row.part && inWindow[j] && other.y !== null,
    );
    return named ? (inWindow[i] ?? false) : i - (starts.get(row.part ?? 1) ?? 0) < 24;
  });
}

/**
 * A series with a significant season is judged on its difference from the same month last year
 * (DESIGN.md 7, "Season"). Gives the signals by point, or null when the season is not significant.
 */
function seasonalSignals(
  rows: readonly ChartRow[],
  points: readonly Figure[],
  measure: MeasureDefinition,
): string[][] | null {
  const first = points[0]?.period.first;
  if (!first || points[0]?.period.grain !== 'month') return null;
  const parts = new Set(rows.map((row) => row.part));
  const test =
    parts.size === 1
      ? seasonTest(
          rows.map((row) => (row.exclude ? null : row.y)),
          Number(first.slice(5, 7)) - 1,
        )
      : null;
  if (!test || test.p >= 0.01) return null;
  const differences = rows.map((row, i): ChartRow => {
    const before = rows[i - 12];
    return {
      x: row.x,
      y: row.y === null || !before || before.y === null ? null : row.y - before.y,
      exclude: row.exclude ?? false,
    };
  });
  const start = differences.findIndex((row) => row.y !== null);
  if (start < 0 || differences.length - start < 20) return null;
  const window = differences.map((_, i) => i >= start && i < start + 18);
  return controlChart(differences, {
    type: 'xmr',
    rules: measure.rules,
    baseline: window,
  }).points.map((p) => [...p.signals]);
}

/** A stock's chart: values without limits or signals. */
function plainChart(points: readonly Figure[]): ControlChart {
  const chart = controlChart(
    points.map((p) => ({ x: p.period.id, y: p.value })),
    { type: 'run' },
  );
  return {
    ...chart,
    rules: 'none',
    points: chart.points.map((p) => ({ ...p, cl: null, signals: [] })),
  };
}

/** In against out over the period, by an exact test of equal chances; under six moves too few (DESIGN.md 7, "Stocks"). */
function byMoves(input: JudgeInput): SeriesVerdict {
  const moves = input.moves;
  if (!moves) return tooFew('It comes as a count alone: what came in and went out is not known.');
  const total = moves.in + moves.out;
  if (total < 6)
    return tooFew(
      `${total === 0 ? 'Nothing' : `Only ${total}`} moved in or out over the period: too few to say.`,
    );
  const p = binomialTest(moves.in, total, 0.5);
  const because = `${moves.in} came in and ${moves.out} went out over the period.`;
  if (p >= 0.05)
    return { ...untested, word: 'no-significant-change', rule: 'moves-binomial', because, p };
  const direction = moves.in > moves.out ? 'up' : 'down';
  return {
    ...untested,
    word: wordFor(input.measure, direction),
    direction,
    since: input.shown.period,
    rule: 'moves-binomial',
    because,
    p,
  };
}

function wordFor(measure: MeasureDefinition, direction: 'up' | 'down'): Verdict {
  if (measure.better === 'neutral') return 'changed';
  return (measure.better === 'higher') === (direction === 'up') ? 'improving' : 'worsening';
}

const directionOf = (signals: readonly string[]): 'up' | 'down' | null => {
  const first = signals.find((s) => /-(above|below|up|down)$/.test(s));
  return first ? (/-(above|up)$/.test(first) ? 'up' : 'down') : null;
};

/** The latest complete and mature point decides; a signal that has ended is said. */
function bySignals(input: JudgeInput, drawn: Drawn): SeriesVerdict {
  const { points } = drawn.chart;
  const last = points.findLastIndex((p, i) => p.value !== null && !drawn.rows[i]?.exclude);
  const point = points[last];
  const trial = drawn.chart.parts.find((part) => part.part === point?.part)?.trial ?? false;
  if (!point || last < 0) return tooFew('No complete month to judge.');
  const direction = directionOf(point.signals);
  const p = evidence(drawn, last);
  if (!direction) {
    const shownFrom = input.shown.period.first;
    const ended = points.findLastIndex((q, i) => i < last && q.signals.length > 0);
    const endedAt = ended >= 0 ? points[ended + 1] : undefined;
    const inside = endedAt !== undefined && periodOfId(endedAt.x).first >= addMonths(shownFrom, -1);
    return {
      ...untested,
      word: 'no-significant-change',
      rule: 'none',
      because: 'Each month has stayed within its usual range.',
      endedSince: inside && endedAt ? periodOfId(endedAt.x) : null,
      trial,
      p,
    };
  }
  let first = last;
  while (
    first > 0 &&
    points[first - 1]?.part === point.part &&
    directionOf(points[first - 1]?.signals ?? []) === direction
  )
    first--;
  const rule = point.signals.find((s) => directionOf([s]) === direction) ?? 'none';
  return {
    word: wordFor(input.measure, direction),
    direction,
    since: sinceOf(points[first]?.x ?? point.x),
    endedSince: null,
    rule,
    because: ruleWords(rule),
    trial,
    p,
  };
}

const sinceOf = (id: string): Period => periodOfId(id);

/** The rule in plain words; the method note gives its name. */
function ruleWords(rule: string): string {
  if (rule.startsWith('outside') || rule.endsWith('1-above') || rule.endsWith('1-below'))
    return 'The latest month lies beyond its process limit.';
  if (rule.startsWith('shift') || rule.startsWith('we4') || rule.startsWith('nelson2'))
    return 'Seven or more months in a row lie on one side of the mean.';
  if (rule.startsWith('trend') || rule.startsWith('nelson3'))
    return 'Seven months in a row each moved the same way.';
  if (rule.startsWith('long-run'))
    return 'A longer run on one side of the median than chance makes.';
  if (rule.startsWith('two-of-three')) return 'Two of three months lie close to the process limit.';
  return `A pattern that chance rarely makes (${rule}).`;
}

/** Least p-value of a series' tests times their number (methods.md section 6). */
function evidence(drawn: Drawn, last: number): number | null {
  const point = drawn.chart.points[last];
  if (!point || point.value === null || point.cl === null) return null;
  const sigma = point.ucl === null ? null : (point.ucl - point.cl) / 3;
  const tail = sigma && sigma > 0 ? normalTest((point.value - point.cl) / sigma) : 1;
  let length = 0;
  const side = Math.sign(point.value - point.cl);
  for (let i = last; i >= 0; i--) {
    const p = drawn.chart.points[i];
    if (
      !p ||
      p.value === null ||
      p.cl === null ||
      p.part !== point.part ||
      Math.sign(p.value - p.cl) !== side
    )
      break;
    length++;
  }
  // A run is worth its own improbability times how far its mean lies from the centre.
  const run =
    length > 0 && sigma && sigma > 0
      ? normalTest((meanOf(drawn, last, length) - point.cl) / (sigma / Math.sqrt(length)))
      : 1;
  return Math.min(1, 2 * Math.min(tail, length > 0 ? 2 ** (1 - length) : 1, run));
}

const meanOf = (drawn: Drawn, last: number, length: number) =>
  drawn.chart.points
    .slice(last - length + 1, last + 1)
    .reduce((sum, p) => sum + (p.value ?? 0), 0) / length;

function notesOf(input: JudgeInput, drawn: Drawn | null): Note[] {
  const notes: Note[] = [];
  const gaps = input.points.filter((p) => p.status === 'missing' || p.status === 'late');
  if (gaps.length > 0)
    notes.push({
      kind: 'gap',
      text: `${gaps.map((g) => g.period.id).join(', ')}: not supplied, and not counted as zero.`,
    });
  for (const b of input.measure.breaks)
    notes.push({ kind: 'break', text: `Counted differently since ${b.at}: ${b.reason}.` });
  if (input.points.some((p) => p.immature))
    notes.push({
      kind: 'immature',
      text: 'The newest figures still grow as late entries come in; they are hatched and not judged.',
    });
  if (drawn?.chart.parts.at(-1)?.trial)
    notes.push({
      kind: 'trial',
      text: `Trial limits, from ${drawn.chart.parts.at(-1)?.baseline ?? 0} values.`,
    });
  if (drawn?.seasonal)
    notes.push({
      kind: 'season',
      text: 'The series has a season: each month is judged against the same month a year before.',
    });
  const runs = drawn?.chart.type === 'run' ? drawn.chart.parts.at(-1)?.runs : undefined;
  if (
    runs &&
    runs.crossings !== null &&
    runs.crossings_min !== null &&
    runs.crossings < runs.crossings_min
  )
    notes.push({
      kind: 'crossings',
      text: `The line crosses its median ${runs.crossings} times; chance makes at least ${runs.crossings_min}.`,
    });
  return notes;
}
