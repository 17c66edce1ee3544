import type { z } from 'zod';
import {
  type Context,
  cannot,
  column,
  columnOf,
  columnOfType,
  dates,
  unknown,
  wrongType,
} from './context.ts';
import type { ColumnDefinition, DatasetDefinition } from './definitions.ts';
import { daysOf } from './duration.ts';
import type { columnYaml, datasetYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';
import { resolveWhere } from './resolve-condition.ts';
import { resolveRule } from './row-rule.ts';
import { expand } from './vocabulary.ts';

export function resolveDataset(
  file: YamlFile<z.infer<typeof datasetYaml>>,
  context: Context,
): DatasetDefinition {
  const yaml = file.value;
  const columns = new Map<string, ColumnDefinition>();
  for (const [name, col] of Object.entries(yaml.columns))
    columns.set(name, resolveColumn(name, col, file, context));
  if (!columns.has('force')) columns.set('force', columnOf('force', 'code'));
  if (!columns.has('area')) columns.set('area', columnOf('area', 'code', { vocabulary: 'areas' }));
  const bare: DatasetDefinition = {
    id: yaml.dataset,
    title: yaml.title ?? yaml.dataset,
    kind: yaml.kind,
    grain: yaml.grain,
    date: yaml.date ?? null,
    immatureDays: daysOf(yaml.immature),
    counts: [],
    columns,
    key: [...columns.values()].filter((col) => col.key).map((col) => col.name),
    cells: yaml.cells,
    rules: [],
  };
  checkWhole(bare, file, context);
  const counts = resolveWhere(context, yaml.counts ?? {}, bare, ['counts'], file.place, () => {
    cannot(context, yaml.dataset, '`counts` cannot look at other rows', file.place(['counts']));
    return null;
  });
  const rules = yaml.rules.flatMap((rule, i) =>
    resolveRule(context, rule, bare, ['rules', i], file.place),
  );
  return { ...bare, counts, rules };
}

function resolveColumn(
  name: string,
  col: z.infer<typeof columnYaml>,
  file: YamlFile<unknown>,
  context: Context,
): ColumnDefinition {
  const at = (key: string) => file.place(['columns', name, key]);
  const { vocabulary: words } = col;
  const vocabulary = words === undefined ? undefined : context.vocabularies.get(words);
  if (words !== undefined && !vocabulary && words !== 'areas')
    unknown(
      context,
      'vocabulary',
      words,
      [...context.vocabularies.keys(), 'areas'],
      at('vocabulary'),
    );
  const found = columnOf(name, col.type, {
    key: col.key,
    required: col.required || col.key,
    class: col.class,
    vocabulary: words ?? null,
    unknown: col.unknown,
    total: col.total ?? null,
    notAfter: col['not-after'] ?? null,
    minimum: col.minimum ?? null,
    separators: typeof col.separator === 'string' ? [col.separator] : col.separator,
    magnitude: col.magnitude ?? null,
    model: col.model?.slice('column '.length) ?? null,
    fault: col.fault,
  });
  if (words !== undefined && col.type !== 'code' && col.type !== 'codes')
    wrongType(context, found, 'only codes have a vocabulary', at('vocabulary'));
  if (vocabulary && found.total !== null && !expand(vocabulary, found.total))
    unknown(context, `code of ${vocabulary.id}`, found.total, vocabulary.codes.keys(), at('total'));
  return found;
}

/** What holds between the columns of a dataset: its date, its cells, its key, the models of its scores. */
function checkWhole(
  dataset: DatasetDefinition,
  file: YamlFile<z.infer<typeof datasetYaml>>,
  context: Context,
): void {
  const { place } = file;
  if (dataset.date) {
    const needs = 'rows are placed in a period by a date';
    columnOfType(context, dataset, dataset.date, dates, needs, ['date'], place);
  } else if (dataset.kind !== 'register')
    cannot(
      context,
      dataset.id,
      '`date` says which column places its rows in a period',
      place(['kind']),
    );
  for (const [i, cell] of dataset.cells.entries())
    column(context, dataset, cell, ['cells', i], place);
  if (dataset.kind === 'register' && dataset.key.length === 0)
    cannot(context, dataset.id, 'a register needs a column with `key: true`', place(['kind']));
  for (const col of dataset.columns.values()) {
    const at = ['columns', col.name];
    if (col.model !== null) column(context, dataset, col.model, [...at, 'model'], place);
    else if (col.type === 'score')
      cannot(context, col.name, 'a score names the column of its `model`', place(at));
  }
}
