import type { MeasureDefinition } from '../framework/index.ts';
import {
  type Against,
  type Comparison,
  type Figure,
  type SeriesVerdict,
  type Verdict,
  verdicts,
} from './figure.ts';

/**
 * One comparison (DESIGN.md 7, comparators and small numbers). A pair that cannot be compared says
 * so; any other repeats the verdict of the series.
 */
export function compare(
  measure: MeasureDefinition,
  against: Against,
  figure: Figure,
  base: Figure | null,
  verdict: SeriesVerdict,
  baseFrom = base?.period.start ?? '',
): Comparison {
  const bare = { against, base, change: null, percent: null, points: null };
  const stop = (word: Verdict, because: string): Comparison => ({
    ...bare,
    verdict: word,
    because,
  });
  if (
    verdicts.indexOf(verdict.word) < verdicts.indexOf('too-few-to-say') &&
    verdict.word !== 'incomplete'
  )
    return stop(verdict.word, verdict.because);
  if (figure.status === 'partial' || figure.status === 'not-due' || figure.immature)
    return stop('incomplete', 'The period is not complete.');
  if (base === null || base.value === null || figure.value === null)
    return stop(
      base?.status === 'withheld' ? 'withheld' : 'not-comparable',
      base?.status === 'partial'
        ? 'Part of the earlier period is missing.'
        : 'There is no figure for the earlier period.',
    );
  const crossed = measure.breaks.find((b) => b.at > baseFrom && b.at <= figure.period.end);
  if (crossed)
    return stop('not-comparable', `Counted differently since ${crossed.at}: ${crossed.reason}.`);
  const change = figure.value - base.value;
  if (measure.kind === 'share')
    return { ...bare, points: change, verdict: verdict.word, because: verdict.because };
  const [a, b] = [countOf(measure, figure), countOf(measure, base)];
  const few = a < measure.small || b < measure.small;
  return {
    ...bare,
    change,
    percent: few || base.value === 0 ? null : change / base.value,
    verdict: verdict.word,
    because: few ? 'Too few for a percentage.' : verdict.because,
  };
}

/** Small numbers are about how many things stand behind a figure. */
const countOf = (measure: MeasureDefinition, figure: Figure): number =>
  measure.kind === 'rate'
    ? (figure.numerator ?? 0)
    : measure.kind === 'sum' || measure.kind === 'median'
      ? Number.POSITIVE_INFINITY
      : (figure.value ?? 0);
