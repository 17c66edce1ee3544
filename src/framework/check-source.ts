import { problem } from '../problems/index.ts';
import { findArea } from './areas.ts';
import { type Context, column, columnOfType, dates, numbers, unknown } from './context.ts';
import type { ColumnDefinition } from './definitions.ts';
import type { YamlFile } from './read-yaml.ts';
import type { ColumnSource, SourceDefinition, SourcePart } from './source.ts';
import type { SourceYaml } from './source-grammar.ts';
import { expand, foldName } from './vocabulary.ts';

/** What a source says of datasets, codes, places and patterns must hold before a file has come. */
export function checkSource(
  file: YamlFile<SourceYaml>,
  source: SourceDefinition,
  context: Context,
): void {
  const wrong = (detail: string, ...path: PropertyKey[]) =>
    context.problems.push(
      problem('Y102', { path: path.map(String).join(' › '), detail }, file.place(path)),
    );
  for (const [i, part] of source.parts.entries())
    checkPart(file, part, file.value.parts ? ['parts', i] : [], context, wrong);
  for (const { path, pattern } of patternsOf(file.value))
    if (!isPattern(pattern)) wrong(`“${pattern}” is not a regular expression`, ...path);
  for (const [i, variant] of source.variants.entries()) {
    const before = source.variants[i - 1];
    if (before && before.until < variant.until && before.part === variant.part)
      wrong('variants stand newest first', 'variants', i, 'until');
  }
}

function checkPart(
  file: YamlFile<SourceYaml>,
  part: SourcePart,
  path: readonly PropertyKey[],
  context: Context,
  wrong: (detail: string, ...path: PropertyKey[]) => void,
): void {
  const { place } = file;
  const loaded = [...part.loads].flatMap(([id, columns]) => {
    const dataset = context.datasets.get(id);
    return dataset ? [{ dataset, columns }] : [];
  });
  for (const { dataset, columns } of loaded) {
    const at = [...path, 'loads', dataset.id];
    for (const needed of dataset.columns.values())
      if (needed.required && !columns.has(needed.name))
        wrong(
          `it loads nothing into “${needed.name}”, which every row of ${dataset.id} needs`,
          ...at,
        );
    for (const [name, from] of columns) {
      const col = dataset.columns.get(name);
      if (col) checkColumn(context, col, from, [...at, name], file, wrong);
    }
  }
  const first = loaded[0]?.dataset;
  if (!first) return;
  const period = part.period.column;
  const own = hasOwn(file.value, path, 'period') ? path : [];
  if (period) {
    const needs = 'a period is told by a date';
    const of = loaded.find(({ dataset }) => dataset.columns.has(period))?.dataset ?? first;
    columnOfType(context, of, period, dates, needs, [...own, 'period', 'column'], place);
  }
  const within = hasOwn(file.value, path, 'replaces') ? path : [];
  if (part.replaces.what === 'key')
    for (const { dataset } of loaded)
      if (dataset.key.length === 0)
        wrong(`${dataset.id} has no key by which rows are replaced`, ...within, 'replaces');
  for (const [i, name] of part.replaces.within.entries())
    column(context, first, name, [...within, 'replaces', 'within', i], place);
  for (const [i, check] of part.checks.entries())
    if (typeof check.total !== 'string') {
      const of = check.of ? context.datasets.get(check.of) : first;
      const needs = 'a control total is of numbers';
      if (of)
        columnOfType(
          context,
          of,
          check.total.sum,
          numbers,
          needs,
          [...path, 'checks', i, 'total'],
          place,
        );
    }
}

/** A fixed value, and the words put in place of others, are ones that the column takes. */
function checkColumn(
  context: Context,
  col: ColumnDefinition,
  from: ColumnSource,
  path: PropertyKey[],
  file: YamlFile<SourceYaml>,
  wrong: (detail: string, ...path: PropertyKey[]) => void,
): void {
  if (from.kind === 'is') checkCode(context, col, from.value, file.place([...path, 'is']));
  if (from.kind !== 'column') return;
  for (const [word, code] of from.words)
    checkCode(context, col, code, file.place([...path, 'words', word]));
  if (from.format && !dates.some((type) => type === col.type))
    wrong(`“${col.name}” is no date, so it has no format`, ...path, 'format');
  if (from.unit && !numbers.some((type) => type === col.type))
    wrong(`“${col.name}” is no number, so it has no unit`, ...path, 'unit');
}

function checkCode(
  context: Context,
  col: ColumnDefinition,
  name: string,
  at: ReturnType<YamlFile<unknown>['place']>,
): void {
  if (col.vocabulary === 'areas') {
    if (!findArea(context.areas, name))
      unknown(
        context,
        'area',
        name,
        [...context.areas.byCode.values()].map((a) => a.id),
        at,
      );
    return;
  }
  const vocabulary = col.vocabulary ? context.vocabularies.get(col.vocabulary) : undefined;
  if (!vocabulary || expand(vocabulary, name)) return;
  const folded = foldName(name);
  for (const code of vocabulary.codes.values())
    if ([code.title, ...code.aliases].some((known) => foldName(known) === folded)) return;
  unknown(context, `code of ${vocabulary.id}`, name, vocabulary.codes.keys(), at);
}

/** Every regular expression of a source, and where it stands. */
function patternsOf(yaml: SourceYaml): { path: PropertyKey[]; pattern: string }[] {
  const found: { path: PropertyKey[]; pattern: string }[] = [];
  const take = (pattern: unknown, ...path: PropertyKey[]) => {
    if (typeof pattern === 'string') found.push({ path, pattern });
  };
  const walk = (thing: unknown, path: PropertyKey[]): void => {
    if (thing === null || typeof thing !== 'object') return;
    for (const [name, value] of Object.entries(thing)) {
      const key = Array.isArray(thing) ? Number(name) : name;
      const here = [...path, key];
      if (patternKeys.has(name) || (path.at(-1) === 'skip' && Array.isArray(thing)))
        take(value, ...here);
      walk(value, here);
    }
  };
  walk(yaml, []);
  return found;
}
const patternKeys = new Set(['file-name', 'sheet', 'snapshot', 'pattern']);

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

const hasOwn = (
  yaml: SourceYaml,
  path: readonly PropertyKey[],
  key: 'period' | 'replaces',
): boolean => path.length === 2 && yaml.parts?.[Number(path[1])]?.[key] !== undefined;
