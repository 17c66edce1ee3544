import type { SampleCell } from '../disruptions.ts';
import { seeded } from '../random.ts';
import { book, dayCell, daysAfter, type FeedFile, padded, quarters } from './feed.ts';

interface Request {
  readonly no: string;
  readonly force: string;
  readonly asked: number;
  readonly capability: string;
  readonly theme: string;
  readonly decision: string;
  readonly decided: number;
  readonly start: number | null;
  readonly end: number | null;
  readonly days: SampleCell;
  /** The group it is for; many requests name none. */
  readonly group: string;
}

const capabilities = [
  'Surveillance',
  'Undercover online',
  'Digital forensics',
  'Financial investigation',
  'Confidential unit',
  'Prison intelligence',
  'Cyber',
  'Disruption team',
];
const themes = ['Drugs', 'County Lines', 'SOAC', 'Economic Crime', 'Firearms', 'Modern Slavery'];
/** Requests a quarter by force; ours grow as the force asks more. */
const perQuarter = [
  ['Staffordshire', 9],
  ['Warwickshire', 8],
  ['West Mercia', 14],
  ['West Midlands', 34],
] as const;

function requestsOf(seed: string): readonly Request[] {
  const random = seeded(`${seed}/request`);
  const naming = seeded(`${seed}/request-group`);
  const found: Request[] = [];
  quarters.forEach((quarter, q) => {
    for (const [force, mean] of perQuarter)
      for (
        let n = random.count(force === 'Staffordshire' ? mean * (1 + q * 0.03) : mean);
        n > 0;
        n--
      ) {
        const asked = quarter.start + random.below(quarter.end - quarter.start + 1);
        const decision = random.weighed([
          ['Met', 52],
          ['Part met', 18],
          ['Refused', 20],
          ['Withdrawn', 4],
        ] as const);
        const decided = asked + 2 + Math.floor(random.wait(9));
        const used = decision === 'Met' || decision === 'Part met';
        const start = used ? decided + random.below(15) : null;
        const length = 2 + Math.floor(random.wait(14));
        found.push({
          no: `SYN-RQ-${padded(found.length + 1, 4)}`,
          force: force === 'Staffordshire' && n % 7 === 3 ? 'Staffs' : force,
          asked,
          capability: random.pick(capabilities),
          theme: random.pick(themes),
          decision,
          decided,
          start,
          end: start === null ? null : start + length,
          // Hours against days: one unit writes hours.
          days: start === null ? null : random.chance(0.03) ? `${length * 8} hours` : length,
          group:
            force === 'Staffordshire' && naming.chance(0.6)
              ? `SYN-OCG-${padded(1 + naming.below(44))}`
              : '',
        });
      }
  });
  return found;
}

const requestHead = [
  'Request No',
  'Force',
  'Date In',
  'Capability',
  'Theme',
  'Decision',
  'Decision Date',
  'Start',
  'End',
  'Days',
  'OCG URN',
];
const activityHead = ['Theme', 'Disruptions Major', 'Moderate', 'Minor', 'Arrests', 'Seizures GBP'];

/** The year so far on one sheet: the requests of four forces, and below them a second block of what was done here. */
export function regionalFiles(seed: string, from: string): FeedFile[] {
  const all = requestsOf(seed);
  const random = seeded(`${seed}/regional-activity`);
  const activity = new Map(
    quarters.map((quarter) => [
      quarter.id,
      themes.map((theme): SampleCell[] => [
        theme,
        random.count(0.4),
        random.count(1.2),
        random.count(2.2),
        random.count(2.5),
        random.chance(0.5) ? Math.round(random.wait(9000)) : 0,
      ]),
    ]),
  );
  return quarters
    .filter((q) => (q.months[0]?.id ?? '') >= from)
    .map((quarter) => {
      const shownOn = quarter.end + 8;
      const rows = all
        .filter((r) => r.asked <= quarter.end)
        .map((r): SampleCell[] => {
          const known = r.decided <= shownOn;
          const done = r.end !== null && r.end <= shownOn;
          return [
            r.no,
            r.force,
            dayCell(r.asked),
            r.capability,
            r.theme,
            known ? r.decision : 'Pending',
            known ? dayCell(r.decided) : null,
            known ? dayCell(r.start) : null,
            known && done ? dayCell(r.end) : null,
            known && done ? r.days : null,
            r.group,
          ];
        });
      const sheet: SampleCell[][] = [
        ['SYNTHETIC - Regional unit tasking return'],
        ['All requests to date', quarter.label],
        [],
        requestHead,
        ...rows,
        [`Total requests: ${rows.length}`],
        [],
        ['Activity in force area'],
        activityHead,
        ...(activity.get(quarter.id) ?? []),
      ];
      return {
        name: `ROCU_Return_${quarter.id}.xlsx`,
        content: book('regional return', {
          name: 'Tasking',
          rows: sheet,
          bold: [1, 4],
          widths: requestHead.map(() => 16),
        }),
        arrived: `${daysAfter(quarter.end, 8)}T10:40:00Z`,
      };
    });
}
