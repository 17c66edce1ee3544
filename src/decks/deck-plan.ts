import type { Verdict } from '../figures/index.ts';

/** A deck as plain data, already worded: what `writeDeck` puts into a template. */
export interface DeckPlan {
  readonly title: string;
  readonly marking: string;
  readonly synthetic: boolean;
  /** "SOC performance · October to December 2025 · v0.1 · 10 February 2026". */
  readonly footer: string;
  readonly slides: readonly SlidePlan[];
}

export interface SlidePlan {
  /** The pattern slide of the template. */
  readonly pattern: 'title' | 'scorecard' | 'theme' | 'lists' | 'bars' | 'table';
  readonly kicker: string;
  readonly title: string;
  /** Text by the name of the shape it fills. */
  readonly texts: Readonly<Record<string, readonly Paragraph[]>>;
  readonly charts: readonly (DeckChart | DeckBars)[];
  readonly tables: readonly DeckTable[];
  readonly marks: readonly DeckMark[];
  readonly source: string;
  /** Speaker notes: the verbal update, then "If asked:". */
  readonly notes: readonly string[];
}

export interface Paragraph {
  readonly text: string;
  readonly bold?: boolean;
  readonly size?: number;
  readonly tone?: 'ink' | 'soft' | 'improving' | 'worsening' | 'changed';
}

/** Where something stands, in EMU. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A native line chart over months, with its signals as marker-only series. */
export interface DeckChart {
  readonly kind: 'line';
  readonly name: string;
  readonly area: string;
  /** First days of months, ISO. */
  readonly days: readonly string[];
  readonly series: readonly DeckSeries[];
  readonly max: number;
  readonly min: number;
  readonly step: number;
  readonly format: '#,##0' | '0.0%' | '0.00' | '£#,##0';
  readonly alt: string;
  readonly small: boolean;
}

export interface DeckSeries {
  readonly name: string;
  readonly style: 'figure' | 'improving' | 'worsening' | 'changed' | 'mean' | 'limit';
  readonly values: readonly (number | null)[];
  /** What is written beside the last point. */
  readonly label: 'value' | 'name-and-value' | null;
}

/** Horizontal bars: own force, others, region as three series that overlap. */
export interface DeckBars {
  readonly kind: 'bars';
  readonly name: string;
  readonly area: string;
  readonly categories: readonly string[];
  readonly own: readonly (number | null)[];
  readonly others: readonly (number | null)[];
  readonly region: readonly (number | null)[];
  readonly format: '0.0%' | '#,##0' | '0.00';
  readonly alt: string;
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
  readonly size: number;
  readonly alt: string;
}

export interface DeckRow {
  readonly cells: readonly string[];
  /** Drawn in the first column where given. */
  readonly mark?: { readonly word: Verdict; readonly direction: 'up' | 'down' | null };
  readonly bold?: boolean;
}

/** A verdict drawn at a named shape's place, with its word as alternative text. */
export interface DeckMark {
  readonly area: string;
  readonly word: Verdict;
  readonly direction: 'up' | 'down' | null;
}
