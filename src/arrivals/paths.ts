import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Files that lie beside extracts and are none. */
const beside = new Set(['arrivals.csv', 'README.md', 'SOURCES.md']);

/**
 * Files of a folder, in whatever depth; anything else is itself, be it there or not: what cannot be
 * read is refused by name later. Links inside a folder are left alone, since they lead out of it.
 */
export function filesUnder(path: string): string[] {
  const full = resolve(path);
  if (!statSync(full, { throwIfNoEntry: false })?.isDirectory()) return [full];
  return readdirSync(full, { recursive: true })
    .map((name) => join(full, String(name)))
    .filter((file) => lstatSync(file, { throwIfNoEntry: false })?.isFile())
    .filter((file) => !beside.has(basename(file)));
}

/** When each file of a sample arrived (UTC instants), from the `arrivals.csv` beside it. */
export function timesOf(files: readonly string[]): Map<string, string> {
  const times = new Map<string, string>();
  const lists = new Map<string, Map<string, string>>();
  for (const file of files) {
    const folder = dirname(file);
    const list = lists.get(folder) ?? listOf(join(folder, 'arrivals.csv'));
    lists.set(folder, list);
    const at = list.get(basename(file));
    if (at) times.set(file, at);
  }
  return times;
}

/** How many of the files had arrived by an instant, as the list beside them says. */
export const arrivedBy = (paths: readonly string[], instant: string): number =>
  [...timesOf(paths.flatMap(filesUnder)).values()].filter((at) => at <= instant).length;

function listOf(path: string): Map<string, string> {
  if (!existsSync(path)) return new Map();
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [file = '', at = ''] = line.trim().split(',');
      return Number.isNaN(Date.parse(at)) ? [] : [[file, at] as const];
    }),
  );
}
