/** The object of methods.md 1.1: what `socpf statistics chart` prints and a figure's series carries. */
export interface ControlChart {
  readonly type: ChartType;
  readonly rules: string;
  readonly freeze: number | null;
  readonly target: number | null;
  readonly better: 'lower' | 'higher' | 'neutral';
  readonly points: readonly ChartPoint[];
  readonly parts: readonly ChartPart[];
  readonly icons: { readonly variation: string | null; readonly assurance: string | null };
}

export type ChartType = 'xmr' | 'run' | 'p' | 'p-prime' | 'u' | 'u-prime' | 'c' | 'g' | 't';

export interface ChartPoint {
  readonly x: string;
  readonly value: number | null;
  readonly cl: number | null;
  readonly lcl: number | null;
  readonly ucl: number | null;
  readonly lower_near: number | null;
  readonly upper_near: number | null;
  readonly part: number;
  readonly excluded: boolean;
  readonly signals: readonly string[];
}

export interface ChartPart {
  readonly part: number;
  readonly first: string;
  readonly last: string;
  readonly points: number;
  readonly baseline: number;
  readonly trial: boolean;
  readonly runs: {
    readonly useful: number;
    readonly longest: number | null;
    readonly longest_max: number | null;
    readonly crossings: number | null;
    readonly crossings_min: number | null;
    readonly signal: boolean;
  };
}
