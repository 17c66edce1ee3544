import type { Severity } from './problem.ts';

/** One entry of the table of codes: the sentence and the mend, made from typed data. */
export interface Code<D> {
  readonly name: string;
  readonly severity: Severity;
  readonly says: (data: D) => string;
  readonly mend: (data: D) => string;
}

/**
 * Declares a code. `D` is the data its sentence needs, so that a message cannot be made with the
 * wrong data. Sentences are plain British English: what happened, then what to do.
 */
export function code<D>(
  name: string,
  says: (data: D) => string,
  mend: (data: D) => string,
  severity: Severity = 'error',
): Code<D> {
  return { name, severity, says, mend };
}
