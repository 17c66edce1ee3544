import type { Figure, Series } from '../figures/index.ts';
import type { Framework } from '../framework/index.ts';
import {
  formatPoints,
  formatValue,
  lowerFirst,
  type Sentence,
  sentence,
} from '../wording/index.ts';

/** What a share is made of in two periods: how many of how many. */
export interface Counted {
  readonly part: number;
  readonly whole: number;
}

export interface MixPart {
  readonly title: string;
  readonly now: Counted;
  readonly before: Counted;
}

/** A share that moved against every one of its parts (Simpson): the change is of the mix, not within the parts. */
export interface MixReversal {
  readonly total: { readonly now: number; readonly before: number };
  /** Parts with a share of their own, the largest now first. */
  readonly parts: readonly {
    readonly title: string;
    readonly now: number;
    readonly before: number;
    /** Its part of the whole, now and before. */
    readonly weight: { readonly now: number; readonly before: number };
  }[];
  /** The change split in two that add up to it: within the parts, and by their mix. */
  readonly within: number;
  readonly mix: number;
}

/** Under so many cases in either period a part has no share of its own. */
const fewest = 30;
/** Parts so small may be this much of the whole together, or nothing is said. */
const mostAside = 0.1;

/**
 * Whether a share went one way and all its parts the other: null where it did not, or where too much
 * lies in parts too small to have a share. The whole is that of the parts, so the two effects add up.
 */
export function mixReversal(parts: readonly MixPart[]): MixReversal | null {
  const sum = (pick: (part: MixPart) => Counted): Counted =>
    parts.reduce(
      (all, part) => ({ part: all.part + pick(part).part, whole: all.whole + pick(part).whole }),
      { part: 0, whole: 0 },
    );
  const [now, before] = [sum((p) => p.now), sum((p) => p.before)];
  const kept = parts.filter((p) => p.now.whole >= fewest && p.before.whole >= fewest);
  const aside = (pick: (part: MixPart) => Counted, all: Counted) =>
    1 - kept.reduce((n, p) => n + pick(p).whole, 0) / all.whole;
  const most = Math.max(
    aside((p) => p.now, now),
    aside((p) => p.before, before),
  );
  if (kept.length < 2 || most > mostAside) return null;
  const change = shareOf(now) - shareOf(before);
  const against = (p: MixPart) => (shareOf(p.now) - shareOf(p.before)) * change < 0;
  if (!kept.every(against)) return null;
  // Each part's change at the mean of its two weights, each weight's change at the mean of its two shares.
  const within = parts.reduce((n, p) => {
    const mean = (weight(p.now, now) + weight(p.before, before)) / 2;
    return n + mean * (rate(p.now, p.before) - rate(p.before, p.now));
  }, 0);
  return {
    total: { now: shareOf(now), before: shareOf(before) },
    parts: kept
      .map((p) => ({
        title: p.title,
        now: shareOf(p.now),
        before: shareOf(p.before),
        weight: { now: weight(p.now, now), before: weight(p.before, before) },
      }))
      .sort((a, b) => b.weight.now - a.weight.now),
    within,
    mix: change - within,
  };
}

const shareOf = ({ part, whole }: Counted): number => part / whole;
const weight = (of: Counted, all: Counted): number => of.whole / all.whole;
/** A part that is new or gone has the share of its other period: all it does is change the mix. */
const rate = (of: Counted, other: Counted): number =>
  of.whole > 0 ? shareOf(of) : other.whole > 0 ? shareOf(other) : 0;

/**
 * The reversal of a share by the members of a breakdown, against the same period of the year before;
 * null too where a part may not be shown.
 * @param titleOf code of a member to its title
 */
export function mixOf(
  parts: readonly Series[],
  titleOf: (code: string) => string,
): MixReversal | null {
  const told = parts.map((series) => {
    const base = series.comparisons.find((c) => c.against === 'same-last-year')?.base;
    const [now, before] = [countedOf(series.figure), base ? countedOf(base) : null];
    return now && before && { title: titleOf(series.category ?? ''), now, before };
  });
  const known = told.filter((part) => part !== null);
  return known.length === told.length ? mixReversal(known) : null;
}

const countedOf = ({ value, status, numerator, denominator }: Figure): Counted | null =>
  numerator === null || denominator === null || (value === null && status !== 'not-applicable')
    ? null
    : { part: numerator, whole: denominator };

/** Titles of the members of a column, as its vocabulary gives them. */
export function memberTitle(
  framework: Framework,
  measure: string,
  column: string,
): (code: string) => string {
  const of = framework.datasets.get(framework.measures.get(measure)?.value.of ?? '');
  const codes = framework.vocabularies.get(of?.columns.get(column)?.vocabulary ?? '')?.codes;
  return (code) =>
    codes?.get(code)?.title ?? (['', 'unknown'].includes(code) ? 'Not recorded' : code);
}

/** What reversed, with the figures of the parts, in one sentence. */
export function mixSentence({ total, parts, within, mix }: MixReversal): Sentence {
  const down = total.now < total.before;
  const own = parts.map(
    (p) => `${lowerFirst(p.title)} from ${percent(p.before)} to ${percent(p.now)}`,
  );
  const shift = (p: MixReversal['parts'][number]) => p.weight.now - p.weight.before;
  const [most] = [...parts].sort((a, b) => Math.abs(shift(b)) - Math.abs(shift(a)));
  const moved = most
    ? `; ${lowerFirst(most.title)} went from ${percent(most.weight.before)} to ${percent(most.weight.now)} of the whole`
    : '';
  return sentence(
    `The whole ${down ? 'fell' : 'rose'} from ${percent(total.before)} to ${percent(total.now)} while every part of it ${down ? 'rose' : 'fell'}: ${own.join(', ')}${moved}, so that the mix moved it ${formatPoints(mix)} ${down ? 'down' : 'up'} and the parts ${formatPoints(within)} ${down ? 'up' : 'down'}.`,
  );
}

const percent = (share: number): string => formatValue({ kind: 'share', unit: '%' }, share);
