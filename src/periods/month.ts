import { daysIn, type PlainDate, pad } from './day.ts';

/** A calendar month, `2025-03`: the grain everything else is made of. */
export type Month = string & { readonly month: unique symbol };

export function parseMonth(text: string): Month | null {
  const found = /^(\d{4})-(\d{2})$/.exec(text);
  return found && Number(found[2]) >= 1 && Number(found[2]) <= 12 ? (text as Month) : null;
}

/** Reads a month that is known to be one; throws on anything else (a fault in our code). */
export function month(text: string): Month {
  const parsed = parseMonth(text);
  if (parsed === null) throw new RangeError(`not a month: ${text}`);
  return parsed;
}

export const monthOf = (d: PlainDate): Month => d.slice(0, 7) as Month;

/** Months since year 0, for arithmetic. */
export const monthNumber = (m: Month): number =>
  Number(m.slice(0, 4)) * 12 + Number(m.slice(5, 7)) - 1;

export const monthOfNumber = (n: number): Month =>
  `${pad(Math.floor(n / 12), 4)}-${pad((n % 12) + 1)}` as Month;

export const addMonths = (m: Month, months: number): Month =>
  monthOfNumber(monthNumber(m) + months);

export const monthsBetween = (from: Month, to: Month): number =>
  monthNumber(to) - monthNumber(from);

/** From `from` to `to`, both inclusive; empty when `to` is earlier. */
export const monthRange = (from: Month, to: Month): Month[] => {
  const [first, last] = [monthNumber(from), monthNumber(to)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => monthOfNumber(first + i));
};

export const firstDay = (m: Month): PlainDate => `${m}-01` as PlainDate;

export const lastDay = (m: Month): PlainDate =>
  `${m}-${pad(daysIn(Number(m.slice(0, 4)), Number(m.slice(5, 7))))}` as PlainDate;
