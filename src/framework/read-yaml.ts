import { type Document, isMap, isScalar, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { type Problem, problem } from '../problems/index.ts';
import { type Fault, faultsOf } from './fault-of-form.ts';

/** One YAML file, its values and where each of them stands. */
export interface YamlFile<T> {
  readonly file: string;
  readonly value: T;
  /** Line and column of what stands at a path, or of its key, for a problem's place. */
  place(path: readonly PropertyKey[], of?: 'key'): { file: string; line: number; column: number };
}

/** Names that stand in files which could not be read: naming them is no fault of whoever does. */
export type LostNames = Set<string>;

/**
 * Reads and checks one file. Every fault of its form goes to `problems`; what is at fault is then left
 * out, so that the meaning of the rest is checked in the same run. Null when nothing is left.
 */
export function readYaml<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
  problems: Problem[],
  lost: LostNames = new Set(),
): YamlFile<T> | null {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error', // its warnings would go past us to the terminal
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const place: YamlFile<T>['place'] = (path, of) =>
    at((of === 'key' ? keyOffsetOf(document, path) : null) ?? offsetOf(document, path));
  const give = () => {
    for (const [, name = ''] of text.matchAll(
      /\b(?:theme|dataset|source|vocabulary|pack|id|code): *["']?([\w.-]+)/g,
    ))
      lost.add(name);
    return null;
  };
  for (const error of document.errors)
    problems.push(
      error.code === 'DUPLICATE_KEY'
        ? problem('Y105', { what: 'key', name: keyAt(text, error) }, at(error.pos[0]))
        : problem('Y101', { detail: sentence(error.message) }, at(error.pos[0])),
    );
  if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY')) return give();
  let raw: unknown;
  try {
    raw = document.toJS() ?? {};
  } catch (fault) {
    const detail = sentence(fault instanceof Error ? fault.message : String(fault));
    problems.push(problem('Y101', { detail }, at(0)));
    return give();
  }
  const ring = ringIn(raw, []);
  if (ring) {
    problems.push(problem('Y109', { what: 'value', ring: ring.join('.') }, place(ring)));
    return give();
  }
  const tell = (fault: Fault) => problems.push(said(fault, place, wordsOf(raw, fault.path)));
  return mended({ raw, schema, tell, file, place, lost }) ?? give();
}

/** Takes out what is at fault until the rest has the form it needs; tells each fault once. */
function mended<T>(of: {
  readonly raw: unknown;
  readonly schema: z.ZodType<T>;
  readonly tell: (fault: Fault) => void;
  readonly file: string;
  readonly place: YamlFile<T>['place'];
  readonly lost: LostNames;
}): YamlFile<T> | null {
  const { schema, tell, file, place, lost } = of;
  const value = structuredClone(of.raw);
  const gone = goneEntries();
  const told = new Set<string>();
  for (let round = 0; round < 100; round++) {
    const parsed = schema.safeParse(value);
    if (parsed.success)
      return { file, value: parsed.data, place: (path, of) => place(gone.written(path), of) };
    // Entries of lists go last first, so that one that goes does not move another that is at fault.
    const faults = new Map(
      faultsOf(parsed.error.issues, value).map((fault) => {
        const path = gone.written(fault.path);
        const key = JSON.stringify(path);
        return [key, { fault, path, again: told.has(key) }] as const;
      }),
    );
    for (const [key, { fault, path, again }] of faults) {
      told.add(key);
      if (!again) tell({ ...fault, path });
    }
    for (const { fault, again } of [...faults.values()].reverse())
      if (!takeOut(value, fault, again, gone, lost)) return null;
  }
  return null;
}

/** Remembers which entries of lists went, so that those left are still found where they were written. */
function goneEntries() {
  const gone = new Map<string, number[]>();
  const written = (path: readonly PropertyKey[]): PropertyKey[] =>
    path.reduce<PropertyKey[]>((above, key) => {
      const before = gone.get(JSON.stringify(above)) ?? [];
      const at = typeof key === 'number' ? before.reduce((n, r) => (r <= n ? n + 1 : n), key) : key;
      return [...above, at];
    }, []);
  return {
    written,
    add: (path: readonly PropertyKey[]) => {
      const list = JSON.stringify(written(path.slice(0, -1)));
      const at = Number(written(path).at(-1));
      gone.set(
        list,
        [...(gone.get(list) ?? []), at].sort((a, b) => a - b),
      );
    },
  };
}

/** Leaves out what is at fault; a text gets a stand-in; what is missed again takes its holder with it. */
function takeOut(
  value: unknown,
  fault: Fault,
  again: boolean,
  gone: ReturnType<typeof goneEntries>,
  lost: LostNames,
): boolean {
  const path = again ? fault.path.slice(0, -1) : fault.path;
  const key = path.at(-1);
  const holder = path.slice(0, -1).reduce<unknown>(childOf, value);
  if (key === undefined || holder === null || typeof holder !== 'object') return false;
  if (fault.standIn !== undefined && !again) {
    (holder as Record<PropertyKey, unknown>)[key] = fault.standIn;
    return true;
  }
  // A condition or value of which only unknown keys were written says nothing: it goes with them.
  if (fault.unknownKey && Object.keys(holder).length === 1 && path.length > 1)
    return takeOut(
      value,
      { ...fault, path: path.slice(0, -1), unknownKey: null },
      false,
      gone,
      lost,
    );
  for (const name of [String(key), ...namesIn(childOf(holder, key))]) lost.add(name);
  if (Array.isArray(holder)) {
    gone.add(path);
    holder.splice(Number(key), 1);
  } else delete (holder as Record<PropertyKey, unknown>)[key];
  return true;
}

const namesIn = (value: unknown): string[] =>
  ['id', 'code'].flatMap((key) => {
    const name = childOf(value, key);
    return typeof name === 'string' ? [name] : [];
  });

const childOf = (value: unknown, key: PropertyKey): unknown =>
  value !== null && typeof value === 'object'
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;

/** A path as a person says it, entries of lists by their id. */
function wordsOf(raw: unknown, path: readonly PropertyKey[]): string {
  let at = raw;
  const words = path.map((key) => {
    at = childOf(at, key);
    return typeof key === 'number' ? (namesIn(at)[0] ?? String(key + 1)) : String(key);
  });
  return words.join(' › ');
}

const said = (fault: Fault, place: YamlFile<unknown>['place'], words: string): Problem =>
  fault.unknownKey
    ? problem('Y103', { key: fault.unknownKey, nearest: fault.nearest }, place(fault.path, 'key'))
    : problem(
        'Y102',
        { path: words, detail: fault.detail, nearest: fault.nearest },
        place(fault.path),
      );

/** The path at which a value holds itself, through an anchor and its alias. */
function ringIn(
  value: unknown,
  above: readonly unknown[],
  path: PropertyKey[] = [],
): PropertyKey[] | null {
  if (value === null || typeof value !== 'object') return null;
  if (above.includes(value)) return path;
  for (const [key, child] of Object.entries(value)) {
    const found = ringIn(
      child,
      [...above, value],
      [...path, Array.isArray(value) ? Number(key) : key],
    );
    if (found) return found;
  }
  return null;
}

/** Where the key of the last step stands; null where it is no key of a mapping. */
function keyOffsetOf(document: Document, path: readonly PropertyKey[]): number | null {
  const holder = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(holder)) return null;
  const pair = holder.items.find(
    ({ key }) => String(isScalar(key) ? key.value : key) === String(path.at(-1)),
  );
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? null) : null;
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: number[] } | undefined;
    if (node?.range?.[0] !== undefined) return node.range[0];
  }
  return 0;
}

const keyAt = (text: string, error: YAMLError): string =>
  /^[^\s:{},[\]]+/.exec(text.slice(error.pos[0]))?.[0] ?? '';

/** The parser's own words, without place and picture: those are given beside it. */
const sentence = (message: string): string =>
  (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '').replace(/\.$/, '');
