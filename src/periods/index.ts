export {
  addDays,
  day,
  dayNumber,
  dayOfNumber,
  dayParts,
  daysBetween,
  daysIn,
  isLeapYear,
  type PlainDate,
  parseDay,
  plainDate,
  weekday,
} from './day.ts';
export { dayLabel, monthLabel, monthNames, monthsLabel, periodLabel } from './label.ts';
export {
  addMonths,
  firstDay,
  lastDay,
  type Month,
  month,
  monthNumber,
  monthOf,
  monthOfNumber,
  monthRange,
  monthsBetween,
  parseMonth,
} from './month.ts';
export {
  comparable,
  type Grain,
  grains,
  lastCompletePeriod,
  monthsOf,
  nextPeriod,
  type Period,
  parsePeriod,
  period,
  periodOf,
  periodsWithin,
  previousPeriod,
  sameLastYear,
} from './period.ts';
export { type PeriodReading, periodInWords, type YearOf } from './words.ts';
