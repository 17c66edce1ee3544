import { z } from 'zod';
import {
  areasYaml,
  datasetYaml,
  frameworkYaml,
  packYaml,
  themeYaml,
  vocabularyYaml,
} from './grammar.ts';
import { sourceYaml } from './source-grammar.ts';

/** What each kind of file may hold, by the folder it stands in. */
export const grammars: Readonly<Record<string, z.ZodType>> = {
  framework: frameworkYaml,
  themes: themeYaml,
  datasets: datasetYaml,
  sources: sourceYaml,
  vocabularies: vocabularyYaml,
  areas: areasYaml,
  packs: packYaml,
};

let known: readonly string[] | null = null;

/** Every key of the language, for "did you mean". */
export function keysOfLanguage(): readonly string[] {
  known ??= [
    ...new Set(
      Object.values(grammars).flatMap((grammar) =>
        keysIn(z.toJSONSchema(grammar, { io: 'input', unrepresentable: 'any' })),
      ),
    ),
  ].sort();
  return known;
}

function keysIn(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  if (Array.isArray(schema)) return schema.flatMap(keysIn);
  return Object.entries(schema).flatMap(([key, inner]) => [
    ...(key === 'properties' && typeof inner === 'object' ? Object.keys(inner ?? {}) : []),
    ...keysIn(inner),
  ]);
}
