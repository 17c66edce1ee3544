import assert from 'node:assert/strict';
import { readdirSync, watch } from 'node:fs';
import { connect } from 'node:net';
import { before, describe, test } from 'node:test';
import type { Host } from '../../src/host/index.ts';
import { type Running, serve } from '../../src/server/index.ts';
import { crimeCsv, crimeName, crimeRows, laid } from '../support/extracts.ts';
import { atEnd } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

let host: Host;
let running: Running;
let cookie: string;
let csrf: string;

before(async () => {
  host = await emptyHost({ sample: true, name: 'uploads' });
  running = valueIn(await serve(host, { host: '127.0.0.1', port: 0 }));
  atEnd(() => running.stop());
  valueIn(await host.accounts.add('analyst', 'three words will do', ['analyst']));
  const session = await host.accounts.startSession('analyst');
  cookie = `socpf=${session.token}`;
  csrf = session.csrf;
});

const extract = (month: string) => crimeCsv({ month, rows: crimeRows(month, 200) });

/** What the server says of files that one browser drops. */
async function dropped(files: readonly (readonly [string, string])[]): Promise<string[]> {
  const form = new FormData();
  for (const [name, text] of files) form.append('files', new Blob([text]), name);
  const answer = await fetch(`${running.address}/api/files`, {
    method: 'POST',
    body: form,
    headers: { cookie, 'x-csrf-token': csrf, accept: 'application/json' },
  });
  const said = (await answer.json()) as { results: { status: string }[] };
  return said.results.map((r) => r.status);
}

/** When something whose name ends so lies in a folder. */
const appears = (folder: string, ending: string) =>
  new Promise<void>((resolve) => {
    const watcher = watch(folder, (_event, name) => {
      if (!name?.endsWith(ending)) return;
      watcher.close();
      resolve();
    });
  });

/** When nothing but the reading child's own folder lies in a folder. */
const emptied = (folder: string) =>
  new Promise<void>((resolve) => {
    const watcher = watch(folder, () => look());
    const look = () => {
      const left = readdirSync(folder).filter((name) => !name.startsWith('socpf-reading-'));
      if (left.length > 0) return;
      watcher.close();
      resolve();
    };
    look();
  });

describe('uploads that meet, and uploads that end before they are whole', () => {
  test('two browsers drop the same file at once: it is loaded once', async () => {
    const file = [crimeName('2025-12'), extract('2025-12')] as const;
    const both = await Promise.all([dropped([file]), dropped([file])]);
    assert.deepEqual(both.flat().sort(), ['already-loaded', 'loaded']);
    assert.deepEqual(await host.doctor(), []);
  });

  test('a browser that is closed in mid-upload leaves nothing: no load, no file, and the next is served', async () => {
    const before = await host.figures.loads();
    const { hostname, port } = new URL(running.address);
    const text = extract('2025-11');
    const body = `--cut\r\nContent-Disposition: form-data; name="files"; filename="${crimeName('2025-11')}"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--cut--\r\n`;
    // Closed before anybody listens, and closed while the server writes.
    for (const begun of [false, true]) {
      const line = connect(Number(port), hostname);
      const writing = begun ? appears(host.home.work, '-upload') : Promise.resolve();
      await new Promise<void>((resolve) =>
        line.write(
          `POST /api/files HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\nX-CSRF-Token: ${csrf}\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, body.length / 2)}`,
          () => resolve(),
        ),
      );
      await writing;
      if (begun) assert.equal(running.isAnswering(), true, 'an upload waits for its answer');
      await new Promise<void>((resolve) => line.once('close', () => resolve()).destroy());
    }
    assert.deepEqual(await dropped([['odd.csv', 'a,b\n1,2\n']]), ['refused']);
    await emptied(host.home.work);
    assert.deepEqual(await host.figures.loads(), before);
    assert.deepEqual(await host.doctor(), []);
    assert.equal(running.isAnswering(), false, 'whoever has gone waits for nothing');
  });

  test('what the inbox brought stands on Sources, for those who may load files', async () => {
    const inbox = host.openInbox();
    laid(host.home.inbox, crimeName('2025-10'), extract('2025-10'));
    laid(host.home.inbox, 'odd.csv', 'a,b\n1,2\n');
    await inbox.look();
    assert.equal((await inbox.look()).length, 2);
    laid(host.home.inbox, 'late.csv', 'a,b\n1,2\n');
    const page = async (of: string) =>
      (await fetch(`${running.address}/sources`, { headers: { cookie: of } })).text();
    const seen = await page(cookie);
    assert.match(seen, /From the inbox/);
    assert.match(seen, /1 file in the inbox/);
    assert.match(seen, /BO_SOC_CRIME_202510\.csv was loaded/);
    assert.match(seen, /odd\.csv was refused/);
    valueIn(await host.accounts.add('viewer', 'three words will do', ['viewer']));
    const { token } = await host.accounts.startSession('viewer');
    assert.doesNotMatch(await page(`socpf=${token}`), /From the inbox|odd\.csv/);
  });
});
