import type { SampleMonth } from '../calendar.ts';
import type { SampleCell } from '../disruptions.ts';
import { type Random, seeded } from '../random.ts';
import {
  book,
  dayCell,
  daysAfter,
  endOf,
  type FeedFile,
  listSheet,
  months,
  padded,
} from './feed.ts';

const categories = [
  ['Investment fraud', 22, 31_000],
  ['Online shopping and auctions', 96, 640],
  ['Advance fee fraud', 44, 1_900],
  ['Courier fraud', 5, 6_200],
  ['Romance fraud', 11, 9_400],
  ['Payment diversion fraud', 8, 26_000],
  ['Other fraud', 130, 1_500],
] as const;
const cyber = [
  ['Hacking: social media and email', 46, 110],
  ['Hacking: extortion', 7, 420],
  ['Computer virus', 6, 300],
] as const;
type Category = readonly [title: string, reports: number, loss: number];

interface Month {
  readonly when: SampleMonth;
  readonly reports: ReadonlyMap<string, number>;
  /** What each report of a category says was lost. */
  readonly losses: ReadonlyMap<string, readonly number[]>;
  readonly older: number;
  readonly aged: number;
  readonly repeat: number;
  readonly disseminated: number;
  readonly judicial: number;
  readonly late: number;
}

/** From 4 December 2025 another service counts (domain.md, trap 21): December falls, January jumps. */
const service = (id: string) => (id === '2025-12' ? 0.72 : id === '2026-01' ? 1.22 : 1);

function monthsOf(seed: string): readonly Month[] {
  return months.map((when, i) => {
    const random = seeded(`${seed}/fraud/${when.id}`);
    const reports = new Map<string, number>();
    const losses = new Map<string, readonly number[]>();
    for (const [title, mean, loss] of [...categories, ...cyber] as readonly Category[]) {
      const rise = title.startsWith('Hacking: social') ? 1 + i * 0.012 : 1;
      const n = random.count(mean * rise * service(when.id), 1.4);
      reports.set(title, n);
      losses.set(title, lossesOf(random, n, loss));
    }
    const all = [...reports.values()].reduce((a, b) => a + b, 0);
    return {
      when,
      reports,
      losses,
      aged: Math.round(all * 0.7),
      older: random.count(all * 0.7 * 0.24),
      repeat: random.count(all * 0.09),
      disseminated: random.count(24, 1.5),
      judicial: random.count(3.4, 1.6),
      late: random.below(9),
    };
  });
}

/** Self-reported, and a single case may make a quarter: one of four million in May 2024. */
const lossesOf = (random: Random, reports: number, mean: number): number[] =>
  Array.from({ length: reports }, () => Math.round(random.wait(mean)));
const lump = (month: SampleMonth, title: string) =>
  month.id === '2024-05' && title === 'Investment fraud' ? 4_000_000 : 0;
const lostIn = (month: Month, title: string): number =>
  (month.losses.get(title) ?? []).reduce((a, b) => a + b, 0);

/** The reports of the newest month one by one, as far as they had come in. */
function reportsOf(
  seed: string,
  month: Month,
  count: (month: Month, title: string) => number,
): SampleCell[][] {
  const random = seeded(`${seed}/fraud-report/${month.when.id}`);
  const rows = [...categories, ...cyber].flatMap(([title]) =>
    (month.losses.get(title) ?? []).slice(0, count(month, title)).map((loss, i) => ({
      title,
      loss: loss + (i === 0 ? lump(month.when, title) : 0),
      day: endOf(month.when) - random.below(month.when.days),
    })),
  );
  return rows
    .sort((a, b) => a.day - b.day)
    .map(({ title, loss, day }, i): SampleCell[] => [
      `SYN-FR-${month.when.compact}-${padded(i + 1, 4)}`,
      dayCell(day),
      title,
      loss,
    ]);
}

/** Individuals by age band; ages are often not given, and businesses have none. */
const bands = [
  ['0-19', 0.05],
  ['20-39', 0.3],
  ['40-59', 0.34],
  ['60-79', 0.24],
  ['80+', 0.07],
] as const;

function victims(shown: readonly Month[]): SampleCell[][] {
  return [
    ['SYNTHETIC - National fraud dashboard export: victims'],
    [],
    [],
    ['Month', 'Victim', 'Age', 'Reports', 'Repeat'],
    ...shown.flatMap((m): SampleCell[][] => {
      const month = { day: `${m.when.id}-01` };
      const all = [...m.reports.values()].reduce((a, b) => a + b, 0);
      const aged = bands.map(([, share], i) => (i === 3 ? m.older : Math.round(m.aged * share)));
      const known = aged.reduce((a, b) => a + b, 0);
      const blank = Math.max(0, Math.round(all * 0.9) - known);
      return [
        [month, 'All', 'All', all, m.repeat],
        [month, 'Individual', 'All', known + blank, null],
        ...bands.map(([band], i): SampleCell[] => [month, 'Individual', band, aged[i] ?? 0, null]),
        [month, 'Individual', 'Not given', blank, null],
        [month, 'Business', 'All', Math.max(0, all - known - blank), null],
      ];
    }),
  ];
}

const cases = (shown: readonly Month[]): SampleCell[][] => [
  ['SYNTHETIC - National fraud dashboard export: cases sent to the force'],
  [],
  [],
  ['Month', 'Disseminated', 'Under investigation', 'Judicial outcomes'],
  ...shown.map((m): SampleCell[] => [
    { day: `${m.when.id}-01` },
    m.disseminated,
    Math.round(m.disseminated * 2.4),
    m.judicial,
  ]),
];

/** A crosstab: thirteen months across, categories down, subtotals and a total; losses and victims on sheets of their own. */
export function fraudDashboardFiles(seed: string, from: string): FeedFile[] {
  const all = monthsOf(seed);
  return all.flatMap((month, i) => {
    if (month.when.id < from || month.when.id === '2026-01') return [];
    const shown = all.slice(Math.max(0, i - 12), i + 1).filter((m) => m.when.id >= from);
    const day = daysAfter(endOf(month.when), 18);
    // Late reports: the newest month is a few short when it is first shown.
    const count = (m: Month, title: string) =>
      Math.max(
        0,
        (m.reports.get(title) ?? 0) - (m === month && title === 'Other fraud' ? m.late : 0),
      );
    const loss = (m: Month, title: string) => lostIn(m, title) + lump(m.when, title);
    const cross = (head: string, value: (m: Month, title: string) => number): SampleCell[][] => {
      const row = (title: string): SampleCell[] => {
        const cells = shown.map((m) => value(m, title));
        return [title, ...cells, cells.reduce((a, b) => a + b, 0)];
      };
      const sum = (label: string, rows: readonly SampleCell[][]): SampleCell[] => [
        label,
        ...shown.map((_, c) => rows.reduce((a, r) => a + Number(r[c + 1]), 0)),
        rows.reduce((a, r) => a + Number(r.at(-1)), 0),
      ];
      const fraud = categories.map(([title]) => row(title));
      const hacking = cyber.map(([title]) => row(title));
      return [
        [`SYNTHETIC - National fraud dashboard export: ${head}`],
        ['Staffordshire Police; by date of report'],
        [],
        ['Category', ...shown.map((m) => ({ day: `${m.when.id}-01` })), 'Total'],
        ...fraud,
        sum('All fraud', fraud),
        ...hacking,
        sum('All cyber', hacking),
        sum('Total', [...fraud, ...hacking]),
      ];
    };
    const sheet = (name: string, rows: SampleCell[][]) => ({
      name,
      rows,
      bold: [1, 4],
      widths: [34],
    });
    return [
      {
        name: `Fraud_Dashboard_${month.when.compact}.xlsx`,
        content: book(
          'fraud dashboard',
          sheet('Reports', cross('reports', count)),
          sheet('Losses', cross('losses in pounds', loss)),
          sheet('Victims', victims(shown)),
          sheet('Cases', cases(shown)),
          listSheet({
            sheet: 'Reports of the month',
            title: 'National fraud dashboard export: reports of the month, one by one',
            header: ['Report Ref', 'Reported', 'Category', 'Loss GBP'],
            rows: reportsOf(seed, month, count),
          }),
        ),
        arrived: `${day}T13:00:00Z`,
      },
    ];
  });
}

const internalHead = ['Month', 'Category', 'Reports', 'Loss GBP', 'Victims advised'];

/** The force's own dashboard: the same victims counted again, never added to the national one. */
export function fraudInternalFiles(seed: string, from: string): FeedFile[] {
  const all = monthsOf(seed);
  return all
    .filter((m) => m.when.id >= from && m.when.id !== '2026-01')
    .map((m) => {
      const random = seeded(`${seed}/fraud-internal/${m.when.id}`);
      const day = daysAfter(endOf(m.when), 9);
      const rows = [...categories, ...cyber].map(([title]): SampleCell[] => {
        const reports = Math.round((m.reports.get(title) ?? 0) * (0.9 + random.next() * 0.08));
        const loss = Math.round(lostIn(m, title) * 0.94);
        return [
          { day: `${m.when.id}-01` },
          title,
          reports,
          loss,
          Math.min(reports, random.count(reports * 0.82)),
        ];
      });
      return {
        name: `Fraud_Internal_${m.when.compact}.xlsx`,
        content: book(
          'internal fraud dashboard',
          listSheet({
            sheet: 'Fraud',
            title: 'Internal fraud dashboard',
            header: internalHead,
            rows,
          }),
        ),
        arrived: `${day}T09:00:00Z`,
      };
    });
}
