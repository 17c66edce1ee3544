import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { auditDeck, type PackContent, slidePictures } from '../../src/decks/index.ts';
import { openHost, wholeContent } from '../../src/host/index.ts';
import { day, period } from '../../src/periods/index.ts';
import { atEnd } from '../support/folder.ts';
import { stillClock } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';
import { copyOfSampleHome } from '../support/sample-home.ts';
import { type ReadDeck, readDeck, visible } from './deck-reader.ts';
import { larger } from './larger.ts';
import { analyst, shippedTemplate, written } from './real-pack.ts';
import { assertInside, readPicture } from './svg-reader.ts';

const names = [
  'Recorded thefts of plant, agricultural machinery and quad bikes from farms and building sites',
  'Groups whose assessed harm has risen by two bands or more since they were last reviewed whole',
  'Seizures of controlled drugs at ports, in post rooms and on roads, by weight and street value',
];
const length = 90;
/** A name of ninety characters, and no two alike. */
const longName = (n: number): string => `${n} ${names[n % names.length]}`.slice(0, length);

let deck: ReadDeck;
let bytes: Uint8Array;
const packs = new Map<string, Uint8Array>();
/** The same packs, every count of them with nine digits. */
const large = new Map<string, Uint8Array>();

/** An edition before, on which each list is longer than a slide and each name as long as any. */
function lastEdition(): NonNullable<PackContent['last']> {
  let n = 1;
  const sentences = (count: number) =>
    Array.from({ length: count }, () => `${longName(n++)} rose to 1,234, 56 more than before.`);
  return {
    ...{ title: longName(1), version: 'v10.12', period: period('2025-Q2') },
    issuedOn: day('2025-10-27'),
    began: sentences(9),
    ended: sentences(9),
    continuing: sentences(9),
    restated: sentences(30).map((title) => ({
      title,
      printed: '1,234',
      now: '12,345',
      change: '+900%',
    })),
    decisions: sentences(9).map((text) => ({
      ...{ theme: longName(n++), text, owner: longName(n++), dueOn: day('2026-01-26') },
      ...{
        state: 'open' as const,
        result: '',
        since: `${longName(n++)}, 12 in July to September 2025`,
      },
    })),
  };
}

describe('a pack whose every name is ninety characters long', () => {
  before(async () => {
    const home = await copyOfSampleHome('long-names');
    let n = 100;
    for (const folder of ['themes', 'sources', 'packs', 'areas', '.']) {
      const path = join(home, 'framework', folder);
      for (const file of readdirSync(path).filter((f) => f.endsWith('.yaml'))) {
        const yaml = readFileSync(join(path, file), 'utf8');
        writeFileSync(
          join(path, file),
          yaml
            .replace(/^(\s*(?:- )?title: ).+$/gm, (_, key) => `${key}"${longName(n++)}"`)
            .replace(/([{,] ?title: )("[^"]*"|[^,\n{}]+)/g, (_, key) => `${key}"${longName(n++)}"`)
            .replace(/^( {2}[a-z-]+: )[A-Z].*$/gm, (_, key) => `${key}"${longName(n++)}"`)
            .replace(/reason: "[^"]*"/g, () => `reason: "${longName(n++)}"`),
        );
      }
    }
    const host = valueIn(await openHost(home, { clock: stillClock() }));
    atEnd(() => host.close());
    for (const packId of host.framework.packs.keys()) {
      const asked = { packId, period: period('2025-Q3'), area: null, asAt: null };
      const whole = valueIn(
        await wholeContent(host, { ...asked, version: 'v10.12 DRAFT' }, analyst),
      );
      const content = packId === 'soc-quarterly' ? { ...whole, last: lastEdition() } : whole;
      const made = await written(content, shippedTemplate());
      packs.set(packId, made.bytes);
      large.set(packId, (await written(larger(content), shippedTemplate())).bytes);
    }
    bytes = packs.get('soc-quarterly') as Uint8Array;
    deck = readDeck(bytes);
  });

  test('fits every slide: the audit finds no text without room, and nothing else', async () => {
    for (const [id, made] of packs)
      assert.deepEqual(
        (await auditDeck(made)).map((p) => [id, p.code, p.where, p.data]),
        [],
      );
  });

  test('fits every slide still where each count has nine digits', async () => {
    let long = 0;
    for (const [id, made] of large) {
      assert.deepEqual(
        (await auditDeck(made)).map((p) => [id, p.code, p.where, p.data]),
        [],
      );
      for (const slide of readDeck(made).slides)
        long += visible(slide).filter((words) => /\d{3},\d{3},\d{3}/.test(words)).length;
      for (const { number, svg } of await slidePictures(made))
        assertInside(readPicture(svg), number);
    }
    assert.ok(long > 200, `${long} large numbers`);
  });

  test('sets no text outside the slide in the pictures of its slides', async () => {
    for (const made of packs.values())
      for (const { number, svg } of await slidePictures(made))
        assertInside(readPicture(svg), number);
  });

  test('counts in a title what began, ended and was restated since the last edition', () => {
    const counted =
      'Since July to September 2025 nine changes began and nine changes ended; 30 printed figures were restated';
    assert.ok(deck.slides.some(({ title }) => title === counted));
  });

  test('cuts no name', () => {
    let whole = 0;
    for (const slide of deck.slides)
      for (const words of visible(slide)) {
        assert.doesNotMatch(words, /…/, words);
        for (const name of names)
          for (const at of words.matchAll(new RegExp(name.slice(0, 20), 'gi'))) {
            assert.equal(
              words.slice(at.index + 20, at.index + length - 4).toLowerCase(),
              name.slice(20, length - 4).toLowerCase(),
              `slide ${slide.number}: ${words}`,
            );
            whole++;
          }
      }
    assert.ok(whole > 100, `${whole} names`);
  });

  test('keeps every kind of slide, and period, version and date in the footer', () => {
    assert.ok(deck.slides.length >= 12);
    for (const slide of deck.slides)
      assert.equal(
        slide.layout.get('Footer')?.join(),
        'October to December 2025 · v10.12 DRAFT · 10 February 2026',
      );
  });
});
