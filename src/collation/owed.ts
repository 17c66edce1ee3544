import type { SourceDefinition } from '../framework/index.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  lastDay,
  type Month,
  monthNumber,
  monthOf,
  monthsBetween,
  type PlainDate,
  weekday,
} from '../periods/index.ts';
import { bankHolidays } from './bank-holidays.ts';

/** What a source owes on a day: for a month, or for the quarter or half that ends with it. */
export interface Owed {
  readonly source: string;
  readonly month: Month;
  readonly dueOn: PlainDate;
  readonly state: 'answered' | 'not-due' | 'late' | 'missing';
  readonly daysLate: number;
}

export const isWorkingDay = (d: PlainDate): boolean =>
  weekday(d) !== 0 && weekday(d) !== 6 && !bankHolidays.has(d);

/** The day `days` after another, counting working days of England and Wales where said. */
export function workingDayAfter(
  from: PlainDate,
  due: { readonly days: number; readonly working: boolean },
): PlainDate {
  if (!due.working) return addDays(from, due.days);
  let at = from;
  for (let left = due.days; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at)) left--;
  }
  return at;
}

/** A month with which a quarter and a half of the financial year end. */
const firstEnd = '0000-03' as Month;

/** Every month a source owes up to a day, from the first it ever answered; pure. */
export function owed(
  source: SourceDefinition,
  answered: ReadonlySet<string>,
  today: PlainDate,
): Owed[] {
  const { arrives } = source;
  const first = [...answered].sort()[0] as Month | undefined;
  if (!arrives || !first || arrives.every === 'any') return [];
  const step = { month: 1, quarter: 3, half: 6, year: 12 }[arrives.every];
  const last = addMonths(monthOf(today), -1);
  // Quarters and halves end with March, June, September, December; whole years where the first one does.
  const behind = (monthNumber(first) - monthNumber(firstEnd)) % step;
  const end = step === 12 ? first : addMonths(first, (step - behind) % step);
  const count = Math.floor(monthsBetween(end, last) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const month = addMonths(end, i * step);
    const dueOn = workingDayAfter(lastDay(month), arrives.due);
    const daysLate = Math.max(0, daysBetween(dueOn, today));
    const state = answered.has(month)
      ? 'answered'
      : today <= dueOn
        ? 'not-due'
        : daysLate <= 60
          ? 'late'
          : 'missing';
    return { source: source.id, month, dueOn, state, daysLate };
  });
}
