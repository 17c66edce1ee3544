import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { run } from '../../src/cli/main.ts';
import { sharedPath } from '../support/shared.ts';

/** One case of ../shared/data/spc/index.json: arguments, input and the numbers that R gave. */
interface Case {
  readonly id: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly expected: string;
  readonly source: string;
}

const folder = sharedPath('spc');
const cases: readonly Case[] = folder
  ? JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'))
  : [];
if (!folder) console.log('skipped: ../shared/data not present');

/** Runs the command with the input on standard input. */
async function answer(args: readonly string[], stdin: string) {
  const [out, err]: [string[], string[]] = [[], []];
  const exit = await run(
    ['statistics', ...args],
    (json) => ({ json, line: (text) => out.push(text), error: (text) => err.push(text) }),
    { cwd: '.', stdin, host: null },
  );
  return { exit, stdout: out.join('\n'), stderr: err.join('\n') };
}

/** Paths at which a number differs by more than 1e-6 relative and 1e-12 absolute, or anything else at all. */
function differences(actual: unknown, expected: unknown, at = ''): string[] {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const gap = Math.abs(actual - expected);
    return gap <= 1e-12 || gap <= 1e-6 * Math.abs(expected)
      ? []
      : [`${at}: ${actual}, not ${expected}`];
  }
  if (expected === null || typeof expected !== 'object')
    return Object.is(actual, expected) ? [] : [`${at}: ${actual}, not ${expected}`];
  if (actual === null || typeof actual !== 'object') return [`${at}: ${actual}`];
  const lengths =
    Array.isArray(expected) && (actual as unknown[]).length !== expected.length
      ? [`${at}: ${(actual as unknown[]).length} rows, not ${expected.length}`]
      : [];
  return [
    ...lengths,
    ...Object.entries(expected).flatMap(([name, value]) =>
      name in actual
        ? differences((actual as Record<string, unknown>)[name], value, `${at}.${name}`)
        : [`${at}.${name} is missing`],
    ),
  ];
}

describe('the published reference numbers', () => {
  for (const { id, command, args, input, expected, source } of cases)
    test(`${id}: ${source.slice(0, 90)}`, async () => {
      const read = (name: string) => readFileSync(join(folder ?? '', name), 'utf8');
      const found = await answer([command, ...args], read(input));
      assert.equal(found.exit, 0, found.stderr);
      assert.deepEqual(
        differences(JSON.parse(found.stdout), JSON.parse(read(expected))).slice(0, 5),
        [],
      );
    });

  test('there are cases of all four methods', { skip: folder === null }, () => {
    assert.deepEqual([...new Set(cases.map((c) => c.command))].sort(), [
      'chart',
      'compare',
      'funnel',
      'interval',
    ]);
  });
});
