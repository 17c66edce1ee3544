import { join } from 'node:path';
import { britishDay, isoDay } from '../calendar.ts';
import { readTable } from '../calibration.ts';
import type { Crime } from '../crime.ts';
import type { SampleCell } from '../disruptions.ts';
import { seeded } from '../random.ts';
import { book, dayCell, daysAfter, type FeedFile, listSheet, quarters } from './feed.ts';

/** A vehicle that was taken, and the day it was found; null where it never was. */
interface Taken {
  readonly crime: string;
  readonly taken: number;
  readonly found: number | null;
  readonly area: string;
}

/** Vehicles taken by what the crime system holds, most of those found within weeks; newer ones are found less often. */
function takenOf(seed: string, crimes: ReadonlyMap<string, readonly Crime[]>): Taken[] {
  return [...crimes.entries()].flatMap(([month, all]) => {
    const random = seeded(`${seed}/vehicle/${month}`);
    return all
      .filter(
        (crime) => (crime.offence === '48' || crime.offence === '37.2') && crime.changesAfter < 0,
      )
      .map((crime): Taken => {
        const found = random.chance(month < '2024' ? 0.47 : 0.42)
          ? crime.recordedDay + Math.floor(random.wait(19))
          : null;
        return {
          crime: crime.number,
          taken: crime.recordedDay,
          found,
          area: crime.ward?.area ?? '',
        };
      });
  });
}

/** The quarter and the one before it again: what was recovered since stands in the next return. */
export function vehicleReturnFiles(
  seed: string,
  from: string,
  crimes: ReadonlyMap<string, readonly Crime[]>,
): FeedFile[] {
  const all = takenOf(seed, crimes);
  return quarters.flatMap((quarter, q) => {
    if ((quarter.months[0]?.id ?? '') < from) return [];
    const before = quarters[q - 1];
    const start = before && (before.months[0]?.id ?? '') >= from ? before.start : quarter.start;
    const shown = quarter.end + 7;
    return [
      {
        name: `Vehicle_Return_${quarter.id}.xlsx`,
        content: book(
          'vehicle return',
          listSheet({
            sheet: 'Return',
            title: 'Vehicles taken and recovered',
            above: [quarter.label],
            header: ['Crime Number', 'Taken On', 'Recovered On', 'LPA'],
            rows: all
              .filter(({ taken }) => taken >= start && taken <= quarter.end)
              .map(({ crime, taken, found, area }): SampleCell[] => [
                crime,
                dayCell(taken),
                found !== null && found <= shown ? dayCell(found) : null,
                area,
              ]),
          }),
        ),
        arrived: `${daysAfter(quarter.end, 8)}T10:20:00Z`,
      },
    ];
  });
}

/** Licensed vehicles at each year's end: invented, some six to seven for ten residents. */
export function licensedFiles(seed: string, published: string): FeedFile[] {
  const residents = readTable(join(published, 'population-by-district-year.csv')).filter(
    (row) => row.year === '2022',
  );
  return [2021, 2022, 2023, 2024].map((year) => {
    const rows = residents.map((row) => {
      const random = seeded(`${seed}/licensed/${row.district_code}`);
      const share = 0.56 + random.next() * 0.16;
      const vehicles = Math.round(Number(row.population) * share * (1 + (year - 2021) * 0.008));
      return `${row.district_code},${year}-12,${vehicles}`;
    });
    return {
      name: `Licensed_Vehicles_SYNTHETIC_${year}.csv`,
      content: `SYNTHETIC - Licensed vehicles by district, end of ${year}\ndistrict_code,year_end,vehicles\n${rows.join('\n')}\n`,
      arrived: `${Math.max(2022, year + 1)}-05-20T08:30:00Z`,
    };
  });
}

/** Priority nominals that a record-level match finds among suspects: references alone. */
export function matchFiles(
  seed: string,
  from: string,
  crimes: ReadonlyMap<string, readonly Crime[]>,
  nominals: readonly { readonly urn: string; readonly added: number; readonly removed: number }[],
): FeedFile[] {
  return quarters
    .filter((quarter) => (quarter.months[0]?.id ?? '') >= from)
    .map((quarter) => {
      const rows = quarter.months.flatMap((when) => {
        const random = seeded(`${seed}/match/${when.id}`);
        const recorded = crimes.get(when.id) ?? [];
        return nominals.flatMap(({ urn, added, removed }, i) => {
          // Two of five go on offending; the rest are seen once in some years.
          const seen = random.chance(i % 5 < 2 ? 0.24 : 0.018);
          const crime = random.pick(recorded);
          return seen && added < crime.recordedDay && removed > crime.recordedDay
            ? [`${urn},${crime.number},${britishDay(isoDay(crime.recordedDay))}`]
            : [];
        });
      });
      const run = daysAfter(quarter.end, 9);
      return {
        name: `PI_Suspect_Match_${quarter.id}.csv`,
        content: `SYNTHETIC - Match of priority nominals with recorded suspects\nRun ${britishDay(run)}\nPI URN,Crime Number,Recorded Date\n${rows.map((row) => `${row}\n`).join('')}`,
        arrived: `${run}T07:40:00Z`,
      };
    });
}
