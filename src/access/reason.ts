import type { Framework, ReasonFor } from '../framework/index.ts';
import { type Problem, problem } from '../problems/index.ts';

/** The refusal of whoever does not say why, where the framework asks that they do; null where all is said. */
export const reasonMissing = (
  { reasons }: Pick<Framework, 'reasons'>,
  wanted: ReasonFor,
  reason: string | null | undefined,
): Problem | null =>
  reasons.includes(wanted) && !reason?.trim()
    ? problem('A122', {
        action: wanted === 'exports' ? 'take figures or rows away' : 'open the rows',
      })
    : null;
