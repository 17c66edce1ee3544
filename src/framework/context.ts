import { nearestName, type Problem, problem } from '../problems/index.ts';
import type { Areas, ColumnDefinition, DatasetDefinition, Vocabulary } from './definitions.ts';
import { notWritten } from './fault-of-form.ts';
import type { LostNames } from './read-yaml.ts';
import type { SourceDefinition } from './source.ts';

/** Where a path stands in its file; with `key`, where its last key does. */
export type Place = (
  path: readonly PropertyKey[],
  of?: 'key',
) => {
  file: string;
  line: number;
  column: number;
};

/** What the resolvers of definitions need to know, and where they report. */
export interface Context {
  readonly datasets: ReadonlyMap<string, DatasetDefinition>;
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  readonly areas: Areas;
  readonly sources: ReadonlyMap<string, SourceDefinition>;
  readonly problems: Problem[];
  /** Names in files that could not be read: naming one is no fault. */
  readonly lost: LostNames;
  /** The day it is, for what must not lie ahead; null does not ask. */
  readonly today: string | null;
}

/** Registers have these dates beside their own columns: of the snapshots a key was first and last in. */
const registerDates = ['first_seen', 'last_seen'];

const plainColumn = {
  key: false,
  required: false,
  class: 'open',
  vocabulary: null,
  unknown: 'keep',
  total: null,
  notAfter: null,
  minimum: null,
  separators: [';'],
  magnitude: null,
  model: null,
  fault: 'keep',
} as const;

/** A column with nothing said of it but its type. */
export const columnOf = (
  name: string,
  type: ColumnDefinition['type'],
  more: Partial<ColumnDefinition> = {},
): ColumnDefinition => ({ name, type, ...plainColumn, ...more });

/** The column that is named, or null and a problem: at the key where the last step is the name itself. */
export function column(
  context: Context,
  dataset: DatasetDefinition,
  name: string,
  path: PropertyKey[],
  place: Place,
): ColumnDefinition | null {
  const found = dataset.columns.get(name);
  if (found) return found;
  const register = dataset.kind === 'register';
  if (register && registerDates.includes(name)) return columnOf(name, 'date');
  const known = [...dataset.columns.keys(), ...(register ? registerDates : [])];
  const at = place(path, path.at(-1) === name ? 'key' : undefined);
  unknown(context, `column of ${dataset.id}`, name, known, at);
  return null;
}

/** A column that must be of one of these types for what is asked of it. */
export function columnOfType(
  context: Context,
  dataset: DatasetDefinition,
  name: string,
  types: readonly ColumnDefinition['type'][],
  needs: string,
  path: PropertyKey[],
  place: Place,
): ColumnDefinition | null {
  const found = column(context, dataset, name, path, place);
  if (found && !types.includes(found.type)) wrongType(context, found, needs, place(path));
  return found;
}

export const dates = ['date', 'month'] as const;
export const numbers = ['integer', 'decimal', 'money'] as const;

export function wrongType(
  context: Pick<Context, 'problems'>,
  col: ColumnDefinition,
  needs: string,
  where: ReturnType<Place>,
): void {
  const type = `of type ${col.type}`;
  context.problems.push(problem('Y114', { column: col.name, type, needs }, where));
}

export function unknown(
  context: { readonly problems: Problem[]; readonly lost?: LostNames },
  what: string,
  name: string,
  known: Iterable<string>,
  where: ReturnType<Place>,
): void {
  if (name === notWritten || context.lost?.has(name)) return;
  context.problems.push(problem('Y104', { what, name, nearest: nearestName(name, known) }, where));
}

/** A measure, value or source that is written well and means nothing that can be computed. */
export function cannot(
  context: Pick<Context, 'problems'>,
  measure: string,
  why: string,
  where: ReturnType<Place>,
): void {
  context.problems.push(problem('Y106', { measure, why }, where));
}
