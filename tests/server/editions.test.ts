import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { generate } from '../../sample/generate.ts';
import type { Actor } from '../../src/access/index.ts';
import type { Host } from '../../src/host/index.ts';
import { openApp } from '../../src/server/index.ts';
import { readDeck } from '../decks/deck-reader.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

const analyst: Actor = { name: 'analyst', roles: ['analyst'], themes: [] };
const local = { host: '127.0.0.1:8321' };
let host: Host;
let get: (url: string) => Promise<{
  statusCode: number;
  body: string;
  rawPayload: Buffer;
  type: string;
}>;
let post: (
  url: string,
  form: Record<string, string>,
) => Promise<{ statusCode: number; to: string; body: string }>;

before(async () => {
  host = await emptyHost({ sample: true, name: 'edition-pages' });
  const files = freshFolder('edition-pages-files');
  await generate(files, '7', '2025-07', 'core');
  await host.collate([files], analyst);
  const { app, link } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 }));
  const entered = await app.inject({ url: `/enter/${link?.token}`, headers: local });
  const cookie = entered.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
  get = async (url) => {
    const answer = await app.inject({ url, headers: { ...local, cookie } });
    const { statusCode, body, rawPayload } = answer;
    return { statusCode, body, rawPayload, type: String(answer.headers['content-type']) };
  };
  post = async (url, form) => {
    const page = await get('/packs');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { ...local, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, ...form }).toString(),
    });
    return {
      statusCode: answer.statusCode,
      to: String(answer.headers.location ?? ''),
      body: answer.body,
    };
  };
});

describe('words and editions on the pages', () => {
  test('R13: what an analyst writes for a theme stands on its page, and a typed number is pointed out', async () => {
    const shown = { period: '2025-Q3', back: '?period=2025-Q3', ask: 'Task a patrol.' };
    const kept = await post('/themes/soac/words', {
      ...shown,
      text: 'About 98,765 things happened.',
    });
    assert.deepEqual([kept.statusCode, kept.to], [303, '/themes/soac?period=2025-Q3#words']);
    const page = await get('/themes/soac?period=2025-Q3');
    assert.match(page.body, /About 98,765 things happened\./);
    assert.match(page.body, /Typed, and no figure of this theme prints it: 98,765/);
    assert.match(page.body, /Task a patrol\./);
    assert.match(page.body, /Written, not accepted yet/);
  });

  test('words are refused where there are none, and the draft stays', async () => {
    const answer = await post('/themes/cj/words', {
      period: '2025-Q3',
      back: '',
      text: ' ',
      ask: '',
    });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /U104/);
    assert.match((await get('/themes/cj?period=2025-Q3')).body, /Draft, not signed off/);
  });

  test('a link back leads to this site alone', async () => {
    const answer = await post('/themes/soac/words', {
      period: '2025-Q3',
      back: '//elsewhere.example',
      text: 'Words.',
      ask: '',
    });
    assert.equal(answer.statusCode, 400);
  });

  test('a draft is built, issued to somebody, and listed with its state', async () => {
    const built = await post('/packs', { pack: 'soc-quarterly', period: '2025-Q3' });
    assert.equal(built.statusCode, 303);
    const id = /action="\/packs\/([0-9a-f-]+)\/issue"/.exec((await get('/packs')).body)?.[1] ?? '';
    assert.equal((await post(`/packs/${id}/issue`, { recipients: ' ' })).statusCode, 422);
    const issued = await post(`/packs/${id}/issue`, { recipients: 'SOC governance' });
    assert.match(decodeURIComponent(issued.to), /v1\.0/);
    const page = await get('/packs');
    assert.match(page.body, /v1\.0/);
    assert.match(page.body, /Issued/);
    assert.match(page.body, /SOC governance/);
  });

  test('every slide of a pack stands on its page as a picture, in words too, and looking is in the trail once', async () => {
    await post('/packs', { pack: 'soc-quarterly', period: '2025-Q3' });
    const { body } = await get('/packs');
    const id = /href="\/packs\/([0-9a-f-]+)\/slides"/.exec(body)?.[1] ?? '';
    const deck = readDeck((await get(`/packs/${id}.pptx`)).rawPayload);
    const all = await get(`/packs/${id}/slides`);
    const words = [...all.body.matchAll(/<img src="([^"]+)" alt="([^"]+)"/g)];
    assert.equal(words.length, deck.slides.length);
    for (const [i, [, src = '', alt = '']] of words.entries()) {
      const slide = deck.slides[i];
      assert.equal(src, `/packs/${id}/slides/${i + 1}.svg`);
      assert.ok(plain(alt).startsWith(`Slide ${i + 1}. ${slide?.title}.`), alt);
      const picture = await get(src);
      assert.equal(picture.type, 'image/svg+xml');
      assert.ok(picture.body.includes('OFFICIAL-SENSITIVE') && picture.body.includes('SYNTHETIC'));
    }
    const large = await get(`/packs/${id}/slides/2`);
    assert.match(large.body, new RegExp(`href="/packs/${id}/slides/1"[^>]*>Previous slide`));
    assert.match(large.body, new RegExp(`href="/packs/${id}/slides/3"[^>]*>Next slide`));
    for (const line of deck.slides[1]?.notes.filter((n) => !/^(Verbal|If asked)/.test(n)) ?? [])
      assert.ok(plain(large.body).includes(line), line);
    for (const none of ['0', String(deck.slides.length + 1), '1.png'])
      assert.ok((await get(`/packs/${id}/slides/${none}`)).statusCode >= 400, none);
    const looks = (await host.trail.list(20)).filter((e) => e.event === 'pack-shown');
    assert.equal(looks.filter((e) => e.detail.includes(id)).length, 1);
  });

  test('an edition of an area stands under its area, and can be built for it', async () => {
    const [row] = await host.records
      .selectFrom('edition')
      .selectAll()
      .where('version', '=', 'v1.0')
      .execute();
    assert.ok(row);
    const own = { ...row, id: 'of-an-area', area: 'E07000193', recipients: 'The district' };
    await host.records.insertInto('edition').values(own).execute();
    const { body } = await get('/packs');
    const [force, east, ...more] = [...body.matchAll(/<section[\s\S]*?<\/section>/g)]
      .map(([section]) => section)
      .filter((section) => /<h2[^>]*>Editions/.test(section));
    assert.deepEqual(more, []);
    assert.ok(force?.includes('SOC governance') && !force.includes('The district'));
    assert.match(east ?? '', /<h2[^>]*>Editions of East Staffordshire<\/h2>/);
    assert.ok(east?.includes('The district') && !east.includes('SOC governance'));
    assert.match(body, /<select name="area">[\s\S]*?East Staffordshire/);
  });
});

const plain = (html: string): string =>
  html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

describe('registers on a page', () => {
  test('R36: the register of groups is a list with references alone, and looking is in the trail', async () => {
    const page = await get('/registers/groups');
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /SYN-OCG-\d{3}/);
    assert.doesNotMatch(page.body, /Invented Group/);
    const [entry] = (await host.trail.list(20)).filter((e) => e.event === 'rows-opened');
    assert.match(entry?.detail ?? '', /"register":"groups"/);
    assert.match((await get('/themes/ocg')).body, /\/registers\/groups/);
  });

  test('a register that is none is said, with its code', async () => {
    const page = await get('/registers/gangs');
    assert.equal(page.statusCode, 404);
    assert.match(page.body, /U103/);
  });
});
