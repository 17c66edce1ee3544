import type { ExpectedNext, MeasureFacts } from '../figures/index.ts';
import { monthsLabel } from '../periods/index.ts';
import { listWords } from './list-words.ts';
import { formatValue, plainNumber } from './number.ts';
import { countWord } from './phrase.ts';

/** "Expected range, 80% coverage: 14 to 26 in January 2026, …": for the name of a chart and its caption alike. */
export function expectedWords(
  measure: MeasureFacts,
  { months, coverage }: Pick<ExpectedNext, 'months' | 'coverage'>,
): string {
  const value = (v: number) => formatValue(measure, v);
  const said = months.map(
    ({ period, lower, upper }) => `${value(lower)} to ${value(upper)} in ${monthsLabel(period)}`,
  );
  return `Expected range, ${plainNumber(coverage * 100)}% coverage: ${listWords(said)}.`;
}

/** Fewer months than this say nothing of a range. */
const fewChecked = 6;

/** What the range is made of, and how it did; or why none is given. */
export function expectedBasis(next: ExpectedNext): string {
  const { method, values, heldOut, holds } = next;
  const from =
    method === 'regression'
      ? `the trend and the month effects of ${countWord(values, 'month')}`
      : `the same months last year and the change of the year, ${countWord(values, 'month')} in all`;
  const checked =
    heldOut.months === 12
      ? `${heldOut.inside} of the last 12 months`
      : `${heldOut.inside} of the ${countWord(heldOut.months, 'month')} that could be checked`;
  if (!holds)
    return `No expected range is given: it would come from ${from}, and only ${checked} lay in the range made of those before them.`;
  return heldOut.months < fewChecked
    ? `From ${from}; there are too few months to check it.`
    : `From ${from}; ${checked} lay in the range made of those before them.`;
}
