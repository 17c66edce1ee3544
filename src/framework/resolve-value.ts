import { problem } from '../problems/index.ts';
import {
  type Context,
  cannot,
  column,
  columnOfType,
  dates,
  numbers,
  type Place,
  unknown,
} from './context.ts';
import {
  type Condition,
  type Count,
  type DatasetDefinition,
  type MeasureKind,
  type Movement,
  movements,
  type Value,
} from './definitions.ts';
import { areaCodes, resolveWhere } from './resolve-condition.ts';
import type { ValueYaml, WhereYaml } from './value-grammar.ts';

/** A VALUE of the language, its codes expanded; null and problems where it cannot be computed. */
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
  const where = whereOf(context, yaml.where ?? {}, dataset, [...path, 'where'], place);
  if (!count) return null;
  checkTime(context, yaml, count, dataset, path, place);
  const scale = yaml.scale === undefined ? null : String(yaml.scale).split('/').map(Number);
  return {
    of: dataset.id,
    count,
    on: yaml.on ?? null,
    where,
    region: yaml.area === 'region',
    areas: Array.isArray(yaml.area) ? areaCodes(context, yaml.area, [...path, 'area'], place) : [],
    over: yaml.over ? Number.parseInt(yaml.over, 10) : null,
    scale: scale ? { numerator: scale[0] ?? 1, denominator: scale[1] ?? 1 } : null,
    spread: yaml.spread ?? null,
  };
}

/** The conditions as written, then what its dataset holds of every value that does not name the column. */
function whereOf(
  context: Context,
  yaml: WhereYaml,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): Condition[] {
  const where = resolveWhere(context, yaml, dataset, path, place, (inner, at) =>
    resolveValue(context, inner, at, place),
  );
  const any = (Array.isArray(yaml.any) ? yaml.any : []).filter(
    (entry) => typeof entry === 'object',
  );
  const named = new Set([yaml, ...any].flatMap((entry) => Object.keys(entry)));
  const counts = dataset.counts.filter((c) => !('column' in c && named.has(c.column)));
  const totals = [...dataset.columns.values()]
    .filter((col) => col.total !== null && !named.has(col.name))
    .map((col): Condition => ({ kind: 'in', column: col.name, codes: [col.total ?? ''] }));
  return [...where, ...counts, ...totals];
}

/** What places rows in a period: `on`, `over` and `spread` must fit what is counted. */
function checkTime(
  context: Context,
  yaml: ValueYaml,
  count: Count,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): void {
  const at = (key: string) => place([...path, key]);
  const register = dataset.kind === 'register';
  if (yaml.on) {
    const needs = 'rows are placed in a period by a date';
    columnOfType(context, dataset, yaml.on, dates, needs, [...path, 'on'], place);
    const states: readonly string[] = ['stock', 'present', 'movement', 'increase'];
    if (register && states.includes(count.kind))
      cannot(
        context,
        yaml.count,
        'a register is counted `on` a date or by its snapshots, not both',
        at('on'),
      );
  }
  if (yaml.over && register && !yaml.on && count.kind !== 'movement' && count.kind !== 'increase')
    cannot(
      context,
      yaml.count,
      'the state of a register is that of one day: it looks back over nothing',
      at('over'),
    );
  if (yaml.spread) {
    if (count.kind !== 'sum')
      cannot(context, yaml.count, 'only a `sum` is spread over days', at('spread'));
    for (const [i, name] of yaml.spread.entries())
      columnOfType(
        context,
        dataset,
        name,
        dates,
        'a sum is spread between two dates',
        [...path, 'spread', i],
        place,
      );
  }
}

function resolveCount(
  context: Context,
  text: string,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): Count | null {
  const days = /^median days\((\w+), *([\w-]+)\)$/.exec(text);
  const [word = '', name, ...more] = days ? ['median days'] : text.split(' ');
  if (days?.[1] && days[2]) {
    const needs = 'days are counted between two dates';
    columnOfType(context, dataset, days[1], dates, needs, path, place);
    if (days[2] !== 'period-end')
      columnOfType(context, dataset, days[2], dates, needs, path, place);
    return { kind: 'median-days', from: days[1], to: days[2] };
  }
  if (more.length === 0) {
    if (word === 'rows' && !name) return { kind: 'rows' };
    if ((word === 'stock' || word === 'present') && !name) {
      if (dataset.kind !== 'register')
        cannot(context, text, `${dataset.id} is not a register`, place(path));
      return word === 'stock' ? { kind: 'stock', column: null } : { kind: 'present' };
    }
    if (word === 'movement') return movementOf(context, name ?? '', dataset, path, place);
    if (name) return columnCount(context, word, name, dataset, path, place);
  }
  const known = ['rows', 'distinct', 'sum', 'increase', 'median', 'stock', 'present', 'movement'];
  unknown(context, 'count', text, known, place(path));
  return null;
}

/** Counts that name a column. */
function columnCount(
  context: Context,
  word: string,
  name: string,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): Count | null {
  switch (word) {
    case 'distinct':
      column(context, dataset, name, path, place);
      return { kind: 'distinct', column: name };
    case 'sum':
    case 'increase':
    case 'median':
    case 'stock': {
      if (word === 'stock' && dataset.kind !== 'observations')
        cannot(
          context,
          `stock ${name}`,
          `${dataset.id} holds no counts made by someone else`,
          place(path),
        );
      const col = dataset.columns.get(name);
      if (col?.type === 'score') {
        const why = 'scores cannot be added up or averaged';
        context.problems.push(problem('Y110', { column: name, why }, place(path)));
      } else columnOfType(context, dataset, name, numbers, `a ${word} is of numbers`, path, place);
      return { kind: word, column: name };
    }
    default: {
      const known = ['distinct', 'sum', 'increase', 'median', 'stock', 'movement'];
      unknown(context, 'count', word, known, place(path));
      return null;
    }
  }
}

/** A movement that the register can show: each needs the columns that tell it. */
function movementOf(
  context: Context,
  name: string,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): Count | null {
  const movement = movements.find((known) => known === name);
  if (!movement) {
    unknown(context, 'movement', name, movements, place(path));
    return null;
  }
  if (dataset.kind !== 'register')
    cannot(context, `movement ${name}`, `${dataset.id} is not a register`, place(path));
  else
    for (const needed of tellers[movement])
      if (!needed.some((col) => (col === 'score' ? scored(dataset) : dataset.columns.has(col))))
        cannot(
          context,
          `movement ${name}`,
          `${dataset.id} has no ${needed.map((c) => `\`${c}\``).join(' or ')}, by which it is told`,
          place(path),
        );
  return { kind: 'movement', movement };
}

const scored = (dataset: DatasetDefinition): boolean =>
  [...dataset.columns.values()].some((col) => col.type === 'score' && col.model !== null);

/** Columns that tell a movement: of each list one at least. */
const tellers: Readonly<Record<Movement, readonly (readonly string[])[]>> = {
  new: [],
  vanished: [],
  archived: [['status']],
  reactivated: [['status']],
  merged: [['merged_into', 'status']],
  split: [['split_from']],
  transferred: [['force', 'owner']],
  'score-risen': [['score'], ['scored_on']],
  'score-fallen': [['score'], ['scored_on']],
  'tier-risen': [['tier']],
  'tier-fallen': [['tier']],
};

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
