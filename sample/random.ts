/** A stream of numbers that is the same for the same name: the same seed gives the same bytes. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [0, n). */
  below(n: number): number;
  pick<T>(list: readonly T[]): T;
  /** An entry by its weight. */
  weighed<T>(list: readonly (readonly [T, number])[]): T;
  /** A count with the mean, over-dispersed by `phi` (variance = phi x mean; 1 is Poisson). */
  count(mean: number, phi?: number): number;
  /** Exponential waiting time with the mean. */
  wait(mean: number): number;
  chance(share: number): boolean;
}

/** Streams are named, so that a change in one feed leaves the others as they were. */
export function seeded(name: string): Random {
  let state = hash(name);
  const next = () => {
    // mulberry32 (Tommy Ettinger, public domain)
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const poisson = (mean: number): number => {
    if (mean <= 0) return 0;
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let k = 0;
    for (let p = next(); p > limit; p *= next()) k++;
    return k;
  };
  return {
    next,
    below: (n) => Math.floor(next() * n),
    pick: (list) => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new RangeError('nothing to pick from');
      return found;
    },
    weighed: (list) => {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [entry, weight] of list) {
        left -= weight;
        if (left < 0) return entry;
      }
      const last = list.at(-1);
      if (last === undefined) throw new RangeError('nothing to weigh');
      return last[0];
    },
    count: (mean, phi = 1) =>
      phi <= 1
        ? poisson(mean)
        : poisson(Math.max(0, mean + Math.sqrt(mean * (phi - 1)) * normal())),
    wait: (mean) => -mean * Math.log(1 - next()),
    chance: (share) => next() < share,
  };
}

function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h | 0;
}
