import type { SampleCell } from '../disruptions.ts';
import { seeded } from '../random.ts';
import { book, dayCell, daysAfter, type FeedFile, listSheet, padded, quarters } from './feed.ts';

const themes = ['Drugs', 'Economic Crime', 'County Lines', 'SOAC', 'Modern Slavery'];
const kinds = [
  ['Cash seized', 9, 3_400],
  ['Forfeiture', 5, 2_900],
  ['Account freezing', 2.6, 41_000],
  ['Confiscation', 3.2, 24_000],
] as const;

/** Orders of the year so far; varied on appeal, so each return replaces the year. One amount is sent in thousands. */
export function recoveryFiles(seed: string, from: string): FeedFile[] {
  const random = seeded(`${seed}/recovery`);
  const all = quarters.flatMap((quarter) =>
    kinds.flatMap(([kind, mean, amount]) =>
      Array.from({ length: random.count(mean) }, () => ({
        day: quarter.start + random.below(quarter.end - quarter.start + 1),
        kind,
        pounds: 100 + Math.round(random.wait(amount)),
        theme: random.pick(themes),
        joint: random.chance(0.08),
      })),
    ),
  );
  const rows = all.map((order, i) => ({ ...order, ref: `SYN-PO-${padded(i + 1, 4)}` }));
  return quarters
    .filter((q) => (q.months[0]?.id ?? '') >= from)
    .map((quarter) => {
      const first = quarters.find((q) => q.id.slice(0, 4) === quarter.id.slice(0, 4))?.start ?? 0;
      const shown = rows.filter((r) => r.day >= first && r.day <= quarter.end);
      return {
        name: `POCA_Return_${quarter.id}.xlsx`,
        content: book(
          'proceeds of crime return',
          listSheet({
            sheet: 'Orders',
            title: 'Proceeds of crime return',
            above: [`Financial year to ${quarter.label}`],
            header: ['Asset Ref', 'Made On', 'Kind', 'Amount', 'Unit', 'Theme', 'Joint case'],
            rows: shown.map((r): SampleCell[] => [
              r.ref,
              dayCell(r.day),
              r.kind,
              // Pounds and thousands stand in one column; the unit beside says which.
              Number(r.ref.slice(-2)) === 40 ? r.pounds / 1000 : r.pounds,
              Number(r.ref.slice(-2)) === 40 ? 'GBP thousand' : 'GBP',
              r.theme,
              r.joint ? 'Y' : 'N',
            ]),
          }),
        ),
        arrived: `${daysAfter(quarter.end, 10)}T10:00:00Z`,
      };
    });
}

/** SOC sentences; one return adds concurrent terms up and is corrected after issue. */
export function courtFiles(seed: string, from: string): FeedFile[] {
  const random = seeded(`${seed}/court`);
  const cases = quarters.flatMap((quarter) =>
    Array.from({ length: random.count(11) }, () => {
      const defendants = 1 + Math.floor(random.wait(1.4));
      const months = Array.from({ length: defendants }, () =>
        random.chance(0.72) ? 6 + Math.round(random.wait(34)) : 0,
      );
      return {
        day: quarter.start + random.below(quarter.end - quarter.start + 1),
        theme: random.pick(themes),
        defendants,
        months: months.reduce((a, b) => a + b, 0),
        orders: random.count(0.5),
      };
    }),
  );
  const rows = cases.map((c, i) => ({ ...c, ref: `SYN-CT-${padded(i + 1, 4)}` }));
  return quarters
    .filter((q) => (q.months[0]?.id ?? '') >= from)
    .flatMap((quarter) => {
      const shown = rows.filter((r) => r.day >= quarter.start && r.day <= quarter.end);
      const file = (added: boolean) =>
        book(
          'court return',
          listSheet({
            sheet: 'Sentences',
            title: 'SOC sentences and orders',
            above: [quarter.label],
            header: ['Case Ref', 'Sentenced On', 'Theme', 'Defendants', 'Custody Months', 'Orders'],
            rows: shown.map((r): SampleCell[] => [
              r.ref,
              dayCell(r.day),
              r.theme,
              r.defendants,
              added && r.defendants > 1 ? r.months * 2 : r.months,
              r.orders,
            ]),
          }),
        );
      const first = {
        name: `Court_Return_${quarter.id}.xlsx`,
        content: file(quarter.id === '2025-Q1'),
        arrived: `${daysAfter(quarter.end, 7)}T16:00:00Z`,
      };
      // The correction came after the edition of July to September had been issued in October.
      return quarter.id === '2025-Q1'
        ? [
            first,
            {
              name: `Court_Return_${quarter.id}_corrected.xlsx`,
              content: file(false),
              arrived: '2025-11-12T09:00:00Z',
            },
          ]
        : [first];
    });
}
