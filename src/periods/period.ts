import type { PlainDate } from './day.ts';
import {
  addMonths,
  firstDay,
  lastDay,
  type Month,
  month,
  monthNumber,
  monthOfNumber,
  monthRange,
  monthsBetween,
  parseMonth,
} from './month.ts';

/** How figures are grouped in time: the word after `--by`. */
export const grains = [
  'month',
  'quarter',
  'half',
  'financial-year',
  'calendar-year',
  'rolling-3',
  'rolling-12',
  'ytd',
] as const;
export type Grain = (typeof grains)[number];

/**
 * A stretch of whole months. Quarters and halves are financial: `2025-Q3` is October to December
 * 2025, the year being that of its April (domain.md 7.1). Periods are made only in this room.
 */
export interface Period {
  /** `2025-03`, `2025-Q3`, `2025-H1`, `FY2025`, `CY2025`, `2025-12/R3`, `2025-12/R12`, `2025-12/YTD`. */
  readonly id: string;
  readonly grain: Grain;
  readonly first: Month;
  readonly last: Month;
  /** First and last day, both inclusive. */
  readonly start: PlainDate;
  readonly end: PlainDate;
}

const make = (id: string, grain: Grain, first: Month, last: Month): Period => ({
  id,
  grain,
  first,
  last,
  start: firstDay(first),
  end: lastDay(last),
});

/** Months are few, and every series asks for the same periods: each is made once. */
const made = new Map<Grain, Map<Month, Period>>(grains.map((grain) => [grain, new Map()]));

/** The period of a grain that ends at, or (for whole periods) holds, the month. */
export function periodOf(grain: Grain, m: Month): Period {
  const known = made.get(grain)?.get(m) ?? makePeriod(grain, m);
  made.get(grain)?.set(m, known);
  return known;
}

function makePeriod(grain: Grain, m: Month): Period {
  const [year, number] = [Number(m.slice(0, 4)), Number(m.slice(5, 7))];
  const financialYear = number >= 4 ? year : year - 1;
  const april = month(`${String(financialYear).padStart(4, '0')}-04`);
  const since = monthsBetween(april, m);
  switch (grain) {
    case 'month':
      return make(m, grain, m, m);
    case 'quarter': {
      const first = addMonths(april, Math.floor(since / 3) * 3);
      return make(
        `${financialYear}-Q${Math.floor(since / 3) + 1}`,
        grain,
        first,
        addMonths(first, 2),
      );
    }
    case 'half': {
      const first = addMonths(april, Math.floor(since / 6) * 6);
      return make(
        `${financialYear}-H${Math.floor(since / 6) + 1}`,
        grain,
        first,
        addMonths(first, 5),
      );
    }
    case 'financial-year':
      return make(`FY${financialYear}`, grain, april, addMonths(april, 11));
    case 'calendar-year':
      return make(`CY${year}`, grain, month(`${m.slice(0, 4)}-01`), month(`${m.slice(0, 4)}-12`));
    case 'rolling-3':
      return make(`${m}/R3`, grain, addMonths(m, -2), m);
    case 'rolling-12':
      return make(`${m}/R12`, grain, addMonths(m, -11), m);
    case 'ytd':
      return make(`${m}/YTD`, grain, april, m);
  }
}

/** Reads a period id; null when it is none. */
export function parsePeriod(text: string): Period | null {
  const plain = parseMonth(text);
  if (plain) return periodOf('month', plain);
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
  if (quarter)
    return periodOf('quarter', addMonths(month(`${quarter[1]}-04`), (Number(quarter[2]) - 1) * 3));
  const half = /^(\d{4})-H([12])$/.exec(text);
  if (half) return periodOf('half', addMonths(month(`${half[1]}-04`), (Number(half[2]) - 1) * 6));
  const year = /^(FY|CY)(\d{4})$/.exec(text);
  if (year)
    return periodOf(year[1] === 'FY' ? 'financial-year' : 'calendar-year', month(`${year[2]}-04`));
  const ending = /^(\d{4}-\d{2})\/(R3|R12|YTD)$/.exec(text);
  const last = ending?.[1] ? parseMonth(ending[1]) : null;
  if (last && ending?.[2])
    return periodOf(
      ending[2] === 'R3' ? 'rolling-3' : ending[2] === 'R12' ? 'rolling-12' : 'ytd',
      last,
    );
  return null;
}

/** Reads a period id that is known to be one; throws on anything else (a fault in our code). */
export function period(id: string): Period {
  const parsed = parsePeriod(id);
  if (parsed === null) throw new RangeError(`not a period: ${id}`);
  return parsed;
}

export const monthsOf = (p: Period): Month[] => monthRange(p.first, p.last);

/** How far the next period of the same grain starts, in months. */
const step: Record<Grain, number> = {
  month: 1,
  quarter: 3,
  half: 6,
  'financial-year': 12,
  'calendar-year': 12,
  'rolling-3': 1,
  'rolling-12': 1,
  ytd: 1,
};

/**
 * The period just before, of the same length. For a rolling window that is the window that shares
 * no month with it; a year to date has none but last year's (domain.md 10), so null.
 */
export function previousPeriod(p: Period): Period | null {
  switch (p.grain) {
    case 'rolling-3':
      return periodOf(p.grain, addMonths(p.last, -3));
    case 'rolling-12':
      return periodOf(p.grain, addMonths(p.last, -12));
    case 'ytd':
      return null;
    default:
      return periodOf(p.grain, addMonths(p.first, -step[p.grain]));
  }
}

/** The next point of a series of this grain. */
export const nextPeriod = (p: Period): Period =>
  periodOf(p.grain, addMonths(p.last, step[p.grain]));

/** The same months a year earlier. */
export const sameLastYear = (p: Period): Period => periodOf(p.grain, addMonths(p.last, -12));

/** Every period of the grain that ends from `from` to `to`; whole periods must lie inside. */
export function periodsWithin(grain: Grain, from: Month, to: Month): Period[] {
  const found: Period[] = [];
  for (let p = periodOf(grain, from); monthNumber(p.last) <= monthNumber(to); p = nextPeriod(p))
    if (grain.startsWith('rolling') || grain === 'ytd' || monthNumber(p.first) >= monthNumber(from))
      found.push(p);
  return found;
}

/** The last whole period of the grain that ended on or before the day. */
export function lastCompletePeriod(grain: Grain, on: PlainDate): Period {
  const current = periodOf(grain, on.slice(0, 7) as Month);
  if (current.end <= on) return current;
  const lastMonth = monthOfNumber(monthNumber(on.slice(0, 7) as Month) - 1);
  if (step[grain] === 1) return periodOf(grain, lastMonth);
  return periodOf(grain, addMonths(current.first, -1));
}

/** One test that two periods have the same length and kind, so that they may be compared. */
export const comparable = (a: Period, b: Period): boolean =>
  a.grain === b.grain && monthsBetween(a.first, a.last) === monthsBetween(b.first, b.last);
