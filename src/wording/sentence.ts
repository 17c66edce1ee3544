/**
 * A sentence made of words and bound figures: a restatement moves the number and flags the word
 * ("fell") that no longer holds (DESIGN.md section 8). Plain data; `text` is what is printed.
 */
export interface Sentence {
  readonly text: string;
  readonly parts: readonly SentencePart[];
}

export type SentencePart = string | Bound;

/** A number or a word of direction that stands for a figure. */
export interface Bound {
  readonly text: string;
  /** `measure@area:period` or `measure@area:period#category`, as {@link figureRef} writes it. */
  readonly figure: string;
  /** What of the figure the text shows: its value, its change against a comparator, or the word for it. */
  readonly shows:
    | 'value'
    | 'change'
    | 'percent'
    | 'points'
    | 'base'
    | 'direction'
    | 'verdict'
    | 'since';
  /** The comparator, where one is meant. */
  readonly against?: string;
}

/** Joins parts into a sentence. */
export function sentence(...parts: readonly SentencePart[]): Sentence {
  return {
    parts,
    text: parts.map((part) => (typeof part === 'string' ? part : part.text)).join(''),
  };
}

/** The stable name of a figure inside a sentence. */
export function figureRef(f: {
  readonly measure: string;
  readonly area: string;
  readonly period: { readonly id: string };
  readonly category: string | null;
}): string {
  return `${f.measure}@${f.area}:${f.period.id}${f.category === null ? '' : `#${f.category}`}`;
}
