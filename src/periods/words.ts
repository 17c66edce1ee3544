import { parseDay } from './day.ts';
import { monthNames } from './label.ts';
import { addMonths, type Month, month, monthsBetween, parseMonth } from './month.ts';
import { type Period, parsePeriod, periodOf } from './period.ts';

/** What words say of a period: which one, that they could mean two, or nothing (null). */
export type PeriodReading =
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'ambiguous' };

/** Whose years a label counts that does not say; null where nobody has declared it. */
export type YearOf = 'financial' | 'calendar' | null;

/**
 * Reads a period as files write it (domain.md 7.1): "Q3 2025/26", "Oct-Dec 2025", "Dec-25", "YE Dec
 * 25", "Quarter 4 2025 - October to December", "2018_19", an ISO day that means its month. A bare
 * "2025 Q3" counts the year that is declared, else it is ambiguous; `2025-Q3` alone is our own id.
 */
export function periodInWords(written: string, year: YearOf): PeriodReading | null {
  const text = written
    .toLowerCase()
    .replace(/[\u2010-\u2015_]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '' || text.length > 80) return null;
  return (
    plainMonth(text) ??
    yearEnding(text) ??
    monthsNamed(text) ??
    partOfYear(text, year) ??
    wholeYear(text, year)
  );
}

const found = (period: Period): PeriodReading => ({ kind: 'period', period });

/** `2025-12`, `2025-12-01`, `12/2025`, `2025-12/R12`; the last two digits of `2019-20` are no month. */
function plainMonth(text: string): PeriodReading | null {
  const iso = /^(\d{4}-\d{2})(?:-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2})?)?)?$/.exec(text);
  const slashed = /^(\d{1,2})\/(\d{4})$/.exec(text);
  const m = parseMonth(iso?.[1] ?? (slashed ? `${slashed[2]}-${pad(slashed[1])}` : ''));
  if (m) return found(periodOf('month', m));
  const id = /^(fy|cy)\d{4}$|\/(r3|r12|ytd)$/.test(text) ? parsePeriod(text.toUpperCase()) : null;
  return id && found(id);
}

/** "12 months ending 31/12/2025", "YE Dec 25", "year to March 2025". */
function yearEnding(text: string): PeriodReading | null {
  const said = /^(?:(?:12|twelve) months|year|y\/?e)\s*(?:ending|ended|end|to)?\s*:?\s*(.+)$/.exec(
    text,
  );
  if (!said?.[1]) return null;
  const [, d, m, y] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(said[1]) ?? [];
  const last =
    d && m && y && parseDay(`${y}-${pad(m)}-${pad(d)}`)
      ? month(`${y}-${pad(m)}`)
      : lastOf(monthsNamed(said[1]) ?? plainMonth(said[1]));
  return last ? found(periodOf('rolling-12', last)) : null;
}

const lastOf = (reading: PeriodReading | null): Month | null =>
  reading?.kind === 'period' ? reading.period.last : null;

const name = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const aYear = "'?(\\d{4}(?:\\s?[/-]\\s?\\d{2,4})?|\\d{2}(?:\\s?[/-]\\s?\\d{2})?)";
const oneMonth = new RegExp(`^(?:\\d{1,2}(?:st|nd|rd|th)? )?${name}[ /,-]*${aYear}$`);
const yearFirst = new RegExp(`^${aYear}[ /,-]+${name}$`);
const range = new RegExp(
  `${name}(?:[ /,-]*${aYear})?\\s*(?:-|to|until|/|&|and)\\s*${name}(?:[ /,-]*${aYear})?`,
);

/** A month by name, or a stretch of them; quarters may stand beside and are not needed. */
function monthsNamed(text: string): PeriodReading | null {
  const one = oneMonth.exec(text);
  if (one && isMonthWords(text.replace(/\d(?:st|nd|rd|th)/, '')))
    return monthReading(one[1], one[2]);
  const turned = yearFirst.exec(text);
  if (turned && isMonthWords(text)) return monthReading(turned[2], turned[1]);
  const several = range.exec(text);
  if (!several || !isMonthWords(several[0])) return null;
  const rest = text.replace(several[0], ' ');
  const year = several[4] ?? /(?:^|[^\d])(\d{4}(?:[/-]\d{2,4})?)(?:[^\d]|$)/.exec(rest)?.[1];
  const last = year ? monthOfYear(several[3], year) : null;
  const first = several[2] ? monthOfYear(several[1], several[2]) : last && backTo(several[1], last);
  return first && last ? stretch(first, last) : null;
}

/** "march" and "mar" are months, "marketing" and "decision" are not. */
function isMonthWords(text: string): boolean {
  return (text.match(/[a-z]{3,}/g) ?? []).every(
    (word) =>
      ['and', 'until', 'sept'].includes(word) ||
      monthNames.some(
        (full) => full.toLowerCase() === word || full.toLowerCase().slice(0, 3) === word,
      ),
  );
}

const monthReading = (word: string | undefined, year: string | undefined): PeriodReading | null => {
  const m = word && year ? monthOfYear(word, year) : null;
  return m && found(periodOf('month', m));
};

const numberOf = (word: string | undefined): number =>
  monthNames.findIndex((full) => full.toLowerCase().startsWith((word ?? '').slice(0, 3))) + 1;

/** A month of "2025", "25", or of the financial year "2025/26". */
function monthOfYear(word: string | undefined, year: string): Month | null {
  const number = numberOf(word);
  const [first = '', second] = year.split(/\s?[/-]\s?/);
  const start = Number(first.length === 2 ? `20${first}` : first);
  if (second !== undefined && Number(second) % 100 !== (start + 1) % 100) return null;
  const at = second !== undefined && number < 4 ? start + 1 : start;
  return parseMonth(`${at}-${pad(String(number))}`);
}

/** The latest such month before another. */
function backTo(word: string | undefined, last: Month): Month | null {
  const number = numberOf(word);
  const back = (Number(last.slice(5)) - number + 12) % 12;
  return number > 0 ? addMonths(last, -back) : null;
}

/** Whole months as the period they make; null for a stretch that is none. */
function stretch(first: Month, last: Month): PeriodReading | null {
  const grains = [
    'month',
    'quarter',
    'half',
    'financial-year',
    'calendar-year',
    'rolling-3',
    'rolling-12',
    'ytd',
  ] as const;
  if (monthsBetween(first, last) < 0) return null;
  for (const grain of grains) {
    const p = periodOf(grain, last);
    if (p.first === first && p.last === last) return found(p);
  }
  return null;
}

/** "Q3 2025/26", "2025-Q3", "QTR 3 25-26", "H1 2025/26". */
function partOfYear(text: string, year: YearOf): PeriodReading | null {
  const said = /(?:^|[^a-z])(q|qtr|quarter|h|half)\s*\.?\s*([1-4])(?:[^\d]|$)/.exec(text);
  if (!said?.[1] || !said[2]) return null;
  const n = Number(said[2]);
  const half = said[1].startsWith('h');
  if (half && n > 2) return null;
  const rest = text.replace(said[0], ' ').trim();
  const both = /(\d{4}|\d{2})\s?[/-]\s?(\d{4}|\d{2})(?!\d)/.exec(rest);
  if (both?.[1] && both[2]) {
    const start = Number(both[1].length === 2 ? `20${both[1]}` : both[1]);
    return Number(both[2]) % 100 === (start + 1) % 100 ? found(partOf(start, n, half)) : null;
  }
  const [bare] = /\d{4}/.exec(rest) ?? [];
  if (year === null && /^\d{4}-[qh]\d$/.test(text)) return found(partOf(Number(bare), n, half));
  if (!bare || year === null) return { kind: 'ambiguous' };
  if (year === 'financial') return found(partOf(Number(bare), n, half));
  return half ? null : found(periodOf('quarter', month(`${bare}-${pad(String(n * 3))}`)));
}

const partOf = (start: number, n: number, half: boolean): Period =>
  periodOf(half ? 'half' : 'quarter', addMonths(month(`${start}-04`), (n - 1) * (half ? 6 : 3)));

/** "2025/26", "2018-19", "financial year 2025/26"; a bare "2025" is of the declared kind. */
function wholeYear(text: string, year: YearOf): PeriodReading | null {
  const said = /^(?:(?:financial year|fy|year)\s?)?(\d{4})(?:\s?[/-]\s?(\d{2}|\d{4}))?$/.exec(text);
  if (!said?.[1]) return null;
  const start = Number(said[1]);
  if (said[2] !== undefined)
    return Number(said[2]) % 100 === (start + 1) % 100
      ? found(periodOf('financial-year', month(`${start}-04`)))
      : null;
  if (year === null) return { kind: 'ambiguous' };
  return found(
    periodOf(year === 'financial' ? 'financial-year' : 'calendar-year', month(`${start}-04`)),
  );
}

const pad = (digits: string | undefined): string => (digits ?? '').padStart(2, '0');
