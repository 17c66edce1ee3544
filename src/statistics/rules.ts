import type { ChartPoint } from './control-chart.ts';

/** One rule as data (methods.md 3.1). */
export type Rule =
  | { readonly id: string; readonly kind: 'outside' }
  | { readonly id: string; readonly kind: 'run'; readonly length: number }
  | { readonly id: string; readonly kind: 'trend'; readonly length: number }
  | {
      readonly id: string;
      readonly kind: 'k-of-m';
      readonly k: number;
      readonly m: number;
      readonly sigma: number;
    }
  | { readonly id: string; readonly kind: 'near' }
  | { readonly id: string; readonly kind: 'alternating'; readonly length: number }
  | { readonly id: string; readonly kind: 'within'; readonly length: number }
  | { readonly id: string; readonly kind: 'both-sides'; readonly length: number }
  | { readonly id: string; readonly kind: 'long-run' };

const mdc = (run: number, trend: number): readonly Rule[] => [
  { id: 'outside', kind: 'outside' },
  { id: 'trend', kind: 'trend', length: trend },
  { id: 'two-of-three', kind: 'near' },
  { id: 'shift', kind: 'run', length: run },
];

/** The rule sets by name. */
export const ruleSets: Readonly<Record<string, readonly Rule[]>> = {
  mdc: mdc(7, 7),
  'mdc-6': mdc(6, 6),
  'mdc-8': mdc(8, 7),
  'western-electric': [
    { id: 'we1', kind: 'outside' },
    { id: 'we2', kind: 'k-of-m', k: 2, m: 3, sigma: 2 },
    { id: 'we3', kind: 'k-of-m', k: 4, m: 5, sigma: 1 },
    { id: 'we4', kind: 'run', length: 8 },
  ],
  nelson: [
    { id: 'nelson1', kind: 'outside' },
    { id: 'nelson2', kind: 'run', length: 9 },
    { id: 'nelson3', kind: 'trend', length: 6 },
    { id: 'nelson4', kind: 'alternating', length: 14 },
    { id: 'nelson5', kind: 'k-of-m', k: 2, m: 3, sigma: 2 },
    { id: 'nelson6', kind: 'k-of-m', k: 4, m: 5, sigma: 1 },
    { id: 'nelson7', kind: 'within', length: 15 },
    { id: 'nelson8', kind: 'both-sides', length: 8 },
  ],
  police: [
    { id: 'outside', kind: 'outside' },
    { id: 'two-of-three', kind: 'k-of-m', k: 2, m: 3, sigma: 2 },
    { id: 'three-beyond-1.5', kind: 'k-of-m', k: 3, m: 3, sigma: 1.5 },
    { id: 'shift', kind: 'run', length: 8 },
  ],
  anhoej: [
    { id: 'outside', kind: 'outside' },
    { id: 'long-run', kind: 'long-run' },
  ],
};

/** On a line is not beyond it (methods.md 1). */
export const above = (value: number, line: number): boolean =>
  value - line > Math.max(1e-12, 1e-9 * Math.abs(line));
export const below = (value: number, line: number): boolean =>
  line - value > Math.max(1e-12, 1e-9 * Math.abs(line));

/** A point as the rules see it: its value and the line `k` sigma from the centre (null where there is none). */
export interface Judged {
  readonly value: number;
  readonly cl: number;
  readonly line: (sigma: number) => number | null;
}

type Side = 1 | -1;
const isBeyond = (p: Judged, sigma: number, side: Side): boolean => {
  const line = sigma === 0 ? p.cl : p.line(side * sigma);
  return line !== null && (side > 0 ? above(p.value, line) : below(p.value, line));
};

/** Which points of a sequence lie beyond the line `sigma` from the centre, on one side. */
type Beyond = (sigma: number, side: Side) => readonly boolean[];

/** Each line is held against the points once, however many rules ask. */
function beyondIn(sequence: readonly Judged[]): Beyond {
  const known = new Map<number, readonly boolean[]>();
  return (sigma, side) => {
    // No line is nearer than nought: the sides of the centre are told apart by the one added.
    const key = side * (1 + sigma);
    const found = known.get(key) ?? sequence.map((p) => isBeyond(p, sigma, side));
    known.set(key, found);
    return found;
  };
}

/** Flags every point of every pattern of the set within one unbroken sequence: index -> ids in order. */
export function flag(
  sequence: readonly Judged[],
  set: readonly Rule[],
  longestMax: number,
): string[][] {
  const flags: string[][] = sequence.map(() => []);
  const beyond = beyondIn(sequence);
  const add = (indices: Iterable<number>, id: string) => {
    for (const i of new Set(indices)) flags[i]?.push(id);
  };
  for (const rule of set) {
    if (rule.kind === 'alternating') add(alternating(sequence, rule.length), rule.id);
    else if (rule.kind === 'within') {
      const [high, low] = [beyond(1, 1), beyond(1, -1)];
      add(
        stretches(
          sequence.map((p, i) => p.line(1) !== null && !high[i] && !low[i]),
          rule.length,
        ),
        rule.id,
      );
    } else if (rule.kind === 'both-sides')
      add(bothSides(beyond(1, 1), beyond(1, -1), rule.length), rule.id);
    else
      for (const side of [1, -1] as const) {
        const suffix =
          rule.kind === 'trend' ? (side > 0 ? '-up' : '-down') : side > 0 ? '-above' : '-below';
        add(sided(sequence, beyond, rule, side, longestMax), rule.id + suffix);
      }
  }
  return flags;
}

function sided(
  sequence: readonly Judged[],
  beyond: Beyond,
  rule: Exclude<Rule, { kind: 'alternating' | 'within' | 'both-sides' }>,
  side: Side,
  longestMax: number,
): Iterable<number> {
  switch (rule.kind) {
    case 'outside':
      return indexesOf(beyond(3, side));
    case 'run':
      return stretches(beyond(0, side), rule.length);
    case 'trend':
      return trend(sequence, rule.length, side);
    case 'k-of-m': {
      const hit = beyond(rule.sigma, side);
      return windows(hit.length, rule.m, (from, to) =>
        howMany(hit, from, to) >= rule.k ? indexesOf(hit, from, to) : [],
      );
    }
    case 'near': {
      const [onSide, near, out] = [beyond(0, side), beyond(2, side), beyond(3, side)];
      const hit = near.map((is, i) => is && !out[i]);
      return windows(hit.length, 3, (from, to) =>
        howMany(hit, from, to) >= 2 && howMany(onSide, from, to) === 3
          ? indexesOf(hit, from, to)
          : [],
      );
    }
    case 'long-run':
      return longRuns(beyond(0, side), beyond(0, side === 1 ? -1 : 1), longestMax);
  }
}

/** Indexes in [from, to) that hold. */
function indexesOf(holds: readonly boolean[], from = 0, to = holds.length): number[] {
  const found: number[] = [];
  for (let i = from; i < to; i++) if (holds[i]) found.push(i);
  return found;
}

/** How many in [from, to) hold. */
function howMany(holds: readonly boolean[], from: number, to: number): number {
  let found = 0;
  for (let i = from; i < to; i++) if (holds[i]) found++;
  return found;
}

/** What every window [from, to) of so many points gives, together. */
function windows(
  points: number,
  length: number,
  hitsOf: (from: number, to: number) => readonly number[],
): Set<number> {
  const found = new Set<number>();
  for (let from = 0; from + length <= points; from++)
    for (const i of hitsOf(from, from + length)) found.add(i);
  return found;
}

/** Points of unbroken stretches, at least so long, of points that hold. */
const stretches = (held: readonly boolean[], length: number): Set<number> =>
  unbroken(held, length, (i) => held[i - 1] === true);

/** Points each strictly beyond the one before, at least so many. */
function trend(sequence: readonly Judged[], length: number, side: Side): Set<number> {
  return unbroken(
    sequence.map(() => true),
    length,
    (i) => {
      const [now, before] = [sequence[i]?.value ?? 0, sequence[i - 1]?.value ?? 0];
      return side > 0 ? above(now, before) : below(now, before);
    },
  );
}

/** Indexes of stretches of at least `length` that take part, each joined to the one before. */
function unbroken(
  takesPart: readonly boolean[],
  length: number,
  joins: (i: number) => boolean,
): Set<number> {
  const found = new Set<number>();
  let start = 0;
  for (let i = 0; i <= takesPart.length; i++) {
    if (i < takesPart.length && takesPart[i] && i > start && joins(i)) continue;
    if (i - start >= length && takesPart[start]) for (let k = start; k < i; k++) found.add(k);
    start = i;
  }
  return found;
}

function alternating(sequence: readonly Judged[], length: number): Set<number> {
  const way = (i: number) => {
    const [now, before] = [sequence[i]?.value ?? 0, sequence[i - 1]?.value ?? 0];
    return above(now, before) ? 1 : below(now, before) ? -1 : 0;
  };
  return windows(sequence.length, length, (from, to) => {
    for (let i = from + 1; i < to; i++)
      if (way(i) === 0 || (i > from + 1 && way(i) !== -way(i - 1))) return [];
    return rangeOf(from, to);
  });
}

function bothSides(high: readonly boolean[], low: readonly boolean[], length: number): Set<number> {
  return windows(high.length, length, (from, to) => {
    const [up, down] = [howMany(high, from, to), howMany(low, from, to)];
    return up > 0 && down > 0 && up + down === length ? rangeOf(from, to) : [];
  });
}

const rangeOf = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, n) => from + n);

/** Anhøj: useful points of a run longer than the longest that chance makes; points on the centre are skipped. */
function longRuns(
  here: readonly boolean[],
  opposite: readonly boolean[],
  longestMax: number,
): Set<number> {
  const found = new Set<number>();
  let run: number[] = [];
  const close = () => {
    if (run.length > longestMax) for (const i of run) found.add(i);
    run = [];
  };
  here.forEach((is, i) => {
    if (is) run.push(i);
    else if (opposite[i]) close();
  });
  close();
  return found;
}

/** Variation icon of "making data count" (methods.md 3.3). */
export function variation(
  points: readonly ChartPoint[],
  better: 'lower' | 'higher' | 'neutral',
): string | null {
  const last = points.findLast((p) => p.value !== null && !p.excluded);
  if (!last) return null;
  if (last.signals.length === 0) return 'common-cause';
  const directed = last.signals.find((s) => /-(above|below|up|down)$/.test(s));
  if (!directed) return 'special-cause';
  const high = /-(above|up)$/.test(directed);
  if (better === 'neutral') return `neutral-${high ? 'high' : 'low'}`;
  return `${(better === 'higher') === high ? 'improvement' : 'concern'}-${high ? 'high' : 'low'}`;
}

/** Assurance icon against a target (methods.md 3.3). */
export function assurance(
  points: readonly ChartPoint[],
  better: 'lower' | 'higher' | 'neutral',
  target: number | null,
): string | null {
  const last = points.findLast((p) => p.value !== null && !p.excluded);
  if (!last || target === null || better === 'neutral' || last.ucl === null || last.lcl === null)
    return null;
  if (above(target, last.ucl)) return better === 'higher' ? 'fail' : 'pass';
  if (below(target, last.lcl)) return better === 'higher' ? 'pass' : 'fail';
  return 'hit-or-miss';
}
