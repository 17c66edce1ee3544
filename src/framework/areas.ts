import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Problem, problem } from '../problems/index.ts';
import { unknown } from './context.ts';
import type { Area, Areas } from './definitions.ts';
import type { areasYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';
import { foldName } from './vocabulary.ts';

/**
 * Areas from `areas/*.yaml`, and the compact tables beside them: `wards.csv` (code, name, district,
 * lpa) and `districts.csv` (those of other forces)
 * and `lsoa.csv` (code, district; both vintages) and `visited.csv` (code, why). Tables are data, so they stay out of YAML.
 */
export function loadAreas(
  folder: string,
  files: readonly YamlFile<z.infer<typeof areasYaml>>[],
  problems: Problem[],
): Areas {
  const byCode = new Map<string, Area>();
  for (const file of files)
    for (const [i, entry] of file.value.areas.entries()) {
      const twice = byCode.has(entry.code);
      if (twice || [...byCode.values()].some((area) => area.id === entry.id)) {
        const name = twice ? entry.code : entry.id;
        const at = file.place(['areas', i, twice ? 'code' : 'id']);
        problems.push(problem('Y105', { what: 'area', name }, at));
      }
      byCode.set(entry.code, {
        code: entry.code,
        id: entry.id,
        title: entry.title,
        kind: entry.kind,
        parents: entry.in.map((parent) =>
          typeof parent === 'string'
            ? { code: parent, from: null, to: null }
            : { code: parent.code, from: parent.from ?? null, to: parent.to ?? null },
        ),
        aliases: entry.aliases,
        visited: entry.visited ?? null,
      });
    }
  const declared = new Map(byCode);
  const above = (file: string, line: number, codes: readonly string[]) => {
    for (const code of codes)
      if (code && !declared.has(code)) missing(code, { file: `areas/${file}`, line, column: 1 });
    return codes.filter(Boolean);
  };
  const missing = (name: string, at: Place) =>
    unknown({ problems }, 'area', name, [...declared.keys()], at);
  for (const { row, line } of tableOf(folder, 'wards.csv')) {
    const [code = '', title = '', ...parents] = row;
    const held = above('wards.csv', line, parents).map(within);
    byCode.set(code, {
      code,
      id: code,
      title,
      kind: 'ward',
      parents: held,
      aliases: [],
      visited: null,
    });
  }
  for (const { row, line } of tableOf(folder, 'districts.csv')) {
    const [code = '', title = '', force = ''] = row;
    const held = above('districts.csv', line, [force]).map(within);
    byCode.set(code, {
      code,
      id: code,
      title,
      kind: 'district',
      parents: held,
      aliases: [],
      visited: null,
    });
  }
  for (const { row, line } of tableOf(folder, 'visited.csv')) {
    const [code = '', why = ''] = row;
    const area = byCode.get(code);
    if (area) byCode.set(code, { ...area, visited: why });
    else
      unknown({ problems }, 'area', code, [...byCode.keys()], {
        file: 'areas/visited.csv',
        line,
        column: 1,
      });
  }
  for (const file of files) checkAreas(file, byCode, problems, missing);
  const lsoa = new Map(
    tableOf(folder, 'lsoa.csv').map(({ row: [code = '', district = ''] }) => [code, district]),
  );
  const names = new Map<string, string>();
  for (const area of byCode.values())
    if (area.kind !== 'ward')
      for (const name of [area.code, area.id, area.title, ...area.aliases]) {
        names.set(name, area.code);
        names.set(foldName(name), area.code);
      }
  return { byCode, names, lsoa };
}

type Place = { file: string; line: number; column: number };

/** Areas lie in areas that there are, not in themselves, and no name stands for two. */
function checkAreas(
  file: YamlFile<z.infer<typeof areasYaml>>,
  byCode: Map<string, Area>,
  problems: Problem[],
  missing: (name: string, at: Place) => void,
): void {
  const owners = new Map<string, string>();
  for (const [i, entry] of file.value.areas.entries()) {
    const area = byCode.get(entry.code);
    if (!area) continue;
    for (const [j, parent] of area.parents.entries())
      if (!byCode.has(parent.code)) missing(parent.code, file.place(['areas', i, 'in', j]));
    const ring = ringOf(byCode, area);
    if (ring) {
      const data = { what: 'area', ring: ring.join(', ') };
      problems.push(problem('Y109', data, file.place(['areas', i, 'in'])));
      byCode.set(entry.code, { ...area, parents: [] });
    }
    for (const [j, alias] of entry.aliases.entries()) {
      const name = foldName(alias);
      const owner = owners.get(name);
      if (owner && owner !== entry.code) {
        const data = { what: 'name of an area', name: alias };
        problems.push(problem('Y105', data, file.place(['areas', i, 'aliases', j])));
      }
      owners.set(name, entry.code);
    }
  }
}

/** Areas from one back to itself. */
function ringOf(byCode: ReadonlyMap<string, Area>, from: Area): string[] | null {
  const visit = (code: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(code)) return code === from.code ? [...trail, code] : null;
    for (const parent of byCode.get(code)?.parents ?? []) {
      const found = visit(parent.code, [...trail, code]);
      if (found) return found;
    }
    return null;
  };
  return visit(from.code, []);
}

const within = (code: string) => ({ code, from: null, to: null });

/** Rows of a compact table with the line each stands on; none where there is no such table. */
function tableOf(folder: string, name: string): { row: string[]; line: number }[] {
  const file = join(folder, 'areas', name);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((text, i) => ({ row: text.split(','), line: i + 1 }))
    .slice(1);
}

/** Every area that lies in one, itself included. */
export function areasUnder(areas: Areas, code: string): string[] {
  const children = childrenOf(areas);
  const found: string[] = [];
  const visit = (at: string) => {
    found.push(at);
    for (const child of children.get(at) ?? []) visit(child);
  };
  visit(code);
  return [...new Set(found)];
}

/** Places in an area, or itself, where many people are who do not live there. */
export const visitedIn = (areas: Areas, code: string): Area[] =>
  areasUnder(areas, code).flatMap((under) => {
    const area = areas.byCode.get(under);
    return area && area.visited !== null ? [area] : [];
  });

const childrenCache = new WeakMap<Areas, Map<string, string[]>>();
function childrenOf(areas: Areas): Map<string, string[]> {
  const cached = childrenCache.get(areas);
  if (cached) return cached;
  const children = new Map<string, string[]>();
  for (const area of areas.byCode.values())
    for (const parent of area.parents)
      children.set(parent.code, [...(children.get(parent.code) ?? []), area.code]);
  childrenCache.set(areas, children);
  return children;
}

/** The area of a kind that one lies in (its district, its force), or null. */
export function areaAbove(areas: Areas, code: string, kind: Area['kind']): string | null {
  const area = areas.byCode.get(code);
  if (!area) return null;
  if (area.kind === kind) return code;
  for (const parent of area.parents) {
    const found = areaAbove(areas, parent.code, kind);
    if (found) return found;
  }
  return null;
}

/** The area a reader names by code, id, title or alias; null when there is none. */
export const findArea = (areas: Areas, name: string): Area | null => {
  const code = areas.byCode.has(name)
    ? name
    : (areas.names.get(name) ?? areas.names.get(foldName(name)));
  return code === undefined ? null : (areas.byCode.get(code) ?? null);
};
