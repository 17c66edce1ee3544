import type { RowsBehind } from '../figures/index.ts';
import type { PlainDate } from '../periods/index.ts';

type Rows = RowsBehind['rows'];

/** An organised crime group as a working list shows it: no name, and nothing of a person. */
export interface GroupLine {
  readonly ref: string;
  readonly tier: string;
  readonly score: number | null;
  readonly band: string;
  /** Since the last edition: `New`, `Tier up`, `Score down` ..., or empty. */
  readonly movement: string;
  readonly theme: string;
  readonly area: string;
  readonly owner: string;
  readonly reviewDue: string;
  readonly overdue: boolean;
  readonly lastDisruption: { readonly level: string; readonly on: string } | null;
  readonly investigation: boolean;
  /** Top tier, and nothing was done about it for twelve months. */
  readonly untouched: boolean;
}

export interface GroupLists {
  /** The register now, and as what movements are held against had it. */
  readonly now: Rows;
  readonly before: Rows;
  /** Disruptions of twelve months. */
  readonly disruptions: Rows;
  readonly investigations: Rows;
  readonly day: PlainDate;
}

const text = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

/** Groups in the order in which they should be looked at: untouched top tier first, then tier and score. */
export function groupLines(lists: GroupLists): GroupLine[] {
  const before = new Map(lists.before.map(({ values }) => [text(values.ocg_ref), values]));
  const investigated = investigatedGroups(lists.investigations);
  const last = lastDisruptions(lists.disruptions);
  const lines = lists.now.map(({ values }): GroupLine => {
    const ref = text(values.ocg_ref);
    const score = values.score === null || values.score === undefined ? null : Number(values.score);
    const reviewDue = text(values.review_due).slice(0, 10);
    const disruption = last.get(ref) ?? null;
    return {
      ref,
      tier: text(values.tier),
      score,
      band: bandOf(score),
      movement: movementOf(values, before.get(ref)),
      theme: text(values.primary_theme),
      area: text(values.area),
      owner: text(values.owner),
      reviewDue,
      overdue: reviewDue !== '' && reviewDue < lists.day,
      lastDisruption: disruption,
      investigation: investigated.has(ref),
      untouched: text(values.tier) === '1' && disruption === null,
    };
  });
  return lines.sort(
    (a, b) =>
      Number(b.untouched) - Number(a.untouched) ||
      (a.tier || '9').localeCompare(b.tier || '9') ||
      (b.score ?? 0) - (a.score ?? 0) ||
      (a.ref < b.ref ? -1 : 1),
  );
}

const investigatedGroups = (investigations: Rows): ReadonlySet<string> =>
  new Set(investigations.map(({ values }) => text(values.ocg_ref)));

/** What was last done about each group, line or person. */
function lastDisruptions(
  disruptions: Rows,
): ReadonlyMap<string, { readonly level: string; readonly on: string }> {
  const last = new Map<string, { level: string; on: string }>();
  // A disruption may name several.
  for (const { values } of disruptions)
    for (const ref of text(values.target_ref).replaceAll('\u001f', ';').split(/[;/]/)) {
      const key = ref.trim();
      const on = text(values.activity_on).slice(0, 10);
      if (on > (last.get(key)?.on ?? '')) last.set(key, { level: text(values.level), on });
    }
  return last;
}

/** Bands of the sample's matrix (domain.md 9.2). */
function bandOf(score: number | null): string {
  if (score === null) return '';
  return score < 20 ? 'Low' : score < 45 ? 'Medium' : score < 80 ? 'High' : 'Very high';
}

/** How a tier came from its number before to that of now; the parts add up. */
export interface TierMoves {
  readonly tier: string;
  readonly before: number;
  /** Not on the register before. */
  readonly entered: number;
  /** From another tier. */
  readonly came: number;
  /** To another tier. */
  readonly went: number;
  /** No longer on the register. */
  readonly left: number;
  readonly now: number;
}

/** Tiers from the highest; groups without one stand last, under an empty name. */
export function tierMoves(lists: Pick<GroupLists, 'now' | 'before'>): TierMoves[] {
  const tiersOf = (rows: Rows) =>
    new Map(rows.map(({ values }) => [text(values.ocg_ref), text(values.tier)]));
  const [now, before] = [tiersOf(lists.now), tiersOf(lists.before)];
  const tiers = [...new Set([...now.values(), ...before.values()])].sort((a, b) =>
    (a || '9').localeCompare(b || '9'),
  );
  const count = (of: ReadonlyMap<string, string>, test: (ref: string, tier: string) => boolean) =>
    [...of].filter(([ref, tier]) => test(ref, tier)).length;
  return tiers.map((tier) => ({
    tier,
    before: count(before, (_, was) => was === tier),
    entered: count(now, (ref, is) => is === tier && !before.has(ref)),
    came: count(now, (ref, is) => is === tier && before.has(ref) && before.get(ref) !== tier),
    went: count(before, (ref, was) => was === tier && now.has(ref) && now.get(ref) !== tier),
    left: count(before, (ref, was) => was === tier && !now.has(ref)),
    now: count(now, (_, is) => is === tier),
  }));
}

type Values = Rows[number]['values'];

/**
 * Rows with how each moved, behind its key, and with what was last done about it or about its group
 * and whether its group is investigated; as they are where the reader may not see the key.
 */
export function rowMoves(lists: Omit<GroupLists, 'day'>, key: string): Values[] {
  const known = new Map(lists.before.map(({ values }) => [text(values[key]), values]));
  const last = lastDisruptions(lists.disruptions);
  const investigated = investigatedGroups(lists.investigations);
  return lists.now.map(({ values }) => {
    const { [key]: ref, ...rest } = values;
    if (ref === undefined) return values;
    const group = text(values.ocg_ref);
    const disruption = last.get(text(ref)) ?? last.get(group);
    return {
      [key]: ref,
      movement: movementOf(values, known.get(text(ref))),
      ...rest,
      last_disruption: disruption ? `${disruption.level}, ${disruption.on}` : '',
      open_investigation: group !== '' && investigated.has(group),
    };
  });
}

/** A score moves only within one model; tier 1 is the highest. */
function movementOf(now: Values, before: Values | undefined): string {
  if (!before) return 'New';
  const [tier, was] = [Number(now.tier), Number(before.tier)];
  if (tier && was && tier !== was) return tier < was ? 'Tier up' : 'Tier down';
  if (text(now.model) !== text(before.model)) return 'Scored by another model';
  const [score, had] = [Number(now.score), Number(before.score)];
  return score === had || !now.score || !before.score
    ? ''
    : score > had
      ? 'Score up'
      : 'Score down';
}
