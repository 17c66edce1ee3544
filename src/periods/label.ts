import { dayParts, type PlainDate } from './day.ts';
import type { Month } from './month.ts';
import type { Period } from './period.ts';

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const nameOf = (m: Month) => monthNames[Number(m.slice(5, 7)) - 1] ?? '';
const yearOf = (m: Month) => m.slice(0, 4);

/** `30 September 2025`, or `30 Sep` / `30 Sep 2025` in tables. */
export function dayLabel(d: PlainDate, form: 'long' | 'short' | 'table' = 'long'): string {
  const [year, m, dayOfMonth] = dayParts(d);
  const name = monthNames[m - 1] ?? '';
  if (form === 'table') return `${dayOfMonth} ${name.slice(0, 3)}`;
  return `${dayOfMonth} ${form === 'long' ? name : name.slice(0, 3)} ${year}`;
}

export const monthLabel = (m: Month, form: 'long' | 'short' = 'long'): string =>
  `${form === 'long' ? nameOf(m) : nameOf(m).slice(0, 3)} ${yearOf(m)}`;

/** The months of a period in words: `July to September 2025`. Pages name months, then the code. */
export function monthsLabel(p: Period, form: 'long' | 'short' = 'long'): string {
  if (p.first === p.last) return monthLabel(p.first, form);
  const name = (m: Month) => (form === 'long' ? nameOf(m) : nameOf(m).slice(0, 3));
  const first = yearOf(p.first) === yearOf(p.last) ? name(p.first) : monthLabel(p.first, form);
  return `${first} to ${monthLabel(p.last, form)}`;
}

/** The period in words with its code: `July to September 2025 (Q2 2025/26)`. */
export function periodLabel(p: Period, form: 'long' | 'short' = 'long'): string {
  const financial = (id: string) =>
    `${id.slice(0, 4)}/${String((Number(id.slice(0, 4)) + 1) % 100).padStart(2, '0')}`;
  switch (p.grain) {
    case 'quarter':
    case 'half':
      return `${monthsLabel(p, form)} (${p.id.slice(5)} ${financial(p.id)})`;
    case 'financial-year':
      return `${monthsLabel(p, form)} (${financial(p.id.slice(2))})`;
    case 'rolling-12':
      return `12 months to ${monthLabel(p.last, form)}`;
    case 'rolling-3':
      return `3 months to ${monthLabel(p.last, form)}`;
    default:
      return monthsLabel(p, form);
  }
}
