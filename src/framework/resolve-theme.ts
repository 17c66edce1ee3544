import type { z } from 'zod';
import { problem } from '../problems/index.ts';
import { type Context, unknown } from './context.ts';
import type { MeasureDefinition, ThemeDefinition, Value } from './definitions.ts';
import type { themeYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';
import { type FrameworkYaml, resolveMeasure } from './resolve-measure.ts';
import { resolveLists, resolveTables } from './resolve-tables.ts';

type ThemeYaml = z.infer<typeof themeYaml>;

export function resolveTheme(
  file: YamlFile<ThemeYaml>,
  context: Context,
  framework: FrameworkYaml | null,
): { theme: ThemeDefinition; measures: MeasureDefinition[] } {
  const yaml = file.value;
  const measures = yaml.measures.flatMap((measure, i) => {
    const path = ['measures', i];
    return resolveMeasure(measure, yaml, path, file.place, context, framework) ?? [];
  });
  checkLeads(file, measures, context);
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
      tables: resolveTables(file, measures, context),
      lists: resolveLists(file, context),
      notes: yaml.notes ?? null,
    },
    measures,
  };
}

/**
 * A theme's lead stands for its threat: not a measure of activity where a threat is measured, nor
 * offences that only police work finds (domain.md, trap of police-generated crime). Its activity is no threat.
 */
function checkLeads(
  file: YamlFile<ThemeYaml>,
  measures: readonly MeasureDefinition[],
  context: Context,
): void {
  const yaml = file.value;
  const ids = yaml.measures.map((m) => m.id);
  const refuse = (key: 'lead' | 'lead-activity', measure: string, why: string) => {
    const as = key === 'lead' ? 'threat' : 'activity';
    context.problems.push(
      problem('Y107', { theme: yaml.theme, measure, as, why }, file.place([key])),
    );
  };
  for (const key of ['lead', 'lead-activity'] as const) {
    const named = yaml[key];
    if (named === undefined) continue;
    const written = yaml.measures.find((m) => m.id === named);
    if (!written) {
      unknown(context, 'measure of this theme', named, ids, file.place([key]));
      continue;
    }
    if (key === 'lead-activity') {
      if (written.role === 'threat') refuse(key, named, 'it measures threat');
      continue;
    }
    const value = measures.find((m) => m.id === named)?.value;
    if (written.role === 'activity' && yaml.measures.some((m) => m.role === 'threat'))
      refuse(key, named, 'it measures activity');
    else if (written.role === 'threat' && value && isPoliceGenerated(value, context))
      refuse(key, named, 'its offences are recorded because police find them');
  }
}

/** Whether every offence that a value counts is one that police work finds. */
function isPoliceGenerated(value: Value, context: Context): boolean {
  const dataset = context.datasets.get(value.of);
  return value.where.some((condition) => {
    if (condition.kind !== 'in') return false;
    const words = dataset?.columns.get(condition.column)?.vocabulary;
    const codes = words ? context.vocabularies.get(words)?.codes : undefined;
    return (
      codes !== undefined &&
      condition.codes.length > 0 &&
      condition.codes.every((code) => codes.get(code)?.policeGenerated === true)
    );
  });
}
