import { heldShort, heldWords } from '../../findings/index.ts';
import { dayLabel } from '../../periods/index.ts';
import { plainNumber } from '../../wording/index.ts';
import type { DeckRow, SlidePlan } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import type { Template } from '../template.ts';
import type { PackContent, RegisterEntry } from './content.ts';
import { SlideDraft } from './slide.ts';
import { capital, line, listed, plural, words } from './words.ts';

const raised = ['Tier up', 'Score up'];
const lowered = ['Tier down', 'Score down'];

/** How the register of groups moved: who moved at the left, how each tier came to its number at the right. */
export function movementSlide(
  content: PackContent,
  template: Template,
  { since, groups, tiers }: RegisterEntry,
): SlidePlan {
  const draft = new SlideDraft(template, 'bars');
  draft.kicker = 'Organised crime groups · movement';
  const moved = groups.filter((g) => g.movement !== '');
  const count = (kinds: readonly string[]) =>
    moved.filter((g) => kinds.includes(g.movement)).length;
  const left = tiers.reduce((sum, t) => sum + t.left, 0);
  const parts = [
    ...(count(raised) > 0 ? [`${plural(count(raised), 'group')} moved up`] : []),
    ...(count(lowered) > 0 ? [`${plural(count(lowered), 'group')} moved down`] : []),
    ...(count(['New']) > 0 ? [`${plural(count(['New']), 'group')} came`] : []),
    ...(left > 0 ? [`${plural(left, 'group')} left`] : []),
  ];
  const title =
    parts.length === 0
      ? `No group has moved since ${heldShort(since)}`
      : `${capital(listed(parts))} since ${heldShort(since)}`;
  draft.title(title);
  draft.put('Chart heading', `Who moved (${moved.length})`);
  // What moved up comes first: it is what the meeting looks at.
  const order = ['Tier up', 'New', 'Score up', 'Tier down', 'Score down'];
  const rank = (movement: string) => order.indexOf(movement) + 1 || 9;
  const sorted = [...moved].sort((a, b) => rank(a.movement) - rank(b.movement));
  const columns = [
    { head: 'Reference', share: 0.19 },
    { head: 'Movement', share: 0.16 },
    { head: 'Tier', share: 0.09 },
    { head: 'Band', share: 0.14 },
    { head: 'Area', share: 0.2 },
    { head: 'Owner', share: 0.22 },
  ];
  const rows = sorted.map(
    (g): DeckRow => ({
      cells: [
        g.ref,
        { text: g.movement, bold: raised.includes(g.movement) },
        g.tier || 'none',
        g.band || 'no score',
        content.framework.areas.byCode.get(g.area)?.title ?? 'not recorded',
        g.owner || 'no owner',
      ],
    }),
  );
  const fit = rowsThatFit({ columns, rows, dense: true }, draft.slot('Chart').box, [12, 11]);
  draft.tables.push({
    name: 'Movers table',
    area: 'Chart',
    columns,
    dense: true,
    ...fit,
    rows:
      rows.length === 0 ? [{ cells: ['none', 'none', 'none', 'none', 'none', 'none'] }] : fit.rows,
    alt: `Groups that moved, those that moved up first. ${title}.`,
  });
  draft.put('Table heading', 'How each tier came to its number');
  tiersTable(draft, tiers);
  const hidden = rows.length - fit.rows.length;
  const untouched = groups.filter((g) => g.untouched).length;
  const overdue = groups.filter((g) => g.overdue).length;
  draft.put(
    'Sentences',
    words(
      line(
        `${plainNumber(groups.length)} groups are on the register at ${dayLabel(content.period.end)}; ${untouched === 0 ? 'every one of tier 1 was disrupted within 12 months' : `${plural(untouched, 'group')} of tier 1 had no disruption for 12 months`} and ${plural(overdue, 'review is', 'reviews are')} overdue.`,
      ),
      line('A score is compared within one model only.', { above: 4 }),
    ),
  );
  draft.source = `Register of organised crime groups at ${dayLabel(content.period.end)}, beside ${heldWords(since)}.${hidden > 0 ? ` ${capital(plural(hidden, 'more group'))} moved; all are on the page Registers.` : ''}`;
  return draft.done([`${title}.`], ['A score is compared within one model only.']);
}

function tiersTable(draft: SlideDraft, tiers: RegisterEntry['tiers']): void {
  const columns = [
    { head: 'Tier', share: 0.22 },
    ...['Before', 'New', 'Moved in', 'Moved out', 'Left', 'Now'].map((head) => ({
      head,
      share: 0.13,
      right: true,
    })),
  ];
  const sum = (key: 'before' | 'entered' | 'came' | 'went' | 'left' | 'now') =>
    plainNumber(tiers.reduce((total, tier) => total + tier[key], 0));
  const rows: DeckRow[] = [
    ...tiers.map((t) => ({
      cells: [
        t.tier === '' ? 'No tier' : `Tier ${t.tier}`,
        ...[t.before, t.entered, t.came, t.went, t.left, t.now].map((n) => plainNumber(n)),
      ],
    })),
    {
      cells: [
        'All',
        sum('before'),
        sum('entered'),
        sum('came'),
        sum('went'),
        sum('left'),
        sum('now'),
      ],
      bold: true,
    },
  ];
  draft.tables.push({
    name: 'Tiers table',
    area: 'Table',
    columns,
    dense: true,
    ...rowsThatFit({ columns, rows, dense: true }, draft.slot('Table').box, [12, 11]),
    alt: `Tiers: ${tiers.map((t) => `${t.tier === '' ? 'none' : t.tier}, ${t.before} before and ${t.now} now`).join('; ')}.`,
  });
}
