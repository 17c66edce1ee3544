import type { MeasureDefinition } from '../framework/index.ts';
import { addMonths, firstDay, monthOf, type PlainDate } from '../periods/index.ts';
import { saidOf } from './baseline.ts';
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
 * @param baseFrom first day that the base speaks for, where that is not its period's
 */
export function compare(
  measure: MeasureDefinition,
  against: Against,
  figure: Figure,
  base: Figure | null,
  verdict: SeriesVerdict,
  baseFrom: PlainDate | null = base?.period.start ?? null,
): Comparison {
  const bare = { against, base, change: null, percent: null, points: null };
  const stopped = stopOf(measure, figure, base, verdict, baseFrom);
  if (stopped) return { ...bare, ...stopped };
  if (figure.value === null || !base || base.value === null)
    return { ...bare, verdict: 'not-comparable', because: noFigure };
  const change = figure.value - base.value;
  if (measure.kind === 'share')
    return { ...bare, points: change, verdict: verdict.word, because: verdict.because };
  const few = countOf(measure, figure) < measure.small || countOf(measure, base) < measure.small;
  return {
    ...bare,
    change,
    percent: few || base.value === 0 ? null : change / base.value,
    verdict: verdict.word,
    because: few ? 'Too few for a percentage.' : verdict.because,
  };
}

const noFigure = 'There is no figure for the earlier period.';

/** Why a pair gives no number; null where it can be compared. The first that holds wins. */
function stopOf(
  measure: MeasureDefinition,
  figure: Figure,
  base: Figure | null,
  verdict: SeriesVerdict,
  baseFrom: PlainDate | null,
): { verdict: Verdict; because: string } | null {
  const stop = (word: Verdict, because: string) => ({ verdict: word, because });
  const ofSeries = verdicts.indexOf(verdict.word) < verdicts.indexOf('too-few-to-say');
  if (ofSeries && verdict.word !== 'incomplete') return stop(verdict.word, verdict.because);
  if (base?.status === 'withheld' || base?.status === 'suppressed')
    return stop('withheld', 'The earlier figure is too small to show.');
  if (base?.status === 'missing')
    return stop('missing', 'No data was supplied for the earlier period.');
  if (base?.status === 'late') return stop('late', 'The earlier period is past its due date.');
  if (figure.status !== 'complete' || figure.immature)
    return stop('incomplete', 'The period is not complete.');
  if (base?.status === 'partial' || base?.status === 'not-due')
    return stop('incomplete', 'Part of the earlier period is missing.');
  const crossed = breakBetween(measure, baseFrom, figure);
  return crossed ? stop('not-comparable', `${saidOf(crossed)}.`) : null;
}

/** A break after the base began and not after the figure ends; a look-back begins before its period. */
function breakBetween(measure: MeasureDefinition, baseFrom: PlainDate | null, figure: Figure) {
  if (baseFrom === null) return undefined;
  const back = measure.value.over ?? 0;
  const from = back === 0 ? baseFrom : firstDay(addMonths(monthOf(baseFrom), 1 - back));
  return measure.breaks.find((b) => b.at > from && b.at <= figure.period.end);
}

/** Small numbers are about how many things stand behind a figure. */
const countOf = (measure: MeasureDefinition, figure: Figure): number =>
  measure.kind === 'rate'
    ? (figure.numerator ?? 0)
    : measure.kind === 'sum' || measure.kind === 'median'
      ? Number.POSITIVE_INFINITY
      : (figure.value ?? 0);
