import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { before, describe, test } from 'node:test';
import type { Host } from '../../src/host/index.ts';
import { type Running, serve } from '../../src/server/index.ts';
import { crimeCsv, crimeName, crimeRows } from '../support/extracts.ts';
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
    const line = connect(Number(port), hostname);
    await new Promise<void>((resolve) => {
      line.write(
        `POST /api/files HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\nX-CSRF-Token: ${csrf}\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, body.length / 2)}`,
        () => line.destroy(),
      );
      line.once('close', () => resolve());
    });
    // A whole upload after it is answered after it: then the half one is over.
    assert.deepEqual(await dropped([['odd.csv', 'a,b\n1,2\n']]), ['refused']);
    const loads = await host.figures.loads();
    assert.deepEqual(loads, before);
    assert.deepEqual(
      readdirSync(host.home.work).filter((name) => !name.startsWith('socpf-reading-')),
      [],
    );
    assert.deepEqual(await host.doctor(), []);
  });
});
