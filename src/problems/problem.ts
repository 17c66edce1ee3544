/**
 * A problem is something a person can mend: it has a code, a place and the mend in words. It is a
 * value, collected and returned, many at once. A fault in our own code is an exception instead.
 */
export interface Problem {
  readonly code: string;
  /** Kebab name, unique in its room: `column-missing`. */
  readonly name: string;
  readonly severity: Severity;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** What to do about it, one sentence. */
  readonly mend: string;
  readonly where: Place;
  readonly data: Readonly<Record<string, unknown>>;
}

export type Severity = 'error' | 'warning' | 'note';

/** Where a person can go and look. Every part is optional; what is given is printed in this order. */
export interface Place {
  readonly file?: string;
  readonly sheet?: string;
  /** A1 address of the cell, or of the row's first cell. */
  readonly cell?: string;
  /** Line and column of a text file, counted from 1. */
  readonly line?: number;
  readonly column?: number;
  /** Heading of the column a cell stands in. */
  readonly heading?: string;
  readonly slide?: number;
  readonly shape?: string;
}

/** Either what was asked for, or why not. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly notes?: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const done = <T>(value: T, notes: readonly Problem[] = []): Outcome<T> => ({
  ok: true,
  value,
  notes,
});

export const refused = (...problems: readonly Problem[]): Outcome<never> => ({
  ok: false,
  problems,
});

/**
 * Problems on their way out through code that cannot return them (a stream, a transaction).
 * Caught by the room that can, or by the outermost one, which prints the problems.
 */
export class Refusal extends Error {
  readonly problems: readonly Problem[];
  constructor(...problems: readonly Problem[]) {
    super(problems.map((p) => `${p.code} ${p.message}`).join('\n'));
    this.name = 'Refusal';
    this.problems = problems;
  }
}
