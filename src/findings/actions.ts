import type { AreaFacts, Figures, Listed, MeasureFacts, Series } from '../figures/index.ts';
import {
  addMonths,
  dayLabel,
  daysBetween,
  firstDay,
  lastCompletePeriod,
  lastDay,
  type Month,
  monthOf,
  type PlainDate,
  parseDay,
} from '../periods/index.ts';
import {
  type DifferenceInDifferences,
  differenceInDifferences,
  type InterruptedSeries,
  interruptedSeries,
} from '../statistics/index.ts';
import {
  formatPercent,
  lowerFirst,
  numberWord,
  type Sentence,
  sentence,
} from '../wording/index.ts';

/**
 * Did it work? A dated action in a place against the months before it and against the places like it
 * (methods.md section 8). Says "changed at the time", never "because of", and "cannot tell" where the
 * interval holds both no change and the change that was hoped for.
 */
export interface ActionStory extends Action {
  readonly area: AreaFacts;
  readonly measure: MeasureFacts;
  /** The measure it aimed at, in its area: what its chart is drawn from. */
  readonly own: Series;
  readonly word: ActionWord;
  readonly series: InterruptedSeries | null;
  readonly comparison: DifferenceInDifferences | null;
  readonly sentence: Sentence;
  /** Method, and what warns a reader. */
  readonly notes: readonly string[];
}

/** An operation or a site as its register holds it. */
export interface Action {
  readonly ref: string;
  readonly title: string;
  /** Codes of the register's vocabularies. */
  readonly kind: string;
  readonly phase: string;
  /** Code of the area it is in. */
  readonly place: string;
  readonly from: PlainDate;
  readonly ended: PlainDate | null;
  /** Id of the measure it aims at. */
  readonly aimedAt: string;
}

export type ActionWord = 'fell' | 'rose' | 'no-change' | 'cannot-tell';

export const actionWords: Readonly<Record<ActionWord, string>> = {
  fell: 'Fell at the time',
  rose: 'Rose at the time',
  'no-change': 'No change at the time',
  'cannot-tell': 'Cannot tell',
};

/** A fall by a fifth is what a place-based action is asked for; ours, since no source states one. */
const hoped = 0.8;

export interface ActionView {
  readonly reportingDay: PlainDate;
  readonly asAt?: PlainDate;
  /** Those that aim at a measure of this theme alone. */
  readonly theme?: string;
}

/** Every action of the register that names a measure and has begun, oldest first. */
export async function actionsKnown(
  figures: Figures,
  list: (asked: Listed) => ReturnType<Figures['list']>,
  view: ActionView,
): Promise<readonly Action[]> {
  const rows = await list({
    dataset: 'site',
    where: [],
    period: lastCompletePeriod('quarter', view.asAt ?? view.reportingDay),
    ...(view.asAt ? { asAt: view.asAt } : {}),
  });
  return rows
    .flatMap(({ values }) => actionOf(values) ?? [])
    .filter(({ aimedAt }) => {
      const measure = figures.framework.measures.get(aimedAt);
      return measure !== undefined && (!view.theme || measure.theme === view.theme);
    })
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function actionOf(values: Readonly<Record<string, unknown>>): Action | null {
  const from = parseDay(String(values.phase_from ?? ''));
  if (!from) return null;
  return {
    ref: String(values.site_ref ?? ''),
    title: String(values.title ?? values.site_ref ?? ''),
    kind: String(values.kind ?? ''),
    phase: String(values.phase ?? ''),
    place: String(values.area ?? ''),
    from,
    ended: parseDay(String(values.ended_on ?? '')),
    aimedAt: String(values.aimed_at ?? ''),
  };
}

/** What became of each action's measure in its area, oldest first. */
export async function actionStories(
  figures: Figures,
  list: (asked: Listed) => ReturnType<Figures['list']>,
  view: ActionView,
): Promise<readonly ActionStory[]> {
  const known = await actionsKnown(figures, list, view);
  return Promise.all(known.map((action) => storyOf(figures, action, view)));
}

async function storyOf(figures: Figures, action: Action, view: ActionView): Promise<ActionStory> {
  const asked = {
    measure: action.aimedAt,
    by: 'month' as const,
    period: lastCompletePeriod('month', view.asAt ?? view.reportingDay),
    ...(view.asAt ? { asAt: view.asAt } : {}),
  };
  const places = await figures.split(asked, 'lpa');
  const own = places.find((s) => s.area.id === action.place) ?? (await figures.series(asked));
  const others = places.filter((s) => s.area.kind === 'lpa' && s.area.id !== own.area.id);
  const start = addMonths(monthOf(action.from), action.from.endsWith('-01') ? 0 : 1);
  const series = interrupted(own, start);
  const comparison = compared(own, others, start, series?.dispersion ?? 1);
  const word = wordOf(series, comparison);
  return {
    ...action,
    area: own.area,
    measure: own.measure,
    own,
    word,
    series,
    comparison,
    sentence: sentenceOf(own, action.from, word, series),
    notes: notesOf(own, start, series, comparison, others.length),
  };
}

/** What can be said of several actions together, as a title. */
export function actionsTitle(stories: readonly ActionStory[]): Sentence {
  const of = (word: ActionWord) => stories.filter((s) => s.word === word).length;
  if (stories.length === 0) return sentence('No operation or site aims at a measure');
  const parts = [
    [of('fell'), 'was followed by a fall', 'were followed by a fall'],
    [of('rose'), 'by a rise', 'by a rise'],
    [of('no-change'), 'by no change', 'by no change'],
    [of('cannot-tell'), 'cannot be told', 'cannot be told'],
  ] as const;
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, one, several], i) => {
      const words = count === 1 ? one : several;
      const led =
        i === 0 && words.startsWith('by')
          ? `${count === 1 ? 'was' : 'were'} followed ${words}`
          : words;
      return `${numberWord(count)}${i === 0 ? ` of ${numberWord(stories.length)} actions` : ''} ${led}`;
    });
  const text =
    said.length < 2 ? (said[0] ?? '') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
  return sentence(text.charAt(0).toUpperCase() + text.slice(1));
}

/** Complete and mature months alone take part. */
const counts = (series: Series): { month: Month; count: number | null }[] =>
  series.chartFigures.map((f) => ({
    month: f.period.first,
    count: f.status === 'complete' && !f.immature ? f.value : null,
  }));

function interrupted(series: Series, start: Month): InterruptedSeries | null {
  const rows = counts(series);
  const from = rows.findIndex((row) => row.month >= start);
  const [first] = rows;
  if (!first || from < 0) return null;
  return interruptedSeries(
    rows.map((row) => row.count),
    {
      from,
      month: Number(first.month.slice(5, 7)) - 1,
      slope: false,
      exposure: rows.map((row) => 1 + daysBetween(firstDay(row.month), lastDay(row.month))),
    },
  );
}

/** The twelve months before the start and the months since (twelve at most), here and in the other places together. */
function compared(
  own: Series,
  others: readonly Series[],
  start: Month,
  dispersion: number,
): DifferenceInDifferences | null {
  const rows = counts(own);
  const at = rows.findIndex((row) => row.month >= start);
  const after = Math.min(12, rows.length - at);
  if (at < after || at < 0 || others.length === 0) return null;
  const sum = (list: readonly { count: number | null }[], from: number, to: number) =>
    list.slice(from, to).reduce((total, row) => total + (row.count ?? 0), 0);
  const elsewhere = rows.map((_, i) => ({
    count: others.reduce((total, s) => total + (counts(s)[i]?.count ?? 0), 0),
  }));
  return differenceInDifferences(
    {
      treatedBefore: sum(rows, at - after, at),
      treatedAfter: sum(rows, at, at + after),
      comparisonBefore: sum(elsewhere, at - after, at),
      comparisonAfter: sum(elsewhere, at, at + after),
    },
    Math.max(1, dispersion),
  );
}

/** Both methods must agree that something changed; where one holds both answers, nothing is told. */
function wordOf(
  series: InterruptedSeries | null,
  comparison: DifferenceInDifferences | null,
): ActionWord {
  if (!series) return 'cannot-tell';
  const { lower, upper } = series.level;
  const beside = comparison?.upper ?? 0;
  if (upper < 1) return beside < 1 ? 'fell' : 'cannot-tell';
  if (lower > 1) return 'rose';
  return lower <= hoped ? 'cannot-tell' : 'no-change';
}

function sentenceOf(
  own: Series,
  from: PlainDate,
  word: ActionWord,
  series: InterruptedSeries | null,
): Sentence {
  const what = `${own.measure.title} in ${own.area.title}`;
  const since = `after ${dayLabel(from)}`;
  if (!series || word === 'cannot-tell')
    return sentence(
      series
        ? `Whether ${lowerFirst(what)} changed ${since} cannot be told: the range holds both no change and the fall that was hoped for.`
        : `Whether ${lowerFirst(what)} changed ${since} cannot be told: too few months before or since.`,
    );
  const change = formatPercent(Math.abs(series.level.ratio - 1)).replace('+', '');
  return word === 'no-change'
    ? sentence(`${what} did not change ${since} by more than chance.`)
    : sentence(
        `${what} was ${change} ${word === 'fell' ? 'lower' : 'higher'} ${since} than the months before would have given; that it came after is not proof.`,
      );
}

function notesOf(
  own: Series,
  start: Month,
  series: InterruptedSeries | null,
  comparison: DifferenceInDifferences | null,
  others: number,
): string[] {
  const before = own.chart?.points.filter((p) => p.x < start) ?? [];
  const last = before.findLast((p) => p.value !== null);
  return [
    ...(series
      ? [
          `Interrupted series: level ${formatPercent(series.level.ratio - 1)} (95% range ${formatPercent(series.level.lower - 1)} to ${formatPercent(series.level.upper - 1)})${series.widened ? ', widened since neighbouring months are alike' : ''}.`,
        ]
      : []),
    ...(comparison && comparison.ratio !== null
      ? [
          `Against the other ${others} areas over the same months: ${formatPercent(comparison.ratio - 1)} (95% range ${formatPercent((comparison.lower ?? 1) - 1)} to ${formatPercent((comparison.upper ?? 1) - 1)}).`,
        ]
      : []),
    ...(last?.signals.some((s) => s.startsWith('outside-above'))
      ? ['The month before the start was unusually high: it would have fallen by itself.']
      : []),
  ];
}
