import type { Comparison, Figure, MeasureFacts } from '../figures/index.ts';

/** The only place where a number is rounded (DESIGN.md 7): once, half away from zero, from the unrounded value. */
export function roundHalfAway(value: number, places = 0): number {
  const scale = 10 ** places;
  const scaled = Math.abs(value) * scale;
  // A half that binary cannot hold (1.005) is still a half to a reader.
  const rounded = Math.floor(scaled + 0.5 + 1e-9 * Math.max(1, scaled * 1e-6));
  return (Math.sign(value) * rounded) / scale || 0;
}

const minus = '\u2212';

/** Thousands with commas, a true minus. */
export function plainNumber(value: number, places = 0): string {
  const rounded = roundHalfAway(value, places);
  const [whole = '0', rest] = Math.abs(rounded).toFixed(places).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${rounded < 0 ? minus : ''}${grouped}${rest ? `.${rest}` : ''}`;
}

/** A count, or the word for one that this reader is not told. */
export const countShown = (value: number | null): string =>
  value === null ? 'not shown' : plainNumber(value);

/** Decimals a measure is shown with. */
function placesOf(measure: Pick<MeasureFacts, 'kind' | 'unit'>, value: number): number {
  if (measure.kind === 'rate') return 2;
  if (measure.kind === 'share') return 1;
  if (measure.kind === 'median' && measure.unit !== 'GBP' && value % 1 !== 0) return 1;
  return 0;
}

/** A figure's value as it is printed everywhere: `1,080`, `12.4%`, `£21,300`, `0.62`. */
export function formatValue(measure: Pick<MeasureFacts, 'kind' | 'unit'>, value: number): string {
  if (measure.kind === 'share') return `${plainNumber(value * 100, 1)}%`;
  const text = plainNumber(value, placesOf(measure, value));
  return measure.unit === 'GBP'
    ? text.startsWith(minus)
      ? `${minus}£${text.slice(1)}`
      : `£${text}`
    : text;
}

/** The unit that follows a value in a sentence; none where the value says it. */
export const unitWords = (measure: Pick<MeasureFacts, 'kind' | 'unit'>): string =>
  measure.unit === '%' || measure.unit === 'GBP' ? '' : measure.unit;

const stateWords: Readonly<Record<Exclude<Figure['status'], 'complete' | 'partial'>, string>> = {
  missing: 'no data',
  late: 'not yet in',
  'not-due': 'not yet in',
  suppressed: 'withheld',
  withheld: 'withheld',
  'not-applicable': 'not applicable',
};

/** A figure in a table: its value, or the word that stands for none. Never an empty cell. */
export function formatFigure(measure: Pick<MeasureFacts, 'kind' | 'unit'>, figure: Figure): string {
  if (figure.status === 'complete' || figure.status === 'partial')
    return figure.value === null ? 'not applicable' : formatValue(measure, figure.value);
  return stateWords[figure.status];
}

/** Whole percentages of change: `+12%`, `−24%`, `under 1%`. */
export function formatPercent(fraction: number): string {
  const rounded = roundHalfAway(fraction * 100);
  if (rounded === 0) return 'under 1%';
  return `${rounded > 0 ? '+' : minus}${plainNumber(Math.abs(rounded))}%`;
}

/** Points of difference between two shares: `2.1 points`. */
export function formatPoints(fraction: number): string {
  const text = plainNumber(Math.abs(fraction) * 100, 1);
  return `${text} ${text === '1.0' ? 'point' : 'points'}`;
}

/** A change as the two aligned parts of a table: `↓ 163` and `−24%`, or the word for why not. */
export function changeParts(
  measure: Pick<MeasureFacts, 'kind' | 'unit'>,
  comparison: Comparison,
): { readonly amount: string; readonly percent: string } {
  if (comparison.points !== null && comparison.change === null)
    return {
      amount:
        comparison.points === 0
          ? 'no change'
          : `${comparison.points > 0 ? '↑' : '↓'} ${formatPoints(comparison.points)}`,
      percent: '',
    };
  if (comparison.change === null)
    return {
      amount:
        (
          {
            withheld: 'withheld',
            incomplete: 'incomplete',
            missing: 'no data',
            late: 'not yet in',
          } as Record<string, string>
        )[comparison.verdict] ?? 'not comparable',
      percent: '',
    };
  if (comparison.change === 0) return { amount: 'no change', percent: '' };
  const amount = `${comparison.change > 0 ? '↑' : '↓'} ${formatValue(measure, Math.abs(comparison.change))}`;
  if (comparison.percent !== null) return { amount, percent: formatPercent(comparison.percent) };
  return { amount, percent: comparison.base?.value === 0 ? 'from none' : 'too few for %' };
}

/** The change between two figures of one series, in the words of a table; never across a break. */
export function changeBetween(
  measure: MeasureFacts,
  now: Figure,
  before: Figure | undefined,
  breaks: readonly { readonly at: string }[] = [],
): { readonly amount: string; readonly percent: string } {
  const none = (amount: string) => ({ amount, percent: '' });
  if (now.status === 'partial' || now.immature) return none('incomplete');
  if (!before || before.value === null || now.value === null || before.status === 'partial')
    return none('not comparable');
  const [from, to] = [before.period.start, now.period.end];
  if (breaks.some((b) => b.at > from && b.at <= to)) return none('not comparable');
  const change = now.value - before.value;
  const share = measure.kind === 'share';
  const few =
    measure.kind !== 'sum' &&
    measure.kind !== 'median' &&
    [now, before].some(
      (f) => (measure.kind === 'rate' ? (f.numerator ?? 0) : (f.value ?? 0)) < measure.small,
    );
  return changeParts(measure, {
    against: 'previous',
    base: before,
    change: share ? null : change,
    percent: share || few || before.value === 0 ? null : change / before.value,
    points: share ? change : null,
    verdict: 'no-significant-change',
    because: '',
  });
}
