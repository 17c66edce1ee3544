import type { Against, Series, SeriesVerdict, Verdict } from '../figures/index.ts';
import { dayLabel, monthLabel, parseDay } from '../periods/index.ts';
import { type Bound, figureRef, type SentencePart, sentence } from './sentence.ts';

/** The exact words (visual.md section 6); never replaced by others. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  improving: 'Improving',
  worsening: 'Worsening',
  changed: 'Changed',
  'no-significant-change': 'No significant change',
  'too-few-to-say': 'Too few to say',
  'not-comparable': 'Not comparable',
  incomplete: 'Incomplete',
  late: 'Late',
  missing: 'Missing',
  withheld: 'Withheld',
};

/** Order in which counts of verdicts are shown. */
export const verdictOrder: readonly Verdict[] = [
  'improving',
  'worsening',
  'changed',
  'no-significant-change',
  'too-few-to-say',
  'not-comparable',
  'incomplete',
  'late',
  'missing',
  'withheld',
];

/** One sentence why: "Below its usual level since February 2025." */
export const verdictReason = (series: Series): string => sentence(...reasonParts(series)).text;

/** The same as words and bound figures. */
export function reasonParts(series: Series): SentencePart[] {
  const { verdict, measure } = series;
  switch (verdict.word) {
    case 'improving':
    case 'worsening':
      if (verdict.rule === 'moves-binomial') return [verdict.because];
      return [...signalParts(series), '.'];
    case 'changed':
      if (verdict.rule === 'moves-binomial') return [`${verdict.because} Direction is not judged.`];
      return [...signalParts(series), `. ${neutralReason(measure.role)}`];
    case 'no-significant-change':
      return noChangeParts(series);
    case 'missing':
      return [
        series.dates.dataTo
          ? `No data since ${dayLabel(series.dates.dataTo)}.`
          : 'No data has been loaded.',
      ];
    default:
      return [plainDays(verdict.because)];
  }
}

function noChangeParts(series: Series): SentencePart[] {
  const { verdict } = series;
  if (series.judged === 'moves') return [verdict.because];
  const trial = trialWords(series);
  if (verdict.endedSince)
    return [`Back within its usual range since ${monthLabel(verdict.endedSince.first)}${trial}.`];
  return series.judged === 'waits'
    ? [`The waits between events are as usual${trial}.`]
    : [`${verdict.because.replace(/\.$/, '')}${trial}.`];
}

/** Limits from fewer than 13 values are said to be so wherever they decide. */
const trialWords = ({ verdict, chart, waits }: Series): string =>
  verdict.trial && (waits?.chart ?? chart)?.type !== 'run' ? ' (trial limits)' : '';

/** What kind of pattern a signal is, for its words. */
function patternOf(series: Series): 'once' | 'level' | 'trend' | 'near' {
  const { verdict } = series;
  if (/^(trend|nelson3)-/.test(verdict.rule)) return 'trend';
  if (/^(two-of-three|we2|nelson5|three-beyond)/.test(verdict.rule)) return 'near';
  return verdict.since && verdict.since.id === verdict.at?.id ? 'once' : 'level';
}

/** A signal in words, without its full stop: what, which way, since when, and how it went on. */
function signalParts(series: Series): SentencePart[] {
  const { verdict, figure, measure } = series;
  const up = verdict.direction === 'up';
  const way = (higher: string, lower: string): Bound => ({
    text: up ? higher : lower,
    figure: figureRef(figure),
    shows: 'verdict',
  });
  const when = (words: string): Bound => ({
    text: words,
    figure: figureRef(figure),
    shows: 'since',
  });
  const start = verdict.since ? when(monthLabel(verdict.since.first)) : 'recently';
  const end = `${verdict.after === 'level' ? '; level since' : verdict.after ? `; still ${verdict.after}` : ''}${trialWords(series)}`;
  if (series.judged === 'waits')
    return ['Events ', way('closer together', 'further apart'), ' than usual since ', start, end];
  switch (patternOf(series)) {
    case 'once':
      return ['In ', start, ' it was ', way('above', 'below'), ' its usual range', end];
    case 'trend':
      return [way('Rising', 'Falling'), ' since ', start, trialWords(series)];
    case 'near':
      return ['Near the ', way('top', 'bottom'), ' of its usual range since ', start, end];
    case 'level':
      return measure.better === 'neutral'
        ? [way('Higher', 'Lower'), ' since ', start, end]
        : [way('Above', 'Below'), ' its usual level since ', start, end];
  }
}

/** The same as a headline that names the measure; null without a signal of a chart. */
export function signalHeadline(series: Series, name: string): SentencePart[] | null {
  const { verdict } = series;
  if (!isSignal(verdict.word) || verdict.rule === 'moves-binomial' || !verdict.since) return null;
  const up = verdict.direction === 'up';
  const figure = figureRef(series.figure);
  const way = (higher: string, lower: string): Bound => ({
    text: up ? higher : lower,
    figure,
    shows: 'verdict',
  });
  const since: Bound = { text: monthLabel(verdict.since.first), figure, shows: 'since' };
  const level = `The level of ${name}`;
  if (series.judged === 'waits')
    return [
      `The events of ${name} have come `,
      way('closer together', 'further apart'),
      ' than usual since ',
      since,
    ];
  switch (patternOf(series)) {
    case 'once':
      return [`${level} was `, way('above', 'below'), ' its usual range in ', since];
    case 'trend':
      return [`${level} has been `, way('rising', 'falling'), ' since ', since];
    case 'near':
      return [
        `${level} has been near the `,
        way('top', 'bottom'),
        ' of its usual range since ',
        since,
      ];
    case 'level':
      return [`${level} has been `, way('above', 'below'), ' usual since ', since];
  }
}

/** Whether the figure moved one way against a comparator and the verdict points the other. */
export function isOpposed(series: Series, against: Against): boolean {
  const { direction } = series.verdict;
  const pair = series.comparisons.find((c) => c.against === against);
  const moved = pair?.change ?? pair?.points ?? 0;
  return direction !== null && moved !== 0 && moved > 0 !== (direction === 'up');
}

const neutralReason = (role: string) =>
  role === 'activity'
    ? 'It measures activity, so direction is not judged.'
    : 'More can mean more harm or better recognition, so direction is not judged.';

/** ISO days inside a reason become days a reader knows. */
export const plainDays = (text: string): string =>
  text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (iso) => {
    const d = parseDay(iso);
    return d ? dayLabel(d) : iso;
  });

/** Whether a verdict is a statistical signal, the only thing that earns a colour. */
export const isSignal = (word: Verdict): boolean =>
  word === 'improving' || word === 'worsening' || word === 'changed';

/** Screen-reader words of an arrow. */
export const directionWord = (verdict: Pick<SeriesVerdict, 'direction'>): string =>
  verdict.direction === null ? '' : verdict.direction;
