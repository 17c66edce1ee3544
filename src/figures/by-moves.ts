import type { MeasureDefinition } from '../framework/index.ts';
import { binomialTest } from '../statistics/index.ts';
import type { Figure, Moves, SeriesVerdict } from './figure.ts';
import { tooFew, untested, wordFor } from './verdict-words.ts';

/** Fewer moves than this are too few to say. */
const leastMoves = 6;

/**
 * In against out over the period, by an exact test of equal chances: for what is autocorrelated by
 * its nature, so that run rules would flag it most of the time (DESIGN.md 7, "Stocks").
 */
export function byMoves(
  measure: MeasureDefinition,
  shown: Figure,
  moves: Moves | null,
): SeriesVerdict {
  if (shown.immature)
    return {
      ...untested,
      word: 'incomplete',
      rule: 'none',
      because: 'Too recent: late entries are still coming in.',
    };
  const total = moves ? moves.in + moves.out : 0;
  if (!moves || total < leastMoves)
    return tooFew(
      `${total === 0 ? 'Nothing' : `Only ${total}`} moved in or out over the period: too few to say.`,
    );
  const p = binomialTest(moves.in, total, 0.5);
  const judged = {
    ...untested,
    at: shown.period,
    because: `${moves.in} came in and ${moves.out} went out over the period.`,
    p,
  };
  if (p >= 0.05) return { ...judged, word: 'no-significant-change', rule: 'moves-binomial' };
  const direction = moves.in > moves.out ? 'up' : 'down';
  return {
    ...judged,
    word: wordFor(measure, direction),
    direction,
    since: shown.period,
    rule: 'moves-binomial',
  };
}
