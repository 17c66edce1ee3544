import type { Boundaries, MapArea } from '../charts/index.ts';
import type { Verdict } from '../figures/index.ts';
import type { Ink } from './draw/ink.ts';

/** A deck as plain data, already worded: what `writeDeck` puts into a template. */
export interface DeckPlan {
  readonly title: string;
  readonly marking: string;
  readonly synthetic: boolean;
  /** "SOC performance · October to December 2025 · v0.1 · 10 February 2026". */
  readonly footer: string;
  /** Head of the audit trail at the issue, kept in the properties of the file. */
  readonly seal?: string;
  readonly slides: readonly SlidePlan[];
}

export interface SlidePlan {
  readonly pattern: PatternName;
  readonly kicker: string;
  readonly title: string;
  /** Text by the name of the shape it fills. A shape that nothing fills is left out. */
  readonly texts: Readonly<Record<string, Words>>;
  readonly charts: readonly (DeckChart | DeckBars)[];
  readonly tables: readonly DeckTable[];
  readonly marks: readonly DeckMark[];
  readonly matrix?: DeckMatrix;
  readonly map?: DeckMap;
  /** Lines and bars of the pattern that this slide has no use for. */
  readonly without: readonly string[];
  /** Sources, data-to, baseline, what is missing. */
  readonly source: string;
  /** What its charts count: said when the slide stands alone (R54). */
  readonly defines?: string;
  /** Speaker notes: the verbal update, then "If asked:". */
  readonly notes: readonly string[];
}

/** The pattern slides of a template (visual.md section 11), by the name of the slide. */
export type PatternName =
  | 'title'
  | 'scorecard'
  | 'theme'
  | 'lists'
  | 'bars'
  | 'matrix'
  | 'decision'
  | 'quality'
  | 'table';

/** Paragraphs of one shape. `size` in points stands in for the template's own. */
export interface Words {
  readonly paragraphs: readonly Paragraph[];
  readonly size?: number;
}

export interface Paragraph {
  readonly runs: readonly Run[];
  /** Points smaller than the shape's text. */
  readonly smaller?: number;
  readonly bullet?: boolean;
  /** Space above, in points. */
  readonly above?: number;
}

export interface Run {
  readonly text: string;
  /** The template's weight where not said. */
  readonly bold?: boolean;
  readonly tone?: Ink;
}

/** Where something stands, in EMU. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export type NumberCode = '#,##0' | '#,##0.0' | '0.0%' | '0.00' | '£#,##0' | '+0%;\u22120%;0%';

/** A native chart over months: a line with its signals as marker-only series, or stems for rare counts. */
export interface DeckChart {
  readonly kind: 'line' | 'stems';
  readonly name: string;
  readonly area: string;
  /** First days of the points' periods, ISO. */
  readonly days: readonly string[];
  readonly series: readonly DeckSeries[];
  readonly axis: { readonly min: number; readonly max: number; readonly step: number };
  readonly format: NumberCode;
  readonly alt: string;
  /** A scorecard's: no axes, no labels, no notes. */
  readonly small: boolean;
  readonly notes: ChartNotes;
}

/** What is drawn over a chart as shapes. Indexes of points, the last one inclusive. */
export interface ChartNotes {
  readonly baseline: {
    readonly first: number;
    readonly last: number;
    readonly label: string;
  } | null;
  readonly gaps: readonly {
    readonly first: number;
    readonly last: number;
    readonly label: string;
  }[];
  /** Drawn before the point `at`. */
  readonly breaks: readonly { readonly at: number; readonly what: string; readonly when: string }[];
}

export interface DeckSeries {
  readonly name: string;
  readonly style:
    | 'figure'
    | 'so-far'
    | 'to-so-far'
    | 'improving'
    | 'worsening'
    | 'changed'
    | 'mean'
    | 'upper'
    | 'lower';
  readonly values: readonly (number | null)[];
  /** Whether the last point carries a label: a figure its value, a line its name and value. */
  readonly labelled: boolean;
}

/** Horizontal bars: own force, others, region as series that overlap; or parts of one whole, stacked. */
export interface DeckBars {
  readonly kind: 'bars' | 'parts';
  readonly name: string;
  readonly area: string;
  readonly head: string;
  readonly categories: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly ink: Ink | null;
    readonly values: readonly (number | null)[];
  }[];
  readonly format: NumberCode;
  readonly alt: string;
}

export const isBars = (chart: DeckChart | DeckBars): chart is DeckBars =>
  chart.kind === 'bars' || chart.kind === 'parts';

/** The districts of the force as freeforms in the place of a shape, with their names and values. */
export interface DeckMap {
  readonly name: string;
  readonly area: string;
  readonly alt: string;
  readonly boundaries: Boundaries;
  readonly areas: readonly MapArea[];
  /** Lower bounds of the five classes, printed; what a hatched district is, where there is one. */
  readonly legend: { readonly bounds: readonly string[]; readonly hatched: string };
}

export interface DeckTable {
  readonly name: string;
  readonly area: string;
  readonly columns: readonly {
    readonly head: string;
    readonly share: number;
    readonly right?: boolean;
  }[];
  readonly rows: readonly DeckRow[];
  /** Points of the body; heads are one smaller, never under 11. */
  readonly size: number;
  /** Rows as high as their text: a table without verdict marks. */
  readonly dense?: boolean;
  readonly alt: string;
}

export interface DeckRow {
  readonly cells: readonly (string | DeckCell)[];
  /** Drawn in the first column where given. */
  readonly mark?: { readonly word: Verdict; readonly direction: 'up' | 'down' | null };
  readonly bold?: boolean;
}

export interface DeckCell {
  readonly text: string;
  readonly tone?: Ink;
  readonly fill?: Ink;
  readonly bold?: boolean;
}

/** Numbered points in the sixteen cells of the shape `area`; the table beside them names the numbers. */
export interface DeckMatrix {
  readonly area: string;
  readonly points: readonly DeckPoint[];
}

/** Column and row from the left and the top, from 0. */
export interface DeckPoint {
  readonly number: number;
  readonly alt: string;
  readonly at: { readonly column: number; readonly row: number };
  /** Where it stood before, if that was another cell. */
  readonly before: { readonly column: number; readonly row: number } | null;
}

/** A verdict drawn at a named shape's place, with its word as alternative text. */
export interface DeckMark {
  readonly area: string;
  readonly word: Verdict;
  readonly direction: 'up' | 'down' | null;
}
