import {
  binomialBelow,
  binomialQuantile,
  binomialTerm,
  normalQuantile,
  poissonBelow,
  poissonQuantile,
  poissonTerm,
} from './distribution.ts';
import { dispersion, varianceBetween } from './over-dispersion.ts';
import { above, below } from './rules.ts';

export type FunnelType = 'rate' | 'proportion' | 'ratio';
export type Overdispersion = 'none' | 'multiplicative' | 'additive';

/** One area to place; for `ratio`, n is its expected count. */
export interface FunnelRow {
  readonly area: string;
  readonly count: number | null;
  readonly n: number | null;
}

/** The object of methods.md 1.3. */
export interface Funnel {
  readonly type: FunnelType;
  readonly overdispersion: Overdispersion;
  readonly target: number | null;
  /** Always the estimate. */
  readonly phi: number | null;
  readonly tau2: number;
  readonly adjusted: boolean;
  readonly areas: readonly FunnelArea[];
}

export interface FunnelArea extends FunnelRow {
  readonly value: number | null;
  readonly z: number | null;
  readonly lower95: number | null;
  readonly upper95: number | null;
  readonly lower998: number | null;
  readonly upper998: number | null;
  readonly signal: 'high-998' | 'high-95' | 'low-998' | 'low-95' | null;
}

const tails = { lower95: 0.025, upper95: 0.975, lower998: 0.001, upper998: 0.999 } as const;

/** An area that takes part, on the scale where its spread does not depend on its value. */
interface Placed {
  readonly count: number;
  readonly n: number;
  /** (Y - t) and its standard error. */
  readonly distance: number;
  readonly s: number;
}

/**
 * Areas about their pooled value with exact limits, widened where they differ by more than chance
 * (Spiegelhalter 2005, Statistics in Medicine 24:1185). Never a rank.
 */
export function funnel(
  rows: readonly FunnelRow[],
  type: FunnelType,
  overdispersion: Overdispersion = 'none',
): Funnel {
  const used = rows.flatMap(({ count, n }) => (count === null || !n ? [] : [{ count, n }]));
  const total = used.reduce((sum, area) => sum + area.n, 0);
  const target =
    used.length === 0
      ? null
      : type === 'ratio'
        ? 1
        : used.reduce((sum, area) => sum + area.count, 0) / total;
  const placed = used.map((area) => place(area.count, area.n, type, target ?? 0));
  const z = placed.map((area) => area.distance / area.s);
  const phi = z.every(Number.isFinite) ? dispersion(z) : null;
  const adjusted = overdispersion !== 'none' && phi !== null && phi > 1;
  const tau2 =
    adjusted && overdispersion === 'additive'
      ? varianceBetween(
          phi,
          placed.map((area) => area.s),
        )
      : 0;
  const errorOf = (s: number) =>
    !adjusted ? s : overdispersion === 'additive' ? Math.sqrt(s * s + tau2) : s * Math.sqrt(phi);
  return {
    type,
    overdispersion,
    target,
    phi,
    tau2,
    adjusted,
    areas: rows.map((row) =>
      row.count === null || !row.n || target === null
        ? nothing(row)
        : areaOf(row, place(row.count, row.n, type, target), type, target, errorOf, adjusted),
    ),
  };
}

const nothing = ({ area, count, n }: FunnelRow): FunnelArea => ({
  area,
  count,
  n,
  value: null,
  z: null,
  lower95: null,
  upper95: null,
  lower998: null,
  upper998: null,
  signal: null,
});

function place(count: number, n: number, type: FunnelType, target: number): Placed {
  if (type === 'proportion')
    return {
      count,
      n,
      distance: Math.asin(Math.sqrt(count / n)) - Math.asin(Math.sqrt(target)),
      s: 1 / (2 * Math.sqrt(n)),
    };
  const expected = target * n;
  return {
    count,
    n,
    distance: Math.sqrt(count / expected) - 1,
    s: 1 / (2 * Math.sqrt(expected)),
  };
}

function areaOf(
  row: FunnelRow,
  at: Placed,
  type: FunnelType,
  target: number,
  errorOf: (s: number) => number,
  adjusted: boolean,
): FunnelArea {
  const value = at.count / at.n;
  const limit = (tail: number): number => {
    const exact = exactLimit(tail, at.n, type, target);
    if (!adjusted) return exact;
    const widened = adjustedLimit(tail, errorOf(at.s), type, target);
    return tail < 0.5 ? Math.min(exact, widened) : Math.max(exact, widened);
  };
  const limits = {
    lower95: limit(tails.lower95),
    upper95: limit(tails.upper95),
    lower998: limit(tails.lower998),
    upper998: limit(tails.upper998),
  };
  const z = at.distance / errorOf(at.s);
  return {
    ...row,
    value,
    z: Number.isFinite(z) ? z : null,
    ...limits,
    signal: signalOf(value, limits),
  };
}

/** Limit in whole counts, interpolated so that it is passed with the stated probability. */
function exactLimit(tail: number, n: number, type: FunnelType, target: number): number {
  const share = type === 'proportion';
  const expected = target * n;
  const r = share ? binomialQuantile(tail, n, target) : poissonQuantile(tail, expected);
  const reached = share ? binomialBelow(r, n, target) : poissonBelow(r, expected);
  const step = share ? binomialTerm(r, n, target) : poissonTerm(r, expected);
  const limit = (r - (reached - tail) / step) / n;
  return Math.min(share ? 1 : Number.POSITIVE_INFINITY, Math.max(0, limit));
}

function adjustedLimit(tail: number, error: number, type: FunnelType, target: number): number {
  const shift = normalQuantile(tail) * error;
  if (type !== 'proportion') return target * Math.max(0, 1 + shift) ** 2;
  const angle = Math.asin(Math.sqrt(target)) + shift;
  return Math.sin(Math.min(Math.PI / 2, Math.max(0, angle))) ** 2;
}

function signalOf(
  value: number,
  limits: Readonly<Record<keyof typeof tails, number>>,
): FunnelArea['signal'] {
  if (above(value, limits.upper998)) return 'high-998';
  if (below(value, limits.lower998)) return 'low-998';
  if (above(value, limits.upper95)) return 'high-95';
  return below(value, limits.lower95) ? 'low-95' : null;
}
