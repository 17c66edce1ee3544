import { dayNumber, indexOf, isoDay, type SampleMonth } from './calendar.ts';
import type { Group } from './groups.ts';
import { type Random, seeded } from './random.ts';
import { firstMonth, planted, policingAreas } from './world.ts';

/** One invented disruption. Its level may be moderated after it was first recorded. */
export interface Disruption {
  readonly id: string;
  readonly activityDay: number;
  readonly recordedDay: number;
  readonly level: 'Major' | 'Moderate' | 'Minor';
  /** Level after the moderation panel, and the day from which the list shows it. */
  readonly moderated: 'Major' | 'Moderate' | 'Minor';
  readonly moderatedDay: number;
  /** Deleted from the list on this day; 0 never. */
  readonly deletedDay: number;
  readonly strand: string;
  readonly threat: string;
  readonly kind: 'OCG' | 'Nominal' | 'Line' | 'Vulnerability';
  readonly urn: string;
  readonly lead: string;
  readonly supporting: string;
  readonly area: string;
  readonly arrests: number;
  readonly charged: number;
  readonly cash: string;
  readonly firearms: number;
  readonly drugs: string;
  readonly safeguarded: number;
  readonly typed: Typed;
}

/** How the entry was typed: every export repeats it. */
interface Typed {
  readonly level: 'as listed' | 'capitals' | 'three letters';
  /** A second group in the same cell. */
  readonly second: string;
  /** Free text in place of the threat. */
  readonly threat: string;
  /** Days by which the recording is dated before the activity; 0 for none. */
  readonly daysTooEarly: number;
}

const driveDay = dayNumber(planted.recordingDrive.from);

export function disruptionsOf(
  seed: string,
  when: SampleMonth,
  register: readonly Group[],
): Disruption[] {
  const random = seeded(`${seed}/disruption/${when.id}`);
  const typing = seeded(`${seed}/disruption-typing/${when.id}`);
  const first = dayNumber(`${when.id}-01`);
  const active = register.filter(
    (group) => group.status === 'Active' || group.status === 'Emerging',
  );
  const found: Disruption[] = [];
  const months = indexOf(when.id) - indexOf(firstMonth);
  const drive = first >= driveDay ? planted.recordingDrive.factor : 1;
  for (const [level, mean] of [
    ['Major', 2.2],
    ['Moderate', 7],
    ['Minor', 19 * drive],
  ] as const)
    for (let n = random.count(mean, 1.1); n > 0; n--) {
      const kind = random.weighed([
        ['OCG', 66],
        ['Nominal', 14],
        ['Line', 10],
        ['Vulnerability', 10],
      ] as const);
      const group = random.pick(active);
      const activityDay = first + random.below(when.days);
      const size = level === 'Major' ? 5 : level === 'Moderate' ? 2 : 1;
      const threat =
        kind === 'OCG'
          ? group.primary
          : random.pick(['Drugs', 'County Lines', 'SOAC', 'Economic Crime']);
      found.push({
        id: '',
        activityDay,
        recordedDay: activityDay + Math.floor(random.wait(level === 'Minor' ? 9 : 13)) + 1,
        level,
        moderated: random.chance(0.06)
          ? level === 'Major'
            ? 'Moderate'
            : level === 'Moderate'
              ? 'Minor'
              : 'Minor'
          : level,
        moderatedDay: activityDay + 45 + random.below(40),
        deletedDay: random.chance(0.008) ? activityDay + 60 + random.below(60) : 0,
        strand: random.weighed([
          ['Pursue', 76],
          ['Prevent', 8],
          ['Protect', 10],
          ['Prepare', 6],
        ] as const),
        threat,
        kind,
        urn:
          kind === 'OCG'
            ? group.urn
            : kind === 'Vulnerability'
              ? ''
              : targetOf(kind, random.below(40), months),
        lead: random.weighed([
          ['Local Policing', 44],
          ['Specialist SOC', 32],
          ['ROCU', 13],
          ['Partner', 7],
          ['NCA', 4],
        ] as const),
        supporting: random.chance(0.28)
          ? random.pick([
              'Council',
              'HMRC',
              'Immigration Enforcement',
              'Probation',
              'Trading Standards',
            ])
          : '',
        area: random.chance(0.97)
          ? kind === 'OCG'
            ? group.area
            : random.pick(policingAreas)[0]
          : '',
        arrests: random.count(0.5 * size),
        charged: random.count(0.2 * size),
        cash: random.chance(0.12 * size)
          ? (200 + Math.round(random.wait(2600 * size))).toFixed(2)
          : '',
        firearms: random.chance(0.01 * size) ? 1 : 0,
        drugs: random.chance(0.1 * size) ? String(100 + Math.round(random.wait(4000 * size))) : '',
        safeguarded: random.chance(0.06) ? 1 + random.below(3) : 0,
        typed: typedBy(typing, kind, group.urn, active),
      });
    }
  found.sort((a, b) => a.activityDay - b.activityDay || a.recordedDay - b.recordedDay);
  return found.map((entry, i) => ({
    ...entry,
    id: `SYN-D-${when.compact}-${String(i + 1).padStart(3, '0')}`,
  }));
}

/** What the one who typed it in made of it. */
function typedBy(
  random: Random,
  kind: Disruption['kind'],
  urn: string,
  active: readonly Group[],
): Typed {
  const others = active.filter((group) => group.urn !== urn);
  return {
    level: random.weighed([
      ['as listed', 90],
      ['capitals', 6],
      ['three letters', 4],
    ] as const),
    second: kind === 'OCG' && random.chance(0.02) ? random.pick(others).urn : '',
    threat: random.chance(0.012) ? 'drugs and associated violence' : '',
    daysTooEarly: random.chance(0.012) ? 1 + random.below(6) : 0,
  };
}

/** Lines and nominals come and go: whom it is about moves on with their lists (26 lines and 52 nominals at first). */
function targetOf(kind: 'Line' | 'Nominal', pick: number, months: number): string {
  const [prefix, size, monthly] = kind === 'Line' ? ['CL', 26, 1.75] : ['PI', 52, 1.6];
  const n = 1 + Math.floor((pick / 40) * Number(size)) + Math.floor(months * Number(monthly));
  return `SYN-${prefix}-${String(n).padStart(3, '0')}`;
}

/** The columns of the export, as the national system heads them (invented layout, domain.md 5.4). */
export const disruptionHeader = [
  'Disruption ID',
  'Activity Date',
  'Date Recorded',
  'Level',
  '4P',
  'Threat Type',
  'Subject Type',
  'Subject URN',
  'Lead Agency',
  'Supporting',
  'LPA',
  'Summary',
  'Arrests',
  'Charged',
  'Cash GBP',
  'Firearms',
  'Drugs Value GBP',
  'Safeguarded',
  'Moderated',
] as const;

/** A cell of a row: text, a number, or a day as `{ day }`. */
export type SampleCell = string | number | { readonly day: string } | null;

/** The disruption as an export of that day shows it. */
export function disruptionRow(entry: Disruption, runDay: number): SampleCell[] {
  const moderated = entry.moderatedDay <= runDay;
  const { typed } = entry;
  const level = moderated ? entry.moderated : entry.level;
  const recordedDay =
    typed.daysTooEarly > 0 ? entry.activityDay - typed.daysTooEarly : entry.recordedDay;
  return [
    entry.id,
    { day: isoDay(entry.activityDay) },
    { day: isoDay(recordedDay) },
    typed.level === 'capitals'
      ? level.toUpperCase()
      : typed.level === 'three letters'
        ? level.slice(0, 3)
        : level,
    entry.strand,
    typed.threat || entry.threat,
    entry.kind,
    typed.second ? `${entry.urn} / ${typed.second}` : entry.urn,
    entry.lead,
    entry.supporting,
    entry.area,
    'Invented entry.',
    entry.arrests,
    entry.charged,
    entry.cash === '' ? null : Number(entry.cash),
    entry.firearms,
    entry.drugs === '' ? null : Number(entry.drugs),
    entry.safeguarded,
    moderated ? 'Y' : 'N',
  ];
}
