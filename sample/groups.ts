import { dayNumber, isoDay, monthsFrom, type SampleMonth } from './calendar.ts';
import { type Random, seeded } from './random.ts';
import { firstMonth, lastMonth, planted, policingAreas } from './world.ts';

/** An invented organised crime group on one snapshot of the register. */
export interface Group {
  readonly urn: string;
  readonly name: string;
  readonly status: 'Active' | 'Emerging' | 'Archived' | 'Merged';
  readonly tier: string;
  readonly score: number;
  readonly scoredOn: string;
  readonly model: string;
  readonly primary: string;
  readonly secondary: string;
  readonly force: string;
  readonly area: string;
  readonly owner: string;
  readonly members: number;
  readonly firearms: boolean;
  readonly crossBorder: boolean;
  readonly plan: boolean;
  readonly lastReview: string;
  readonly nextReview: string;
  readonly mergedInto: string;
  readonly splitFrom: string;
}

export const themes = [
  'Drugs',
  'County Lines',
  'SOAC',
  'Modern Slavery',
  'Organised Immigration Crime',
  'Economic Crime',
  'Firearms',
  'CSEA',
] as const;

/** Words that cannot be taken for a real operation or family. */
const colours = [
  'Teal',
  'Ochre',
  'Mauve',
  'Cobalt',
  'Amber',
  'Russet',
  'Ivory',
  'Umber',
  'Coral',
  'Slate',
];
const things = ['Lantern', 'Teapot', 'Kettle', 'Anvil', 'Wicket'];

interface Life {
  readonly urn: string;
  readonly name: string;
  /** Month index of arrival on and removal from the active list. */
  readonly from: number;
  readonly archived: number;
  readonly reactivated: number;
}

/**
 * The register as it stood at the end of each month. Fifty groups, and the planted one; group 7 merges into 3,
 * 41 and 42 split from 5, 11 goes to the regional unit, 13 comes back, 17 vanishes unexplained,
 * 19 is renumbered by declared link.
 */
export function registerOf(seed: string): ReadonlyMap<string, readonly Group[]> {
  const months = monthsFrom(firstMonth, lastMonth);
  const lives = Array.from({ length: 50 }, (_, i) => lifeOf(seeded(`${seed}/group/${i}`), i));
  const snapshots = new Map<string, Group[]>();
  const last = new Map<string, Group>();
  months.forEach((when, index) => {
    const present: Group[] = [];
    lives.forEach((life, i) => {
      const random = seeded(`${seed}/group/${i}/${when.id}`);
      const group = stateOf(random, life, i, index, when, last.get(life.urn));
      if (group === null) return;
      last.set(life.urn, group);
      if (i === 18 && index >= renumberedAt)
        // The old reference stays on the list and says which one the group has now.
        present.push(
          { ...group, status: 'Merged', mergedInto: renumbered },
          { ...group, urn: renumbered },
        );
      else present.push(group);
    });
    if (when.id >= planted.untouchedGroup.from) present.push(untouched(when));
    snapshots.set(when.id, present);
  });
  return snapshots;
}

/** Those that a disruption or a crime may name. */
export const named = (groups: readonly Group[]): readonly Group[] =>
  groups.filter(({ urn }) => urn !== planted.untouchedGroup.urn);

/** The planted group: scored highest, reviewed on time, and nothing is done about it. */
function untouched(when: SampleMonth): Group {
  const { urn, from, score } = planted.untouchedGroup;
  return {
    urn,
    name: 'Invented Group Teal Barrel',
    status: 'Active',
    tier: tierOf(score),
    score,
    scoredOn: `${from}-12`,
    model: 'MoRiLE v2',
    primary: 'Drugs',
    secondary: '',
    force: 'Staffordshire',
    area: 'LON',
    owner: 'Serious Crime',
    members: 9,
    firearms: false,
    crossBorder: false,
    plan: true,
    lastReview: `${when.id}-10`,
    nextReview: isoDay(dayNumber(`${when.id}-10`) + 180),
    mergedInto: '',
    splitFrom: '',
  };
}

/** Month at which group 19 gets another reference, and that reference. */
const renumberedAt = 26;
const renumbered = 'SYN-OCG-119';

const urnOf = (i: number) => `SYN-OCG-${String(i + 1).padStart(3, '0')}`;

function lifeOf(random: Random, i: number): Life {
  const old = i < 34;
  const from = i === 40 || i === 41 ? 30 : old ? -1 : 2 + random.below(42);
  const leaves = random.chance(old ? 0.35 : 0.15) && ![2, 4, 6, 10, 12, 16, 18].includes(i);
  const archived = i === 12 ? 12 : leaves ? Math.max(from + 8, 3 + random.below(41)) : 999;
  return {
    urn: urnOf(i),
    name: `Invented Group ${colours[i % 10]} ${things[Math.floor(i / 10)]}`,
    from,
    archived,
    reactivated: i === 12 ? 31 : 999,
  };
}

function stateOf(
  random: Random,
  life: Life,
  i: number,
  index: number,
  when: SampleMonth,
  before: Group | undefined,
): Group | null {
  if (index < life.from || (i === 16 && index >= 36)) return null;
  const merged = i === 6 && index >= 22;
  const archived = index >= life.archived && index < life.reactivated;
  if (archived && index > life.archived + 6 && i !== 12) return null;
  const start = before ?? beginning(random, life, i, when);
  const review = start.nextReview < `${when.id}-15` && random.chance(0.75);
  const rescored = before !== undefined && random.chance(0.09);
  const model = i % 16 === 3 && index >= 24 ? 'MoRiLE v3' : 'MoRiLE v2';
  const remodelled = model !== start.model;
  const drift = random.next() < 0.42 ? 1 : -1;
  const score =
    rescored || remodelled
      ? clamp(start.score + drift * (2 + random.below(9)), 6, 108)
      : start.score;
  return {
    ...start,
    status: merged
      ? 'Merged'
      : archived
        ? 'Archived'
        : before === undefined && i > 33
          ? 'Emerging'
          : 'Active',
    tier: tierOf(score),
    score,
    scoredOn:
      rescored || remodelled
        ? `${when.id}-${String(3 + random.below(24)).padStart(2, '0')}`
        : start.scoredOn,
    model,
    owner: i === 10 && index >= 27 ? 'ROCU West Midlands' : start.owner,
    force: i === 10 && index >= 27 ? 'ROCUWM' : 'Staffordshire',
    mergedInto: merged ? urnOf(2) : start.mergedInto,
    plan: start.plan || random.chance(0.06),
    members: Math.max(3, start.members + (random.chance(0.1) ? random.below(5) - 2 : 0)),
    lastReview: review
      ? `${when.id}-${String(2 + random.below(25)).padStart(2, '0')}`
      : start.lastReview,
    nextReview: review ? isoDay(dayNumber(`${when.id}-15`) + 180) : start.nextReview,
  };
}

function beginning(random: Random, life: Life, i: number, when: SampleMonth): Group {
  const theme = random.weighed(
    themes.map((name, n) => [name, [34, 14, 18, 7, 5, 12, 6, 4][n] ?? 1] as const),
  );
  const score = 12 + random.below(70);
  const started = dayNumber(`${when.id}-01`);
  return {
    urn: life.urn,
    name: life.name,
    status: 'Active',
    tier: tierOf(score),
    score,
    scoredOn: isoDay(started - random.below(160)),
    model: 'MoRiLE v2',
    primary: theme,
    secondary: random.chance(0.4) ? random.pick(themes.filter((other) => other !== theme)) : '',
    force: 'Staffordshire',
    area: random.pick(policingAreas)[0],
    owner: random.pick([
      'Serious Crime',
      'Economic Crime Unit',
      'Local Policing',
      'Vulnerability Unit',
    ]),
    members: 4 + random.below(16),
    firearms: random.chance(0.16),
    crossBorder: random.chance(0.4),
    plan: random.chance(0.7),
    lastReview: isoDay(started - random.below(170)),
    nextReview: isoDay(started + random.below(180)),
    mergedInto: '',
    splitFrom: i === 40 || i === 41 ? urnOf(4) : '',
  };
}

/** Tier 1 is the highest (domain.md 9.3). */
const tierOf = (score: number) => (score >= 70 ? '1' : score >= 40 ? '2' : '3');
const clamp = (n: number, low: number, high: number) => Math.max(low, Math.min(high, n));
