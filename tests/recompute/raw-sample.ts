import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { named, readCsv } from './csv.ts';
import { readWorkbook, table } from './workbook.ts';

export type Row = Readonly<Record<string, string>>;

/** A register as it stood at the end of a day. */
export interface Snapshot {
  readonly stateOn: string;
  readonly rows: readonly Row[];
}

/**
 * The raw files of a sample as an analyst would read them by hand: for each month the newest file
 * that supplies it, of those that had arrived by the end of a day. Days read `2025-12-31`, months `2025-12`.
 */
export interface RawSample {
  crimes(months: readonly string[], knownOn?: string): readonly Row[];
  outcomes(months: readonly string[]): readonly Row[];
  disruptions(months: readonly string[]): readonly Row[];
  readonly register: readonly Snapshot[];
  published(file: string): readonly Row[];
}

export function rawSample(folder: string): RawSample {
  const arrived = new Map(
    readCsv(readFileSync(join(folder, 'arrivals.csv'), 'utf8'))
      .slice(1)
      .map(([file = '', at = '']) => [file, at] as const),
  );
  const files = (pattern: RegExp) => readdirSync(folder).filter((name) => pattern.test(name));
  const kept = new Map<string, readonly Row[]>();
  const once = (key: string, read: () => readonly Row[]) => {
    const known = kept.get(key) ?? read();
    kept.set(key, known);
    return known;
  };

  /** Rows of a scheduled report whose month is asked for, without the title lines and the footer. */
  const report = (file: string, month: string, dated: string) =>
    once(`${file} ${month}`, () => {
      const records = readCsv(readFileSync(join(folder, file), 'utf8'));
      const head = records.findIndex((r) => r[0] === 'Crime Number');
      const column = records[head]?.indexOf(dated) ?? -1;
      return records
        .slice(head + 1)
        .filter((r) => r[0] !== 'Total records' && monthOf(r[column] ?? '') === month)
        .map((r) => named(records[head] ?? [], r));
    });
  const newest = (names: readonly string[], knownOn: string) =>
    [...names]
      .filter((name) => (arrived.get(name) ?? '').slice(0, 10) <= knownOn)
      .sort((a, b) => ((arrived.get(a) ?? '') < (arrived.get(b) ?? '') ? -1 : 1))
      .at(-1);
  const workbook = (file: string, heading: string) =>
    once(file, () => {
      const [sheet] = readWorkbook(readFileSync(join(folder, file))).filter((s) => !s.hidden);
      return sheet ? table(sheet, heading, /^Total records/) : [];
    });

  return {
    crimes: (months, knownOn = '9999-12-31') =>
      months.flatMap((month) => {
        // A report holds its own month and the two before it.
        const holding = [0, 1, 2]
          .map((later) => `BO_SOC_CRIME_${monthsAfter(month, later).replace('-', '')}.csv`)
          .filter((name) => arrived.has(name));
        const file = newest(holding, knownOn);
        // A class that is not known yet is set aside.
        return file
          ? report(file, month, 'Recorded Date').filter((r) => r['HO Class'] !== 'N/K')
          : [];
      }),
    outcomes: (months) =>
      months.flatMap((month) => {
        const file = `BO_SOC_OUTCOME_${month.replace('-', '')}.csv`;
        return arrived.has(file) ? report(file, month, 'Outcome Date') : [];
      }),
    disruptions: (months) => {
      const exports = files(/^APMIS_Disruptions_\d{8}\.xlsx$/).map((name) => {
        const rows = workbook(name, 'Disruption ID');
        return { name, rows, held: new Set(rows.map((r) => monthOf(r['Activity Date'] ?? ''))) };
      });
      return months.flatMap((month) => {
        const holding = exports.filter((e) => !faulty(e.rows) && e.held.has(month));
        const file = newest(
          holding.map((e) => e.name),
          '9999-12-31',
        );
        const rows = holding.find((e) => e.name === file)?.rows ?? [];
        return rows.filter((r) => monthOf(r['Activity Date'] ?? '') === month);
      });
    },
    get register() {
      return files(/^APMIS_Master_OCG_\d{8}\.xlsx$/)
        .sort()
        .map((name) => ({ stateOn: dayBefore(dayInName(name)), rows: workbook(name, 'URN') }));
    },
    published: (file) =>
      once(file, () => {
        const [head = [], ...records] = readCsv(readFileSync(join(folder, file), 'utf8'));
        return records.map((r) => named(head, r));
      }),
  };
}

/** A file with a level, a day or an amount that cannot be was sent back. */
const faulty = (rows: readonly Row[]): boolean =>
  rows.some(
    (r) =>
      !/^(maj|major|mod|moderate|min|minor)$/i.test(r.Level ?? '') ||
      !/^\d{4}-\d{2}-\d{2}$/.test(r['Activity Date'] ?? '') ||
      Number(r['Cash GBP'] ?? 0) < 0,
  );

/** `31/12/2025 09:30` or `2025-12-31` as a plain day. */
export function dayOf(written: string): string {
  const british = /^(\d{2})\/(\d{2})\/(\d{4})/.exec(written);
  return british ? `${british[3]}-${british[2]}-${british[1]}` : written.slice(0, 10);
}
const monthOf = (written: string): string => dayOf(written).slice(0, 7);

/** Days since 1970. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const isoOf = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);
const dayBefore = (day: string): string => isoOf(dayNumber(day) - 1);
const dayInName = (name: string): string =>
  name.replace(/^.*_(\d{4})(\d{2})(\d{2})\.xlsx$/, '$1-$2-$3');

export function monthsAfter(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Months from the first to the last, both inclusive. */
export function monthsFrom(first: string, last: string): string[] {
  const months = [first];
  for (let at = first; at < last; months.push(at)) at = monthsAfter(at, 1);
  return months;
}
