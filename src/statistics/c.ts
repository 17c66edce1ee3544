import { type FindLines, mean, valuesOf } from './lines.ts';

/** Count of independent events with constant exposure: mean ± k √mean, not below 0 (Montgomery, ch. 7). */
export const c: FindLines = (_rows, base) => {
  const cl = mean(valuesOf(base));
  return { cl, line: (k) => Math.max(0, cl + k * Math.sqrt(cl)) };
};
