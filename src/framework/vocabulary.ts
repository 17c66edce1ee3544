import { createHash } from 'node:crypto';
import { nearestName, type Problem, problem } from '../problems/index.ts';
import type { Vocabulary, VocabularyCode, VocabularySet } from './definitions.ts';
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
    above: VocabularyCode | null,
    path: string[],
  ) => {
    for (const [code, entry] of Object.entries(level)) {
      const full = typeof entry === 'string' ? { title: entry } : entry;
      if (codes.has(code))
        problems.push(problem('Y105', { what: 'code', name: code }, file.place([...path, code])));
      const found: VocabularyCode = {
        code,
        title: full.title,
        parent: above?.code ?? null,
        aliases: full.aliases ?? [],
        from: full.from ?? null,
        to: full.to ?? null,
        policeGenerated: full['police-generated'] ?? above?.policeGenerated ?? false,
      };
      codes.set(code, found);
      if (full.below) walk(full.below, found, [...path, code, 'below']);
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
  return { ...bare, sets: setsOf(file, bare, problems) };
}

/** Sets with their codes; a set may name another, which stands for the codes of that. */
function setsOf(
  file: YamlFile<VocabularyYaml>,
  vocabulary: Vocabulary,
  problems: Problem[],
): Map<string, VocabularySet> {
  const { codes } = vocabulary;
  const written = file.value.sets;
  const rings = new Set<string>();
  const members = (id: string, above: readonly string[]): string[] => {
    if (above.includes(id)) {
      const ring = [...above.slice(above.indexOf(id)), id];
      const key = [...new Set(ring)].sort().join(' ');
      if (!rings.has(key))
        problems.push(
          problem(
            'Y109',
            { what: 'set', ring: ring.join(', ') },
            file.place(['sets', id, 'codes']),
          ),
        );
      rings.add(key);
      return [];
    }
    return (written[id]?.codes ?? []).flatMap((member) =>
      codes.has(member)
        ? descendants(vocabulary, member)
        : Object.hasOwn(written, member)
          ? members(member, [...above, id])
          : [],
    );
  };
  return new Map(
    Object.entries(written).map(([id, set]) => {
      for (const [i, member] of set.codes.entries())
        if (!codes.has(member) && !Object.hasOwn(written, member)) {
          const nearest = nearestName(member, [...codes.keys(), ...Object.keys(written)]);
          const data = { what: `code or set of ${vocabulary.id}`, name: member, nearest };
          problems.push(problem('Y104', data, file.place(['sets', id, 'codes', i])));
        }
      const expanded = [...new Set(members(id, []))].sort();
      const from = set.from ?? null;
      const hash = hashOf([id, expanded, from]);
      return [id, { id, title: set.title, codes: expanded, from, hash }] as const;
    }),
  );
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
