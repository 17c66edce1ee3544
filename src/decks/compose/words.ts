import type { Series } from '../../figures/index.ts';
import { dayLabel, type Month, month, monthLabel, type PlainDate } from '../../periods/index.ts';
import { lowerFirst, numberWord } from '../../wording/index.ts';
import type { Paragraph, Run, Words } from '../deck-plan.ts';
import type { Ink } from '../draw/ink.ts';

/** One run as a paragraph. */
export const line = (
  text: string,
  more: Omit<Run, 'text'> & Omit<Paragraph, 'runs'> = {},
): Paragraph => {
  const { bold, tone, ...rest } = more;
  return {
    ...rest,
    runs: [{ text, ...(bold === undefined ? {} : { bold }), ...(tone ? { tone } : {}) }],
  };
};
export const words = (...paragraphs: readonly Paragraph[]): Words => ({ paragraphs });

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${numberWord(n)} ${n === 1 ? one : many}`;

/** "one is late, two have nothing loaded and one was refused". */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Colour of a verdict's word; without a signal there is none. */
export const toneOf = (word: string): Ink =>
  word === 'worsening'
    ? 'worsening-text'
    : word === 'improving' || word === 'changed'
      ? word
      : 'soft';

/** "Vehicle crime, offences a month": what a chart shows, a stock as it stands at the end. */
export function chartHeading(series: Series): string {
  const { measure, chartFigures } = series;
  const grain = chartFigures[0]?.period.grain ?? 'month';
  const every = grain === 'month' ? 'month' : grain === 'quarter' ? 'quarter' : 'year';
  const named = measure.title.toLowerCase().includes(measure.unit.toLowerCase());
  if (measure.kind === 'stock')
    return `${measure.title}, ${named ? '' : `${measure.unit} `}at the end of each ${every}`;
  if (measure.kind === 'share') return `${measure.title}, per cent by ${every}`;
  if (measure.kind === 'rate' || measure.kind === 'median')
    return named
      ? `${measure.title}, by ${every}`
      : `${measure.title}, ${measure.unit} by ${every}`;
  return `${measure.title}, ${measure.unit === 'GBP' ? 'pounds' : measure.unit} a ${every}`;
}

/** Months and days of a note in words: "2025-09" is no way to say September 2025. */
export const datesInWords = (text: string): string =>
  text
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (iso) => dayLabel(iso as PlainDate))
    .replace(/\b(\d{4}-\d{2})\b(?!-)/g, (iso) =>
      /-(0[1-9]|1[0-2])$/.test(iso) ? monthLabel(month(iso)) : iso,
    )
    .replace(/\b(\d{4})-Q([1-4])\b/g, 'Q$2 $1');

export const shortMonth = (day: PlainDate | string): string =>
  monthLabel(day.slice(0, 7) as Month, 'short');

/** Inside a sentence: "the Business Objects outcomes report", but no article before a name with a dot. */
export const namedSource = (title: string): string =>
  /^[a-z]/.test(title) || /^(the|a) /i.test(title) ? lowerFirst(title) : title;
