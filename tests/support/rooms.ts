import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The floors of DESIGN.md section 3, as data. A room imports only from rooms on lower floors. */
export const floors: readonly (readonly string[])[] = [
  ['problems'],
  ['periods', 'statistics', 'ooxml', 'home'],
  ['framework', 'warehouse', 'records', 'files'],
  ['access', 'audit', 'collation', 'measures'],
  ['figures'],
  ['wording'],
  ['charts', 'findings'],
  ['decks', 'pages', 'exports', 'arrivals'],
  ['host'],
  ['server'],
  ['cli', 'web'],
];

/** Every source file under a folder, as absolute paths. */
export function listSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((entry) => join(folder, String(entry)))
    .filter((file) => /\.tsx?$/.test(file))
    .sort();
}

/** Relative imports of a file, type imports too, as absolute paths. */
export function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?(?:from\s*)?'(\.[^']+)'|import\('(\.[^']+)'\)/g,
  );
  return [...found].map((hit) => resolve(dirname(file), hit[1] ?? hit[2] ?? ''));
}

/** The room that a file of `src` stands in. */
export const roomIn = (src: string, file: string): string =>
  relative(src, file).split(sep)[0] ?? '';

/** Rooms that each room imports, with how many lines do so. */
export function roomImports(src: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const found = new Map<string, Map<string, number>>(
    floors.flat().map((room) => [room, new Map()]),
  );
  for (const file of listSources(src))
    for (const target of importsOf(file)) {
      const [from, to] = [roomIn(src, file), roomIn(src, target)];
      const of = found.get(from);
      if (from !== to && of) of.set(to, (of.get(to) ?? 0) + 1);
    }
  return found;
}
