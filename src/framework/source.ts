/**
 * What a source of files is: how its files are recognised, read, checked and mapped onto datasets
 * (DESIGN.md sections 4 and 5; the language is described in `docs/guides/sources.md`).
 */
export interface SourceDefinition {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly marking: Marking;
  readonly method: 'automated' | 'template' | 'narrative';
  readonly published: boolean;
  readonly arrives: {
    readonly every: 'month' | 'quarter' | 'half' | 'year' | 'any';
    /** Due this many days after the end of what it speaks for. */
    readonly due: { readonly days: number; readonly working: boolean };
  } | null;
  readonly recognise: Recognition;
  /** What is read out of each file, in order; at least one. */
  readonly parts: readonly SourcePart[];
  /** Period of the first part: the grain of the source. */
  readonly period: PeriodDefinition;
  /** Columns of every dataset that some part loads. */
  readonly loads: ReadonlyMap<string, ReadonlyMap<string, ColumnSource>>;
  readonly setAsideStopAbove: number;
  readonly variants: readonly Variant[];
  /** Words that stand where a number or code should; first that fits. */
  readonly markers: readonly Marker[];
  readonly hash: string;
}

/** The least that a source speaks for whole in a dataset: that of its parts which load it. */
export function completeIn(
  source: SourceDefinition,
  dataset: string,
): PeriodDefinition['complete'] {
  const parts = source.parts.filter((part) => part.loads.has(dataset));
  return (parts[0]?.period ?? source.period).complete;
}

export type Marking = 'OFFICIAL' | 'OFFICIAL-SENSITIVE';

export interface Recognition {
  /** Names with `*`, one of which the file's name must fit. */
  readonly names: readonly string[];
  /** Headings, every one of which stands in a header of the file. */
  readonly columns: readonly string[];
  /** Texts, with every one of which some cell above or in the first rows begins. */
  readonly says: readonly string[];
}

/** One reading of a file: rows of a certain shape into datasets. */
export interface SourcePart {
  readonly read: ReadDefinition;
  readonly period: PeriodDefinition;
  readonly replaces: Replacement;
  readonly loads: ReadonlyMap<string, ReadonlyMap<string, ColumnSource>>;
  readonly checks: readonly ControlTotal[];
  readonly rules: readonly RowRule[];
  /** Numbers run on through the year and are differenced; `no` says they do not; null asks when they seem to. */
  readonly cumulative: 'financial-year' | 'calendar-year' | 'no' | null;
  /** A file without its sheet or block is whole all the same. */
  readonly mayBeAbsent: boolean;
}

export interface Replacement {
  readonly what: 'period' | 'snapshot' | 'key' | 'nothing';
  /** Whole periods that a file speaks for, where `what` is `period`. */
  readonly period: 'month' | 'quarter' | 'half' | 'year';
  readonly within: readonly string[];
}

export interface ReadDefinition {
  readonly shape: 'table' | 'outline' | 'crosstab' | 'form';
  /** Regular expression on the sheet's title; null takes the first visible sheet. */
  readonly sheet: string | null;
  /** Every sheet whose title fits, not the first. */
  readonly eachSheet: boolean;
  /** Hidden sheets are read too. */
  readonly hidden: boolean;
  /** Which of the places where the header's cell stands, from 1. */
  readonly block: number;
  /** Text of a cell above the block. */
  readonly under: string | null;
  readonly header: HeaderDefinition;
  /** Texts with which the row after the last begins; `blank row` is an empty one. */
  readonly endsAt: readonly string[];
  /** Regular expressions; a row whose first filled cell fits is no row of data. */
  readonly skip: readonly string[];
  /** Rows that are no data: those with one of these texts under a heading, or without one of them. */
  readonly rows: readonly RowFilter[];
  /** Texts that say there is nothing to report. */
  readonly nothing: readonly string[];
  /** Columns allowed though they look personal. */
  readonly declared: readonly string[];
  /** Crosstab and outline: names of the columns at the left, over what the sheet calls them. */
  readonly left: readonly string[];
  /** Outline: columns whose blanks mean "as above", from the outermost. */
  readonly levels: readonly string[];
  readonly across: AcrossDefinition | null;
  readonly totals: TotalsDefinition;
  readonly form: FormDefinition | null;
}

export interface RowFilter {
  readonly heading: string;
  readonly texts: readonly string[];
  /** Rows with one of the texts are the ones that are read; else they are left out. */
  readonly only: boolean;
}

export interface HeaderDefinition {
  /** A cell of the header's last row; null where heads are periods or there is none. */
  readonly startsAt: string | null;
  readonly rows: number;
  /** `[note 1]`, `(a)` and raised digits are taken off the end of headings. */
  readonly footnotes: boolean;
}

/** Heads that run across and become a column of their own. */
export interface AcrossDefinition {
  /** What the column of heads and the column of values are called in `loads`. */
  readonly heading: string;
  readonly values: string;
  readonly of: 'periods' | 'names';
  /** Heads that are read past. */
  readonly except: readonly string[];
}

export interface TotalsDefinition {
  /** Heads across whose cell must be the sum of its row. */
  readonly across: readonly string[];
  /** Rows that must be the sum of others, and are no data. */
  readonly down: readonly { readonly row: string; readonly of: TotalOf }[];
  /** Outline: the word of a total member, and whether such rows are loaded. */
  readonly word: string;
  readonly keep: boolean;
}

/** The rows of a total: all of them, those above since the last total, those below until the next, or named ones. */
export type TotalOf = 'all' | 'above' | 'below' | readonly string[];

export interface FormDefinition {
  /** Labels that must stand on the sheet, each with its value. */
  readonly labels: readonly string[];
  /** What the columns of labels and of values are called; null for one row with the labels as headings. */
  readonly long: { readonly heading: string; readonly values: string } | null;
}

export interface PeriodDefinition {
  readonly from: 'column' | 'file-name' | 'cell' | 'snapshot-date' | 'sheet';
  readonly column: string | null;
  /** Regular expression with groups year, month, day, quarter, half or words. */
  readonly pattern: string | null;
  /** Where the period or the day of the snapshot is written. */
  readonly cell: string | null;
  readonly complete: 'month' | 'quarter' | 'half' | 'year';
  /** Whose years a bare "Q3" or "2025" counts; null where nobody has said, and then it is refused. */
  readonly calendar: 'financial' | 'calendar' | null;
  /** What a month without rows is, where the rows alone say the months: a nought, or not at hand. */
  readonly gaps: 'nought' | 'missing';
}

export type ColumnSource =
  | {
      readonly kind: 'column';
      readonly column: string;
      readonly format: string | null;
      readonly words: ReadonlyMap<string, string>;
      readonly unit: UnitDefinition | null;
      /** Texts of this length are cut off: they stand for the only title that begins so. */
      readonly truncated: number | null;
      /** Regular expression; its first group is the value. */
      readonly pattern: string | null;
      /** Several columns make one value: `Q{1} {2}`. */
      readonly joined: { readonly columns: readonly string[]; readonly as: string } | null;
    }
  | { readonly kind: 'is'; readonly value: string }
  | { readonly kind: 'file-name'; readonly pattern: string }
  | { readonly kind: 'sheet'; readonly pattern: string }
  | { readonly kind: 'cell'; readonly cell: string }
  /** First or last day of the period that the file, sheet or cell names. */
  | { readonly kind: 'period'; readonly end: boolean };

/** Numbers are multiplied: by one factor, or by that of the unit another column names. */
export type UnitDefinition =
  | { readonly kind: 'factor'; readonly factor: number }
  | {
      readonly kind: 'column';
      readonly column: string;
      readonly factors: ReadonlyMap<string, number>;
    };

export interface ControlTotal {
  /** Rows, or the sum of a dataset's column. */
  readonly total: 'rows' | { readonly sum: string };
  /** Dataset counted; null is the only one of the part. */
  readonly of: string | null;
  readonly where: ReadonlyMap<string, readonly string[]>;
  /** Date column by whose months the cells beside the label are compared; null compares one number. */
  readonly by: string | null;
  /** `B3`, `footer:TEXT` or `label:TEXT`. */
  readonly cell: string;
}

/** A rule that holds between columns of one row. */
export interface RowRule {
  readonly left: string;
  readonly is: Comparison;
  /** A column, a number, or `reporting-day`; null for `present` and `absent`. */
  readonly right:
    | { readonly kind: 'column'; readonly column: string }
    | { readonly kind: 'value'; readonly value: string | number }
    | null;
  /** Only rows with one of these codes are asked. */
  readonly when: ReadonlyMap<string, readonly string[]>;
  readonly fault: 'keep' | 'set-aside' | 'stop';
  /** The rule as it is written, for its problem. */
  readonly says: string;
}

export const comparisons = [
  'before',
  'not-before',
  'after',
  'not-after',
  'below',
  'at-least',
  'above',
  'at-most',
  'equals',
  'differs-from',
  'present',
  'absent',
] as const;
export type Comparison = (typeof comparisons)[number];

export interface Marker {
  /** The word in lower case, or a pattern. */
  readonly fits: { readonly word: string } | { readonly pattern: string };
  readonly means: 'missing' | 'zero' | 'suppressed' | 'not-applicable' | 'refused';
}

export interface Variant {
  /** Last day of arrival for which this layout is expected. */
  readonly until: string;
  readonly read: Partial<ReadDefinition>;
  /** Heading as declared -> heading in this layout. */
  readonly columns: ReadonlyMap<string, string>;
  /** Part it changes, from 0; null changes all. */
  readonly part: number | null;
}
