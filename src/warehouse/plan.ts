import type { TableSchema } from './schema.ts';

/**
 * What is asked of the facts, as plain data: `measures` makes it from definitions, `compile*.ts`
 * makes SQL of it. No police word and no dialect stands here.
 */
export interface Plan {
  readonly aggregate: Aggregate;
  /** Only what was valid at this load number; null is now. */
  readonly asAt: number | null;
  readonly periods: readonly PlanPeriod[];
  readonly group: Grouping | null;
  /** Facts outside these are not read: forces by code, areas by code; null takes all. */
  readonly forces: readonly string[] | null;
  readonly areas: readonly string[] | null;
}

/** First and last day, both inclusive; periods may overlap. */
export interface PlanPeriod {
  readonly id: string;
  readonly start: string;
  readonly end: string;
}

export interface Aggregate {
  readonly schema: TableSchema;
  readonly count: AggregateCount;
  /** Date column that places a row in a period; the schema's own when null. */
  readonly on: string | null;
  readonly where: readonly Predicate[];
  /** The period reaches this many months back from its end. */
  readonly over: number | null;
  readonly spread: readonly [string, string] | null;
}

export type AggregateCount =
  | { readonly kind: 'rows' | 'stock' | 'present' }
  | { readonly kind: 'distinct' | 'sum' | 'increase' | 'median'; readonly column: string }
  | { readonly kind: 'median-days'; readonly from: string; readonly to: string }
  | { readonly kind: 'movement'; readonly movement: string }
  /** Keys that entered or left the selection of a register between snapshots. */
  | { readonly kind: 'entered' | 'left' };

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
  | { readonly kind: 'before'; readonly column: string; readonly monthsBeforeEnd: number }
  | {
      readonly kind: 'key-in';
      readonly column: string;
      readonly of: Aggregate;
      readonly negated: boolean;
    }
  | { readonly kind: 'any'; readonly of: readonly (readonly Predicate[])[] };

export interface Grouping {
  readonly column: string;
  /** Code -> group; a code that is not in it stands for itself. Null groups by the code. */
  readonly through: ReadonlyMap<string, string> | null;
  /** Upper bounds of bands for a number, ascending. */
  readonly bands: readonly number[];
}

export interface PlanPoint {
  readonly period: string;
  readonly group: string | null;
  readonly value: number | null;
}

/** A fact with where it stands in its file. */
export interface FactRow {
  readonly load: number;
  readonly sheet: number;
  readonly row: number;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}
