import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { atEnd, freshFolder } from '../support/folder.ts';
import { repository } from '../support/home.ts';

const base = freshFolder('one-owner');
const home = join(base, 'home');
const socpf = join(repository(), 'bin', 'socpf.js');

describe('one process owns a home, every other command talks to it', () => {
  test('a second server is refused, commands behave the same, a killed owner leaves no lock', async () => {
    const heads = join(base, 'heads.log');
    const first = await start(home, '--anchor', heads);
    const second = run(['start', '--port', '0']);
    assert.equal(second.status, 1);
    assert.match(second.stderr, /^H003 /);

    const measure = run(['measure', 'soac.vehicle-crime', '--json']);
    assert.equal(measure.status, 0, measure.stderr);
    assert.equal(JSON.parse(measure.stdout).measure, 'soac.vehicle-crime');
    writeFileSync(join(base, 'odd.csv'), 'a,b\n1,2\n');
    const odd = run(['collate', 'odd.csv', '--json']);
    assert.equal(odd.status, 1, 'a path is what it means where it was typed');
    assert.equal(JSON.parse(odd.stdout).results[0].problems[0].code, 'R101');
    assert.equal(run(['measure', 'nothing.here']).status, 1);
    const added = run(['users', 'add', 'jo', '--role', 'viewer'], 'three words will do\n');
    assert.equal(added.status, 0, added.stderr);
    assert.equal(run(['audit', 'verify']).status, 0);
    const anchored = run(['audit', 'verify', '--anchor', 'heads.log']);
    assert.match(anchored.stdout, /fits 1 laid down outside/);
    const asked = [
      ['loads', '--json'],
      ['sources'],
      ['measure', 'street.all', '--from', '2025-10', '--to', '2025-12', '--json'],
      ['rows', 'street.all', '--period', '2025-11', '--json'],
      ['nonsense'],
    ];
    writeFileSync(join(base, '2025-11-staffordshire-street.csv'), streetFile);
    const loaded = run(['collate', '2025-11-staffordshire-street.csv', '--json']);
    assert.equal(loaded.status, 0, loaded.stderr);
    const through = asked.map((args) => run(args));

    first.child.kill('SIGKILL');
    await first.ended;
    for (const [i, args] of asked.entries()) {
      const [alone, before] = [run(args), through[i]];
      assert.equal(alone.status, before?.status, args.join(' '));
      assert.equal(timeless(alone.stdout), timeless(before?.stdout ?? ''), args.join(' '));
      assert.equal(alone.stderr, before?.stderr, args.join(' '));
    }
    const inside = run(['start', '--port', '0', '--anchor', join(home, 'heads.log')]);
    assert.match(inside.stderr, /^H011 /, 'what can rewrite the home could rewrite it');
    const again = await start(home);
    assert.equal(
      readFileSync(heads, 'utf8').trim().split('\n').length,
      2,
      'the place is remembered',
    );
    again.child.kill('SIGTERM');
    assert.equal(await again.ended, 0, 'a server that is asked to stop ends well');
  });

  test('R49 R75: a running server collates what lands in the inbox, and says so', async () => {
    const server = await start(home, '--inbox', '0.1');
    const [inbox, name] = [join(home, 'inbox'), '2025-10-staffordshire-street.csv'];
    const said = server.says(/^Inbox: /);
    writeFileSync(join(inbox, name), streetFile.replaceAll('2025-11', '2025-10'));
    assert.equal(await said, `Inbox: ${name} loaded, 2 rows`);
    server.says(/^Inbox: /).then(
      () => assert.fail('a file is spoken of once'),
      () => undefined,
    );
    const loads = JSON.parse(run(['loads', '--json']).stdout).loads as { file: string }[];
    assert.ok(loads.some((load) => load.file === name));
    server.child.kill('SIGTERM');
    assert.equal(await server.ended, 0);
    assert.equal(run(['doctor']).status, 0);
  });

  test('a taken port is one coded sentence with another port to try', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const refused = run(['start', '--port', String(port)]);
    blocker.close();
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, new RegExp(`^H004 Port ${port} on 127.0.0.1 is taken`));
    assert.doesNotMatch(refused.stderr, /\n\s+at /, 'no stack trace');
  });

  test('where no home is, a command that needs one says H001 and makes none', () => {
    const absent = join(base, 'absent');
    for (const args of [['loads'], ['measure', 'soac.vehicle-crime'], ['doctor']]) {
      const refused = run(args, '', absent);
      assert.equal(refused.status, 1);
      assert.match(refused.stderr, /^H001 /);
    }
    assert.equal(run(['loads', '--json'], '', absent).stdout.includes('"H001"'), true);
    assert.equal(run(['collate'], '', absent).status, 2, 'wrong usage');
  });
});

const streetFile = [
  'Crime ID,Month,Reported by,LSOA code,Crime type,Last outcome category',
  'abc,2025-11,Staffordshire Police,,Drugs,',
  ',2025-11,Staffordshire Police,,Anti-social behaviour,',
  '',
].join('\n');

/** What was printed, without the instants at which it was worked out. */
const timeless = (text: string) => text.replaceAll(/"(?:asAt|builtAt)": "[^"]*"/g, '');

function run(args: readonly string[], input = '', folder = home) {
  return spawnSync(process.execPath, [socpf, '--home', folder, ...args], {
    cwd: base,
    input,
    encoding: 'utf8',
  });
}

interface Server {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  /** The next line that it prints of a kind. */
  says(what: RegExp): Promise<string>;
}

async function start(folder: string, ...more: readonly string[]): Promise<Server> {
  const child = spawn(
    process.execPath,
    [socpf, '--home', folder, 'start', '--port', '0', ...more],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  atEnd(() => child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout });
  const says = (what: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const heard = (line: string) => {
        if (!what.test(line)) return;
        lines.off('line', heard);
        resolve(line);
      };
      lines.on('line', heard);
      lines.once('close', () => reject(new Error(`the server ended without saying ${what}`)));
    });
  await says(/Dashboard\s+http\S+/);
  return { child, ended, says };
}
