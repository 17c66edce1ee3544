import type { Against, Comparison, Figure, MeasureFacts, Series } from '../figures/index.ts';
import { dayLabel, monthLabel, monthsLabel, type Period } from '../periods/index.ts';
import { formatPercent, formatPoints, formatValue, plainNumber, unitWords } from './number.ts';
import { type Bound, figureRef, type Sentence, type SentencePart, sentence } from './sentence.ts';
import { isOpposed, reasonParts, signalHeadline, verdictReason, verdictWords } from './verdict.ts';

/** Comparators as a sentence ends with them. */
export function againstWords(against: Against, period: Period): string {
  const unit =
    period.grain === 'quarter'
      ? 'quarter'
      : period.grain === 'month'
        ? 'month'
        : period.grain === 'half'
          ? 'half-year'
          : 'period';
  if (against === 'previous') return `the ${unit} before`;
  if (against === 'same-last-year') return `the same ${unit} last year`;
  if (against === 'region') return 'the region';
  if (against === 'region-without-us') return 'the rest of the region';
  return 'its baseline';
}

export const bound = (
  text: string,
  figure: Figure,
  shows: Bound['shows'],
  against?: string,
): Bound => ({ text, figure: figureRef(figure), shows, ...(against ? { against } : {}) });

/** "510 offences", bound. */
export function valuePart(measure: MeasureFacts, figure: Figure): SentencePart[] {
  if (figure.value === null) return ['not known'];
  const unit = unitWords(measure);
  return [
    bound(formatValue(measure, figure.value), figure, 'value'),
    ...(unit ? [` ${figure.value === 1 ? unit.replace(/s$/, '') : unit}`] : []),
    ...(figure.immature || figure.status === 'partial' ? [' so far'] : []),
  ];
}

export const comparisonOf = (series: Series, against: Against): Comparison | null =>
  series.comparisons.find((c) => c.against === against) ?? null;

/** "163 fewer than the same quarter last year (−24%)", bound; null when the pair cannot be compared. */
export function changeWords(series: Series, against: Against): SentencePart[] | null {
  const comparison = comparisonOf(series, against);
  const { figure, measure, shown } = series;
  if (!comparison || comparison.base === null) return null;
  const than = againstWords(against, shown);
  if (comparison.points !== null && comparison.change === null) {
    if (Math.abs(comparison.points) < 0.0005) return ['the same as ', than];
    return [
      bound(formatPoints(comparison.points), figure, 'points', against),
      ' ',
      bound(comparison.points > 0 ? 'higher' : 'lower', figure, 'direction', against),
      ` than ${than}`,
    ];
  }
  if (comparison.change === null) return null;
  if (comparison.change === 0) return ['the same as ', than];
  const more = comparison.change > 0;
  const countable = measure.kind !== 'rate' && measure.kind !== 'median' && measure.unit !== 'GBP';
  const word = countable ? (more ? 'more' : 'fewer') : more ? 'higher' : 'lower';
  return [
    bound(formatValue(measure, Math.abs(comparison.change)), figure, 'change', against),
    ' ',
    bound(word, figure, 'direction', against),
    ` than ${than}`,
    ...(comparison.percent !== null
      ? [' (', bound(formatPercent(comparison.percent), figure, 'percent', against), ')']
      : []),
  ];
}

/**
 * "Vehicle crime fell to 510 offences, 163 fewer than the same quarter last year (−24%)." Where the
 * verdict points the other way no word says which way it went: the reason beside it does.
 */
export function changeSentence(series: Series, against: Against = 'same-last-year'): Sentence {
  const { figure, measure } = series;
  if (figure.value === null)
    return sentence(
      `${measure.title}: ${verdictWords[series.verdict.word].toLowerCase()}. ${verdictReason(series)}`,
    );
  const change = changeWords(series, against);
  const comparison = comparisonOf(series, against);
  const size = comparison?.change ?? comparison?.points ?? 0;
  if (!change || Math.abs(size) === 0 || isOpposed(series, against))
    return sentence(
      measure.title,
      ': ',
      ...valuePart(measure, figure),
      ...(change ? [', ', ...change] : []),
      '.',
    );
  return sentence(
    measure.title,
    ' ',
    bound(size > 0 ? 'rose' : 'fell', figure, 'direction', against),
    ' to ',
    ...valuePart(measure, figure),
    ', ',
    ...change,
    '.',
  );
}

/** What the verdict adds: "Below its usual level since February 2025." After a change the other way, with "But". */
export const reasonSentence = (series: Series, against: Against = 'same-last-year'): Sentence =>
  isOpposed(series, against)
    ? sentence('But ', ...insideParts(series))
    : sentence(...reasonParts(series));

/** The reason as it stands inside a sentence: "it has been below its usual level since February 2025." */
function insideParts(series: Series): SentencePart[] {
  const [first = '', ...rest] = reasonParts(series);
  const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
  if (typeof first !== 'string')
    return ['it has been ', { ...first, text: lower(first.text) }, ...rest];
  if (first.startsWith('Near')) return [`it has been ${lower(first)}`, ...rest];
  if (first.startsWith('Events')) return ['its events have been ', ...rest];
  return [lower(first), ...rest];
}

/**
 * A finding's fact: what changed and by how much; where the figure went the other way than the
 * verdict, both, so that neither contradicts the other.
 */
export function findingSentence(series: Series): Sentence {
  const fact = changeSentence(series);
  return isOpposed(series, 'same-last-year')
    ? sentence(...fact.parts.slice(0, -1), ', but ', ...insideParts(series))
    : fact;
}

/** A finding as a title: at most 110 characters where it can be. "The level of vehicle crime has been below usual since May 2025". */
export function titleSentence(series: Series): Sentence {
  const { verdict, measure, figure } = series;
  const headline = signalHeadline(series, lowerFirst(measure.title));
  if (headline) return sentence(...headline);
  if (figure.value === null)
    return sentence(
      measure.title,
      ` for ${monthsLabel(series.shown)} is `,
      verdict.word === 'late' ? 'late' : 'not known',
    );
  const change = changeWords(series, 'same-last-year');
  if (change && verdict.word !== 'not-comparable')
    return sentence(
      measure.title,
      ' stood at ',
      ...valuePart(measure, figure),
      ', ',
      ...change
        .filter((part) => typeof part === 'string' || part.shows !== 'percent')
        .map((part) => (part === ' (' || part === ')' ? '' : part)),
    );
  return sentence(
    measure.title,
    ' stood at ',
    ...valuePart(measure, figure),
    ` in ${monthsLabel(series.shown)}`,
  );
}

/** "XmR chart of vehicle crime, Staffordshire, April 2022 to December 2025. Mean 234, limits 183 to 286. ..." (visual.md section 9). */
export function chartName(series: Series): string {
  const { chart, chartFigures, measure } = series;
  const [first, last] = [chartFigures[0], chartFigures.at(-1)];
  const kind = series.waits
    ? last?.period.grain === 'quarter'
      ? 'Quarterly counts'
      : 'Monthly counts'
    : chart
      ? (
          {
            xmr: 'XmR chart',
            run: series.judged === 'moves' ? 'Line chart' : 'Run chart',
            p: 'p chart',
            'p-prime': 'p′ chart',
            u: 'u chart',
            'u-prime': 'u′ chart',
            c: 'c chart',
            g: 'g chart',
            t: 't chart',
          } as const
        )[chart.type]
      : 'Chart';
  const span =
    first && last ? `, ${monthLabel(first.period.first)} to ${monthLabel(last.period.last)}` : '';
  const point = chart?.points.findLast((p) => p.cl !== null);
  const centre =
    point?.cl !== null && point
      ? `${chart?.type === 'run' ? 'Median' : 'Mean'} ${formatValue(measure, point.cl ?? 0)}${point.lcl !== null && point.ucl !== null ? `, limits ${formatValue(measure, Math.max(0, point.lcl))} to ${formatValue(measure, point.ucl)}` : ''}. `
      : '';
  const gaps = chartFigures
    .filter((f) => f.status === 'missing' || f.status === 'late')
    .map((f) => monthsLabel(f.period));
  return `${kind} of ${measure.title.charAt(0).toLowerCase()}${measure.title.slice(1)}, ${series.area.kind === 'force' ? 'whole force' : series.area.title}${span}. ${centre}${verdictWords[series.verdict.word]}: ${verdictReason(series)}${gaps.length > 0 ? ` No data for ${gaps.length > 3 ? `${gaps.length} months` : gaps.join(' and ')}.` : ''}`;
}

/** "Source: bo-crime (synthetic), data to 31 January 2026." */
export function sourceLine(series: readonly Series[], titles: ReadonlyMap<string, string>): string {
  const names = [...new Set(series.flatMap((s) => s.sources))].map((id) => titles.get(id) ?? id);
  const to = series
    .map((s) => s.dates.dataTo)
    .filter((d) => d !== null)
    .sort()[0];
  const baseline = series.find((s) => s.baseline)?.baseline;
  return [
    names.length > 0
      ? `Source: ${names.join('; ')}${series.some((s) => s.synthetic) ? ' (synthetic)' : ''}`
      : 'No source has been loaded',
    to ? `, data to ${dayLabel(to)}.` : '.',
    baseline ? ` Limits from ${monthLabel(baseline.from)} to ${monthLabel(baseline.to)}.` : '',
  ].join('');
}

export const countWord = (n: number, one: string, many = `${one}s`): string =>
  `${plainNumber(n)} ${n === 1 ? one : many}`;

/** A title inside a sentence; abbreviations keep their capitals. */
export const lowerFirst = (title: string): string =>
  /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
export const numberWord = (n: number): string => words[n] ?? plainNumber(n);

/** The spoken form of one drawn point: "July 2025: 165 offences, 25% fewer than last year, below the mean". */
export function spokenPoint(
  measure: MeasureFacts,
  figure: Figure,
  before: Figure | undefined,
  signals: readonly string[],
  centre: number | null = null,
): string {
  const name = monthsLabel(figure.period);
  if (figure.value === null) return `${name}: no data`;
  const change =
    before && before.value !== null && before.value !== 0 && measure.kind !== 'share'
      ? (figure.value - before.value) / before.value
      : null;
  const countable = measure.kind !== 'rate' && measure.kind !== 'median' && measure.unit !== 'GBP';
  const [more, less] = countable ? ['more', 'fewer'] : ['higher', 'lower'];
  return [
    `${name}: ${valuePart(measure, figure)
      .map((part) => (typeof part === 'string' ? part : part.text))
      .join('')}`,
    change === null || Math.abs(change) < 0.005
      ? ''
      : `${plainNumber(Math.abs(change * 100))}% ${change > 0 ? more : less} than last year`,
    centre === null || figure.value === centre
      ? ''
      : figure.value > centre
        ? 'above the mean'
        : 'below the mean',
    signals.length > 0 ? 'a signal' : '',
  ]
    .filter(Boolean)
    .join(', ');
}
