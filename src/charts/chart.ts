import type { PointRef } from '../figures/index.ts';
import type { PlainDate } from '../periods/index.ts';

/** What to draw, as plain data: page, slide and picture draw the same chart. */
export interface Chart {
  readonly kind: 'line' | 'stems';
  /** What each point is: a period in turn, or an event on its day. */
  readonly every: 'period' | 'event';
  readonly heading: string;
  /** Unit as a word above the axis. */
  readonly unit: string;
  readonly points: readonly DrawnPoint[];
  readonly centre: readonly Level[];
  readonly upper: readonly Level[];
  readonly lower: readonly Level[];
  /** Indexes of the first and last point of the baseline. */
  readonly baseline: {
    readonly first: number;
    readonly last: number;
    readonly label: string;
  } | null;
  /** Drawn before the point with this index. */
  readonly breaks: readonly { readonly at: number; readonly what: string; readonly when: string }[];
  /** Where the next periods are expected, each with its place on the axis; empty mostly. */
  readonly expected: readonly {
    readonly index: number;
    readonly start: PlainDate;
    readonly label: string;
    readonly mean: number;
    readonly lower: number;
    readonly upper: number;
  }[];
  readonly gaps: readonly { readonly first: number; readonly last: number }[];
  readonly y: {
    readonly min: number;
    readonly max: number;
    readonly ticks: readonly number[];
    readonly fromZero: boolean;
  };
  /** At most four, the verdict's own first: what is seen from a point on, in two lines. */
  readonly annotations: readonly {
    readonly index: number;
    readonly shape: Shape;
    readonly lines: readonly [string, string];
  }[];
  /** Its accessible name. */
  readonly alt: string;
}

export type Shape = 'common' | 'improving' | 'worsening' | 'changed' | 'excluded';

export interface DrawnPoint {
  readonly index: number;
  readonly period: string;
  readonly start: PlainDate;
  /** `Apr`; `To Dec 2024` of a year. */
  readonly label: string;
  readonly value: number | null;
  /** As printed. */
  readonly text: string;
  readonly shape: Shape;
  /** Not complete or not mature: hollow, never judged. */
  readonly soFar: boolean;
  readonly spoken: string;
  readonly ref: PointRef;
}

/** A level line from one point to another; `values` where limits vary. */
export interface Level {
  readonly first: number;
  readonly last: number;
  readonly values: readonly (number | null)[];
  readonly label: string;
}
