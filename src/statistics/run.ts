import { type FindLines, median, valuesOf } from './lines.ts';

/** Run chart: the baseline's median and no limits (Anhøj and Olesen 2014, PLoS ONE 9(11):e113825). */
export const run: FindLines = (_rows, base) => ({
  cl: median(valuesOf(base)),
  line: () => null,
});
