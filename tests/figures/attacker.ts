/**
 * What a reader could work out: numbers that are shown, as sums of numbers that are not, solved by
 * elimination and by the ranges that whole numbers of people leave. It imports nothing of the
 * product and is proved by cases of its own.
 */
export interface ShownSum {
  /** Names of the numbers that add up; a name may be shown itself. */
  readonly of: readonly string[];
  /** Names of those that are taken off. */
  readonly less?: readonly string[];
  readonly is: number;
}

/** A sum with its known numbers taken out: name -> how often it counts. */
interface Left {
  readonly terms: ReadonlyMap<string, number>;
  readonly is: number;
}

/** Each number that can be had exactly, by its name. */
export function solved(sums: readonly ShownSum[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let left: readonly Left[] = sums.map(({ of, less = [], is }) => {
    const terms = new Map<string, number>();
    for (const name of of) terms.set(name, (terms.get(name) ?? 0) + 1);
    for (const name of less) terms.set(name, (terms.get(name) ?? 0) - 1);
    return { terms, is };
  });
  for (;;) {
    const before = found.size;
    left = left.map((sum) => without(sum, found)).filter(({ terms }) => terms.size > 0);
    for (const [name, is] of [...bounded(left), ...eliminated(left)]) found.set(name, is);
    if (found.size === before) return found;
  }
}

function without({ terms, is }: Left, found: ReadonlyMap<string, number>): Left {
  let rest = is;
  const kept = new Map<string, number>();
  for (const [name, times] of terms) {
    const known = found.get(name);
    if (known === undefined) kept.set(name, times);
    else rest -= times * known;
  }
  return { terms: kept, is: rest };
}

/** Gauss and Jordan: a row with one unknown says what it is. */
function eliminated(sums: readonly Left[]): [string, number][] {
  const names = [...new Set(sums.flatMap(({ terms }) => [...terms.keys()]))];
  const rows = sums.map(({ terms, is }) => {
    const row = new Float64Array(names.length + 1);
    for (const [i, name] of names.entries()) row[i] = terms.get(name) ?? 0;
    row[names.length] = is;
    return row;
  });
  let used = 0;
  for (let column = 0; column < names.length && used < rows.length; column++) {
    const pivot = rows.findIndex((row, i) => i >= used && Math.abs(row[column] ?? 0) > 1e-9);
    const [above, head] = [rows[used], rows[pivot]];
    if (!above || !head) continue;
    [rows[used], rows[pivot]] = [head, above];
    const by = head[column] ?? 1;
    for (let k = column; k <= names.length; k++) head[k] = (head[k] ?? 0) / by;
    for (const row of rows) {
      const times = row[column] ?? 0;
      if (row === head || Math.abs(times) < 1e-12) continue;
      for (let k = column; k <= names.length; k++) row[k] = (row[k] ?? 0) - times * (head[k] ?? 0);
    }
    used++;
  }
  return rows.flatMap((row): [string, number][] => {
    const own = names.flatMap((name, i) =>
      Math.abs(row[i] ?? 0) > 1e-9 ? [{ name, times: row[i] ?? 1 }] : [],
    );
    const [one] = own;
    return one && own.length === 1
      ? [[one.name, Math.round((row[names.length] ?? 0) / one.times)]]
      : [];
  });
}

/** Nobody is counted less than not at all: a range that closes on one number gives it away. */
function bounded(sums: readonly Left[]): [string, number][] {
  const names = new Set(sums.flatMap(({ terms }) => [...terms.keys()]));
  const low = new Map([...names].map((name) => [name, 0]));
  const high = new Map([...names].map((name) => [name, 1e6]));
  const ends = (name: string, times: number): readonly [number, number] => {
    const [a, b] = [times * (low.get(name) ?? 0), times * (high.get(name) ?? 0)];
    return a < b ? [a, b] : [b, a];
  };
  for (let round = 0, moved = true; moved && round < 60; round++) {
    moved = false;
    for (const { terms, is } of sums) {
      const all = [...terms].map(([name, times]) => ends(name, times));
      const least = all.reduce((sum, [from]) => sum + from, 0);
      const most = all.reduce((sum, [, to]) => sum + to, 0);
      for (const [name, times] of terms) {
        const [from, to] = ends(name, times);
        const [a, b] = [(is - (most - to)) / times, (is - (least - from)) / times];
        const [lowest, highest] = [Math.ceil(Math.min(a, b)), Math.floor(Math.max(a, b))];
        if (lowest > (low.get(name) ?? 0)) {
          low.set(name, lowest);
          moved = true;
        }
        if (highest < (high.get(name) ?? 0)) {
          high.set(name, highest);
          moved = true;
        }
      }
    }
  }
  return [...names].flatMap((name): [string, number][] =>
    low.get(name) === high.get(name) ? [[name, low.get(name) ?? 0]] : [],
  );
}
