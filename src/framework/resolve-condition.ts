import { problem } from '../problems/index.ts';
import { areasUnder, findArea } from './areas.ts';
import {
  type Context,
  column,
  columnOfType,
  dates,
  numbers,
  type Place,
  unknown,
  wrongType,
} from './context.ts';
import type { ColumnDefinition, Condition, DatasetDefinition, Value } from './definitions.ts';
import { notWritten } from './fault-of-form.ts';
import type { ConditionYaml, ValueYaml, WhereYaml } from './value-grammar.ts';
import { expand } from './vocabulary.ts';

/** Resolves the VALUE of a `key-in`; handed in, since a value holds conditions and they hold values. */
export type Nested = (yaml: ValueYaml, path: PropertyKey[]) => Value | null;

export function resolveWhere(
  context: Context,
  where: WhereYaml,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
  nested: Nested,
): Condition[] {
  const found = Object.entries(where).flatMap(([name, condition]): Condition[] => {
    const here = [...path, name];
    if (name === 'any' && Array.isArray(condition) && condition.every((c) => typeof c === 'object'))
      return [
        {
          kind: 'any',
          of: (condition as WhereYaml[]).map((entry, i) =>
            resolveWhere(context, entry, dataset, [...here, i], place, nested),
          ),
        },
      ];
    const col = column(context, dataset, name, here, place);
    const at: At = { context, dataset, col: col ?? notThere(name), path: here, place, nested };
    return col ? resolveCondition(condition as ConditionYaml, at) : [];
  });
  refuseScores(context, where, dataset, path, place);
  return found;
}

interface At {
  readonly context: Context;
  readonly dataset: DatasetDefinition;
  readonly col: ColumnDefinition;
  readonly path: PropertyKey[];
  readonly place: Place;
  readonly nested: Nested;
}

const notThere = (name: string) => ({ name }) as ColumnDefinition;

function resolveCondition(yaml: ConditionYaml, at: At): Condition[] {
  const { context, dataset, col, path, place } = at;
  const name = col.name;
  const under = (key: string) => [...path, key];
  const needs = (types: readonly ColumnDefinition['type'][], what: string) => {
    if (!types.includes(col.type)) wrongType(context, col, what, place(path));
  };
  if (Array.isArray(yaml)) return [{ kind: 'in', column: name, codes: codesOf(yaml, at, path) }];
  if ('not' in yaml)
    return [{ kind: 'not-in', column: name, codes: codesOf(yaml.not, at, under('not')) }];
  if ('present' in yaml) return [{ kind: 'present', column: name, present: yaml.present }];
  if ('contains' in yaml) {
    needs(['text', 'code', 'codes'], 'only texts and codes contain a text');
    return [{ kind: 'contains', column: name, text: yaml.contains }];
  }
  if ('days-from' in yaml) {
    const what = 'days are counted between two dates';
    needs(dates, what);
    columnOfType(context, dataset, yaml['days-from'], dates, what, under('days-from'), place);
    return [{ kind: 'days-from', column: name, from: yaml['days-from'], ...boundsOf(yaml, at) }];
  }
  if ('percent-from' in yaml) {
    const what = 'a percentage is taken between two numbers';
    needs(numbers, what);
    const from = yaml['percent-from'];
    columnOfType(context, dataset, from, numbers, what, under('percent-from'), place);
    return [{ kind: 'percent-from', column: name, from, ...boundsOf(yaml, at) }];
  }
  if ('before' in yaml || 'after' in yaml) {
    const kind = 'before' in yaml ? 'before' : 'after';
    needs(dates, `only a date lies ${kind} the end of a period`);
    const end = 'before' in yaml ? yaml.before : yaml.after;
    return [{ kind, column: name, monthsBeforeEnd: Number(/(\d+) month/.exec(end)?.[1] ?? 0) }];
  }
  if ('key-in' in yaml || 'not-key-in' in yaml) {
    const key = 'key-in' in yaml ? 'key-in' : 'not-key-in';
    const value = at.nested('key-in' in yaml ? yaml['key-in'] : yaml['not-key-in'], under(key));
    return value ? [{ kind: 'key-in', column: name, value, negated: key === 'not-key-in' }] : [];
  }
  return rangeOf(yaml, at);
}

/** `at-most`, `more-than`: one of them at least. */
function boundsOf(
  yaml: { 'at-most'?: number | undefined; 'more-than'?: number | undefined },
  { context, path, place }: At,
): { atMost: number | null; moreThan: number | null } {
  const [atMost, moreThan] = [yaml['at-most'] ?? null, yaml['more-than'] ?? null];
  if (atMost === null && moreThan === null) {
    const detail = 'it needs `at-most` or `more-than`';
    context.problems.push(
      problem('Y102', { path: path.map(String).join(' › '), detail }, place(path)),
    );
  }
  return { atMost, moreThan };
}

function rangeOf(
  yaml: { from?: string | number | undefined; below?: string | number | undefined },
  at: At,
): Condition[] {
  const { context, col, path, place } = at;
  const [from, below] = [yaml.from ?? null, yaml.below ?? null];
  const bounds = [from, below].filter((bound) => bound !== null);
  const isDay = (bound: string | number) => /^\d{4}-\d{2}(-\d{2})?$/.test(String(bound));
  if (![...dates, ...numbers, 'score'].includes(col.type))
    wrongType(context, col, 'only numbers and dates have a `from` and a `below`', place(path));
  else if (bounds.some((bound) => (dates as readonly string[]).includes(col.type) !== isDay(bound)))
    wrongType(context, col, 'a bound is of the same kind as its column', place(path));
  else if (bounds.length === 0 || (from !== null && below !== null && !(from < below))) {
    const detail = 'it needs `from`, `below`, or both in this order';
    context.problems.push(
      problem('Y102', { path: path.map(String).join(' › '), detail }, place(path)),
    );
  }
  return [{ kind: 'range', column: col.name, from, below }];
}

function codesOf(names: readonly string[], at: At, path: PropertyKey[]): string[] {
  const { context, col, place } = at;
  if (col.vocabulary === 'areas') return areaCodes(context, names, path, place);
  if (col.type === 'boolean')
    for (const [i, name] of names.entries())
      if (name !== 'true' && name !== 'false')
        unknown(
          context,
          `value of ${col.name}, which is true or false,`,
          name,
          [],
          place([...path, i]),
        );
  const vocabulary = col.vocabulary ? context.vocabularies.get(col.vocabulary) : undefined;
  if (!vocabulary) return [...names];
  return [
    ...new Set(
      names.flatMap((name, i) => {
        const expanded = expand(vocabulary, name);
        if (expanded) return expanded;
        const known = [...vocabulary.codes.keys(), ...vocabulary.sets.keys()];
        unknown(context, `code or set of ${vocabulary.id}`, name, known, place([...path, i]));
        return [];
      }),
    ),
  ].sort();
}

/** Areas named by code, id or title, each with all that lie in them. */
export function areaCodes(
  context: Context,
  names: readonly string[],
  path: PropertyKey[],
  place: Place,
): string[] {
  const codes = names.flatMap((name, i) => {
    const area = findArea(context.areas, name);
    if (area) return areasUnder(context.areas, area.code);
    const known = [...context.areas.byCode.values()].filter((a) => a.kind !== 'ward');
    unknown(
      context,
      'area',
      name,
      known.map((a) => a.id),
      place([...path, i]),
    );
    return [];
  });
  return [...new Set(codes)].sort();
}

/** Scores of different models do not compare: a condition on one needs the one model beside it. */
function refuseScores(
  context: Context,
  where: WhereYaml,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): void {
  for (const [name, condition] of Object.entries(where)) {
    const col = dataset.columns.get(name);
    if (col?.type !== 'score' || (!Array.isArray(condition) && 'present' in condition)) continue;
    const model = col.model === null ? undefined : where[col.model];
    if (Array.isArray(model) && model.length === 1 && model[0] !== notWritten) continue;
    const why = 'scores of different models cannot be compared';
    context.problems.push(problem('Y110', { column: name, why }, place([...path, name])));
  }
}
