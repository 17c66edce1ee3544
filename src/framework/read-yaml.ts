import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { nearestName, type Problem, problem } from '../problems/index.ts';

/** One YAML file, its values and where each of them stands. */
export interface YamlFile<T> {
  readonly file: string;
  readonly value: T;
  /** Line and column of a path, for a problem's place. */
  place(path: readonly PropertyKey[]): { file: string; line: number; column: number };
}

/** Reads and checks one file; every problem of it goes to `problems`, null when any did. */
export function readYaml<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
  problems: Problem[],
): YamlFile<T> | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (document.errors.length > 0) {
    for (const error of document.errors)
      problems.push(problem('Y101', { detail: error.message }, at(error.pos[0])));
    return null;
  }
  const place = (path: readonly PropertyKey[]) => at(offsetOf(document, path));
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return { file, value: parsed.data, place };
  for (const issue of parsed.error.issues) report(issue, place, problems);
  return null;
}

function report(
  issue: z.core.$ZodIssue,
  place: (path: readonly PropertyKey[]) => { file: string; line: number; column: number },
  problems: Problem[],
): void {
  if (issue.code === 'unrecognized_keys')
    for (const key of issue.keys)
      problems.push(
        problem('Y103', { key, nearest: nearestName(key, knownKeys) }, place([...issue.path, key])),
      );
  else if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that went furthest says best what is wrong.
    const best = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
    if (best) report({ ...best, path: [...issue.path, ...best.path] }, place, problems);
  } else
    problems.push(
      problem('Y102', { path: issue.path.join('.'), detail: issue.message }, place(issue.path)),
    );
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: number[] } | undefined;
    if (node?.range?.[0] !== undefined) return node.range[0];
  }
  return 0;
}

/** Words of the language, for "did you mean". */
const knownKeys =
  'title owner notes measures theme lead lead-activity question restricted own-records role unit better wanted value part whole per chart baseline breaks instead else withhold status immature by bands against-areas rules small of count on where area over scale spread any dataset kind grain date counts columns cells type key required class vocabulary unknown total not-after minimum separator model fault source marking method published arrives recognise read period replaces set-aside loads checks variants markers codes sets framework force calendar baselines roles outcomes awaits pack every template slides meeting rules holds when parts may-be-absent cumulative magnitude name says shape sheet each-sheet hidden block under header starts-at footnotes ends-at skip nothing declared left levels across heading values totals down labels items file-name cell snapshot complete calendar total until within format words pattern truncated factors'.split(
    ' ',
  );
