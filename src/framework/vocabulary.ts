import { createHash } from 'node:crypto';
import { nearestName, type Problem, problem } from '../problems/index.ts';
import type { Vocabulary, VocabularyCode } from './definitions.ts';
import type { CodeYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';

/** SHA-256 of canonical JSON: keys sorted, maps as objects, so that order of writing does not matter. */
export function hashOf(thing: unknown): string {
  return createHash('sha256').update(canonical(thing)).digest('hex');
}

function canonical(thing: unknown): string {
  if (thing instanceof Map) return canonical(Object.fromEntries(thing));
  if (Array.isArray(thing)) return `[${thing.map(canonical).join(',')}]`;
  if (thing !== null && typeof thing === 'object')
    return `{${Object.entries(thing)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`)
      .join(',')}}`;
  return JSON.stringify(thing) ?? 'null';
}

interface VocabularyYaml {
  vocabulary: string;
  title: string;
  codes: Record<string, CodeYaml | string>;
  sets: Record<string, { title: string; codes: string[]; from?: string | undefined }>;
}

/** Flattens the tree of codes and expands sets and baskets. */
export function resolveVocabulary(file: YamlFile<VocabularyYaml>, problems: Problem[]): Vocabulary {
  const codes = new Map<string, VocabularyCode>();
  const walk = (
    level: Record<string, CodeYaml | string>,
    parent: string | null,
    path: string[],
  ) => {
    for (const [code, entry] of Object.entries(level)) {
      const full = typeof entry === 'string' ? { title: entry } : entry;
      if (codes.has(code))
        problems.push(problem('Y105', { what: 'code', name: code }, file.place([...path, code])));
      codes.set(code, {
        code,
        title: full.title,
        parent,
        aliases: full.aliases ?? [],
        from: full.from ?? null,
        to: full.to ?? null,
      });
      if (full.below) walk(full.below, code, [...path, code, 'below']);
    }
  };
  walk(file.value.codes, null, ['codes']);
  const bare: Vocabulary = {
    id: file.value.vocabulary,
    title: file.value.title,
    codes,
    sets: new Map(),
    hash: hashOf(file.value),
  };
  const sets = new Map(
    Object.entries(file.value.sets).map(([id, set]) => {
      for (const member of set.codes)
        if (!codes.has(member))
          problems.push(
            problem(
              'Y104',
              { what: 'code', name: member, nearest: nearestName(member, codes.keys()) },
              file.place(['sets', id, 'codes', set.codes.indexOf(member)]),
            ),
          );
      const expanded = [
        ...new Set(set.codes.flatMap((member) => descendants(bare, member))),
      ].sort();
      return [
        id,
        {
          id,
          title: set.title,
          codes: expanded,
          from: set.from ?? null,
          hash: hashOf([id, expanded, set.from ?? null]),
        },
      ] as const;
    }),
  );
  return { ...bare, sets };
}

/** A code and all below it. */
export function descendants(vocabulary: Vocabulary, code: string): string[] {
  const below = [...vocabulary.codes.values()].filter((entry) => entry.parent === code);
  return [code, ...below.flatMap((entry) => descendants(vocabulary, entry.code))];
}

/** What a name in a condition stands for: a set, or a code with all below it; null when unknown. */
export function expand(vocabulary: Vocabulary, name: string): readonly string[] | null {
  const set = vocabulary.sets.get(name);
  if (set) return set.codes;
  return vocabulary.codes.has(name) ? descendants(vocabulary, name) : null;
}

/** Case, accents of spacing and dashes folded: how names in files are looked up. */
export const foldName = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_\-–—]+/g, ' ')
    .replace(/&/g, 'and')
    .trim();
