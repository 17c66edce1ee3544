import type { Marking, RowRule, SourceDefinition } from './source.ts';

export type * from './source.ts';

/**
 * The checked, resolved definitions of a framework (DESIGN.md section 4): plain data, codes already
 * expanded through their vocabularies, periods in months. Made only by `loadFramework`.
 */
export interface Framework {
  readonly id: string;
  readonly title: string;
  /** Id of our force: an area of kind `force`. */
  readonly force: string;
  readonly marking: Marking;
  readonly rules: string;
  /** Below this, percentages are withheld as too few (DESIGN.md section 7). */
  readonly small: number;
  /** For what a person must say why, which the trail then has. */
  readonly reasons: readonly ReasonFor[];
  readonly timezone: string;
  readonly baselines: ReadonlyMap<string, Baseline>;
  /** Id of an owner -> the title of the role, as a sentence names it. */
  readonly roles: ReadonlyMap<string, string>;
  readonly outcomes: readonly OutcomeDefinition[];
  /** In the order of the files: the order of pages and slides. */
  readonly themes: ReadonlyMap<string, ThemeDefinition>;
  readonly measures: ReadonlyMap<string, MeasureDefinition>;
  readonly datasets: ReadonlyMap<string, DatasetDefinition>;
  readonly sources: ReadonlyMap<string, SourceDefinition>;
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  readonly areas: Areas;
  /** In the order of `packs:`; the first is the product that a first start builds. */
  readonly packs: ReadonlyMap<string, PackDefinition>;
  /** SHA-256 of all definitions. */
  readonly hash: string;
}

export type ReasonFor = 'record-rows' | 'exports';

export interface Baseline {
  readonly id: string;
  readonly title: string;
  /** Months, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly method: 'mean';
}

export interface OutcomeDefinition {
  readonly id: string;
  readonly title: string;
  readonly measures: readonly string[];
  /** Overrides a neutral measure here only, and the line says "activity, not crime". */
  readonly wanted: 'lower' | 'higher' | null;
  /** Measures that have no source yet, each with the reason a page prints. */
  readonly awaits: ReadonlyMap<string, string>;
}

export interface ThemeDefinition {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly owner: string;
  readonly lead: string;
  readonly leadActivity: string | null;
  readonly restricted: boolean;
  /** About the product's own records: no theme of crime, so no theme page asks after its threat. */
  readonly ownRecords: boolean;
  readonly measures: readonly string[];
  readonly tables: readonly ThemeTable[];
  readonly lists: readonly ThemeList[];
  readonly notes: string | null;
}

/** Rows that others supplied and that are read as they stand: no figure is made of them. */
export interface ThemeList {
  readonly title: string;
  /** A dataset. */
  readonly of: string;
  /** Its column that says which edition a row is of; the newest is shown. */
  readonly newest: string;
  /** Column of the dataset -> heading. */
  readonly columns: ReadonlyMap<string, string>;
  readonly note: string | null;
}

/** Measures of a theme side by side, a row for each value of a column or each place of a kind. */
export interface ThemeTable {
  readonly title: string;
  /** A column of the measures' datasets, or `district`, `lpa`, `ward`, `force`. */
  readonly by: string;
  readonly note: string | null;
  readonly columns: readonly {
    readonly measure: string;
    /** Another column than the table's own: its rows then hold other members of the same words. */
    readonly by: string;
    readonly title: string | null;
  }[];
}

export type MeasureKind =
  | 'flow'
  | 'distinct'
  | 'stock'
  | 'movement'
  | 'share'
  | 'rate'
  | 'sum'
  | 'median';

export interface MeasureDefinition {
  readonly id: string;
  readonly theme: string;
  readonly title: string;
  readonly owner: string;
  readonly role: 'threat' | 'activity' | 'outcome';
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neutral';
  readonly wanted: 'lower' | 'higher' | null;
  readonly kind: MeasureKind;
  /** The value, or the part of a share or the numerator of a rate. */
  readonly value: Value;
  /** The whole of a share. */
  readonly whole: Value | null;
  /** The denominator of a rate. */
  readonly per: PerDefinition | null;
  readonly by: Breakdown | null;
  readonly againstAreas: readonly string[];
  readonly chart:
    | 'auto'
    | 'xmr'
    | 'run'
    | 'p'
    | 'p-prime'
    | 'u'
    | 'u-prime'
    | 'c'
    | 'g'
    | 't'
    | 'table';
  readonly rules: string;
  readonly baseline: string | null;
  readonly breaks: readonly Break[];
  /** Another value for a comparator: `region`. */
  readonly instead: ReadonlyMap<string, Value>;
  /** Sources in order of preference, where several feed the dataset. */
  readonly else: readonly string[];
  readonly withhold: { readonly below: number } | null;
  readonly status: 'live' | 'trial';
  /** Newest stretch that is shown hatched and not judged, in days; 0 for none. */
  readonly immatureDays: number;
  readonly small: number;
  readonly notes: string | null;
  /** What a reader of few themes is not given of it: its split by these columns, or its rows. */
  readonly closed?: { readonly columns: readonly string[]; readonly rows: boolean };
  /** SHA-256 of the definition with its sets and baskets expanded. */
  readonly hash: string;
}

export interface Break {
  readonly at: string;
  /** Ends in “unexplained by the source” where it is. */
  readonly reason: string;
  /** Seen in the figures, and nobody says that anything was counted differently. */
  readonly unexplained: boolean;
}

export interface PerDefinition {
  readonly of: string;
  readonly column: string;
  readonly scale: number;
}

export interface Breakdown {
  readonly column: string;
  readonly bands: readonly number[];
}

/** What is counted: one grammar everywhere. */
export interface Value {
  readonly of: string;
  readonly count: Count;
  /** Date column; the dataset's default date when null. A register counted `on` counts each key once. */
  readonly on: string | null;
  readonly where: readonly Condition[];
  readonly region: boolean;
  /** Facts of these areas and of all that lie in them, whatever area is asked; empty takes all. */
  readonly areas: readonly string[];
  /** Look back over this many months; null for the period itself. */
  readonly over: number | null;
  readonly scale: { readonly numerator: number; readonly denominator: number } | null;
  /** Columns [from, to] over whose days the sum is apportioned. */
  readonly spread: readonly [string, string] | null;
}

export type Count =
  | { readonly kind: 'rows' }
  | { readonly kind: 'distinct'; readonly column: string }
  | { readonly kind: 'sum'; readonly column: string }
  | { readonly kind: 'increase'; readonly column: string }
  | { readonly kind: 'median'; readonly column: string }
  | { readonly kind: 'median-days'; readonly from: string; readonly to: string }
  /** Of a register the keys in it; of observations the total of a column at the last month. */
  | { readonly kind: 'stock'; readonly column: string | null }
  | { readonly kind: 'present' }
  | { readonly kind: 'movement'; readonly movement: Movement };

export const movements = [
  'new',
  'archived',
  'reactivated',
  'merged',
  'split',
  'transferred',
  'vanished',
  'score-risen',
  'score-fallen',
  'tier-risen',
  'tier-fallen',
] as const;
export type Movement = (typeof movements)[number];

/** All conditions of a list hold together. Codes are expanded: each stands with all below it. */
export type Condition =
  | { readonly kind: 'in'; readonly column: string; readonly codes: readonly string[] }
  | { readonly kind: 'not-in'; readonly column: string; readonly codes: readonly string[] }
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
  /** Off by so many hundredths of the other column. */
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
      readonly value: Value;
      readonly negated: boolean;
    }
  | { readonly kind: 'any'; readonly of: readonly (readonly Condition[])[] };

export type ColumnType =
  | 'text'
  | 'date'
  | 'code'
  | 'codes'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'boolean'
  | 'score'
  | 'month';

export interface ColumnDefinition {
  readonly name: string;
  readonly type: ColumnType;
  readonly key: boolean;
  readonly required: boolean;
  readonly class: 'open' | 'record' | 'personal';
  readonly vocabulary: string | null;
  /** What becomes of a code that the vocabulary lacks. */
  readonly unknown: 'keep' | 'set-aside' | 'stop';
  /** Declared total member: unnamed in `where`, that member alone is read. */
  readonly total: string | null;
  readonly notAfter: 'reporting-day' | string | null;
  readonly minimum: number | null;
  /** Texts between the codes of a cell that holds several. */
  readonly separators: readonly string[];
  /** How many times the usual sum is too much, or too little, to be believed unasked. */
  readonly magnitude: number | null;
  /** Column that names the model of a score. */
  readonly model: string | null;
  /** What a fault does: kept as empty, stops the file, or sets the row aside. */
  readonly fault: 'keep' | 'set-aside' | 'stop';
}

export interface DatasetDefinition {
  readonly id: string;
  readonly title: string;
  readonly kind: 'events' | 'register' | 'observations';
  readonly grain: string;
  /** Default date of its measures; registers have none. */
  readonly date: string | null;
  readonly immatureDays: number;
  /** Holds for every value unless its `where` names the column. */
  readonly counts: readonly Condition[];
  readonly columns: ReadonlyMap<string, ColumnDefinition>;
  readonly key: readonly string[];
  readonly cells: readonly string[];
  /** Rules between the columns of one row, whatever file it came from. */
  readonly rules: readonly RowRule[];
}

export interface Vocabulary {
  readonly id: string;
  readonly title: string;
  readonly codes: ReadonlyMap<string, VocabularyCode>;
  /** Named sets and baskets, expanded to codes. */
  readonly sets: ReadonlyMap<string, VocabularySet>;
  readonly hash: string;
}

export interface VocabularyCode {
  readonly code: string;
  readonly title: string;
  readonly parent: string | null;
  readonly aliases: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  /** Recorded because police find it: more of it is activity, not crime. */
  readonly policeGenerated: boolean;
}

export interface VocabularySet {
  readonly id: string;
  readonly title: string;
  readonly codes: readonly string[];
  readonly from: string | null;
  readonly hash: string;
}

export interface Area {
  /** ONS code, or for areas without one the feeds' own code or a kebab id. */
  readonly code: string;
  readonly id: string;
  readonly title: string;
  readonly kind: 'nation' | 'region' | 'force' | 'district' | 'lpa' | 'ward' | 'lsoa' | 'unknown';
  /** Areas it lies in, with dates. */
  readonly parents: readonly {
    readonly code: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  readonly aliases: readonly string[];
  /** Why many people are here who do not live here; null where they are not. */
  readonly visited: string | null;
}

export interface Areas {
  readonly byCode: ReadonlyMap<string, Area>;
  /** Folded alias, id or title -> code. */
  readonly names: ReadonlyMap<string, string>;
  /** LSOA code of either vintage -> district. */
  readonly lsoa: ReadonlyMap<string, string>;
}

export interface PackDefinition {
  readonly id: string;
  readonly title: string;
  readonly every: 'quarter' | 'half' | 'month' | 'year';
  readonly template: string;
  /** Lower than the framework's, where the pack says so. */
  readonly marking: Marking | null;
  readonly meeting: string;
  /** Measures that a named rule with an owner lets out at the pack's lower marking. */
  readonly release: readonly {
    readonly rule: string;
    readonly owner: string;
    readonly measures: readonly string[];
  }[];
  readonly slides: readonly PackSlide[];
}

export type PackSlide =
  | {
      readonly kind:
        | 'title'
        | 'scorecard'
        | 'what-changed'
        | 'since'
        | 'matrix'
        | 'decision'
        | 'outcomes'
        | 'operations'
        | 'evaluation'
        | 'left-out'
        | 'quality'
        | 'definitions';
    }
  /** All themes, or those named. */
  | { readonly kind: 'each-theme'; readonly charts: number; readonly themes: readonly string[] }
  | {
      readonly kind: 'register';
      readonly list: 'groups' | 'lines' | 'nominals' | 'investigations';
      /** Of groups: all in the order of looking, what moved, what was not touched, whose review is overdue. */
      readonly show: 'all' | 'movement' | 'untouched' | 'overdue';
      /** Slides at most; what does not fit is counted. */
      readonly pages: number;
    }
  | { readonly kind: 'region'; readonly measures: readonly string[] }
  /** Each measure by district, as a table and a map. */
  | { readonly kind: 'geography'; readonly measures: readonly string[] };
