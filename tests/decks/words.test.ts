import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { command } from '../support/command.ts';
import { repository } from '../support/home.ts';
import { type ReadDeck, type ReadSlide, readDeck } from './deck-reader.ts';
import { type Facts, heldTo, notBorneOut } from './figures-said.ts';
import { type RealPack, realPack } from './real-pack.ts';

let pack: RealPack;
let deck: ReadDeck;
const force: Facts[] = [];
/** Measures of one local policing area, asked when a sentence names it. */
const areas = new Map<string, Facts[]>();

const asked = (measure: string, ...more: readonly string[]) =>
  command(pack.host, ['measure', measure, '--by', 'quarter', '--period', '2025-Q3', ...more]);
async function factsOf(measure: string, ...more: readonly string[]): Promise<Facts> {
  const reply = (await asked(measure, ...more)) as Omit<Facts, 'period'>;
  return { ...reply, period: '2025-Q3' };
}

async function ready(): Promise<void> {
  pack = await realPack();
  deck = readDeck(pack.bytes);
  if (force.length > 0) return;
  for (const id of pack.host.framework.measures.keys()) force.push(await factsOf(id));
}

/** What a sentence is held to: the figures of the area that it begins with, else those of the force. */
async function known(sentence: string): Promise<readonly Facts[]> {
  const title = /^([^:]{3,40}): /.exec(sentence)?.[1] ?? '';
  const area = [...pack.host.framework.areas.byCode.values()].find((a) => a.title === title);
  if (!area) return force;
  const own = areas.get(area.code) ?? [];
  areas.set(area.code, own);
  if (own.length === 0)
    for (const measure of pack.host.framework.measures.values())
      if (measure.value.of === 'crime' && measure.kind === 'flow')
        own.push(await factsOf(measure.id, '--area', area.code));
  return own;
}

const slide = (kicker: RegExp): ReadSlide => {
  const found = deck.slides.find((s) => kicker.test(s.kicker));
  assert.ok(found, String(kicker));
  return found;
};
const themeSlides = () =>
  deck.slides.filter((s) => s.tables.some((t) => t.name === 'Comparisons table'));

/** Sentences of the deck that speak of measures. */
function sentences(): string[] {
  const changed = slide(/^What changed/);
  const lists = [1, 2].flatMap((n) => changed.texts.get(`List ${n}`) ?? []);
  // A sentence and the line of evidence under it belong together.
  const findings = lists.flatMap((text, i) =>
    /last (quarter|year)/.test(text) ? [`${text} ${lists[i + 1] ?? ''}`] : [],
  );
  const title = deck.slides[0];
  return [
    ...[1, 2].flatMap((n) => title?.texts.get(`Line ${n}`) ?? []),
    changed.title,
    ...findings,
    ...themeSlides().flatMap((s) => [
      s.title,
      ...(s.texts.get('Sentences') ?? []).filter((t) => !t.startsWith('Asked of')),
    ]),
  ];
}

describe('what the pack says of figures', () => {
  before(ready);

  test('R21: each number, month and direction of a title or sentence is what `socpf measure` gives', async () => {
    let held = 0;
    for (const sentence of sentences()) {
      assert.deepEqual(notBorneOut(sentence, await known(sentence)), [], sentence);
      held += heldTo(sentence);
    }
    assert.ok(held > 60, `${held} numbers and words were held to figures`);
  });

  test('each figure and change of a comparison table is what `socpf measure` gives', () => {
    let rows = 0;
    for (const { tables } of themeSlides())
      for (const [, title = '', figure = '', change = ''] of tables[0]?.rows.slice(1) ?? []) {
        const sign = change.startsWith('↑') ? 'more' : change.startsWith('↓') ? 'fewer' : '';
        const said = `${title}: ${/\d/.test(figure) ? figure : ''} ${change.replace(/^[↑↓] |(?<=\d) points/g, '')} ${sign}`;
        assert.deepEqual(notBorneOut(said, force), [], said);
        rows++;
      }
    assert.ok(rows > 20);
  });

  test('the title of the scorecard counts the verdicts that stand under it', () => {
    const scorecard = slide(/^Intended outcomes/);
    const words = [1, 2, 3, 4, 5, 6].map((n) => scorecard.texts.get(`Word ${n}`)?.join() ?? '');
    const blank = [1, 2, 3, 4, 5, 6].filter(
      (n) => scorecard.texts.get(`Figure ${n}`)?.join() === 'no data',
    ).length;
    const count = (word: string) => words.filter((w) => w === word).length;
    const { title } = scorecard;
    const said = (pattern: RegExp) => counts.indexOf(pattern.exec(title)?.[1]?.toLowerCase() ?? '');
    if (/^None/.test(title))
      assert.equal(count('Improving') + count('Worsening') + count('Changed'), 0);
    else {
      assert.equal(
        Math.max(0, said(/(\w+) (?:of \w+ intended outcomes )?(?:is|are) improving/)),
        count('Improving'),
      );
      assert.equal(
        Math.max(0, said(/(\w+) (?:of \w+ intended outcomes )?(?:is|are) worsening/)),
        count('Worsening'),
      );
    }
    assert.equal(Math.max(0, said(/(\w+) ha(?:s|ve) no figure/)), blank);
  });

  test('R62: the title of the quality slide counts the states that stand under it', () => {
    const quality = slide(/^Data quality/);
    const rows = quality.tables[0]?.rows.slice(1) ?? [];
    const [, complete, all] = /^(\w+) of (\w+) sources are complete/.exec(quality.title) ?? [];
    const number = (word = '') =>
      /^\d+$/.test(word) ? Number(word) : counts.indexOf(word.toLowerCase());
    assert.equal(number(all), pack.host.framework.sources.size);
    const open = rows.filter((r) => !/^Complete/.test(r[2] ?? ''));
    assert.equal(number(complete), number(all) - open.length);
    assert.equal(
      /(\w+) (?:is|are) late/.test(quality.title),
      open.some((r) => /^Late/.test(r[2] ?? '')),
    );
  });

  test('the region slide says what the published table holds', () => {
    const lines = readFileSync(
      join(repository(), 'sample', 'published', 'recorded-crime-by-force-year.csv'),
      'utf8',
    )
      .split('\n')
      .map((line) => line.split(','));
    const of = (year: string, areas: RegExp) =>
      lines
        .filter(
          (l) =>
            l[0] === '2024-12' &&
            l[1] === year &&
            areas.test(l[3] ?? '') &&
            l[4] === 'Vehicle offences',
        )
        .reduce((sum, l) => sum + Number(l[5]), 0);
    const change = (areas: RegExp) => of('2024-12', areas) / of('2023-12', areas) - 1;
    const ours = change(/^Staffordshire$/);
    const region = change(/^(Staffordshire|Warwickshire|West Mercia|West Midlands)$/);
    const moved = (c: number) => `${c < 0 ? 'fell' : 'rose'} ${Math.round(Math.abs(c) * 100)}%`;
    const { title, texts, charts } = slide(/^Region compared/);
    assert.equal(
      title,
      `Recorded vehicle crime ${moved(ours)} in Staffordshire in the year to December 2024; across the region it ${moved(region)}`,
    );
    assert.ok(
      texts
        .get('Sentences')
        ?.includes(
          `Our change is ${(Math.abs(ours - region) * 100).toFixed(1)} points ${ours < region ? 'below' : 'above'} the region’s.`,
        ),
    );
    const drawn = charts[0]?.series.flatMap((s) =>
      s.values.flatMap((v, i) => (v === null ? [] : [[s.categories[i], v] as const])),
    );
    for (const [name, value] of drawn ?? []) {
      const areas =
        name === 'Region'
          ? /^(Staffordshire|Warwickshire|West M)/
          : new RegExp(`^${name?.replace(' Police', '')}$`);
      assert.ok(Math.abs(value - change(areas)) < 1e-12, name);
    }
    assert.equal(drawn?.length, 5);
  });
});

describe('the reader of sentences', () => {
  before(ready);

  const wrong: readonly [what: string, (sentence: string) => string][] = [
    [
      'a value one too high',
      (s) => s.replace(/to (\d+) offences/, (_, n) => `to ${Number(n) + 1} offences`),
    ],
    [
      'a change one too low',
      (s) => s.replace(/, (\d+) (?=more|fewer)/, (_, n) => `, ${Number(n) - 1} `),
    ],
    ['another percentage', (s) => s.replace(/\d+%/, '12%')],
    ['a rise called a fall', (s) => s.replace('rose', 'fell')],
    ['more called fewer', (s) => s.replace('more', 'fewer')],
    ['above usual called below', (s) => s.replace(/[Aa]bove/, 'below')],
    ['a signal that began in another month', (s) => s.replace(/since \w+ 2025/, 'since May 2025')],
  ];
  for (const [what, plant] of wrong)
    test(`finds ${what}`, async () => {
      const sentence = sentences().find((s) => /rose to \d+ offences.*[Aa]bove.*since/.test(s));
      assert.ok(sentence, 'no sentence to plant it in');
      assert.deepEqual(notBorneOut(sentence, await known(sentence)), []);
      assert.notDeepEqual(notBorneOut(plant(sentence), await known(sentence)), [], plant(sentence));
    });
});

const counts = [
  'none',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
];
