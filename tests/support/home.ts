import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepAnchor, makeHome, systemLog, type WriteLog } from '../../src/home/index.ts';
import { type Host, openHost } from '../../src/host/index.ts';
import { atEnd, freshFolder } from './folder.ts';
import { valueIn } from './outcome.ts';

/** The folder of the repository, wherever the tests were compiled to. */
export function repository(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return at;
}

/** A clock that stands still until it is moved. */
export interface StillClock {
  at: string;
  now(): string;
  today(): string;
}

export const stillClock = (at = '2026-02-10T09:00:00.000Z'): StillClock => {
  const clock: StillClock = { at, now: () => clock.at, today: () => clock.at.slice(0, 10) };
  return clock;
};

/** An empty home with the shipped framework, or with another, open until the tests of the file have run. */
export async function emptyHost(
  options: {
    sample: boolean;
    name: string;
    framework?: string;
    /** Receives what goes to the log of the operating system, where the trail is anchored. */
    log?: WriteLog;
  },
  clock = stillClock(),
): Promise<Host> {
  const folder = join(freshFolder(options.name), 'home');
  makeHome(folder, {
    sample: options.sample,
    reportingDay: options.sample ? '2026-02-10' : null,
    framework: options.framework ?? join(repository(), 'framework'),
  });
  const { log } = options;
  if (log) valueIn(keepAnchor(folder, systemLog));
  const host = valueIn(await openHost(folder, { clock, ...(log ? { log } : {}) }));
  atEnd(() => host.close());
  return host;
}
