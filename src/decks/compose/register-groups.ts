import { type GroupLine, heldWords } from '../../findings/index.ts';
import type { PackSlide } from '../../framework/index.ts';
import { dayLabel, daysBetween, type PlainDate, parseDay } from '../../periods/index.ts';
import { plainNumber } from '../../wording/index.ts';
import type { DeckCell } from '../deck-plan.ts';
import type { PackContent, RegisterEntry } from './content.ts';
import { areaOf, day, type List, named, soft, told } from './register-list.ts';
import { capital, plural } from './words.ts';

type Asked = Extract<PackSlide, { kind: 'register' }>;

/** Reviews that are listed where none is overdue. */
const nextReviews = 10;

const groupColumns = [
  { head: 'Area', share: 0.16 },
  { head: 'Reference', share: 0.12 },
  { head: 'Tier', share: 0.06 },
  { head: 'Band', share: 0.09 },
  { head: 'Threat', share: 0.15 },
  { head: 'Movement', share: 0.1 },
  { head: 'Last disruption', share: 0.15 },
  { head: 'Investigation', share: 0.1 },
  { head: 'Review due', share: 0.09 },
];

/** Groups as a working list: all, those that nobody touched, or those whose review is overdue. */
export function groupList(
  content: PackContent,
  { show }: Asked,
  { since, groups }: RegisterEntry,
): List {
  const end = content.period.end;
  const { chosen: ordered, evidence } = chosenOf(groups, show);
  const untouched = groups.filter((g) => g.untouched).length;
  const top =
    untouched === 0
      ? 'Every group in tier 1 was disrupted within 12 months'
      : `${capital(plural(untouched, 'group'))} in tier 1 had no disruption for 12 months`;
  const titles = {
    all: `${top}; ${plainNumber(groups.length)} groups are live`,
    movement: '',
    untouched: top,
    overdue: overdueTitle(evidence === '' ? ordered : [], end),
  };
  return {
    title: titles[show],
    columns: groupColumns,
    entries: ordered.map((g) => ({
      under: areaOf(content, g.area),
      cells: [
        { text: g.ref, bold: g.untouched },
        told(g.tier, 'not set'),
        told(g.band, 'no score'),
        told(named(content, 'soc-themes', g.theme), 'not recorded'),
        told(g.movement, 'no change'),
        g.lastDisruption
          ? `${named(content, 'disruption-levels', g.lastDisruption.level) || g.lastDisruption.level}, ${day(g.lastDisruption.on)}`
          : g.untouched
            ? { text: 'none in 12 months', tone: 'error', fill: 'error-wash', bold: true }
            : soft('none in 12 months'),
        g.investigation ? 'Open' : soft('none open'),
        reviewOf(g),
      ],
    })),
    source: `The register at ${dayLabel(end)}; ${evidence || 'untouched groups of tier 1 stand first'}. Movement: since ${heldWords(since)}.`,
  };
}

/**
 * The groups that a list is of, the most pressing first. Where there are none, those that come
 * nearest to it, as the evidence that there are none.
 */
function chosenOf(groups: readonly GroupLine[], show: Asked['show']) {
  const by = (key: (g: GroupLine) => string) => (a: GroupLine, b: GroupLine) =>
    key(a) < key(b) ? -1 : 1;
  const all = { chosen: groups, evidence: '' };
  if (show === 'untouched') {
    const chosen = groups.filter((g) => g.untouched);
    if (chosen.length > 0) return { chosen, evidence: '' };
    const top = groups.filter((g) => g.tier === '1' && g.lastDisruption);
    return {
      chosen: [...top].sort(by((g) => g.lastDisruption?.on ?? '')),
      evidence: 'all groups of tier 1, the longest since a disruption first',
    };
  }
  if (show !== 'overdue') return all;
  const due = groups.filter((g) => g.reviewDue !== '').sort(by((g) => g.reviewDue));
  const chosen = due.filter((g) => g.overdue);
  return chosen.length > 0
    ? { chosen, evidence: '' }
    : { chosen: due.slice(0, nextReviews), evidence: 'the next reviews that fall due' };
}

function reviewOf(group: GroupLine): string | DeckCell {
  const due = day(group.reviewDue);
  if (due === '') return soft('no day');
  return group.overdue ? { text: due, tone: 'caution', fill: 'caution-wash', bold: true } : due;
}

function overdueTitle(overdue: readonly GroupLine[], end: PlainDate): string {
  const oldest = parseDay(overdue[0]?.reviewDue ?? '');
  if (!oldest) return 'No review of a group is overdue';
  return `${capital(plural(overdue.length, 'review is', 'reviews are'))} overdue, ${overdue.length === 1 ? '' : 'the oldest '}by ${plainNumber(daysBetween(oldest, end))} days`;
}
