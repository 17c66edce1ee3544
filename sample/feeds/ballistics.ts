import type { SampleCell } from '../disruptions.ts';
import { seeded } from '../random.ts';
import { policingAreas } from '../world.ts';
import {
  book,
  dayCell,
  daysAfter,
  endOf,
  type FeedFile,
  padded,
  quarters,
  startOf,
} from './feed.ts';

/** An invented ballistic item. The link is found some months after the item. */
interface Item {
  readonly ref: string;
  readonly day: number;
  readonly kind: 'Discharge' | 'Recovery' | 'Submission';
  readonly linked: boolean;
  readonly decided: number;
  readonly force: string;
  readonly area: string;
}

function itemsOf(seed: string): readonly Item[] {
  const random = seeded(`${seed}/ballistic`);
  const found: Item[] = [];
  for (const quarter of quarters)
    for (const [kind, mean] of [
      ['Discharge', 2.6],
      ['Recovery', 6],
      ['Submission', 9],
    ] as const)
      for (let n = random.count(mean); n > 0; n--) {
        const day = quarter.start + random.below(quarter.end - quarter.start + 1);
        const linked = random.chance(kind === 'Discharge' ? 0.4 : 0.16);
        found.push({
          ref: `SYN-BI-${padded(found.length + 1, 4)}`,
          day,
          kind,
          linked,
          decided: day + 20 + random.below(150),
          force: linked ? random.pick(['West Midlands', 'Merseyside', 'Staffordshire']) : '',
          area: random.pick(policingAreas)[0],
        });
      }
  return found.sort((a, b) => a.day - b.day);
}

const header = ['Item Ref', 'Found On', 'Kind', 'Linked', 'Linked Force', 'LPA'];

/**
 * A form of labelled totals by month, and below it the list they are made of. Each return lists the
 * year so far, so that links found later change old quarters. October to December 2024 has not come.
 */
export function ballisticFiles(seed: string, from: string): FeedFile[] {
  const items = itemsOf(seed);
  const random = seeded(`${seed}/ballistic/intelligence`);
  const intelligence = new Map(
    quarters.flatMap((q) => q.months.map((m) => [m.id, random.count(31, 1.4)] as const)),
  );
  const operations = new Map(
    quarters.flatMap((q) => q.months.map((m) => [m.id, random.count(2.4)] as const)),
  );
  return quarters
    .filter((q) => q.id !== '2024-Q3' && (q.months[0]?.id ?? '') >= from)
    .map((quarter) => {
      const shownOn = quarter.end + 24;
      const year = quarters.filter(
        (q) => q.id.slice(0, 4) === quarter.id.slice(0, 4) && q.id <= quarter.id,
      );
      const months = year.flatMap((q) => q.months);
      const first = year[0]?.start ?? quarter.start;
      const listed = items.filter((item) => item.day >= first && item.day <= quarter.end);
      const linkOf = (item: Item) =>
        item.decided > shownOn ? 'not yet examined' : item.linked ? 'Yes' : 'No';
      const byMonth = (
        label: string,
        count: (start: number, end: number) => number,
      ): SampleCell[] => [label, ...months.map((when) => count(startOf(when), endOf(when)))];
      const among = (test: (item: Item) => boolean) => (start: number, end: number) =>
        listed.filter((item) => item.day >= start && item.day <= end && test(item)).length;
      const rows: SampleCell[][] = [
        ['SYNTHETIC - Ballistics return'],
        ['Staffordshire', quarter.label],
        [],
        ['Totals', ...months.map((when) => ({ day: `${when.id}-01` }))],
        byMonth(
          'Discharges confirmed',
          among((i) => i.kind === 'Discharge'),
        ),
        byMonth(
          'Firearms recovered',
          among((i) => i.kind === 'Recovery'),
        ),
        byMonth(
          'Items submitted',
          among((i) => i.kind === 'Submission'),
        ),
        byMonth(
          'Linked',
          among((i) => linkOf(i) === 'Yes'),
        ),
        byMonth(
          'Pending',
          among((i) => linkOf(i) === 'not yet examined'),
        ),
        ['Firearms intelligence reports', ...months.map((when) => intelligence.get(when.id) ?? 0)],
        ['Planned armed operations', ...months.map((when) => operations.get(when.id) ?? 0)],
        [],
        header,
        ...listed.map((item): SampleCell[] => [
          item.ref,
          dayCell(item.day),
          item.kind,
          linkOf(item),
          linkOf(item) === 'Yes' ? item.force : '',
          item.area,
        ]),
      ];
      return {
        name: `NABIS_Return_${quarter.id}.xlsx`,
        content: book('ballistics return', {
          name: 'Return',
          rows,
          bold: [1, 4, 13],
          widths: [30],
        }),
        arrived: `${daysAfter(quarter.end, 24)}T11:00:00Z`,
      };
    });
}
