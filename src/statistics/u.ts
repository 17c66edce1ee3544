import { ratioLines } from './ratio-lines.ts';

/** Events for each unit of exposure: Poisson limits, not below 0 (Montgomery, ch. 7). */
export const u = ratioLines((rate) => rate, Number.POSITIVE_INFINITY, false);

/** u′: for events that come in series, as crimes do (Laney 2002). */
export const uPrime = ratioLines((rate) => rate, Number.POSITIVE_INFINITY, true);
