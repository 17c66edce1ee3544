import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { done, type Outcome, type Problem, problem, refused } from '../problems/index.ts';
import { loadAreas } from './areas.ts';
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
import { readYaml, type YamlFile } from './read-yaml.ts';
import { resolveDataset, resolvePack, resolveTheme } from './resolve.ts';
import { resolveSource } from './resolve-source.ts';
import { type Context, unknown } from './resolve-value.ts';
import { sourceYaml } from './source-grammar.ts';
import { hashOf, resolveVocabulary } from './vocabulary.ts';

/**
 * Reads a framework folder (DESIGN.md section 4): YAML by kind of folder, every problem in one run,
 * each with file, line and column.
 */
export function loadFramework(folder: string): Outcome<Framework> {
  const problems: Problem[] = [];
  const main = join(folder, 'framework.yaml');
  if (!existsSync(main)) return refused(problem('Y108', { folder }));
  const root = readYaml('framework.yaml', readFileSync(main, 'utf8'), frameworkYaml, problems);
  const read = <T>(kind: string, schema: z.ZodType<T>): YamlFile<T>[] =>
    filesOf(folder, kind).flatMap((name) => {
      const found = readYaml(
        `${kind}/${name}`,
        readFileSync(join(folder, kind, name), 'utf8'),
        schema,
        problems,
      );
      return found ? [found] : [];
    });
  const vocabularies = byId(
    read('vocabularies', vocabularyYaml),
    (f) => f.value.vocabulary,
    (f) => resolveVocabulary(f, problems),
    'vocabulary',
    problems,
  );
  const areas = loadAreas(folder, read('areas', areasYaml), problems);
  const context: Context = { datasets: new Map(), vocabularies, areas, problems };
  const datasets = byId(
    [...ownRecords(), ...read('datasets', datasetYaml)],
    (f) => f.value.dataset,
    (f) => resolveDataset(f, context),
    'dataset',
    problems,
  );
  const full: Context = { ...context, datasets };
  const sources = byId(
    read('sources', sourceYaml),
    (f) => f.value.source,
    (f) => resolveSource(f, full),
    'source',
    problems,
  );
  if (!root) return { ok: false, problems };
  const yaml = root.value;
  const ordered = read('themes', themeYaml).sort(
    (a, b) => position(yaml.themes, a.value.theme) - position(yaml.themes, b.value.theme),
  );
  const resolved = ordered.map((file) => [file, resolveTheme(file, full, yaml)] as const);
  const themes = byId(
    resolved,
    ([f]) => f.value.theme,
    ([, r]) => r.theme,
    'theme',
    problems,
    ([f]) => f,
  );
  const measures = new Map(resolved.flatMap(([, r]) => r.measures.map((m) => [m.id, m] as const)));
  for (const [i, outcome] of yaml.outcomes.entries())
    for (const [j, id] of outcome.measures.entries())
      if (!measures.has(id) && !outcome.awaits?.[id])
        unknown(
          { problems },
          'measure',
          id,
          measures.keys(),
          root.place(['outcomes', i, 'measures', j]),
        );
  const packs = byId(
    read('packs', packYaml),
    (f) => f.value.pack,
    (f) => resolvePack(f, measures, problems),
    'pack',
    problems,
  );
  if (problems.length > 0) return { ok: false, problems };
  const framework = {
    id: yaml.framework,
    title: yaml.title,
    force: areas.byCode.get(areas.names.get(yaml.force) ?? yaml.force)?.code ?? yaml.force,
    marking: yaml.marking,
    rules: yaml.rules,
    small: yaml.small,
    timezone: yaml.calendar.timezone,
    baselines: new Map(Object.entries(yaml.baselines).map(([id, b]) => [id, { id, ...b }])),
    roles: new Map(Object.entries(yaml.roles)),
    outcomes: yaml.outcomes.map((o) => ({
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
  };
  return done({
    ...framework,
    hash: hashOf([
      [...measures.values()].map((m) => m.hash),
      [...sources.values()].map((s) => s.hash),
      yaml,
    ]),
  });
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

function byId<F, T>(
  files: readonly F[],
  idOf: (file: F) => string,
  resolve: (file: F) => T,
  what: string,
  problems: Problem[],
  fileOf: (file: F) => YamlFile<unknown> = (file) => file as YamlFile<unknown>,
): Map<string, T> {
  const found = new Map<string, T>();
  for (const file of files) {
    const id = idOf(file);
    if (found.has(id))
      problems.push(problem('Y105', { what, name: id }, fileOf(file).place([what])));
    found.set(id, resolve(file));
  }
  return found;
}
