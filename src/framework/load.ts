import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { done, type Outcome, type Problem, problem, refused } from '../problems/index.ts';
import { findArea, loadAreas } from './areas.ts';
import { checkFramework } from './check-framework.ts';
import { checkSource } from './check-source.ts';
import type { Context } from './context.ts';
import type { Framework } from './definitions.ts';
import {
  areasYaml,
  datasetYaml,
  frameworkYaml,
  packYaml,
  themeYaml,
  vocabularyYaml,
} from './grammar.ts';
import { ownRecords } from './own-records.ts';
import { type LostNames, readYaml, type YamlFile } from './read-yaml.ts';
import { resolveDataset } from './resolve-dataset.ts';
import { resolvePack } from './resolve-pack.ts';
import { resolveSource } from './resolve-source.ts';
import { resolveTheme } from './resolve-theme.ts';
import { sourceYaml } from './source-grammar.ts';
import { notToldApart } from './told-apart.ts';
import { hashOf, resolveVocabulary } from './vocabulary.ts';

/**
 * Reads a framework folder (DESIGN.md section 4): YAML by kind of folder, every problem in one run,
 * each with file, line and column. With the day it is, what must not lie ahead is asked too.
 */
export function loadFramework(
  folder: string,
  options: { readonly today?: string } = {},
): Outcome<Framework> {
  const problems: Problem[] = [];
  const lost: LostNames = new Set();
  const main = join(folder, 'framework.yaml');
  if (!existsSync(main)) return refused(problem('Y108', { folder }));
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const root = readYaml('framework.yaml', text('framework.yaml'), frameworkYaml, problems, lost);
  const read = <T>(kind: string, schema: z.ZodType<T>): YamlFile<T>[] =>
    filesOf(folder, kind).flatMap(
      (name) => readYaml(`${kind}/${name}`, text(`${kind}/${name}`), schema, problems, lost) ?? [],
    );
  const yaml = {
    vocabularies: read('vocabularies', vocabularyYaml),
    areas: read('areas', areasYaml),
    datasets: [...ownRecords(), ...read('datasets', datasetYaml)],
    sources: read('sources', sourceYaml),
    themes: read('themes', themeYaml).sort(
      (a, b) =>
        position(root?.value.themes, a.value.theme) - position(root?.value.themes, b.value.theme),
    ),
    packs: read('packs', packYaml).sort(
      (a, b) =>
        position(root?.value.packs, a.value.pack) - position(root?.value.packs, b.value.pack),
    ),
  };
  const byId = collect(problems);
  const vocabularies = byId('vocabulary', yaml.vocabularies, (f) => resolveVocabulary(f, problems));
  const areas = loadAreas(folder, yaml.areas, problems);
  const today = options.today ?? null;
  const bare: Context = {
    datasets: new Map(),
    sources: new Map(),
    vocabularies,
    areas,
    problems,
    lost,
    today,
  };
  const datasets = byId('dataset', yaml.datasets, (f) => resolveDataset(f, bare));
  const withDatasets: Context = { ...bare, datasets };
  const sources = byId('source', yaml.sources, (f) => {
    const source = resolveSource(f, withDatasets);
    checkSource(f, source, withDatasets);
    return source;
  });
  const context: Context = { ...withDatasets, sources };
  const resolved = new Map(
    yaml.themes.map((f) => [f, resolveTheme(f, context, root?.value ?? null)] as const),
  );
  const themes = byId('theme', yaml.themes, (f) => resolved.get(f)?.theme);
  const measures = new Map([...resolved.values()].flatMap((r) => r.measures).map((m) => [m.id, m]));
  const written = yaml.themes.flatMap((f) =>
    f.value.measures.map((m, i) => ({ ...m, place: () => f.place(['measures', i, 'id']) })),
  );
  const packs = byId('pack', yaml.packs, (f) =>
    resolvePack(f, { written: written.map((m) => m.id), measures, themes }, context),
  );
  if (root) checkFramework(root, written, yaml.themes, context);
  if (!root || problems.length > 0) return { ok: false, problems };
  const { value } = root;
  const framework: Framework = {
    id: value.framework,
    title: value.title,
    force: findArea(areas, value.force)?.code ?? value.force,
    marking: value.marking,
    rules: value.rules,
    small: value.small,
    reasons: value.reason,
    timezone: value.calendar.timezone,
    baselines: new Map(Object.entries(value.baselines).map(([id, b]) => [id, { id, ...b }])),
    roles: new Map(Object.entries(value.roles)),
    outcomes: value.outcomes.map((o) => ({
      id: o.id,
      title: o.title,
      measures: o.measures,
      wanted: o.wanted ?? null,
      awaits: new Map(Object.entries(o.awaits ?? {})),
    })),
    themes,
    measures,
    datasets,
    sources,
    vocabularies,
    areas,
    packs,
    hash: hashOf([
      [...measures.values()].map((m) => m.hash),
      [...sources.values()].map((s) => s.hash),
      value,
    ]),
  };
  return done(framework, notToldApart(yaml.sources, sources, measures.values()));
}

const position = (order: readonly string[] | undefined, id: string) => {
  const at = order?.indexOf(id) ?? -1;
  return at < 0 ? 999 : at;
};

function filesOf(folder: string, kind: string): string[] {
  const path = join(folder, kind);
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : [];
}

/** Definitions by the id that their file gives under the name of their kind; a second of one id is a problem. */
function collect(problems: Problem[]) {
  return <K extends string, F extends Readonly<Record<K, string>>, T>(
    kind: K,
    files: readonly YamlFile<F>[],
    resolve: (file: YamlFile<F>) => T | undefined,
  ): Map<string, T> => {
    const found = new Map<string, T>();
    for (const file of files) {
      const id = file.value[kind];
      if (found.has(id))
        problems.push(problem('Y105', { what: kind, name: id }, file.place([kind])));
      const made = resolve(file);
      if (made !== undefined) found.set(id, made);
    }
    return found;
  };
}
