import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import type { Host } from '../../src/host/index.ts';
import { type CellValue, writeWorkbook } from '../../src/ooxml/index.ts';
import { crimeCsv, crimeHeader, crimeName, crimeRows } from '../support/extracts.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost, stillClock } from '../support/home.ts';

/** Local policing areas, with the district of each: two lie in the first, every other is its own. */
export const districtOf: Readonly<Record<string, string>> = {
  ...{ HAN: 'E06000021', LON: 'E06000021', CAN: 'E07000192', BUR: 'E07000193' },
  ...{ LIC: 'E07000194', NEW: 'E07000195', COD: 'E07000196', STA: 'E07000197' },
  ...{ LEE: 'E07000198', TAM: 'E07000199' },
};
export const places = Object.keys(districtOf);

/** One row moved from an area to another, by its place among the rows that could move. */
export interface Moved {
  readonly from: string;
  readonly to: string;
}

const analyst: Actor = { name: 'analyst', roles: ['analyst'], themes: [] };

/** The same numbers each time. */
function draws(start: number): (n: number) => number {
  let state = start;
  return (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
}

/**
 * A home of small counts: referrals by quarter with their parts (the tracker, loaded twice, the
 * second with some rows of another area), offences by month, and a register of people. With `moved`
 * one adult's referral of July stands in another area, in both trackers.
 */
export async function plantedHome(name: string, moved: Moved | null = null): Promise<Host> {
  const clock = stillClock('2025-10-09T09:00:00.000Z');
  const host = await emptyHost({ sample: true, name }, clock);
  const folder = freshFolder(`${name}-files`);
  const load = async (file: string, content: string | Uint8Array) => {
    const path = join(folder, file);
    writeFileSync(path, content);
    const [result] = await host.collate([path], analyst);
    if (result?.status !== 'loaded') throw new Error(JSON.stringify(result?.problems.slice(0, 3)));
  };
  await load('MSHT_Tracker_2025-Q2.xlsx', await tracker(['04', '07'], 0, moved));
  for (const month of ['2025-10', '2025-11', '2025-12'])
    await load(crimeName(month), crimeCsv({ month, rows: offences(month) }));
  await load('APMIS_Priority_Individuals_20251231.xlsx', await register('20251231'));
  clock.at = '2026-01-10T09:00:00.000Z';
  await load('MSHT_Tracker_2025-Q3.xlsx', await tracker(['04', '07', '10'], 3, moved));
  clock.at = '2026-02-10T09:00:00.000Z';
  return host;
}

/** Referrals from the first of each quarter named; every `changed`-th row of the first has another area. */
async function tracker(
  starts: readonly string[],
  changed: number,
  moved: Moved | null,
): Promise<Uint8Array> {
  const rows: CellValue[][] = [];
  let left = moved;
  for (const start of starts) {
    const below = draws(11 + Number(start));
    for (const place of places)
      for (let i = place === 'TAM' ? 10 : below(3) * below(4) + below(3); i > 0; i--) {
        // In one area both routes and both shares could be shown, but for the two of the small route.
        const plain = place === 'TAM';
        const [child, kind] = [below(2), below(3)];
        const notify = plain ? (i > 8 ? 0 : 1) : below(4);
        const [crime, safe] = plain ? [i % 2, i % 2] : [below(3), below(5)];
        const again = changed > 0 && start === '04' && rows.length % (changed * 4) === 1;
        let area = again ? (places[below(places.length)] ?? place) : place;
        if (left && start === '07' && area === left.from && child !== 0 && notify !== 0) {
          area = left.to;
          left = null;
        }
        const month = String(Number(start) + below(3)).padStart(2, '0');
        rows.push([
          ...[`SYN-MS-${rows.length}`, { day: `2025-${month}-${10 + below(18)}` }],
          ...[notify === 0 ? 'DtN' : 'NRM', child === 0 && notify !== 0 ? 'Child' : 'Adult', 'F'],
          ...[kind === 0 ? 'Criminal' : 'Labour', 'UK', area, 'TBC', '', 'n/a', ''],
          ...[crime === 0 ? '' : `SYN-CR-${rows.length}`, safe === 0 ? 'No' : 'Yes', 'Invented.'],
        ]);
      }
  }
  const heading = ['Ref', 'Date Referred', 'NRM/DtN', 'Age Group', 'Sex', 'Exploitation'];
  const head = [
    ...[...heading, 'Nationality', 'LPA', 'RG Decision', 'RG Date', 'CG Decision', 'CG Date'],
    ...['Crime No', 'Safeguarding', 'Comments'],
  ];
  return writeWorkbook({
    sheets: [
      { name: '2025', rows: [['SYNTHETIC'], head, ...rows] },
      {
        name: 'OIC',
        rows: [
          ['SYNTHETIC'],
          ['Ref', 'Seen On', 'Kind', 'Persons', 'Adults', 'Children', 'LPA'],
          ['SYN-OIC-1', { day: '2025-07-20' }, 'Encounter', 9, 9, 0, 'CAN'],
        ],
      },
      { name: 'Standing', rows: [['SYNTHETIC'], ['Item', 'Number'], ['Live cases', 30]] },
    ],
  });
}

function offences(month: string): string[][] {
  const below = draws(500 + Number(month.slice(-2)));
  const [offence, ward] = ['HO Class', 'Ward'].map((h) => crimeHeader.indexOf(h));
  const areas = places.flatMap((place) =>
    Array.from({ length: below(3) * below(4) + below(3) }, () => place),
  );
  return crimeRows(month, areas.length).map((row, i) =>
    row.map((cell, at) => (at === offence ? '71' : at === ward ? (areas[i] ?? '') : cell)),
  );
}

async function register(day: string): Promise<Uint8Array> {
  const below = draws(Number(day.slice(4)));
  const rows = places.flatMap((place, p) =>
    Array.from({ length: 2 + below(9) }, (_, i): CellValue[] => [
      ...[`SYN-PI-${p}-${i}`, 'Active', 'High', 40, 'Drugs', place],
      ...[below(6) === 0 ? '' : 'Post SC-01', below(3) === 0 ? 'Yes' : 'No'],
      ...[below(4) === 0 ? 'SCPO' : '', { day: '2024-05-01' }],
    ]),
  );
  const head = [
    ...['PI URN', 'Status', 'Priority', 'Score', 'Threat', 'LPA', 'Lead Officer', 'In Custody'],
    ...['Orders', 'Added'],
  ];
  return writeWorkbook({
    sheets: [{ name: 'Priority Individuals', rows: [['SYNTHETIC'], head, ...rows] }],
  });
}
