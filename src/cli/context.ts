import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '../access/index.ts';
import { environment, isHome, makeHome } from '../home/index.ts';
import { type Host, openHost } from '../host/index.ts';
import { type Output, refuse } from './output.ts';

/** The folder of the package, wherever it was compiled to. */
export function packageFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return at;
}

/** Whoever owns the folder: the trail says so. */
export const localActor = (): Actor => ({
  name: `local:${userInfo().username}`,
  roles: ['administrator', 'analyst'],
  themes: [],
});

export const homeFolder = (given: string | undefined): string =>
  given ?? environment().home ?? 'home';

/** Opens the home for one command and closes it after. Those that make a home make a real, empty one. */
export async function withHost(
  output: Output,
  home: string | undefined,
  work: (host: Host) => Promise<number>,
  makes = false,
): Promise<number> {
  const folder = homeFolder(home);
  if (makes && !isHome(folder))
    makeHome(folder, {
      sample: false,
      reportingDay: null,
      framework: join(packageFolder(), 'framework'),
    });
  const host = await openHost(folder);
  if (!host.ok) return refuse(output, host.problems);
  try {
    return await work(host.value);
  } finally {
    await host.value.close();
  }
}
