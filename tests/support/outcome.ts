import assert from 'node:assert/strict';
import type { Outcome } from '../../src/problems/index.ts';

/** The value, or a failed test that prints the problems. */
export function valueIn<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) assert.fail(outcome.problems.map((p) => `${p.code} ${p.message}`).join('\n'));
  return outcome.value;
}

/** `done`, or the codes of the problems. */
export const codeOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'done' : outcome.problems.map((p) => p.code).join(' ');
