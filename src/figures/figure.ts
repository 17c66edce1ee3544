import type { Grain, Month, Period, PlainDate } from '../periods/index.ts';
import type { ControlChart } from '../statistics/index.ts';

/**
 * The contract of everything a person may quote. Pages, slides, workbooks and sentences hold
 * figures, never loose numbers (DESIGN.md sections 2 and 7). Plain serialisable data.
 */
export interface Figure {
  readonly measure: string;
  readonly area: string;
  /** A member of the split column, or null for the whole. */
  readonly category: string | null;
  readonly period: Period;
  /** Unrounded. Null exactly when `status` says why. Shares are fractions; rates carry their scale. */
  readonly value: number | null;
  readonly status: Status;
  /** Hatched, never judged. */
  readonly immature: boolean;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly dates: Dates;
  /** Loads whose rows are in the figure. */
  readonly loads: readonly number[];
  /** Hash of the measure's definition, its sets and baskets included. */
  readonly definition: string;
  readonly marking: Marking;
  readonly synthetic: boolean;
}

export type Status =
  | 'complete'
  | 'partial'
  | 'missing'
  | 'late'
  | 'not-due'
  | 'suppressed'
  | 'withheld'
  | 'not-applicable';

export interface Dates {
  /** The last day the measure's sources have spoken for; null when none has. */
  readonly dataTo: PlainDate | null;
  /** What was known at this instant (UTC, with Z). */
  readonly asAt: string;
  readonly builtAt: string;
}

export type Marking = 'OFFICIAL' | 'OFFICIAL-SENSITIVE';

/** The ten words shared by page, slide and workbook (visual.md section 6), in order of precedence. */
export const verdicts = [
  'withheld',
  'missing',
  'late',
  'incomplete',
  'not-comparable',
  'too-few-to-say',
  'improving',
  'worsening',
  'changed',
  'no-significant-change',
] as const;
export type Verdict = (typeof verdicts)[number];

export type Against =
  | 'previous'
  | 'same-last-year'
  | `baseline:${string}`
  | 'region'
  | 'region-without-us';

export interface Comparison {
  readonly against: Against;
  readonly base: Figure | null;
  /** Ours less the base: a number of units, or for a share null (see `points`). */
  readonly change: number | null;
  /** Fraction of the base; null for shares, for small numbers ("too few for %") and from none. */
  readonly percent: number | null;
  /** Difference of two shares as a fraction (0.021 is 2.1 points); for a region, of two percentage changes. */
  readonly points: number | null;
  readonly verdict: Verdict;
  /** One sentence: why this word, or why no number. */
  readonly because: string;
}

export interface SeriesVerdict {
  readonly word: Verdict;
  /** The way the figure itself moved, for the arrow; null without a signal. */
  readonly direction: 'up' | 'down' | null;
  /** The latest complete and mature point, which is the one judged; null where nothing was. */
  readonly at: Period | null;
  /** First period of the signal. */
  readonly since: Period | null;
  /** How it has gone on where the signal began before the period shown; null where it did not. */
  readonly after: 'level' | 'rising' | 'falling' | null;
  /** A signal that has ended: "Back within its usual range since August". */
  readonly endedSince: Period | null;
  /** Id of the rule that decided: `shift-below`, `outside-above`, `moves-binomial`, `none`. */
  readonly rule: string;
  readonly because: string;
  /** True when limits rest on fewer than 13 values. */
  readonly trial: boolean;
  /** Evidence for any change, two-sided (methods.md section 6), to rank findings by; null when not judged. */
  readonly p: number | null;
}

/** What moved in and out of a register's selection over the period shown (DESIGN.md 7, stocks). */
export interface Moves {
  readonly in: number;
  readonly out: number;
  readonly p: number | null;
}

/** A g or t chart of the days between events: each point one event, its label the day. */
export interface Waits {
  readonly chart: ControlChart;
  /** The last point is a wait that has not ended, to the last day judged. */
  readonly open: boolean;
}

export interface Note {
  readonly kind:
    | 'gap'
    | 'break'
    | 'immature'
    | 'partial'
    | 'aligned'
    | 'trial'
    | 'set-aside'
    | 'restated'
    | 'crossings'
    | 'definition'
    | 'season'
    | 'visited'
    | 'chart';
  readonly text: string;
}

/** One measure in one area, with everything a page or slide may show of it. */
export interface Series {
  readonly measure: MeasureFacts;
  readonly area: AreaFacts;
  readonly category: string | null;
  /** The period the reader asked about, and its figure. */
  readonly shown: Period;
  readonly figure: Figure;
  /** All points of the grain asked for, oldest first. */
  readonly figures: readonly Figure[];
  readonly comparisons: readonly Comparison[];
  /**
   * The control chart on the source's own grain, ending at the last month shown; null where no
   * chart can be drawn. `chart.points[i]` is drawn from `chartFigures[i]`. A stock's chart has no
   * limits and no signals: its verdict comes from `moves`. Nor has that of rare events: theirs comes
   * from `waits`. Where the series has a season, centre and limits follow it.
   */
  readonly chart: ControlChart | null;
  /** The days between events, where a rare measure is judged by them. */
  readonly waits: Waits | null;
  readonly chartFigures: readonly Figure[];
  /** What was judged: the value, the value freed of its season, days between events, moves of a register. */
  readonly judged: 'value' | 'month-adjusted' | 'waits' | 'moves' | 'none';
  readonly moves: Moves | null;
  readonly verdict: SeriesVerdict;
  readonly baseline: {
    readonly id: string;
    readonly title: string;
    readonly from: Month;
    readonly to: Month;
  } | null;
  readonly breaks: readonly {
    readonly at: PlainDate;
    readonly reason: string;
    readonly unexplained: boolean;
  }[];
  readonly notes: readonly Note[];
  readonly dates: Dates;
  readonly sources: readonly string[];
  readonly marking: Marking;
  readonly synthetic: boolean;
}

/** What of the definition a reader of figures needs. */
export interface MeasureFacts {
  readonly id: string;
  readonly title: string;
  readonly theme: string;
  readonly role: 'threat' | 'activity' | 'outcome';
  readonly kind: 'flow' | 'distinct' | 'stock' | 'movement' | 'share' | 'rate' | 'sum' | 'median';
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neutral';
  readonly scale: number | null;
  readonly trial: boolean;
  /** Shown as a table of its parts: it has no chart and is not judged. */
  readonly listed: boolean;
  readonly small: number;
}

export interface AreaFacts {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
}

/** What is asked of the room. */
export interface Question {
  readonly measure: string;
  readonly by: Grain;
  /** The period shown; its grain is `by`. */
  readonly period: Period;
  readonly from?: Month;
  readonly to?: Month;
  /** ONS code or id; our force when absent. */
  readonly area?: string;
  readonly category?: string;
  readonly against?: readonly Against[];
  /** As known at the end of this local day; now when absent. */
  readonly asAt?: PlainDate;
}

/** `district`, `lpa`, `ward`, `force`, or a column of the dataset. */
export type Split = string;

/** A drawn point: what a click sends, and what `rowsBehind` takes. */
export interface PointRef {
  readonly measure: string;
  readonly period: string;
  readonly area: string;
  readonly category: string | null;
  /** What the category is a member of, as a split names it; the measure's own breakdown when absent. */
  readonly split?: string;
  readonly asAt: PlainDate | null;
}

/** The rows behind a point, each with the cell it came from. */
export interface RowsBehind {
  readonly rows: readonly {
    readonly values: Readonly<Record<string, string | number | boolean | null>>;
    readonly origin: Origin;
  }[];
  /** How many rows stand before those given. */
  readonly from: number;
  /** All rows of the point, which may be more than are given. */
  readonly total: number;
  /** Whether the rows, counted again one by one, add up to the point. */
  readonly equal: boolean;
}

export interface Origin {
  readonly load: number;
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  /** Column of the dataset -> A1 address in the file. */
  readonly cells: Readonly<Record<string, string>>;
}
