import type { Crime } from '../crime.ts';
import type { SampleCell } from '../disruptions.ts';
import { seeded } from '../random.ts';
import { book, daysAfter, type FeedFile, listSheet, quarters, type SampleQuarter } from './feed.ts';

/** Forces of the region as the table names them, with how much of ours each has. */
const forces = [
  ['Staffordshire', 1],
  ['Warwickshire', 0.54],
  ['West Mercia', 1.15],
  ['West Midlands', 2.9],
] as const;
const offences = [
  ['92A', 'Trafficking in controlled drugs'],
  ['92C', 'Other drug offences'],
  ['92D', 'Possession of controlled drugs (excl. Cannabis)'],
  ['92E', 'Possession of controlled drugs (Cannabis)'],
] as const;

const header = [
  'Financial Year',
  'Financial Quarter',
  'Force Name',
  'Offence Description',
  'Offence Code',
  'Offence Count',
];

/**
 * Recorded drug offences by force and quarter in the layout of the Home Office's open data: ours as
 * the crime system holds them, the neighbours' invented. A quarter behind, all quarters each time.
 */
export function recordedFiles(
  seed: string,
  from: string,
  crimes: ReadonlyMap<string, readonly Crime[]>,
): FeedFile[] {
  const rows = new Map(quarters.map((quarter) => [quarter.id, rowsOf(seed, quarter, crimes)]));
  return quarters
    .filter((q) => (q.months[0]?.id ?? '') >= from && daysAfter(q.end, 120) < '2026-02-10')
    .map((quarter) => {
      const shown = quarters.filter((q) => (q.months[0]?.id ?? '') >= from && q.id <= quarter.id);
      const years = [...new Set(shown.map((q) => q.label.slice(3)))];
      return {
        name: `prc-pfa-SYNTHETIC-${quarter.id}.xlsx`,
        content: book(
          'recorded crime by force',
          ...years.map((year) =>
            listSheet({
              sheet: year.replace('/', '-'),
              title: `Recorded drug offences by force, ${year}; invented counts`,
              header,
              rows: shown
                .filter((q) => q.label.endsWith(year))
                .flatMap((q) => rows.get(q.id) ?? []),
            }),
          ),
        ),
        arrived: `${daysAfter(quarter.end, 120)}T09:30:00Z`,
      };
    });
}

function rowsOf(
  seed: string,
  quarter: SampleQuarter,
  crimes: ReadonlyMap<string, readonly Crime[]>,
): SampleCell[][] {
  const random = seeded(`${seed}/recorded/${quarter.id}`);
  const ours = quarter.months.flatMap((when) => crimes.get(when.id) ?? []);
  return offences.flatMap(([code, title]) => {
    const known = ours.filter((crime) => crime.offence === code && crime.changesAfter < 0).length;
    return forces.map(([force, size]): SampleCell[] => [
      quarter.label.slice(3),
      quarter.label.slice(1, 2),
      force,
      title,
      code,
      size === 1 ? known : random.count(known * size, 1.4),
    ]);
  });
}
