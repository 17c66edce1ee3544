import { dayNumber } from '../calendar.ts';
import type { SampleCell } from '../disruptions.ts';
import { seeded } from '../random.ts';
import {
  book,
  dayCell,
  daysAfter,
  type FeedFile,
  listSheet,
  months,
  padded,
  quarters,
  snapshotFiles,
} from './feed.ts';

const partners = ['Council', 'Probation', 'Trading Standards', 'Health', 'Immigration Enforcement'];
const themes = ['Drugs', 'Modern Slavery', 'Economic Crime', 'SOAC', 'County Lines', ''];

/** Joint actions, and intelligence reports as running totals since April: a cumulative return. */
export function partnerFiles(seed: string, from: string): FeedFile[] {
  const random = seeded(`${seed}/partner`);
  const actions = quarters
    .flatMap((quarter) =>
      Array.from({ length: random.count(13) }, () => {
        const agreed = quarter.start + random.below(quarter.end - quarter.start + 1);
        const due = agreed + 30 + random.below(60);
        const done = random.chance(0.9) ? due - 20 + Math.floor(random.wait(19)) : null;
        return { agreed, due, done, partner: random.pick(partners), theme: random.pick(themes) };
      }),
    )
    .map((action, i) => ({ ...action, ref: `SYN-PA-${padded(i + 1, 4)}` }));
  const reports = new Map(months.map((when) => [when.id, random.count(22, 1.5)]));
  return quarters
    .filter((q) => (q.months[0]?.id ?? '') >= from)
    .map((quarter) => {
      const shownOn = quarter.end + 8;
      const since = quarters
        .filter((q) => q.id.slice(0, 4) === quarter.id.slice(0, 4) && q.id <= quarter.id)
        .flatMap((q) => q.months);
      const running = since.map((_, i) =>
        since.slice(0, i + 1).reduce((sum, when) => sum + (reports.get(when.id) ?? 0), 0),
      );
      return {
        name: `Partner_Return_${quarter.id}.xlsx`,
        content: book(
          'partner return',
          listSheet({
            sheet: 'Actions',
            title: 'Joint actions',
            above: [quarter.label],
            header: ['Action Ref', 'Agreed On', 'Due On', 'Done On', 'Partner', 'Theme'],
            rows: actions
              .filter((a) => a.agreed <= quarter.end)
              .map((a): SampleCell[] => [
                a.ref,
                dayCell(a.agreed),
                dayCell(a.due),
                a.done !== null && a.done <= shownOn ? dayCell(a.done) : null,
                a.partner,
                a.theme,
              ]),
          }),
          {
            name: 'Totals',
            rows: [
              [`SYNTHETIC - Running totals since April, ${quarter.label}`],
              ['Item', ...since.map((when) => ({ day: `${when.id}-01` }))],
              ['Intelligence reports from partners', ...running],
            ],
            bold: [1, 2],
            widths: [34],
          },
        ),
        arrived: `${daysAfter(quarter.end, quarter.id === '2025-Q1' ? 16 : 8)}T11:30:00Z`,
      };
    });
}

/** Recommendations of the May 2024 regional inspection by number only, and of the force's own inspection. */
const recommendations = Array.from({ length: 21 }, (_, i) => ({
  ref: `SYN-REC-${padded(i + 1, 2)}`,
  report: i < 6 ? 'SOC West Midlands, May 2024' : i < 14 ? 'PEEL 2023-25' : 'Invented thematic',
  kind: i % 5 === 0 ? 'Recommendation' : i % 5 === 3 ? 'Cause of concern' : 'AFI',
  from: dayNumber(i < 6 ? '2024-05-14' : i < 14 ? '2023-09-01' : '2022-01-10'),
  due: dayNumber(i < 6 ? '2025-03-31' : i < 14 ? '2024-12-31' : '2023-06-30') + i * 17,
  closed:
    dayNumber(i < 6 ? '2025-01-20' : i < 14 ? '2024-08-01' : '2023-02-01') +
    i * 37 +
    (i % 4 === 3 ? 1200 : 0),
}));

export function recommendationFiles(_seed: string, from: string): FeedFile[] {
  return snapshotFiles(
    {
      file: 'Recommendations',
      book: 'recommendations',
      sheet: 'Recommendations',
      title: 'Inspection recommendations, by number only',
      above: [],
      header: ['Rec Ref', 'Report', 'Kind', 'Due On', 'Status', 'Owner'],
      at: '12:00',
      rows: (end) =>
        recommendations
          .filter((r) => r.from <= end)
          .map((r): SampleCell[] => [
            r.ref,
            r.report,
            r.kind,
            dayCell(r.due),
            r.closed <= end ? 'Closed' : 'Open',
            r.kind === 'AFI' ? 'Inspection liaison' : 'Head of SOC',
          ]),
    },
    from,
  );
}
