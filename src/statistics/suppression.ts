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
  const numbered = numberedOf(table);
  for (const name of [...table.small].sort()) {
    const other = otherTable(numbered, hidden, numbered.numberOf.get(name) ?? -1);
    if (other) for (const changed of other) hidden.add(numbered.names[changed] ?? '');
    else
      for (const i of numbered.sumsOf[numbered.numberOf.get(name) ?? -1] ?? [])
        for (const beside of [table.sums[i]?.total ?? '', ...(table.sums[i]?.parts ?? [])])
          if (table.values.has(beside) && !table.fixed.has(beside)) hidden.add(beside);
  }
  return hidden;
}

/** A table whose names are numbers: the search looks at each of them many thousand times. */
interface Numbered {
  readonly names: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
  readonly values: readonly number[];
  /** Whether it may be changed at all. */
  readonly movable: readonly boolean[];
  /** Whether it cannot be one more. */
  readonly full: readonly boolean[];
  readonly sums: readonly { readonly total: number; readonly all: readonly number[] }[];
  /** Sums that a number stands in. */
  readonly sumsOf: readonly (readonly number[])[];
}

function numberedOf({ values, fixed, full, small, sums }: SuppressionTable): Numbered {
  const names = [
    ...new Set([...values.keys(), ...small, ...sums.flatMap((sum) => [sum.total, ...sum.parts])]),
  ];
  const numberOf = new Map(names.map((name, i) => [name, i]));
  const inNumbers = sums.map(({ total, parts }) => {
    const all = [total, ...parts].map((name) => numberOf.get(name) ?? -1);
    return { total: all[0] ?? -1, all };
  });
  const sumsOf: number[][] = names.map(() => []);
  inNumbers.forEach(({ all }, i) => {
    for (const number of all) sumsOf[number]?.push(i);
  });
  return {
    names,
    numberOf,
    values: names.map((name) => values.get(name) ?? 0),
    movable: names.map((name) => values.has(name) && !fixed.has(name)),
    full: names.map((name) => full?.has(name) === true),
    sums: inNumbers,
    sumsOf,
  };
}

/** Most numbers that another table may change. */
const widest = 12;
/** Most tables that are looked at for one small number. */
const mostSteps = 40_000;

/** The cheapest set of numbers that can be one more or one less together while all that is shown still adds up. */
function otherTable(
  { names, values, movable, full, sums, sumsOf }: Numbered,
  hidden: ReadonlySet<string>,
  start: number,
): readonly number[] | null {
  let best: { numbers: number[]; cost: number } | null = null;
  const moved = new Set<number>();
  /** By how much each sum is off, and the sums that ever were in the order they were met. */
  const off = sums.map(() => 0);
  const met: number[] = [];
  const costs = names.map((name, i) => {
    if (hidden.has(name)) return 0;
    return values[i] === 0 ? 1_000_000 : 1_000 + (values[i] ?? 0);
  });
  const costOf = (i: number) => costs[i] ?? 0;
  const cheapestFirst = new Map<number, readonly number[]>();
  const numbersIn = (sum: number): readonly number[] => {
    const known =
      cheapestFirst.get(sum) ??
      (sums[sum]?.all ?? [])
        .filter((i) => movable[i])
        .sort((a, b) => costOf(a) - costOf(b) || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));
    cheapestFirst.set(sum, known);
    return known;
  };
  // Nought is shown where it stands, so that a hidden one cannot be one less.
  const canMove = (i: number, by: 1 | -1) => (by > 0 ? !full[i] : (values[i] ?? 0) > 1);
  const add = (i: number, by: number) => {
    for (const sum of sumsOf[i] ?? []) {
      if (!met.includes(sum)) met.push(sum);
      off[sum] = (off[sum] ?? 0) + (sums[sum]?.total === i ? -by : by);
    }
  };
  let steps = 0;
  const search = (cost: number) => {
    if (best && cost >= best.cost) return;
    if (++steps > mostSteps) return;
    const wrong = met.find((sum) => off[sum] !== 0);
    if (wrong === undefined) {
      best = { numbers: [...moved], cost };
      return;
    }
    if (moved.size >= widest) return;
    const tooMany = (off[wrong] ?? 0) > 0;
    for (const i of numbersIn(wrong)) {
      const by = (i === sums[wrong]?.total) === tooMany ? 1 : -1;
      if (moved.has(i) || !canMove(i, by)) continue;
      moved.add(i);
      add(i, by);
      search(cost + costOf(i));
      moved.delete(i);
      add(i, -by);
    }
  };
  for (const by of [1, -1] as const) {
    if (!canMove(start, by)) continue;
    moved.add(start);
    add(start, by);
    search(0);
    moved.delete(start);
    add(start, -by);
  }
  return (best as { numbers: number[] } | null)?.numbers ?? null;
}
