import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { askOwner } from '../../src/host/index.ts';
import { atEnd, freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';

const command = { args: ['loads'], cwd: '/', stdin: null };

function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

test('a command that meets an owner who is stopping is finished, or told that the owner went: never a fault', async () => {
  const host = await emptyHost({ sample: false, name: 'stopping' });
  const { socket } = host.home;
  const [began, mayEnd] = [gate(), gate()];
  host.answerWith(async (_command, print) => {
    began.open();
    await mayEnd.passed;
    // The stores must still be open.
    print.line(`${(await host.figures.loads()).length} loads`);
    return 0;
  });
  const heard: string[] = [];
  const printer = {
    line: (text: string) => heard.push(text),
    error: (text: string) => heard.push(text),
  };
  const first = askOwner(socket, command, printer);
  await began.passed;
  const closing = host.close();
  const late = askOwner(socket, command, printer);
  mayEnd.open();
  assert.equal(await first, 0);
  assert.equal(await late, null);
  await closing;
  assert.deepEqual(heard, ['0 loads']);
  assert.equal(await askOwner(socket, command, printer), null, 'and after it nobody is in');
});

test('an owner that is killed in the middle of a word is one that went', async () => {
  const socket =
    process.platform === 'win32'
      ? String.raw`\\.\pipe\socpf-stopping-test`
      : join(freshFolder('stopping-socket'), 's');
  const owner = createServer((line) => {
    line.on('error', () => line.destroy());
    line.end('{"line":"one"}\n{"lin');
  });
  await new Promise<void>((resolve) => owner.listen(socket, resolve));
  atEnd(() => owner.close());
  const heard: string[] = [];
  const printer = { line: (text: string) => heard.push(text), error: () => {} };
  assert.equal(await askOwner(socket, command, printer), null);
  assert.deepEqual(heard, ['one']);
});
