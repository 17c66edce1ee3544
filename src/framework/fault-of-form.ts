import type { z } from 'zod';
import { nearestName } from '../problems/index.ts';
import { keysOfLanguage } from './keys.ts';

/** Stands for a text that is not there, so that the rest of a file can still be checked. */
export const notWritten = '\u0000';

/** What is wrong with the form of one place in a file. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly unknownKey: string | null;
  readonly nearest: string | null;
  readonly detail: string;
  /** What may stand there so that the rest can be checked; undefined where nothing can. */
  readonly standIn: unknown;
}

type Issue = z.core.$ZodIssue;

/** The faults of a value, one for each place, in words of the language. */
export function faultsOf(issues: readonly Issue[], value: unknown): Fault[] {
  return issues.flatMap((issue) => faultOf(issue, value));
}

function faultOf(issue: Issue, whole: unknown): Fault[] {
  const at = childAt(whole, issue.path);
  const plain = { path: issue.path, unknownKey: null, nearest: null, standIn: undefined };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        ...plain,
        path: [...issue.path, key],
        unknownKey: key,
        nearest: nearestName(key, keysOfLanguage()),
        detail: '',
      }));
    case 'invalid_union': {
      const best = bestBranch(issue, at);
      if (!best) return [{ ...plain, detail: words(issue.message, at) }];
      return best.flatMap((inner) =>
        faultOf({ ...inner, path: [...issue.path, ...inner.path] } as Issue, whole),
      );
    }
    case 'invalid_type':
      return [
        {
          ...plain,
          detail: `it needs ${nouns[issue.expected] ?? issue.expected}, ${has(at)}`,
          standIn: issue.expected === 'string' ? notWritten : undefined,
        },
      ];
    case 'invalid_value': {
      const options = issue.values.map(String);
      const nearest = typeof at === 'string' ? nearestName(at, options) : null;
      const detail = `it needs one of ${options.join(', ')}, ${has(at)}`;
      return [{ ...plain, detail, nearest, standIn: nearest ?? issue.values[0] }];
    }
    default:
      return [{ ...plain, detail: words(issue.message, at) }];
  }
}

/**
 * Of several forms that none fits, the one that was meant: not of another kind altogether, with the
 * fewest keys missing, then the fewest unknown. None where every form is of another kind.
 */
function bestBranch(issue: Extract<Issue, { code: 'invalid_union' }>, at: unknown): Issue[] | null {
  const ranked = issue.errors
    .filter((branch) => !branch.some((i) => i.path.length === 0 && i.code === 'invalid_type'))
    .map((branch) => ({
      branch,
      missing: branch.filter((i) => i.path.length > 0 && childAt(at, i.path) === undefined).length,
      faults: branch.reduce(
        (sum, i) => sum + (i.code === 'unrecognized_keys' ? i.keys.length : 1),
        0,
      ),
    }))
    .sort((a, b) => a.missing - b.missing || a.faults - b.faults);
  return ranked[0]?.branch ?? null;
}

const childAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      at !== null && typeof at === 'object' ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list of two',
  object: 'keys with values',
  record: 'keys with values',
};

function has(value: unknown): string {
  if (value === undefined) return 'and is missing';
  if (value === null) return 'and is empty';
  if (Array.isArray(value)) return 'and has a list';
  if (typeof value === 'object') return 'and has keys with values';
  return `and has ${typeof value === 'string' ? `“${value}”` : String(value)}`;
}

/** A message of our own as it is; one of the library's in plain words. */
function words(message: string, at: unknown): string {
  if (/^Too small/.test(message)) return at === '' ? 'it is empty' : `it holds too little`;
  if (/^Too big/.test(message)) return 'it holds too much';
  return /^Invalid/.test(message) ? `it cannot be read, ${has(at)}` : `${message}, ${has(at)}`;
}
