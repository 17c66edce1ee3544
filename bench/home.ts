import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Framework, loadFramework } from '../src/framework/index.ts';
import { makeHome } from '../src/home/index.ts';
import { type Host, openHost } from '../src/host/index.ts';
import type { Outcome } from '../src/problems/index.ts';

/** The folder of the repository, wherever the benchmark was compiled to. */
export const repository = rootOf(dirname(fileURLToPath(import.meta.url)));

/** Reporting day of the benchmark's homes; the made months end in the January before it. */
export const reportingDay = '2026-02-10';
export const lastMonth = '2026-01';

/** The shipped framework with the benchmark's own sources beside it. */
export function benchFramework(folder: string): string {
  const made = join(folder, 'framework');
  if (existsSync(made)) return made;
  mkdirSync(folder, { recursive: true });
  cpSync(join(repository, 'framework'), made, { recursive: true });
  cpSync(join(repository, 'bench', 'framework'), made, { recursive: true });
  return made;
}

export function framework(folder: string): Framework {
  return valueIn(loadFramework(benchFramework(folder)));
}

/** An empty sample home: it takes files that say SYNTHETIC, and has a one-time link. */
export function emptyHome(folder: string, name: string): string {
  const home = join(folder, name);
  makeHome(home, { sample: true, reportingDay, framework: benchFramework(folder) });
  return home;
}

export async function openedHome(home: string): Promise<Host> {
  return valueIn(await openHost(home));
}

export const actor = { name: 'bench', roles: ['administrator', 'analyst'], themes: [] } as const;

export function valueIn<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map((p) => `${p.code} ${p.message}`).join('\n'));
}

function rootOf(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : rootOf(dirname(from));
}
