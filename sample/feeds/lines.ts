import { dayNumber } from '../calendar.ts';
import type { SampleCell } from '../disruptions.ts';
import { type Random, seeded } from '../random.ts';
import { policingAreas } from '../world.ts';
import { dayCell, type FeedFile, months, padded, snapshotFiles, startOf, yes } from './feed.ts';

/** An invented county line over its whole life. Days are day numbers; `closed` is null while it runs. */
export interface Line {
  readonly urn: string;
  readonly seen: number;
  readonly closed: number | null;
  readonly how: string;
  readonly direction: 'Import' | 'Export' | 'Internal';
  readonly origin: string;
  readonly destination: string;
  readonly children: boolean;
  readonly score: number;
  readonly group: string;
  /** Day from which it goes by another name: it changed phone. */
  readonly renamed: number | null;
}

const origins = ['West Midlands Police', 'Merseyside', 'Greater Manchester', 'Metropolitan Police'];
const names = ['Tinsel', 'Bramble', 'Gravy', 'Marbles', 'Biscuit', 'Pebble', 'Thimble', 'Rhubarb'];

/**
 * Lines of the sample: 26 run at the start, about seven are found each quarter and most close
 * within a year; 19 close in calendar 2023 as the force said of itself (domain.md 5.5). Lines that
 * stay inside the force grow from a fifth to a half, as the national picture did.
 */
export function linesOf(seed: string): readonly Line[] {
  const random = seeded(`${seed}/line`);
  const lines: Line[] = [];
  const start = dayNumber('2022-04-01');
  for (let i = 0; i < 26; i++)
    lines.push(oneLine(random, lines.length, start - random.below(420), 0.2));
  for (const when of months) {
    const internal = 0.2 + 0.3 * Math.min(1, (startOf(when) - start) / 1300);
    for (let n = random.count(1.75); n > 0; n--)
      lines.push(oneLine(random, lines.length, startOf(when) + random.below(when.days), internal));
  }
  return lines;
}

function oneLine(random: Random, i: number, seen: number, internal: number): Line {
  const life = 60 + Math.floor(random.wait(330));
  const direction = random.chance(internal)
    ? 'Internal'
    : random.chance(0.72)
      ? 'Import'
      : 'Export';
  const ours = random.pick(policingAreas)[1];
  return {
    urn: `SYN-CL-${padded(i + 1)}`,
    seen,
    closed: Math.max(seen + life, dayNumber('2022-04-05')),
    how: random.pick(['Charged and closed', 'Phone order', 'Holder jailed', 'No longer seen']),
    direction,
    // One line is imported from each of two other forces and nothing else is known of those lines.
    origin:
      direction === 'Import'
        ? i === 31
          ? 'Cheshire'
          : i === 37
            ? 'Derbyshire'
            : random.pick(origins)
        : 'Staffordshire',
    destination:
      direction === 'Export' ? random.pick(['Cheshire', 'Derbyshire', 'West Mercia']) : ours,
    children: random.chance(0.38),
    score: 10 + random.below(80),
    group: random.chance(0.45) ? `SYN-OCG-${padded(1 + random.below(34))}` : '',
    renamed: random.chance(0.2) ? seen + 40 + random.below(120) : null,
  };
}

const header = [
  'Line URN',
  'Line Name',
  'Status',
  'Direction',
  'Origin',
  'Destination',
  'First Seen',
  'Closed On',
  'Closed How',
  'Children Y/N',
  'Score',
  'OCG URN',
];

/** Monthly snapshots. A line stays on the list for six months after it closed; one line is on it twice, once for each owner. */
export function lineFiles(seed: string, from: string): FeedFile[] {
  const lines = linesOf(seed);
  return snapshotFiles(
    {
      file: 'APMIS_County_Lines',
      book: 'county lines',
      sheet: 'County Lines',
      title: 'County lines list',
      above: ['Staffordshire'],
      header,
      at: '07:05',
      rows: (end) =>
        lines
          .filter((line) => line.seen <= end && (line.closed === null || line.closed > end - 180))
          .map((line, i): SampleCell[] => {
            const closed = line.closed !== null && line.closed <= end ? line.closed : null;
            const word = names[Number(line.urn.slice(-3)) % names.length];
            return [
              line.urn,
              `Invented line ${word}${line.renamed !== null && line.renamed <= end ? ' (new phone)' : ''}`,
              closed === null ? 'Active' : 'Closed',
              // The export prints the direction in three ways.
              i % 13 === 4 ? line.direction.toUpperCase() : line.direction,
              line.origin,
              line.destination,
              dayCell(line.seen),
              dayCell(closed),
              closed === null ? '' : line.how,
              yes(line.children),
              line.score,
              line.group,
            ];
          }),
    },
    from,
  );
}
