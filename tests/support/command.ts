import assert from 'node:assert/strict';
import { run } from '../../src/cli/main.ts';
import type { Host } from '../../src/host/index.ts';

export interface Said {
  readonly exit: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command of `socpf` on an open home, as its owner runs what others type. */
export async function typed(
  host: Host | null,
  args: readonly string[],
  cwd: string = process.cwd(),
): Promise<Said> {
  const [out, error]: [string[], string[]] = [[], []];
  const exit = await run(
    args,
    (json) => ({ json, line: (text) => out.push(text), error: (text) => error.push(text) }),
    { cwd, stdin: null, host },
  );
  return { exit, out: out.join('\n'), error: error.join('\n') };
}

/** What a command says with `--json`; a refusal fails the test with its problem. */
export async function command(host: Host, args: readonly string[]): Promise<unknown> {
  const said = await typed(host, [...args, '--json']);
  assert.equal(said.exit, 0, `socpf ${args.join(' ')}: ${said.error}`);
  return JSON.parse(said.out);
}

/** What a command says with `--json`, and how it ends, be it a refusal. */
export async function answered(
  host: Host | null,
  args: readonly string[],
  cwd?: string,
): Promise<{ exit: number; said: unknown; error: string }> {
  const { exit, out, error } = await typed(host, [...args, '--json'], cwd);
  return { exit, said: out === '' ? null : JSON.parse(out), error };
}
