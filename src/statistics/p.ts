import { ratioLines } from './ratio-lines.ts';

/** Share of n items: binomial limits within 0 and 1 (Montgomery, ch. 7). */
export const p = ratioLines((share) => share * (1 - share), 1, false);

/** p′: for n in the hundreds or more, where binomial limits are so narrow that everything signals (Laney 2002). */
export const pPrime = ratioLines((share) => share * (1 - share), 1, true);
