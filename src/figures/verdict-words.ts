import type { MeasureDefinition } from '../framework/index.ts';
import type { Figure, SeriesVerdict, Verdict } from './figure.ts';

/** A verdict without a test. */
export const untested = {
  at: null,
  since: null,
  after: null,
  endedSince: null,
  direction: null,
  trial: false,
  p: null,
} as const;

export const tooFew = (because: string): SeriesVerdict => ({
  ...untested,
  word: 'too-few-to-say',
  rule: 'none',
  because,
});

/** The word of a change in a direction of the figure. */
export function wordFor(measure: MeasureDefinition, direction: 'up' | 'down'): Verdict {
  if (measure.better === 'neutral') return 'changed';
  return (measure.better === 'higher') === (direction === 'up') ? 'improving' : 'worsening';
}

/**
 * Words that come before any test, from the figure shown. That its newest months are not mature is
 * none of them: the latest mature month is judged in their place.
 * @param absent forces of a region that have not sent theirs
 */
export function stateOf(figure: Figure, absent: readonly string[]): SeriesVerdict | null {
  const said = stateAlone(figure);
  return said && absent.length > 0 && figure.value === null
    ? { ...said, because: `${absent.join(' and ')}: nothing for this period, so no total.` }
    : said;
}

function stateAlone(figure: Figure): SeriesVerdict | null {
  const state = (word: Verdict, because: string): SeriesVerdict => ({
    ...untested,
    word,
    rule: 'none',
    because,
  });
  switch (figure.status) {
    case 'withheld':
    case 'suppressed':
      return state('withheld', 'Too small to show.');
    case 'missing':
      return state(
        'missing',
        figure.dates.dataTo ? `No data since ${figure.dates.dataTo}.` : 'No data has been loaded.',
      );
    case 'late':
      return state('late', 'Past its due date, and no file has come.');
    case 'partial':
      return state('incomplete', 'Part of the period has not come in yet.');
    case 'not-due':
      return state('incomplete', 'Not due yet.');
    case 'not-applicable':
      return state('not-comparable', 'There is no such figure for this period.');
    case 'complete':
      return null;
  }
}
