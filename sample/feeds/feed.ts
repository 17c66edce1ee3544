import { type SheetContent, writeWorkbook } from '../../src/ooxml/index.ts';
import { britishDay, dayNumber, isoDay, monthsFrom, type SampleMonth } from '../calendar.ts';
import type { SampleCell } from '../disruptions.ts';
import { firstMonth, lastMonth } from '../world.ts';

/** A file of a feed, with the instant at which it arrived (UTC). */
export interface FeedFile {
  readonly name: string;
  readonly content: string | Promise<Uint8Array>;
  readonly arrived: string;
}

/** A financial quarter of the sample: `2025-Q3` is October to December 2025. */
export interface SampleQuarter {
  readonly id: string;
  /** As owners write it: `Q3 2025/26`. */
  readonly label: string;
  readonly months: readonly SampleMonth[];
  readonly start: number;
  readonly end: number;
}

/** April 2022 to December 2025: every quarter that has ended by the reporting day. */
export const quarters: readonly SampleQuarter[] = quartersOf(monthsFrom(firstMonth, lastMonth));
export const months: readonly SampleMonth[] = monthsFrom(firstMonth, lastMonth);

function quartersOf(all: readonly SampleMonth[]): SampleQuarter[] {
  const found: SampleQuarter[] = [];
  for (let i = 0; i + 3 <= all.length; i += 3) {
    const three = all.slice(i, i + 3);
    const [first] = three;
    const last = three[2];
    if (!first || !last) break;
    const year = first.month >= 4 ? first.year : first.year - 1;
    const n = Math.floor(((first.month + 8) % 12) / 3) + 1;
    found.push({
      id: `${year}-Q${n}`,
      label: `Q${n} ${year}/${String((year + 1) % 100).padStart(2, '0')}`,
      months: three,
      start: dayNumber(`${first.id}-01`),
      end: dayNumber(`${last.id}-01`) + last.days - 1,
    });
  }
  return found;
}

/** Day numbers of a month's first and last day. */
export const startOf = (when: SampleMonth) => dayNumber(`${when.id}-01`);
export const endOf = (when: SampleMonth) => startOf(when) + when.days - 1;
/** A day some days after a period's last, as `2026-01-08`. */
export const daysAfter = (end: number, days: number) => isoDay(end + days);
export const compact = (iso: string) => iso.replaceAll('-', '');
export const yes = (flag: boolean) => (flag ? 'Y' : 'N');
/** A true date cell, or an empty one. */
export const dayCell = (day: number | null): SampleCell =>
  day === null ? null : { day: isoDay(day) };
export const padded = (n: number, width = 3) => String(n).padStart(width, '0');

export interface ListContent {
  readonly sheet: string;
  readonly title: string;
  /** Rows between the title and the header. */
  readonly above?: readonly string[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly SampleCell[])[];
  readonly below?: readonly (readonly SampleCell[])[];
}

/** A sheet as the owners of lists send it: a SYNTHETIC title, what they wrote above, header, rows. */
export const listSheet = (list: ListContent): SheetContent => {
  const above = [[`SYNTHETIC - ${list.title}`], ...(list.above ?? []).map((line) => [line])];
  return {
    name: list.sheet,
    rows: [...above, [...list.header], ...list.rows, ...(list.below ?? [])],
    bold: [1, above.length + 1],
    widths: list.header.map(() => 16),
  };
};

export const book = (title: string, ...sheets: SheetContent[]): Promise<Uint8Array> =>
  writeWorkbook({ title: `SYNTHETIC ${title}`, sheets });

/** A register as its owners export it on the first of each month: what stood on it at the month's end. */
export interface SnapshotFeed extends Omit<ListContent, 'rows' | 'below' | 'above'> {
  /** Stem of the files' names, before the day. */
  readonly file: string;
  readonly book: string;
  /** Rows between the title and the line that says when it was run. */
  readonly above: readonly string[];
  /** Time of day (UTC) at which the file arrives on the first. */
  readonly at: string;
  /** What stands on the register at the end of a day. */
  readonly rows: (end: number) => readonly (readonly SampleCell[])[];
}

export const snapshotFiles = (feed: SnapshotFeed, from: string): FeedFile[] =>
  months
    .filter((when) => when.id >= from)
    .map((when) => {
      const end = endOf(when);
      const day = daysAfter(end, 1);
      const above = [...feed.above, `Run ${britishDay(day)}`];
      const sheet = listSheet({ ...feed, above, rows: feed.rows(end) });
      return {
        name: `${feed.file}_${compact(day)}.xlsx`,
        content: book(feed.book, sheet),
        arrived: `${day}T${feed.at}:00Z`,
      };
    });

/** A CSV as the reporting tool prints it: two title lines, header, rows, a footer with the total. */
export const report = (
  title: string,
  run: string,
  header: string,
  rows: readonly string[],
): string =>
  `SYNTHETIC - Business Objects scheduled report: ${title}\nRun ${run}\n${header}\n${rows.map((row) => `${row}\n`).join('')}Total records,${rows.length}\n`;
