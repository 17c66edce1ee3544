/**
 * Complementary suppression: which numbers of additive tables must be hidden so that those that are
 * too small cannot be worked out from the rest. Each small number is given another whole table that
 * agrees with all that is shown, one more or one less in it (a "cycle": Cox 1980, J. American
 * Statistical Association 75:377); the numbers that the other table changes are hidden, the fewest
 * and least that will do, noughts last. Pure; knows no area and no month.
 */
export interface SuppressionTable {
  /** Whole numbers by name. */
  readonly values: ReadonlyMap<string, number>;
  /** Too small to show. */
  readonly small: ReadonlySet<string>;
  /** Never hidden: totals that are shown elsewhere. */
  readonly fixed: ReadonlySet<string>;
  /** Numbers that cannot be one more, since what they are part of is shown and has no room. */
  readonly full?: ReadonlySet<string>;
  /** Hidden already for another reason, so that hiding them costs nothing. */
  readonly hidden?: ReadonlySet<string>;
  /** `total` is the sum of `parts`. */
  readonly sums: readonly { readonly total: string; readonly parts: readonly string[] }[];
}

/** All names to hide. A small number that no other table can protect takes every number beside it along. */
export function suppressed(table: SuppressionTable): ReadonlySet<string> {
  const hidden = new Set([...table.small, ...(table.hidden ?? [])]);
  const sumsOf = new Map<string, number[]>();
  table.sums.forEach((sum, i) => {
    for (const name of [sum.total, ...sum.parts])
      sumsOf.set(name, [...(sumsOf.get(name) ?? []), i]);
  });
  for (const name of [...table.small].sort()) {
    const other = otherTable(table, sumsOf, hidden, name);
    if (other) for (const changed of other) hidden.add(changed);
    else
      for (const i of sumsOf.get(name) ?? [])
        for (const beside of [table.sums[i]?.total ?? '', ...(table.sums[i]?.parts ?? [])])
          if (table.values.has(beside) && !table.fixed.has(beside)) hidden.add(beside);
  }
  return hidden;
}

/** Most numbers that another table may change. */
const widest = 12;

/** The cheapest set of numbers that can be one more or one less together while all that is shown still adds up. */
function otherTable(
  table: SuppressionTable,
  sumsOf: ReadonlyMap<string, readonly number[]>,
  hidden: ReadonlySet<string>,
  start: string,
): readonly string[] | null {
  let best: { names: string[]; cost: number } | null = null;
  const moved = new Map<string, 1 | -1>();
  const off = new Map<number, number>();
  const costOf = (name: string) => {
    if (hidden.has(name)) return 0;
    const value = table.values.get(name) ?? 0;
    return value === 0 ? 1_000_000 : 1_000 + value;
  };
  const move = (name: string, by: 1 | -1, undo: boolean) => {
    if (undo) moved.delete(name);
    else moved.set(name, by);
    for (const i of sumsOf.get(name) ?? []) {
      const sign = table.sums[i]?.total === name ? -by : by;
      off.set(i, (off.get(i) ?? 0) + (undo ? -sign : sign));
    }
  };
  let steps = 0;
  const search = (cost: number) => {
    if (best && cost >= best.cost) return;
    if (++steps > 40_000) return;
    const wrong = [...off].find(([, by]) => by !== 0);
    if (!wrong) {
      best = { names: [...moved.keys()], cost };
      return;
    }
    if (moved.size >= widest) return;
    const [i, by] = wrong;
    const sum = table.sums[i];
    if (!sum) return;
    const candidates = [sum.total, ...sum.parts]
      .filter((name) => !moved.has(name) && !table.fixed.has(name) && table.values.has(name))
      .map((name) => ({
        name,
        by: ((name === sum.total ? by > 0 : by < 0) ? 1 : -1) as 1 | -1,
        cost: costOf(name),
      }))
      // Nought is shown where it stands, so that a hidden one cannot be one less.
      .filter((c) => (c.by > 0 ? !table.full?.has(c.name) : (table.values.get(c.name) ?? 0) > 1))
      .sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1));
    for (const candidate of candidates) {
      move(candidate.name, candidate.by, false);
      search(cost + candidate.cost);
      move(candidate.name, candidate.by, true);
    }
  };
  for (const by of [1, -1] as const) {
    if (by < 0 ? (table.values.get(start) ?? 0) < 2 : table.full?.has(start)) continue;
    move(start, by, false);
    search(0);
    move(start, by, true);
  }
  return (best as { names: string[] } | null)?.names ?? null;
}
