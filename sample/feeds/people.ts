import { dayNumber, isoDay } from '../calendar.ts';
import type { SampleCell } from '../disruptions.ts';
import { seeded } from '../random.ts';
import { planted, policingAreas } from '../world.ts';
import {
  book,
  compact,
  dayCell,
  daysAfter,
  type FeedFile,
  listSheet,
  padded,
  quarters,
} from './feed.ts';

/** Referrals, missing episodes and plans. Few children make many episodes; adults stand among children. */
export function safeguardingFiles(seed: string, from: string): FeedFile[] {
  const random = seeded(`${seed}/safeguarding`);
  const episodes = quarters.flatMap((quarter) => [
    ...Array.from({ length: random.count(46, 1.2) }, () => ['Referral', quarter] as const),
    ...Array.from({ length: random.count(64, 1.5) }, () => ['Missing', quarter] as const),
    ...Array.from({ length: random.count(22) }, () => ['Plan', quarter] as const),
  ]);
  const all = episodes.map(([kind, quarter], i) => ({
    ref: `SYN-SG-${padded(i + 1, 5)}`,
    day: quarter.start + random.below(quarter.end - quarter.start + 1),
    kind,
    // A number for a child, no name: about a third of children make half of the episodes.
    child: `SYN-CH-${padded(1 + Math.floor(random.next() ** 2.2 * 140))}`,
    exploitation: random.pick(['Criminal', 'Sexual', 'Both', 'Labour']),
    adult: random.chance(0.04),
    repeat: random.chance(0.27),
    area: random.pick(policingAreas)[0],
  }));
  const quiet = seeded(`${seed}/quiet`);
  const { from: since, keeps } = planted.quietTheme;
  const returned = all.filter(
    (e) => e.kind !== 'Referral' || e.day < dayNumber(`${since}-01`) || quiet.chance(keeps),
  );
  const risk = quarters.map(() => 58 + random.below(17));
  return quarters
    .map((quarter, q) => ({ quarter, high: risk[q] ?? 60 }))
    .filter(({ quarter }) => (quarter.months[0]?.id ?? '') >= from)
    .map(({ quarter, high }) => ({
      name: `Safeguarding_Return_${quarter.id}.xlsx`,
      content: book(
        'safeguarding return',
        listSheet({
          sheet: 'Episodes',
          title: 'Exploitation and missing episodes',
          above: [quarter.label],
          header: [
            'Episode Ref',
            'On',
            'Kind',
            'Child No',
            'Adult or child',
            'Exploitation',
            'Repeat',
            'LPA',
          ],
          rows: returned
            .filter((e) => e.day >= quarter.start && e.day <= quarter.end)
            .map((e): SampleCell[] => [
              e.ref,
              dayCell(e.day),
              e.kind,
              e.adult ? '' : e.child,
              e.adult ? 'Adult' : 'Child',
              e.exploitation,
              e.repeat ? 'Yes' : 'No',
              e.area,
            ]),
        }),
        listSheet({
          sheet: 'Standing',
          title: `Standing numbers, ${quarter.label}`,
          header: ['Item', 'Number'],
          rows: [['Children assessed at high risk', high]],
        }),
      ),
      arrived: `${daysAfter(quarter.end, 8)}T14:10:00Z`,
    }));
}

const programmes = ['Mentoring', 'School sessions', 'Families first', 'Boxing club'];

/** Contacts, starts and completions; the return of January to March 2024 says "nothing to report" for one sheet. */
export function preventionFiles(seed: string, from: string): FeedFile[] {
  const random = seeded(`${seed}/prevention`);
  const all = quarters.flatMap((quarter) => {
    const day = () => quarter.start + random.below(quarter.end - quarter.start + 1);
    const one = (kind: string, on: number, cohort: number | null) => ({
      day: on,
      kind,
      programme: random.pick(programmes),
      age: random.pick(['Under 18', 'Under 18', '18 to 24', '25 and over']),
      cohort,
      area: random.pick(policingAreas)[0],
    });
    const starts = Array.from({ length: random.count(17) }, day);
    return [
      ...Array.from({ length: random.count(88, 1.3) }, () => one('Contact', day(), null)),
      ...starts.map((on) => one('Start', on, null)),
      ...starts
        .filter(() => random.chance(0.63))
        .map((on) => one('Completion', on + 90 + random.below(90), on)),
    ];
  });
  const rows = all.map((c, i) => ({ ...c, ref: `SYN-PV-${padded(i + 1, 5)}` }));
  return quarters
    .filter((q) => (q.months[0]?.id ?? '') >= from)
    .map((quarter) => ({
      name: `Prevention_Return_${quarter.id}.xlsx`,
      content: book(
        'prevention return',
        listSheet({
          sheet: 'Contacts',
          title: 'Prevention contacts, starts and completions',
          above: [quarter.label],
          header: ['Contact Ref', 'On', 'Programme', 'Kind', 'Started On', 'Age Group', 'LPA'],
          rows: rows
            .filter((r) => r.day >= quarter.start && r.day <= quarter.end)
            .map((r): SampleCell[] => [
              r.ref,
              dayCell(r.day),
              r.programme,
              r.kind,
              dayCell(r.cohort),
              r.age,
              r.area,
            ]),
        }),
      ),
      arrived: `${daysAfter(quarter.end, 8)}T12:00:00Z`,
    }));
}

/** Clear, Hold, Build sites and other operations with their dates: one of each kind works and one does not (`planted.actions`). Aimed at: the measure. */
export const operations = [
  [
    'SYN-CHB-1',
    'Invented site Teal',
    'Clear, Hold, Build',
    'TAM',
    '2024-01-08',
    '',
    'soac.burglary-home',
  ],
  [
    'SYN-CHB-2',
    'Invented site Ochre',
    'Clear, Hold, Build',
    'HAN',
    '2024-09-02',
    '',
    'soac.theft-from-vehicle',
  ],
  [
    'SYN-OP-1',
    'Invented Operation Lantern',
    'Operation',
    'LEE',
    '2024-06-03',
    '2024-11-29',
    'soac.burglary-home',
  ],
  [
    'SYN-OP-2',
    'Invented Operation Kettle',
    'Operation',
    'CAN',
    '2025-01-13',
    '2025-05-30',
    'soac.theft-from-vehicle',
  ],
] as const;

const phases = ['Clear', 'Hold', 'Build'];

/** Snapshots at each quarter's end. */
export function siteFiles(_seed: string, from: string): FeedFile[] {
  return quarters
    .filter((q) => q.id >= '2023-Q4' && (q.months[0]?.id ?? '') >= from)
    .map((quarter) => {
      const end = isoDay(quarter.end);
      const known = operations.filter(([, , , , start]) => start <= end);
      const rows = known.map(([ref, title, kind, area, start, ended, aimed]): SampleCell[] => {
        const age = Math.floor((quarter.end - Date.parse(`${start}T00:00:00Z`) / 86_400_000) / 240);
        const site = kind !== 'Operation';
        const over = ended !== '' && ended <= end;
        return [
          ref,
          title,
          kind,
          site ? (phases[Math.min(2, age)] ?? 'Clear') : over ? 'Ended' : 'Running',
          { day: start },
          ended === '' ? null : { day: ended },
          area,
          aimed,
        ];
      });
      return {
        name: `CHB_Return_${compact(daysAfter(quarter.end, 1))}.xlsx`,
        content: book(
          'sites and operations return',
          listSheet({
            sheet: 'Sites',
            title: 'Clear, Hold, Build sites and operations',
            above: [quarter.label],
            header: ['Site Ref', 'Name', 'Kind', 'Phase', 'From', 'To', 'LPA', 'Aimed at'],
            rows,
          }),
        ),
        arrived: `${daysAfter(quarter.end, 7)}T09:40:00Z`,
      };
    });
}
