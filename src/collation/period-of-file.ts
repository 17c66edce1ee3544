import type { PeriodDefinition, SourcePart } from '../framework/index.ts';
import {
  addDays,
  type Grain,
  type Month,
  month,
  monthOf,
  type Period,
  type PlainDate,
  parseDay,
  periodInWords,
  periodOf,
} from '../periods/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { referredCell } from './cell-reference.ts';
import type { SheetView } from './shapes/view.ts';

/** The months a part speaks for; the last may not be over. */
export interface SpokenMonths {
  readonly first: Month;
  readonly last: Month;
  /** The month of arrival: rows of it count, and it is not complete. */
  readonly partial: Month;
}

/** The period that name, sheet or cell say; null where the rows alone do. */
export function periodNamed(
  period: PeriodDefinition,
  fileName: string,
  view: SheetView,
): Outcome<Period | null> {
  if (period.from === 'column' || period.from === 'snapshot-date') return done(null);
  const place = { sheet: view.name };
  if (period.from === 'cell') {
    const found = referredCell(view, period.cell ?? 'A1');
    if (!found) return refused(problem('S106', { pattern: period.cell ?? '' }, place));
    const reading = periodInWords(found.text, period.calendar);
    return reading?.kind === 'period'
      ? done(reading.period)
      : refused(
          problem(
            'S115',
            { value: found.text, ambiguous: reading?.kind === 'ambiguous' },
            { ...place, cell: found.cell },
          ),
        );
  }
  const text = period.from === 'sheet' ? view.name : fileName;
  const found = new RegExp(period.pattern ?? '').exec(text);
  const named = found?.groups ? periodOfGroups(found.groups, period) : null;
  return named ? done(named) : refused(problem('S106', { pattern: period.pattern ?? '' }, place));
}

function periodOfGroups(
  groups: Readonly<Record<string, string | undefined>>,
  period: PeriodDefinition,
): Period | null {
  const { year, month: m, quarter, half, words } = groups;
  const said =
    words ??
    (m !== undefined
      ? /^\d+$/.test(m)
        ? `${fullYear(year)}-${m.padStart(2, '0')}`
        : `${m} ${year}`
      : quarter !== undefined
        ? `Q${quarter} ${year}`
        : half !== undefined
          ? `H${half} ${year}`
          : (year ?? ''));
  const reading = periodInWords(said, period.calendar);
  return reading?.kind === 'period' ? reading.period : null;
}

const fullYear = (year: string | undefined): string =>
  year?.length === 2 ? `20${year}` : (year ?? '');

/** The day a snapshot speaks for: the end of the day before it was taken (domain.md 7.3). */
export function snapshotDay(
  period: PeriodDefinition,
  fileName: string,
  view: SheetView,
): Outcome<PlainDate> {
  const place = { sheet: view.name };
  if (period.cell !== null) {
    const found = referredCell(view, period.cell);
    const taken = found ? dayIn(found.text) : null;
    return taken
      ? done(addDays(taken, -1))
      : refused(
          problem('S106', { pattern: period.cell }, found ? { ...place, cell: found.cell } : place),
        );
  }
  const groups = new RegExp(period.pattern ?? '').exec(fileName)?.groups;
  const taken = groups ? parseDay(`${groups.year}-${groups.month}-${groups.day}`) : null;
  return taken
    ? done(addDays(taken, -1))
    : refused(problem('S106', { pattern: period.pattern ?? '' }, place));
}

/** A day anywhere in a text, day before month. */
function dayIn(text: string): PlainDate | null {
  const iso = /\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (iso) return parseDay(iso);
  const [, d, m, y] = /(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text) ?? [];
  return d && m && y ? parseDay(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`) : null;
}

const grainOf: Readonly<Record<'month' | 'quarter' | 'half' | 'year', Grain>> = {
  month: 'month',
  quarter: 'quarter',
  half: 'half',
  year: 'financial-year',
};

/**
 * The months spoken for: those of the period that is named, else from the first row to the last, in
 * whole periods of the source; none after the month of arrival. Null where nothing says any.
 */
export function spokenMonths(
  part: SourcePart,
  named: Period | null,
  span: { readonly first: string; readonly last: string } | null,
  arrivedAt: string,
): SpokenMonths | null {
  const arrival = month(arrivedAt.slice(0, 7));
  const first = named?.first ?? (span ? monthOf(span.first as PlainDate) : null);
  const last = named?.last ?? (span ? monthOf(span.last as PlainDate) : null);
  if (first === null || last === null) return null;
  // Counts of years stand at one month each, a table with gaps has some months: the rows alone say which.
  if (named === null && (part.period.complete === 'year' || part.period.gaps === 'missing'))
    return null;
  const whole = wholePeriods(part, first, last);
  const until = whole.last > arrival ? arrival : whole.last;
  return { first: whole.first, last: until < whole.first ? last : until, partial: arrival };
}

function wholePeriods(part: SourcePart, first: Month, last: Month): { first: Month; last: Month } {
  const sizes = ['month', 'quarter', 'half', 'year'] as const;
  const size =
    sizes[
      Math.max(
        sizes.indexOf(part.period.complete),
        part.replaces.what === 'period' ? sizes.indexOf(part.replaces.period) : 0,
      )
    ];
  const grain =
    size === 'year' && part.period.calendar === 'calendar'
      ? 'calendar-year'
      : grainOf[size ?? 'month'];
  return { first: periodOf(grain, first).first, last: periodOf(grain, last).last };
}
