import { dayNumber } from '../calendar.ts';
import type { SampleCell } from '../disruptions.ts';
import { type Random, seeded } from '../random.ts';
import { policingAreas } from '../world.ts';
import { dayCell, type FeedFile, months, padded, snapshotFiles, startOf, yes } from './feed.ts';

/** An invented priority nominal: a reference and nothing of a person. */
export interface Nominal {
  readonly urn: string;
  readonly added: number;
  readonly removed: number;
  readonly priority: string;
  readonly score: number;
  readonly threat: string;
  readonly area: string;
  /** A post, never a person. */
  readonly officer: string;
  readonly custody: readonly [from: number, to: number] | null;
  readonly order: string;
  readonly orderFrom: number;
}

const threats = ['Drugs', 'County Lines', 'SOAC', 'Firearms', 'Modern Slavery', 'Economic Crime'];

export function nominalsOf(seed: string): readonly Nominal[] {
  const random = seeded(`${seed}/nominal`);
  const found: Nominal[] = [];
  const start = dayNumber('2022-04-01');
  for (let i = 0; i < 52; i++) found.push(oneNominal(random, i, start - random.below(700)));
  for (const when of months)
    for (let n = random.count(1.6); n > 0; n--)
      found.push(oneNominal(random, found.length, startOf(when) + random.below(when.days)));
  return found;
}

function oneNominal(random: Random, i: number, added: number): Nominal {
  const jailed = Math.max(added, dayNumber('2022-01-01')) + Math.floor(random.wait(500));
  return {
    urn: `SYN-PI-${padded(i + 1)}`,
    added,
    removed: Math.max(added + 240, dayNumber('2022-05-01')) + Math.floor(random.wait(780)),
    priority: random.weighed([
      ['High', 3],
      ['Medium', 5],
      ['Low', 3],
    ] as const),
    score: 15 + random.below(80),
    threat: random.pick(threats),
    area: random.pick(policingAreas)[0],
    officer: random.chance(0.88) ? `Post SC-${padded(1 + random.below(24))}` : '',
    custody: random.chance(0.4) ? [jailed, jailed + 180 + random.below(700)] : null,
    order: random.chance(0.24) ? random.pick(['SCPO', 'STRO', 'SCPO; STRO']) : '',
    orderFrom: added + 60 + random.below(300),
  };
}

const header = [
  'PI URN',
  'Status',
  'Priority',
  'Score',
  'Threat',
  'LPA',
  'Lead Officer',
  'In Custody',
  'Orders',
  'Added',
];

/** Monthly snapshots; one entry's status is never updated, and one nominal stands under two references. */
export function nominalFiles(seed: string, from: string): FeedFile[] {
  const all = nominalsOf(seed);
  return snapshotFiles(
    {
      file: 'APMIS_Priority_Individuals',
      book: 'priority individuals',
      sheet: 'Priority Individuals',
      title: 'Priority individuals, references only',
      above: ['Staffordshire'],
      header,
      at: '07:10',
      rows: (end) => {
        const shown = all.filter((n) => n.added <= end && n.removed > end - 120);
        const rows = shown.map((n): SampleCell[] => [
          n.urn,
          n.removed > end || n.urn.endsWith('020') ? 'Active' : 'Archived',
          n.priority,
          n.score,
          n.threat,
          n.area,
          n.officer,
          yes(n.custody !== null && n.custody[0] <= end && n.custody[1] > end),
          n.orderFrom <= end ? n.order : '',
          dayCell(n.added),
        ]);
        const twin = rows.find((row) => row[0] === 'SYN-PI-033');
        return twin ? [...rows, ['SYN-PI-033B', ...twin.slice(1)]] : rows;
      },
    },
    from,
  );
}
