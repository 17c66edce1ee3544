import type { z } from 'zod';
import { problem } from '../problems/index.ts';
import { findArea } from './areas.ts';
import { type Context, cannot, unknown } from './context.ts';
import type { frameworkYaml, measureYaml, themeYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';

/** A measure as written, with where its id stands. */
export type WrittenMeasure = z.infer<typeof measureYaml> & {
  readonly place: () => { file: string; line: number; column: number };
};

/** What `framework.yaml` says of the whole: force, baselines, order of themes, outcomes; and that no measure is written twice. */
export function checkFramework(
  root: YamlFile<z.infer<typeof frameworkYaml>>,
  measures: readonly WrittenMeasure[],
  themes: readonly YamlFile<z.infer<typeof themeYaml>>[],
  context: Context,
): void {
  const { value: yaml, place } = root;
  const { problems } = context;
  if (findArea(context.areas, yaml.force)?.kind !== 'force') {
    const forces = [...context.areas.byCode.values()].filter((a) => a.kind === 'force');
    unknown(
      context,
      'force',
      yaml.force,
      forces.map((a) => a.id),
      place(['force']),
    );
  }
  for (const [id, { from, to }] of Object.entries(yaml.baselines))
    if (from > to)
      problems.push(problem('Y112', { baseline: id, from, to }, place(['baselines', id, 'from'])));
  const known = themes.map((f) => f.value.theme);
  for (const [i, id] of (yaml.themes ?? []).entries())
    if (!known.includes(id)) unknown(context, 'theme', id, known, place(['themes', i]));
  const seen = new Set<string>();
  for (const measure of measures) {
    if (seen.has(measure.id))
      problems.push(problem('Y105', { what: 'measure', name: measure.id }, measure.place()));
    seen.add(measure.id);
  }
  checkOutcomes(root, measures, context);
}

function checkOutcomes(
  { value: yaml, place }: YamlFile<z.infer<typeof frameworkYaml>>,
  measures: readonly WrittenMeasure[],
  context: Context,
): void {
  const byId = new Map(measures.map((m) => [m.id, m]));
  const ids = new Set<string>();
  for (const [i, outcome] of yaml.outcomes.entries()) {
    const at = (...key: PropertyKey[]) => place(['outcomes', i, ...key]);
    if (ids.has(outcome.id))
      context.problems.push(problem('Y105', { what: 'outcome', name: outcome.id }, at('id')));
    ids.add(outcome.id);
    for (const [j, id] of outcome.measures.entries()) {
      const measure = byId.get(id);
      if (measure?.status === 'trial')
        cannot(context, id, 'a measure on trial stands for no outcome', at('measures', j));
      if (!measure && !outcome.awaits?.[id])
        unknown(context, 'measure', id, byId.keys(), at('measures', j));
    }
    for (const id of Object.keys(outcome.awaits ?? {}))
      if (!outcome.measures.includes(id))
        unknown(context, 'measure of this outcome', id, outcome.measures, at('awaits', id));
  }
}
