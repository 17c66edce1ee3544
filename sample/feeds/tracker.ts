import { isoDay } from '../calendar.ts';
import type { SampleCell } from '../disruptions.ts';
import { type Random, seeded } from '../random.ts';
import { policingAreas } from '../world.ts';
import { book, dayCell, daysAfter, type FeedFile, listSheet, padded, quarters } from './feed.ts';

/** An invented referral: an age group, never a person. Decisions come months later. */
interface Referral {
  readonly ref: string;
  readonly day: number;
  readonly cells: (shownOn: number) => SampleCell[];
}

interface Encounter {
  readonly day: number;
  readonly cells: SampleCell[];
}

const nationalities = [
  ['United Kingdom', 40],
  ['Albania', 14],
  ['Vietnam', 10],
  ['Romania', 8],
  ['Sudan', 6],
  ['Eritrea', 6],
  ['', 4],
] as const;
/** How the same country is written by different hands. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  'United Kingdom': ['UK', 'British', 'United Kingdom'],
  Albania: ['Albania', 'Albanian'],
  Vietnam: ['Vietnam', 'Viet Nam', 'Vietnamese'],
};

/** Referrals a quarter by the force: the five published quarters as they are, then about their level, rising in 2025. */
const level = (i: number) => [21, 14, 11, 12, 18, 9][i] ?? (i < 11 ? 14 : 19);

function referralsOf(seed: string): readonly Referral[] {
  const random = seeded(`${seed}/tracker`);
  return quarters.flatMap((quarter, q) => {
    const count = q < 6 ? level(q) : Math.max(5, random.count(level(q)));
    return Array.from({ length: count + 3 }, (_, i) => {
      const day = quarter.start + random.below(quarter.end - quarter.start + 1);
      return oneReferral(random, `SYN-MS-${quarter.id}-${padded(i + 1, 2)}`, day, i >= count);
    });
  });
}

function oneReferral(random: Random, ref: string, day: number, notify: boolean): Referral {
  const child = !notify && random.chance(0.46);
  const country = random.weighed(nationalities);
  const written = random.pick(spellings[country] ?? [country]);
  const kind = random.weighed([
    ['Criminal', child ? 60 : 30],
    ['Labour', child ? 8 : 36],
    ['Sexual', 18],
    ['Labour and criminal', 8],
    ['Domestic servitude', 4],
  ] as const);
  const [rgDay, cgDay] = [day + 5 + random.below(40), day + 200 + random.below(420)];
  const positive = random.chance(0.62);
  const conclusive = random.chance(0.73);
  const area = random.pick(policingAreas)[0];
  const sex = random.chance(0.72) ? 'M' : 'F';
  const crime = random.chance(0.82) ? `SYN-CR-${10000 + random.below(80000)}` : '';
  const safe = random.chance(0.88) ? 'Yes' : random.chance(0.5) ? 'No' : 'pending';
  return {
    ref,
    day,
    cells: (shownOn) => [
      ref,
      dayCell(day),
      notify ? 'DtN' : 'NRM',
      notify || !child ? 'Adult' : 'Child',
      sex,
      kind,
      written,
      area,
      notify ? 'n/a' : rgDay <= shownOn ? (positive ? 'Positive' : 'Negative') : 'TBC',
      notify || rgDay > shownOn ? null : dayCell(rgDay),
      notify || !positive
        ? 'n/a'
        : cgDay <= shownOn
          ? conclusive
            ? 'Positive'
            : 'Negative'
          : 'TBC',
      notify || !positive || cgDay > shownOn ? null : dayCell(cgDay),
      crime,
      safe,
      'Invented entry.',
    ],
  };
}

function encountersOf(seed: string): readonly Encounter[] {
  const random = seeded(`${seed}/encounter`);
  let n = 0;
  return quarters.flatMap((quarter) =>
    Array.from({ length: random.count(5.5) }, (): Encounter => {
      const day = quarter.start + random.below(quarter.end - quarter.start + 1);
      const adults = 1 + Math.floor(random.wait(random.chance(0.08) ? 14 : 1.6));
      const children = random.chance(0.2) ? 1 : 0;
      n++;
      return {
        day,
        cells: [
          `SYN-OIC-${padded(n)}`,
          dayCell(day),
          random.pick(['Encounter', 'Encounter', 'Operation', 'Arrest']),
          // Words in number cells, as they are typed.
          children === 1 && adults === 1 ? '2 (1 child)' : adults + children,
          adults,
          children === 0 && n % 4 === 0 ? 'nil' : children,
          random.pick(policingAreas)[0],
        ],
      };
    }),
  );
}

const referralHead = [
  'Ref',
  'Date Referred',
  'NRM/DtN',
  'Age Group',
  'Sex',
  'Exploitation',
  'Nationality',
  'LPA',
  'RG Decision',
  'RG Date',
  'CG Decision',
  'CG Date',
  'Crime No',
  'Safeguarding',
  'Comments',
];
const encounterHead = ['Ref', 'Seen On', 'Kind', 'Persons', 'Adults', 'Children', 'LPA'];
const standing = ['Item', 'Number'];

/**
 * The team's own tracker, returned each quarter whole: one sheet a calendar year, rows edited in
 * place as decisions come; organised immigration crime on a sheet of its own; standing numbers on a
 * third. July to September 2024 never came.
 */
export function trackerFiles(seed: string, from: string): FeedFile[] {
  const referrals = referralsOf(seed);
  const encounters = encountersOf(seed);
  const random = seeded(`${seed}/tracker/standing`);
  return quarters
    .map((quarter) => ({ quarter, live: 22 + random.below(14), orders: 3 + random.below(4) }))
    .filter(({ quarter }) => quarter.id !== '2024-Q2' && (quarter.months[0]?.id ?? '') >= from)
    .map(({ quarter, live, orders }) => {
      const shownOn = quarter.end + 8;
      const years = new Map<string, SampleCell[][]>();
      for (const r of referrals)
        if (r.day <= quarter.end) {
          const year = isoDay(r.day).slice(0, 4);
          years.set(year, [...(years.get(year) ?? []), r.cells(shownOn)]);
        }
      return {
        name: `MSHT_Tracker_${quarter.id}.xlsx`,
        content: book(
          'modern slavery tracker',
          ...[...years].map(([year, rows]) =>
            listSheet({
              sheet: year,
              title: `Modern slavery and human trafficking tracker ${year}`,
              header: referralHead,
              rows,
            }),
          ),
          listSheet({
            sheet: 'OIC',
            title: 'Organised immigration crime encounters',
            header: encounterHead,
            rows: encounters.filter((e) => e.day <= quarter.end).map((e) => e.cells),
          }),
          listSheet({
            sheet: 'Standing',
            title: `Standing numbers, ${quarter.label}`,
            header: standing,
            rows: [
              ['Live cases', live],
              ['STROs and STPOs held', orders],
            ],
          }),
        ),
        arrived: `${daysAfter(quarter.end, 8)}T15:20:00Z`,
      };
    });
}
