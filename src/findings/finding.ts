import type { AreaFacts, MeasureFacts, Series, SeriesVerdict, Verdict } from '../figures/index.ts';
import type { Period } from '../periods/index.ts';
import type { Sentence } from '../wording/index.ts';

/** Something that changed, or a gap: derived, ranked and worded deterministically (DESIGN.md 8). */
export interface Finding {
  readonly id: string;
  readonly kind: 'worse' | 'better' | 'changed' | 'gap';
  readonly theme: string;
  readonly measure: MeasureFacts | null;
  readonly area: AreaFacts | null;
  readonly period: Period;
  readonly verdict: SeriesVerdict | null;
  /** The figures it was found in, to draw; null where there are none. */
  readonly series: Series | null;
  /** What: fact with figure and comparator. At most 110 characters where it can be. */
  readonly sentence: Sentence;
  /** Since when, or why it is a gap. */
  readonly evidence: Sentence;
  /** Where the change comes from, largest first; shares of the change add up with the rest. */
  readonly contributions: readonly Contribution[];
  readonly owner: string;
  readonly ask: Sentence | null;
  /** True when it began before the reported period, or stood in the last issued edition: listed under "Continuing". */
  readonly continuing: boolean;
  /** Benjamini-Hochberg q; null for gaps. */
  readonly q: number | null;
  /** 1 is first. */
  readonly rank: number;
}

/** A finding that is not listed with the others, with the reason. */
export interface SetAside {
  readonly finding: Finding;
  readonly reason: string;
  readonly at: string;
  readonly by: string;
}

export interface Contribution {
  readonly title: string;
  readonly area: string | null;
  readonly category: string | null;
  readonly change: number;
  /** Fraction of the whole change, signed. */
  readonly share: number | null;
}

/** One of the six intended outcomes: its first measure's figure and verdict, counts of the others. */
export interface OutcomeLine {
  readonly id: string;
  readonly title: string;
  /** The measure shown, or null when none has a feed yet; `missing` says why. */
  readonly series: Series | null;
  readonly word: Verdict;
  readonly direction: 'up' | 'down' | null;
  readonly missing: string | null;
  readonly change: Sentence | null;
  readonly because: Sentence;
  readonly others: readonly VerdictCount[];
  /** Said where `wanted` overrides a neutral measure: "activity, not crime". */
  readonly caution: string | null;
}

export interface VerdictCount {
  readonly word: Verdict;
  readonly direction: 'up' | 'down' | null;
  readonly count: number;
}

export interface ThemeLine {
  readonly theme: string;
  readonly title: string;
  readonly counts: readonly VerdictCount[];
  readonly lead: Series | null;
}

/** Everything the first page and the first slides say. */
export interface Overview {
  readonly period: Period;
  readonly title: Sentence;
  readonly lead: Sentence;
  readonly outcomes: readonly OutcomeLine[];
  readonly findings: readonly Finding[];
  /** Findings that people set aside: none of them is among the others. */
  readonly setAside: readonly SetAside[];
  /** Every measure for the area shown: what was judged, and what could not be. */
  readonly series: readonly Series[];
  readonly notKnown: Sentence;
  readonly forDecision: Sentence;
  readonly themes: readonly ThemeLine[];
  /** "12 of 94 measures; about 1 in 10 of these expected to be chance". */
  readonly family: { readonly judged: number; readonly reported: number };
}

/** Everything a theme's page and slide say. */
export interface ThemeStory {
  readonly theme: string;
  readonly title: Sentence;
  /** Two or three sentences. */
  readonly sentences: readonly Sentence[];
  readonly ask: Sentence | null;
  readonly series: readonly Series[];
  readonly findings: readonly Finding[];
  /** The verbal update: at most three sentences, then lines "If asked:". */
  readonly notes: { readonly update: readonly Sentence[]; readonly ifAsked: readonly string[] };
}

/** A theme's sentences and ask as a person wrote them, read against today's figures. */
export interface WrittenWords {
  readonly id: number;
  readonly sentences: readonly Sentence[];
  readonly ask: Sentence | null;
  readonly at: string;
  readonly by: string;
  readonly accepted: { readonly at: string; readonly by: string } | null;
  /** Words of direction that no longer hold since a restatement. */
  readonly fails: readonly string[];
  /** Numbers that stand for no figure of the theme: typed, and pointed out. */
  readonly unbound: readonly string[];
}
