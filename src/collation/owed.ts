import type { SourceDefinition } from '../framework/index.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  lastDay,
  type Month,
  monthOf,
  monthsBetween,
  type PlainDate,
  weekday,
} from '../periods/index.ts';
import { bankHolidays } from './bank-holidays.ts';

/** What a source owes for one month on a day. */
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
  return Array.from({ length: Math.floor(monthsBetween(first, last) / step) + 1 }, (_, i) => {
    const month = addMonths(first, i * step);
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
