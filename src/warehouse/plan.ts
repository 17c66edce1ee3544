import type { TableSchema } from './schema.ts';

/**
 * What is asked of the facts of one dataset, as plain data: `measures` makes it from definitions,
 * `compile-duckdb*.ts` makes one SQL statement of it for any number of aggregates. No police word
 * and no dialect stands here.
 */
export interface Plan {
  readonly schema: TableSchema;
  /** Only what was valid at this load number; null is now. */
  readonly asAt: number | null;
  readonly periods: readonly PlanPeriod[];
  readonly place: PlanPlace;
  /** How places are grouped; null for one group. */
  readonly area: Grouping | null;
  /** How the rest is grouped; null for one group. */
  readonly category: Grouping | null;
  /** Sources in order of preference: a month is read from the first that has it. Empty reads all. */
  readonly prefer: readonly string[];
  readonly aggregates: readonly Aggregate[];
}

/** First and last day, both inclusive; periods may overlap. */
export interface PlanPeriod {
  readonly id: string;
  readonly start: string;
  readonly end: string;
}

/** Which facts are read: those of these forces on the row's own date, in these areas; null takes all. */
export interface PlanPlace {
  readonly forces: readonly DatedForce[] | null;
  readonly areas: readonly string[] | null;
}

export interface DatedForce {
  readonly code: string;
  /** First day it belongs, and the first day it no longer does. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A choice of facts: of a dataset, by conditions, placed in time. */
export interface Selection {
  readonly count: AggregateCount;
  /** Date column that places a row in a period; the schema's own when null. */
  readonly on: string | null;
  readonly where: readonly Predicate[];
  /** The period reaches this many months back from its end. */
  readonly over: number | null;
}

export interface Aggregate extends Selection {
  /** Columns [from, to] over whose days a quantity is shared out. */
  readonly spread: readonly [string, string] | null;
}

/** A selection of another dataset (or the same), for `key-in`. */
export interface NestedSelection extends Selection {
  readonly schema: TableSchema;
}

export type AggregateCount =
  | { readonly kind: 'rows' | 'stock' | 'present' }
  | { readonly kind: 'distinct' | 'sum' | 'increase' | 'median'; readonly column: string }
  /** `to` may be `period-end`. */
  | { readonly kind: 'median-days'; readonly from: string; readonly to: string }
  | { readonly kind: 'movement'; readonly movement: MovementKind; readonly roles: RegisterRoles }
  /**
   * Keys that entered or left the selection from one snapshot (or month's end) to the next. For a
   * register its state; for events the values of `column` within `over`.
   */
  | { readonly kind: 'entered' | 'left'; readonly column: string | null };

export type MovementKind =
  | 'new'
  | 'archived'
  | 'reactivated'
  | 'merged'
  | 'split'
  | 'transferred'
  | 'vanished'
  | 'score-risen'
  | 'score-fallen'
  | 'tier-risen'
  | 'tier-fallen';

/** Which columns of a register say what; null where it has no such column. */
export interface RegisterRoles {
  readonly status: {
    readonly column: string;
    /** Codes of a key that is on the register, and of one that was merged into another. */
    readonly active: readonly string[];
    readonly merged: readonly string[];
  } | null;
  readonly mergedInto: string | null;
  readonly splitFrom: string | null;
  /** Columns whose change is a transfer. */
  readonly owner: readonly string[];
  readonly score: {
    readonly column: string;
    readonly model: string;
    readonly scoredOn: string;
  } | null;
  /** Codes of the tier from the highest down. */
  readonly tier: { readonly column: string; readonly order: readonly string[] } | null;
}

export type Predicate =
  | { readonly kind: 'in' | 'not-in'; readonly column: string; readonly codes: readonly string[] }
  | { readonly kind: 'present'; readonly column: string; readonly present: boolean }
  | {
      readonly kind: 'range';
      readonly column: string;
      readonly from: number | string | null;
      readonly below: number | string | null;
    }
  | { readonly kind: 'contains'; readonly column: string; readonly text: string }
  | {
      readonly kind: 'days-from';
      readonly column: string;
      readonly from: string;
      readonly atMost: number | null;
      readonly moreThan: number | null;
    }
  | {
      readonly kind: 'percent-from';
      readonly column: string;
      readonly from: string;
      readonly atMost: number | null;
      readonly moreThan: number | null;
    }
  | {
      readonly kind: 'before' | 'after';
      readonly column: string;
      readonly monthsBeforeEnd: number;
    }
  | {
      readonly kind: 'key-in';
      readonly column: string;
      readonly of: NestedSelection;
      readonly negated: boolean;
    }
  /** The cell of the column says that its value is withheld. */
  | { readonly kind: 'suppressed'; readonly column: string }
  | { readonly kind: 'any'; readonly of: readonly (readonly Predicate[])[] };

export interface Grouping {
  readonly column: string;
  /** Code -> group; a code that is not in it stands for itself, an empty one for `unknown`. */
  readonly through: ReadonlyMap<string, string> | null;
  /** Bounds of bands for a number, ascending. */
  readonly bands: readonly number[];
}

/** A group of a period, with the aggregates of the plan in their order; null where no fact spoke. */
export interface PlanRow {
  readonly period: string;
  readonly area: string | null;
  readonly category: string | null;
  readonly values: readonly (number | null)[];
}

/** A fact with where it stands in its file. */
export interface FactRow {
  readonly load: number;
  readonly sheet: number;
  readonly row: number;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** The words of a band: `under 20`, `20 to 45`, `80 and over`. */
export const bandNames = (bands: readonly number[]): string[] => [
  ...bands.map((bound, i) => (i === 0 ? `under ${bound}` : `${bands[i - 1]} to ${bound}`)),
  ...(bands.length > 0 ? [`${bands.at(-1)} and over`] : []),
];
