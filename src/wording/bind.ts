import type { Series } from '../figures/index.ts';
import { monthLabel } from '../periods/index.ts';
import { formatPercent, formatPoints, formatValue } from './number.ts';
import { type Bound, figureRef, type Sentence, type SentencePart, sentence } from './sentence.ts';

/**
 * Words that a person typed, held to figures again: each number that a draft or a figure of the
 * theme prints is bound to it, so that a restatement moves it; what is bound to nothing is pointed
 * out. Pure; nothing is ever taken out of the text.
 */
export interface Typed {
  readonly sentence: Sentence;
  /** Numbers that stand for no figure of these series. */
  readonly unbound: readonly string[];
}

/** A bound part read against today's figures. */
export interface Reading {
  readonly text: string;
  /** False for a word of direction that no longer holds, and for a figure that is gone. */
  readonly holds: boolean;
}

/** Every way in which the series print themselves, so that typed text can be recognised. */
export function bindingsOf(series: readonly Series[]): Bound[] {
  return series.flatMap((s) => {
    const figure = figureRef(s.figure);
    const found: Bound[] = [];
    if (s.figure.value !== null)
      found.push({ text: formatValue(s.measure, s.figure.value), figure, shows: 'value' });
    for (const c of s.comparisons) {
      const add = (shows: Bound['shows']) => {
        const text = partText(s, { shows, against: c.against });
        if (text !== null) found.push({ text, figure, shows, against: c.against });
      };
      for (const shows of ['change', 'percent', 'points', 'base'] as const) add(shows);
    }
    if (s.verdict.since)
      found.push({ text: monthLabel(s.verdict.since.first), figure, shows: 'since' });
    return found;
  });
}

/**
 * Binds typed text. Bindings of the draft come first, in their order; then any figure of the theme
 * that prints the same. Dates, quarters and years are words, not figures.
 */
export function bindTyped(text: string, bindings: readonly Bound[]): Typed {
  const spans = dates(text);
  const tokens = [...text.matchAll(token)]
    .map((m) => ({ word: m[0], from: m.index, to: m.index + m[0].length }))
    .filter((t) => !inside(spans, t.from));
  const bound = new Map<number, Bound>();
  const unbound: string[] = [];
  const used = new Set<Bound>();
  for (const t of tokens) {
    if (isDirection(t.word)) continue;
    const found = choose(t.word, bindings, used);
    if (found) {
      used.add(found);
      bound.set(t.from, { ...found, text: t.word });
    } else unbound.push(t.word);
  }
  for (const t of tokens) {
    if (!isDirection(t.word)) continue;
    const number = numberBeside(text, t, tokens, bound);
    if (number)
      bound.set(t.from, {
        text: t.word,
        figure: number.figure,
        shows: 'direction',
        against: number.against ?? 'same-last-year',
      });
  }
  const parts: SentencePart[] = [];
  let from = 0;
  for (const t of tokens) {
    const part = bound.get(t.from);
    if (!part) continue;
    if (t.from > from) parts.push(text.slice(from, t.from));
    parts.push(part);
    from = t.to;
  }
  if (from < text.length) parts.push(text.slice(from));
  return { sentence: sentence(...parts), unbound };
}

interface Token {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** "68 more": the number before; "rose to 154": the number after. Never across the end of a sentence. */
function numberBeside(
  text: string,
  direction: Token,
  tokens: readonly Token[],
  bound: ReadonlyMap<number, Bound>,
): Bound | undefined {
  const near = tokens.filter(
    (t) =>
      !isDirection(t.word) &&
      bound.has(t.from) &&
      !/[.!?] /.test(text.slice(Math.min(t.to, direction.to), Math.max(t.from, direction.from))),
  );
  const before = near.filter((t) => t.from < direction.from).at(-1);
  const after = near.find((t) => t.from > direction.from);
  const [first, second] = comesAfter.has(direction.word.toLowerCase())
    ? [before, after]
    : [after, before];
  const beside = first ?? second;
  return beside ? bound.get(beside.from) : undefined;
}

/** The sentence as the figures now print it, with the words that no longer hold. */
export function readAgain(
  kept: Sentence,
  series: readonly Series[],
): { readonly sentence: Sentence; readonly fails: readonly string[] } {
  const byFigure = new Map(series.map((s) => [figureRef(s.figure), s]));
  const fails: string[] = [];
  const parts = kept.parts.map((part): SentencePart => {
    if (typeof part === 'string') return part;
    const now = reading(part, byFigure.get(part.figure));
    if (!now.holds) fails.push(part.text);
    return { ...part, text: now.text };
  });
  return { sentence: sentence(...parts), fails };
}

/** What a bound part prints today. A direction word is kept as typed and said not to hold; a number moves. */
export function reading(part: Bound, series: Series | undefined): Reading {
  if (!series) return { text: part.text, holds: false };
  if (part.shows === 'direction')
    return { text: part.text, holds: directionHolds(part.text, series, part.against) };
  if (part.shows === 'verdict') return { text: part.text, holds: verdictHolds(part.text, series) };
  const text = partText(series, part);
  return text === null ? { text: part.text, holds: false } : { text, holds: true };
}

function partText(series: Series, part: Pick<Bound, 'shows' | 'against'>): string | null {
  const { measure, figure } = series;
  const pair = series.comparisons.find((c) => c.against === part.against);
  switch (part.shows) {
    case 'value':
      return figure.value === null ? null : formatValue(measure, figure.value);
    case 'base':
      return pair?.base?.value == null ? null : formatValue(measure, pair.base.value);
    case 'change':
      return pair?.change == null ? null : formatValue(measure, Math.abs(pair.change));
    case 'percent':
      return pair?.percent == null ? null : formatPercent(pair.percent);
    case 'points':
      return pair?.points == null ? null : formatPoints(pair.points);
    case 'since':
      return series.verdict.since ? monthLabel(series.verdict.since.first) : null;
    default:
      return null;
  }
}

const up = ['rose', 'more', 'higher', 'increased', 'grew', 'up'];
const down = ['fell', 'fewer', 'lower', 'decreased', 'dropped', 'down', 'less'];
/** Words that stand after their number. */
const comesAfter = new Set(['more', 'fewer', 'higher', 'lower', 'less']);
const isDirection = (word: string) => [...up, ...down].includes(word.toLowerCase());

function directionHolds(word: string, series: Series, against: string | undefined): boolean {
  const pair = series.comparisons.find((c) => c.against === (against ?? 'same-last-year'));
  const moved = pair?.change ?? pair?.points ?? null;
  if (moved === null || moved === 0) return false;
  return up.includes(word.toLowerCase()) ? moved > 0 : moved < 0;
}

const verdictHolds = (word: string, series: Series): boolean =>
  series.verdict.direction !== null &&
  (series.verdict.direction === 'up') === /above|higher|rising|top|closer/i.test(word);

/** Numbers as people type them, and words of direction. */
const token =
  /£?\d[\d,]*(?:\.\d+)?(?:%| points?\b)?|[+\u2212-]\d[\d,]*(?:\.\d+)?%|\b(?:rose|fell|more|fewer|higher|lower|increased|decreased|grew|dropped|less)\b/gi;

const monthNames =
  'January|February|March|April|May|June|July|August|September|October|November|December';
const dateWords = new RegExp(
  `\\b(?:\\d{1,2} )?(?:${monthNames})(?: to (?:${monthNames}))?(?: \\d{4})?|\\bQ[1-4](?: \\d{4}/\\d{2})?|\\b(?:19|20)\\d{2}(?:/\\d{2})?\\b|\\btier [1-3]\\b|\\b4P\\b|\\b\\d+ (?:days?|weeks?|months?)\\b`,
  'gi',
);
const dates = (text: string): readonly (readonly [number, number])[] =>
  [...text.matchAll(dateWords)].map((m) => [m.index, m.index + m[0].length]);
const inside = (spans: readonly (readonly [number, number])[], at: number) =>
  spans.some(([from, to]) => at >= from && at < to);

/** An unused binding of the draft with this very text; else one already used. */
function choose(
  word: string,
  bindings: readonly Bound[],
  used: ReadonlySet<Bound>,
): Bound | undefined {
  const plain = (text: string) => text.replace(/^-/, '\u2212').toLowerCase();
  const same = bindings.filter((b) => b.shows !== 'direction' && plain(b.text) === plain(word));
  return same.find((b) => !used.has(b)) ?? same[0];
}
