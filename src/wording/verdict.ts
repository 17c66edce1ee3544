import type { Series, SeriesVerdict, Verdict } from '../figures/index.ts';
import { dayLabel, monthLabel, monthsLabel, parseDay } from '../periods/index.ts';

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
export function verdictReason(series: Series): string {
  const { verdict, measure } = series;
  const since = verdict.since ? monthsLabel(verdict.since) : null;
  const side = verdict.direction === 'down' ? 'Below' : 'Above';
  switch (verdict.word) {
    case 'improving':
    case 'worsening':
      if (verdict.rule === 'moves-binomial') return verdict.because;
      return since ? `${side} its usual level since ${since}.` : verdict.because;
    case 'changed':
      if (verdict.rule === 'moves-binomial') return `${verdict.because} Direction is not judged.`;
      return `${verdict.direction === 'down' ? 'Lower' : 'Higher'} since ${since ?? 'recently'}. ${neutralReason(measure.role)}`;
    case 'no-significant-change':
      if (verdict.endedSince)
        return `Back within its usual range since ${monthLabel(verdict.endedSince.first)}.`;
      return series.judged === 'moves'
        ? verdict.because
        : 'Each month has stayed within its usual range.';
    case 'missing':
      return series.dates.dataTo
        ? `No data since ${dayLabel(series.dates.dataTo)}.`
        : 'No data has been loaded.';
    default:
      return plainDays(verdict.because);
  }
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
