import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Problem, problem } from '../problems/index.ts';
import type { Area, Areas } from './definitions.ts';
import type { areasYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';
import { foldName } from './vocabulary.ts';

/**
 * Areas from `areas/*.yaml`, and the compact tables beside them: `wards.csv` (code, name, district,
 * lpa) and `districts.csv` (those of other forces)
 * and `lsoa.csv` (code, district; both vintages). Tables are data, so they stay out of YAML.
 */
export function loadAreas(
  folder: string,
  files: readonly YamlFile<z.infer<typeof areasYaml>>[],
  problems: Problem[],
): Areas {
  const byCode = new Map<string, Area>();
  for (const file of files)
    for (const [i, entry] of file.value.areas.entries()) {
      if (byCode.has(entry.code))
        problems.push(
          problem('Y105', { what: 'area', name: entry.code }, file.place(['areas', i, 'code'])),
        );
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
      });
    }
  for (const [code = '', name = '', ...parents] of tableOf(folder, 'wards.csv'))
    byCode.set(code, {
      code,
      id: code,
      title: name,
      kind: 'ward',
      parents: parents.filter(Boolean).map(within),
      aliases: [],
    });
  for (const [code = '', name = '', force = ''] of tableOf(folder, 'districts.csv'))
    byCode.set(code, {
      code,
      id: code,
      title: name,
      kind: 'district',
      parents: force ? [within(force)] : [],
      aliases: [],
    });
  const lsoa = new Map(
    tableOf(folder, 'lsoa.csv').map(([code = '', district = '']) => [code, district] as const),
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

const within = (code: string) => ({ code, from: null, to: null });

function tableOf(folder: string, name: string): string[][] {
  const file = join(folder, 'areas', name);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
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
