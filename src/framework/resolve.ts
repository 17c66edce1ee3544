import type { z } from 'zod';
import { type Problem, problem } from '../problems/index.ts';
import type {
  ColumnDefinition,
  DatasetDefinition,
  MeasureDefinition,
  PackDefinition,
  ThemeDefinition,
} from './definitions.ts';
import type { datasetYaml, frameworkYaml, measureYaml, packYaml, themeYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';
import {
  type Context,
  column,
  kindOf,
  resolveValue,
  resolveWhere,
  unknown,
} from './resolve-value.ts';
import { resolveRule } from './row-rule.ts';
import { hashOf } from './vocabulary.ts';

type FrameworkYaml = z.infer<typeof frameworkYaml>;

/** Days of "6 weeks"; a month is taken as 30 days. */
const daysOf = (duration: string | undefined): number => {
  if (!duration) return 0;
  const n = Number.parseInt(duration, 10);
  return duration.includes('week') ? n * 7 : duration.includes('month') ? n * 30 : n;
};

export function resolveDataset(
  file: YamlFile<z.infer<typeof datasetYaml>>,
  context: Context,
): DatasetDefinition {
  const yaml = file.value;
  const columns = new Map<string, ColumnDefinition>();
  for (const [name, col] of Object.entries(yaml.columns)) {
    if (col.vocabulary && !context.vocabularies.has(col.vocabulary) && col.vocabulary !== 'areas')
      unknown(
        context,
        'vocabulary',
        col.vocabulary,
        context.vocabularies.keys(),
        file.place(['columns', name, 'vocabulary']),
      );
    columns.set(name, {
      name,
      type: col.type,
      key: col.key,
      required: col.required || col.key,
      class: col.class,
      vocabulary: col.vocabulary ?? null,
      unknown: col.unknown,
      total: col.total ?? null,
      notAfter: col['not-after'] ?? null,
      minimum: col.minimum ?? null,
      separators: typeof col.separator === 'string' ? [col.separator] : col.separator,
      magnitude: col.magnitude ?? null,
      model: col.model?.slice('column '.length) ?? null,
      fault: col.fault,
    });
  }
  for (const name of ['force', 'area'])
    if (!columns.has(name))
      columns.set(name, {
        name,
        type: 'code',
        key: false,
        required: false,
        class: 'open',
        vocabulary: name === 'force' ? null : 'areas',
        unknown: 'keep',
        total: null,
        notAfter: null,
        minimum: null,
        separators: [';'],
        magnitude: null,
        model: null,
        fault: 'keep',
      });
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
  if (yaml.date) column(context, bare, yaml.date, ['date'], file.place);
  for (const [i, cell] of yaml.cells.entries())
    column(context, bare, cell, ['cells', i], file.place);
  return {
    ...bare,
    counts: resolveWhere(context, yaml.counts ?? {}, bare, ['counts'], file.place),
    rules: yaml.rules.flatMap((rule, i) =>
      resolveRule(context, rule, bare, ['rules', i], file.place),
    ),
  };
}

export function resolveTheme(
  file: YamlFile<z.infer<typeof themeYaml>>,
  context: Context,
  framework: FrameworkYaml,
): { theme: ThemeDefinition; measures: MeasureDefinition[] } {
  const yaml = file.value;
  const measures = yaml.measures.flatMap((measure, i) => {
    const resolved = resolveMeasure(measure, yaml, ['measures', i], file, context, framework);
    return resolved ? [resolved] : [];
  });
  for (const key of ['lead', 'lead-activity'] as const) {
    const named = yaml[key];
    const measure = yaml.measures.find((m) => m.id === named);
    if (named && !measure)
      unknown(
        context,
        'measure of this theme',
        named,
        yaml.measures.map((m) => m.id),
        file.place([key]),
      );
    else if (
      key === 'lead' &&
      measure?.role === 'activity' &&
      yaml.measures.some((m) => m.role === 'threat')
    )
      context.problems.push(
        problem('Y107', { theme: yaml.theme, measure: measure.id }, file.place([key])),
      );
  }
  return {
    theme: {
      id: yaml.theme,
      title: yaml.title,
      question: yaml.question,
      owner: yaml.owner,
      lead: yaml.lead,
      leadActivity: yaml['lead-activity'] ?? null,
      restricted: yaml.restricted,
      ownRecords: yaml['own-records'],
      measures: measures.map((m) => m.id),
      notes: yaml.notes ?? null,
    },
    measures,
  };
}

function resolveMeasure(
  yaml: z.infer<typeof measureYaml>,
  theme: z.infer<typeof themeYaml>,
  path: PropertyKey[],
  file: YamlFile<unknown>,
  context: Context,
  framework: FrameworkYaml,
): MeasureDefinition | null {
  const given = yaml.value ?? yaml.part;
  if (!given || (yaml.value && yaml.part) || Boolean(yaml.part) !== Boolean(yaml.whole)) {
    context.problems.push(
      problem(
        'Y106',
        { measure: yaml.id, why: 'it needs either `value`, or `part` and `whole`' },
        file.place(path),
      ),
    );
    return null;
  }
  const value = resolveValue(context, given, [...path, yaml.value ? 'value' : 'part'], file.place);
  const whole = yaml.whole
    ? resolveValue(context, yaml.whole, [...path, 'whole'], file.place)
    : null;
  if (!value || (yaml.whole && !whole)) return null;
  const dataset = context.datasets.get(value.of);
  if (yaml.by && dataset) column(context, dataset, yaml.by, [...path, 'by'], file.place);
  if (yaml.per) {
    const of = context.datasets.get(yaml.per.of);
    if (of) column(context, of, yaml.per.column, [...path, 'per', 'column'], file.place);
    else
      unknown(
        context,
        'dataset',
        yaml.per.of,
        context.datasets.keys(),
        file.place([...path, 'per', 'of']),
      );
  }
  if (yaml.baseline && !framework.baselines[yaml.baseline])
    unknown(
      context,
      'baseline',
      yaml.baseline,
      Object.keys(framework.baselines),
      file.place([...path, 'baseline']),
    );
  const instead = new Map(
    Object.entries(yaml.instead ?? {}).flatMap(([against, other]) => {
      const resolved = resolveValue(context, other, [...path, 'instead', against], file.place);
      return resolved ? [[against, resolved] as const] : [];
    }),
  );
  const bare = {
    id: yaml.id,
    theme: theme.theme,
    title: yaml.title,
    owner: yaml.owner ?? theme.owner,
    role: yaml.role,
    unit: yaml.unit,
    better: yaml.better,
    wanted: yaml.wanted ?? null,
    kind: kindOf(value, whole, yaml.per),
    value,
    whole,
    per: yaml.per ?? null,
    by: yaml.by ? { column: yaml.by, bands: yaml.bands ?? [] } : null,
    againstAreas: yaml['against-areas'] ?? [],
    chart: yaml.chart,
    rules: yaml.rules ?? framework.rules,
    baseline: yaml.baseline ?? null,
    breaks: yaml.breaks ?? [],
    instead,
    else: yaml.else ?? [],
    withhold: yaml.withhold ?? null,
    status: yaml.status,
    immatureDays: yaml.immature ? daysOf(yaml.immature) : (dataset?.immatureDays ?? 0),
    small: yaml.small ?? framework.small,
    notes: yaml.notes ?? null,
  };
  return {
    ...bare,
    hash: hashOf({ ...bare, title: undefined, owner: undefined, notes: undefined }),
  };
}

export function resolvePack(
  file: YamlFile<z.infer<typeof packYaml>>,
  measures: ReadonlyMap<string, unknown>,
  problems: Problem[],
): PackDefinition {
  const yaml = file.value;
  return {
    id: yaml.pack,
    title: yaml.title,
    every: yaml.every,
    template: yaml.template,
    meeting: yaml.meeting,
    slides: yaml.slides.map((slide, i) => {
      if ('each-theme' in slide) return { kind: 'each-theme', charts: slide['each-theme'].charts };
      if ('region' in slide) {
        for (const id of slide.region.measures)
          if (!measures.has(id))
            unknown(
              { problems },
              'measure',
              id,
              measures.keys(),
              file.place(['slides', i, 'region', 'measures']),
            );
        return { kind: 'region', measures: slide.region.measures };
      }
      return { kind: Object.keys(slide)[0] as 'title' };
    }),
  };
}
