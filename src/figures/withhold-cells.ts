import { suppressed } from '../statistics/index.ts';

/** What a member counts in a period. */
export interface Cell {
  readonly part: number;
  /** Of a share: what is in its whole and not in its part; else null. */
  readonly rest: number | null;
  /** Which of these are too small to show. */
  readonly small: { readonly part: boolean; readonly rest: boolean; readonly whole: boolean };
}

/** Members of one measure in the periods of one quarter, whose sums a reader knows. */
export interface CellTable {
  /** Member -> period id -> what it counts. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, Cell>>;
  readonly periods: readonly string[];
  /** The quarter among them and the months that it is the sum of; null where it is not shown or no sum. */
  readonly quarter: { readonly id: string; readonly months: readonly string[] } | null;
  /** Members that are one place under two names: [its name here, the other]. */
  readonly equal: ReadonlyMap<string, string>;
  /** A member and the members that sum to it; they stand in no other sum. */
  readonly within: ReadonlyMap<string, readonly string[]>;
}

/**
 * What is protected in each cell, which is hidden with all of it. Of a share the whole by itself,
 * then its part and what is left of it together: another page may show the whole, so that each is
 * what the whole leaves of the other.
 */
const numbers = ['whole', 'part'] as const;

/**
 * Names `member|period` to hide, so that no number that is too small can be worked out from the
 * members, months, quarter and totals that stay shown. The total of each period is shown elsewhere.
 */
export function hiddenCells(table: CellTable): ReadonlySet<string> {
  const { periods, equal } = table;
  const members = [...table.cells.keys()].filter((member) => !equal.has(member));
  const twins = new Map<string, string[]>();
  for (const [member, as] of equal) twins.set(as, [...(twins.get(as) ?? []), member]);
  const fixed = new Set(periods.map((period) => `*|${period}`));
  let hidden: ReadonlySet<string> = new Set<string>();
  const tellers = new Map(
    members.map((member) => [
      member,
      [member, ...(twins.get(member) ?? [])].flatMap((m) => table.cells.get(m) ?? []),
    ]),
  );
  const told = (member: string, period: string): readonly Cell[] =>
    (tellers.get(member) ?? []).flatMap((cells) => cells.get(period) ?? []);
  for (const number of numbers) {
    const small = new Set<string>();
    for (const member of members)
      for (const period of periods)
        if (told(member, period).some((cell) => isSmall(cell, number)))
          small.add(`${member}|${period}`);
    if (small.size === 0) continue;
    const values = new Map<string, number>();
    const full = new Set<string>();
    for (const member of members)
      for (const period of periods) {
        const cells = told(member, period);
        const counts = cells.map((cell) => countOf(cell, number));
        values.set(`${member}|${period}`, Math.min(...counts, Number.MAX_SAFE_INTEGER));
        if (number === 'part' && cells.some((cell) => cell.rest !== null && cell.rest < 2))
          full.add(`${member}|${period}`);
      }
    hidden = suppressed({ values, small, full, fixed, sums: sumsOf(table, members), hidden });
  }
  const all = new Set(hidden);
  for (const [member, as] of equal)
    for (const period of periods) if (hidden.has(`${as}|${period}`)) all.add(`${member}|${period}`);
  return all;
}

/** Members to the total of each period and to the member they lie in; months to their quarter. */
function sumsOf(
  { periods, quarter, within }: CellTable,
  members: readonly string[],
): { total: string; parts: string[] }[] {
  const inner = new Set([...within.values()].flat());
  return [
    ...periods.flatMap((period) => [
      {
        total: `*|${period}`,
        parts: members.filter((m) => !inner.has(m)).map((m) => `${m}|${period}`),
      },
      ...[...within].map(([member, parts]) => ({
        total: `${member}|${period}`,
        parts: parts.map((part) => `${part}|${period}`),
      })),
    ]),
    ...(quarter === null
      ? []
      : members.map((member) => ({
          total: `${member}|${quarter.id}`,
          parts: quarter.months.map((m) => `${member}|${m}`),
        }))),
  ];
}

const countOf = (cell: Cell, number: (typeof numbers)[number]): number =>
  number === 'part' ? cell.part : cell.part + (cell.rest ?? 0);

const isSmall = ({ small }: Cell, number: (typeof numbers)[number]): boolean =>
  number === 'part' ? small.part || small.rest : small.whole;
