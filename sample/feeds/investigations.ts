import { dayNumber } from '../calendar.ts';
import type { SampleCell } from '../disruptions.ts';
import { type Random, seeded } from '../random.ts';
import { dayCell, type FeedFile, months, padded, snapshotFiles, startOf } from './feed.ts';

/** An invented investigation; persons are charged on the days of `charges`. */
interface Investigation {
  readonly ref: string;
  readonly operation: string;
  readonly threat: string;
  readonly opened: number;
  readonly closed: number;
  readonly unit: string;
  readonly group: string;
  readonly charges: readonly (readonly [day: number, persons: number])[];
}

const words = ['Inkwell', 'Custard', 'Bobbin', 'Puddle', 'Spanner', 'Muffin', 'Turnip', 'Bonnet'];
const threats = [
  ['Drugs', 36],
  ['County Lines', 14],
  ['SOAC', 14],
  ['Economic Crime', 16],
  ['Modern Slavery', 8],
  ['Organised Immigration Crime', 5],
  ['Firearms', 7],
] as const;

function investigationsOf(seed: string): readonly Investigation[] {
  const random = seeded(`${seed}/investigation`);
  const found: Investigation[] = [];
  const start = dayNumber('2022-04-01');
  for (let i = 0; i < 44; i++) found.push(oneCase(random, i, start - random.below(600)));
  for (const when of months)
    for (let n = random.count(3.6); n > 0; n--)
      found.push(oneCase(random, found.length, startOf(when) + random.below(when.days)));
  return found;
}

function oneCase(random: Random, i: number, opened: number): Investigation {
  // Some stay open for years.
  const life = random.chance(0.08) ? 1100 + random.below(600) : 120 + Math.floor(random.wait(290));
  const charges: (readonly [number, number])[] = [];
  if (random.chance(0.55))
    charges.push([opened + Math.floor(life * 0.6), 1 + Math.floor(random.wait(3.2))]);
  if (random.chance(0.2)) charges.push([opened + Math.floor(life * 0.85), 1 + random.below(3)]);
  return {
    ref: `SYN-INV-${padded(i + 1)}`,
    // Names are used again after some years.
    operation: `Invented Operation ${words[i % words.length]} ${1 + (i % 19)}`,
    threat: random.weighed(threats),
    opened,
    closed: Math.max(opened + life, dayNumber('2022-04-10')),
    unit: random.pick(['Serious Crime', 'Economic Crime Unit', 'Vulnerability Unit', 'Local CID']),
    group: random.chance(0.6) ? `SYN-OCG-${padded(1 + random.below(45))}` : '',
    charges,
  };
}

const header = [
  'Ref',
  'Operation',
  'Status',
  'Threat',
  'Opened',
  'Closed',
  'Unit',
  'OCG URN',
  'Charged',
  'Result',
];

/** Monthly snapshots; closed cases stay for a year with their running total of people charged. */
export function investigationFiles(seed: string, from: string): FeedFile[] {
  const all = investigationsOf(seed);
  return snapshotFiles(
    {
      file: 'APMIS_Investigations',
      book: 'investigations',
      sheet: 'Investigations',
      title: 'SOC investigations',
      above: ['Staffordshire'],
      header,
      at: '07:15',
      rows: (end) =>
        all
          .filter((c) => c.opened <= end && c.closed > end - 365)
          .map((c): SampleCell[] => {
            const charged = c.charges.reduce((sum, [on, n]) => sum + (on <= end ? n : 0), 0);
            const closed = c.closed <= end;
            return [
              c.ref,
              c.operation,
              closed ? 'Closed' : 'Open',
              c.threat,
              dayCell(c.opened),
              dayCell(closed ? c.closed : null),
              c.unit,
              c.group,
              charged,
              closed ? (charged > 0 ? 'Charged' : 'No further action') : '',
            ];
          }),
    },
    from,
  );
}
