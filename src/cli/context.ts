import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '../access/index.ts';
import { environment, isHome, makeHome, socketOf } from '../home/index.ts';
import { askOwner, type Host, openHost } from '../host/index.ts';
import { problem } from '../problems/index.ts';
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

/** One typed command: what it says and where; in the owner of a home, for another process. */
export interface Invocation {
  readonly args: readonly string[];
  readonly cwd: string;
  /** What was read from standard input, so that it can be handed on. */
  stdin: string | null;
  /** The host that runs it, when another process sent it here. */
  readonly host: Host | null;
  /** Runs a command: `main.ts` gives itself, so that an owner can run what others type. */
  readonly run: (
    args: readonly string[],
    makeOutput: (json: boolean) => Output,
    sent: { cwd: string; stdin: string | null; host: Host },
  ) => Promise<number>;
}

const current = new AsyncLocalStorage<Invocation>();
export const within = <T>(invocation: Invocation, work: () => Promise<T>): Promise<T> =>
  current.run(invocation, work);
export function invocation(): Invocation {
  const found = current.getStore();
  if (!found) throw new Error('a command runs outside `run`');
  return found;
}

/** A path as the one who typed it means it. */
export const fromHere = (path: string): string => resolve(invocation().cwd, path);

/**
 * Opens the home for one command and closes it after; while another process owns the home, that
 * one runs the command and we print what it says. Those that make a home make a real, empty one.
 */
export async function withHost(
  output: Output,
  home: string | undefined,
  work: (host: Host) => Promise<number>,
  makes = false,
): Promise<number> {
  const { host: shared } = invocation();
  // As the one decision has it for whoever owns the folder.
  if (shared) return work(shared.as(localActor()));
  const folder = resolve(homeFolder(home));
  if (makes && !isHome(folder))
    makeHome(folder, {
      sample: false,
      reportingDay: null,
      framework: join(packageFolder(), 'framework'),
    });
  const opened = await openHost(folder);
  if (!opened.ok) {
    if (!opened.problems.some((p) => p.code === 'H003')) return refuse(output, opened.problems);
    const { args, cwd, stdin } = invocation();
    const answer = await askOwner(socketOf(folder), { args, cwd, stdin }, output);
    return answer ?? refuse(output, [problem('H009', { folder })]);
  }
  const host = opened.value;
  answerOthers(host);
  try {
    return await work(host.as(localActor()));
  } finally {
    await host.close();
  }
}

/** From here on the host runs what other processes type. */
export function answerOthers(host: Host): void {
  const { run } = invocation();
  host.answerWith((command, print) =>
    run(command.args, (json) => ({ json, ...print }), {
      cwd: command.cwd,
      stdin: command.stdin,
      host,
    }),
  );
}
