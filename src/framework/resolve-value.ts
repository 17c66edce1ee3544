import { nearestName, type Problem, problem } from '../problems/index.ts';
import { areasUnder, findArea } from './areas.ts';
import {
  type Areas,
  type ColumnDefinition,
  type Condition,
  type Count,
  type DatasetDefinition,
  type MeasureKind,
  type Movement,
  movements,
  type Value,
  type Vocabulary,
} from './definitions.ts';
import type { ConditionYaml, ValueYaml, WhereYaml } from './grammar.ts';
import { expand } from './vocabulary.ts';

export type Place = (path: readonly PropertyKey[]) => {
  file: string;
  line: number;
  column: number;
};

/** What the resolver of values needs to know, and where it reports. */
export interface Context {
  readonly datasets: ReadonlyMap<string, DatasetDefinition>;
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  readonly areas: Areas;
  readonly problems: Problem[];
}

/** Registers have these beside their own columns. */
const registerDates = ['first_seen', 'last_seen'];

export function resolveValue(
  context: Context,
  yaml: ValueYaml,
  path: PropertyKey[],
  place: Place,
): Value | null {
  const dataset = context.datasets.get(yaml.of);
  if (!dataset) {
    unknown(context, 'dataset', yaml.of, context.datasets.keys(), place([...path, 'of']));
    return null;
  }
  const count = resolveCount(context, yaml.count, dataset, [...path, 'count'], place);
  if (yaml.on) column(context, dataset, yaml.on, [...path, 'on'], place);
  const where = resolveWhere(context, yaml.where ?? {}, dataset, [...path, 'where'], place);
  const named = new Set(Object.keys(yaml.where ?? {}));
  const counts = dataset.counts.filter(
    (condition) => !('column' in condition && named.has(condition.column)),
  );
  const totals = [...dataset.columns.values()]
    .filter((col) => col.total !== null && !named.has(col.name))
    .map((col): Condition => ({ kind: 'in', column: col.name, codes: [col.total ?? ''] }));
  if (!count) return null;
  const scale = yaml.scale === undefined ? null : String(yaml.scale).split('/').map(Number);
  return {
    of: dataset.id,
    count,
    on: yaml.on ?? null,
    where: [...where, ...counts, ...totals],
    region: yaml.area === 'region',
    areas: Array.isArray(yaml.area) ? areaCodes(context, yaml.area, [...path, 'area'], place) : [],
    over: yaml.over ? Number.parseInt(yaml.over, 10) : null,
    scale: scale ? { numerator: scale[0] ?? 1, denominator: scale[1] ?? 1 } : null,
    spread: yaml.spread ?? null,
  };
}

function resolveCount(
  context: Context,
  text: string,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): Count | null {
  const days = /^median days\((\w+), *([\w-]+)\)$/.exec(text);
  if (days?.[1] && days[2]) {
    column(context, dataset, days[1], path, place);
    if (days[2] !== 'period-end') column(context, dataset, days[2], path, place);
    return { kind: 'median-days', from: days[1], to: days[2] };
  }
  if (text === 'rows') return { kind: text };
  if (text === 'stock' || text === 'present') {
    if (dataset.kind !== 'register')
      cannot(context, text, `${dataset.id} is not a register`, place(path));
    return text === 'stock' ? { kind: text, column: null } : { kind: text };
  }
  const [word, name] = text.split(' ');
  if (word === 'movement') {
    if (!movements.includes(name as Movement)) {
      unknown(context, 'movement', name ?? '', movements, place(path));
      return null;
    }
    return { kind: 'movement', movement: name as Movement };
  }
  if (word === 'stock' && name) {
    if (dataset.kind !== 'observations')
      cannot(context, text, `${dataset.id} does not hold counts made by someone else`, place(path));
    column(context, dataset, name, path, place);
    return { kind: 'stock', column: name };
  }
  if ((word === 'distinct' || word === 'sum' || word === 'increase' || word === 'median') && name) {
    const found = column(context, dataset, name, path, place);
    if (found?.type === 'score')
      cannot(
        context,
        text,
        `“${name}” is a score: scores cannot be added or averaged across models`,
        place(path),
      );
    return { kind: word, column: name };
  }
  unknown(
    context,
    'count',
    text,
    ['rows', 'distinct', 'sum', 'increase', 'median', 'stock', 'present', 'movement'],
    place(path),
  );
  return null;
}

export function resolveWhere(
  context: Context,
  where: WhereYaml,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): Condition[] {
  return Object.entries(where).flatMap(([name, condition]): Condition[] => {
    const here = [...path, name];
    if (name === 'any')
      return [
        {
          kind: 'any',
          of: (condition as Record<string, ConditionYaml>[]).map((entry, i) =>
            resolveWhere(context, entry, dataset, [...here, i], place),
          ),
        },
      ];
    const col = column(context, dataset, name, here, place);
    return col
      ? resolveCondition(context, condition as ConditionYaml, col, dataset, here, place)
      : [];
  });
}

function resolveCondition(
  context: Context,
  condition: ConditionYaml,
  col: ColumnDefinition,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): Condition[] {
  const name = col.name;
  if (Array.isArray(condition))
    return [{ kind: 'in', column: name, codes: codesOf(context, condition, col, path, place) }];
  if ('not' in condition)
    return [
      {
        kind: 'not-in',
        column: name,
        codes: codesOf(context, condition.not, col, [...path, 'not'], place),
      },
    ];
  if ('present' in condition)
    return [{ kind: 'present', column: name, present: condition.present }];
  if ('contains' in condition)
    return [{ kind: 'contains', column: name, text: condition.contains }];
  if ('days-from' in condition) {
    column(context, dataset, condition['days-from'], [...path, 'days-from'], place);
    return [
      {
        kind: 'days-from',
        column: name,
        from: condition['days-from'],
        atMost: condition['at-most'] ?? null,
        moreThan: condition['more-than'] ?? null,
      },
    ];
  }
  if ('percent-from' in condition) {
    column(context, dataset, condition['percent-from'], [...path, 'percent-from'], place);
    return [
      {
        kind: 'percent-from',
        column: name,
        from: condition['percent-from'],
        atMost: condition['at-most'] ?? null,
        moreThan: condition['more-than'] ?? null,
      },
    ];
  }
  if ('before' in condition || 'after' in condition) {
    const kind = 'before' in condition ? 'before' : 'after';
    const end = 'before' in condition ? condition.before : condition.after;
    return [{ kind, column: name, monthsBeforeEnd: Number(/(\d+) month/.exec(end)?.[1] ?? 0) }];
  }
  const nested =
    'key-in' in condition
      ? condition['key-in']
      : 'not-key-in' in condition
        ? condition['not-key-in']
        : null;
  if (nested) {
    const value = resolveValue(
      context,
      nested,
      [...path, 'key-in' in condition ? 'key-in' : 'not-key-in'],
      place,
    );
    return value
      ? [{ kind: 'key-in', column: name, value, negated: 'not-key-in' in condition }]
      : [];
  }
  const range = condition as { from?: string | number; below?: string | number };
  return [{ kind: 'range', column: name, from: range.from ?? null, below: range.below ?? null }];
}

function codesOf(
  context: Context,
  names: readonly string[],
  col: ColumnDefinition,
  path: PropertyKey[],
  place: Place,
): string[] {
  if (col.vocabulary === 'areas') return areaCodes(context, names, path, place);
  const vocabulary = col.vocabulary ? context.vocabularies.get(col.vocabulary) : undefined;
  if (!vocabulary) return [...names];
  return [
    ...new Set(
      names.flatMap((name, i) => {
        const expanded = expand(vocabulary, name);
        if (!expanded)
          unknown(
            context,
            `code of ${vocabulary.id}`,
            name,
            [...vocabulary.sets.keys(), ...vocabulary.codes.keys()],
            place([...path, i]),
          );
        return expanded ?? [];
      }),
    ),
  ].sort();
}

/** Areas named by code, id or title, each with all that lie in it. */
function areaCodes(
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

export function column(
  context: Context,
  dataset: DatasetDefinition,
  name: string,
  path: PropertyKey[],
  place: Place,
): ColumnDefinition | null {
  const found = dataset.columns.get(name);
  if (found) return found;
  if (dataset.kind === 'register' && registerDates.includes(name))
    return {
      name,
      type: 'date',
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
    };
  unknown(context, `column of ${dataset.id}`, name, dataset.columns.keys(), place(path));
  return null;
}

export function unknown(
  context: { problems: Problem[] },
  what: string,
  name: string,
  known: Iterable<string>,
  where: ReturnType<Place>,
): void {
  context.problems.push(problem('Y104', { what, name, nearest: nearestName(name, known) }, where));
}

function cannot(context: Context, measure: string, why: string, where: ReturnType<Place>): void {
  context.problems.push(problem('Y106', { measure, why }, where));
}

/** The kind of a measure follows from what it counts. */
export function kindOf(value: Value, whole: Value | null, per: unknown): MeasureKind {
  if (whole) return 'share';
  if (per) return 'rate';
  switch (value.count.kind) {
    case 'rows':
      return 'flow';
    case 'distinct':
      return 'distinct';
    case 'sum':
    case 'increase':
      return 'sum';
    case 'median':
    case 'median-days':
      return 'median';
    case 'stock':
    case 'present':
      return 'stock';
    case 'movement':
      return 'movement';
  }
}
