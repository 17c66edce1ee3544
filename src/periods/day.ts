/**
 * A local calendar day, `2025-03-31`. Days are text and plain arithmetic, never instants: a crime at
 * 00:30 British Summer Time would otherwise fall on the day before (domain.md 7.4).
 */
export type PlainDate = string & { readonly plainDate: unique symbol };

const daysInMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const isLeapYear = (year: number) =>
  (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days in a month of 1 to 12. */
export const daysIn = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (daysInMonths[month - 1] ?? 0);

export const pad = (n: number, width = 2) => String(n).padStart(width, '0');

/** The day, or null when there is no such day (31 September). */
export function plainDate(year: number, month: number, day: number): PlainDate | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}` as PlainDate;
}

/** Reads `2025-03-31`; null for anything else. */
export function parseDay(text: string): PlainDate | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found ? plainDate(Number(found[1]), Number(found[2]), Number(found[3])) : null;
}

/** Reads a day that is known to be one; throws on anything else (a fault in our code). */
export function day(text: string): PlainDate {
  const parsed = parseDay(text);
  if (parsed === null) throw new RangeError(`not a day: ${text}`);
  return parsed;
}

export const dayParts = (d: PlainDate): [year: number, month: number, day: number] => [
  Number(d.slice(0, 4)),
  Number(d.slice(5, 7)),
  Number(d.slice(8, 10)),
];

/** Days since 1970-01-01, proleptic Gregorian (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayNumber(d: PlainDate): number {
  const [year, month, dayOfMonth] = dayParts(d);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The inverse of {@link dayNumber}. */
export function dayOfNumber(n: number): PlainDate {
  const z = n + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month)}-${pad(dayOfMonth)}` as PlainDate;
}

export const addDays = (d: PlainDate, days: number): PlainDate => dayOfNumber(dayNumber(d) + days);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  dayNumber(to) - dayNumber(from);

/** 0 is Sunday. */
export const weekday = (d: PlainDate): number => (((dayNumber(d) + 4) % 7) + 7) % 7;
