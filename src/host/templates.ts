import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patternsFor, readTemplate } from '../decks/index.ts';
import type { Framework } from '../framework/index.ts';
import { type Problem, problem } from '../problems/index.ts';

/** A force's own template stands in its framework's folder `templates`; the shipped ones come with the product. */
export function templateOf(framework: string, name: string): Uint8Array | null {
  // A pack names a file, never a way to one.
  if (/[/\\]/.test(name)) return null;
  for (const folder of [framework, packageFolder()]) {
    const path = join(folder, 'templates', name);
    if (existsSync(path)) return readFileSync(path);
  }
  return null;
}

/** Whether the template of each pack has every shape that the pack fills, once. */
export async function templateProblems(framework: Framework, folder: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const pack of framework.packs.values()) {
    const bytes = templateOf(folder, pack.template);
    const place = { file: `templates/${pack.template}` };
    if (bytes === null) {
      problems.push(
        problem('D111', { template: pack.template }, { file: `packs/${pack.id}.yaml` }),
      );
      continue;
    }
    const read = await readTemplate(bytes, patternsFor(pack));
    if (!read.ok)
      problems.push(...read.problems.map((p) => ({ ...p, where: { ...place, ...p.where } })));
  }
  // Packs may share a template: a fault of it is said once.
  const said = new Set<string>();
  return problems.filter((p) => {
    const key = JSON.stringify([p.code, p.where, p.data]);
    const isNew = !said.has(key);
    said.add(key);
    return isNew;
  });
}

function packageFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return at;
}
