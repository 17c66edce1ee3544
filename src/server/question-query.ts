import { z } from 'zod';
import type { Words } from '../host/index.ts';

export const word = z.string().max(200).optional();
/** Why somebody looks or takes away, where the force asks for it: kept in the trail. */
export const reasonWord = z.string().max(500).optional();
/** The query of every address that shows figures; the same words as the command line's options. */
export const questionQuery = z.object({
  by: word,
  from: word,
  to: word,
  area: word,
  split: word,
  against: word,
  'as-at': word,
  period: word,
  reason: reasonWord,
});
export type QuestionQuery = z.infer<typeof questionQuery>;
export const wordsOf = (query: QuestionQuery): Words => ({ ...query, asAt: query['as-at'] });
export const idParam = z.object({ id: z.string().max(200) });

/** The query of a page: what its figures are asked with, and what the page itself can be told. */
export const pageQuery = questionQuery.extend({
  /** Every figure behind the chart, not the newest alone. */
  all: word,
  /** The code whose members the categories of a measure show. */
  below: word,
  /** The measure that the areas of a theme show. */
  of: word,
  /** The finding whose sentence is wanted in the words of a theme. */
  use: word,
});
export type PageQuery = z.infer<typeof pageQuery>;
