import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { slidePictures } from '../../src/decks/index.ts';
import { pack, plant, soundDeck } from './small-deck.ts';
import { placesOf, readPicture, textsIn } from './svg-reader.ts';

const slide = 'ppt/slides/slide1.xml';
const chart = 'ppt/charts/chart1.xml';

async function pictureOf(
  change: (parts: Awaited<ReturnType<typeof soundDeck>>) => void = () => {},
) {
  const parts = await soundDeck();
  change(parts);
  const [picture] = await slidePictures(await pack(parts));
  assert.ok(picture);
  return picture;
}

const named = (svg: string, name: string): string =>
  readPicture(svg).shapes.find((s) => s.name === name)?.svg ?? assert.fail(name);

describe('the picture of a slide shows what is in the file', () => {
  test('it names the slide, and gives its speaker notes', async () => {
    const { number, title, notes } = await pictureOf();
    assert.deepEqual(
      { number, title, notes },
      {
        number: 1,
        title: 'Vehicle crime has fallen since February',
        notes: ['Verbal update, one minute.'],
      },
    );
  });

  test('a number changed by hand in a chart moves its point, and nothing else', async () => {
    const [before, after] = await Promise.all([
      pictureOf(),
      pictureOf((p) => plant(p, chart, '<c:v>163.5</c:v>', '<c:v>80</c:v>')),
    ]);
    const places = ({ svg }: { svg: string }) =>
      placesOf(named(svg, 'Vehicle crime chart'), 'Vehicle crime');
    assert.deepEqual(places(before)[0], places(after)[0]);
    const [high, low] = [places(before).at(-1), places(after).at(-1)];
    assert.ok(high && low && high[0] === low[0] && low[1] > high[1], `${high} ${low}`);
  });

  test('a month without a figure is a gap: no line runs over it', async () => {
    const { svg } = await pictureOf((p) =>
      plant(
        p,
        chart,
        '</c:tx><c:cat>',
        '</c:tx><c:spPr><a:ln w="12700"><a:solidFill><a:srgbClr val="7B8692"/></a:solidFill></a:ln></c:spPr><c:cat>',
      ),
    );
    const [, path = ''] = / d="([^"]*)"/.exec(named(svg, 'Vehicle crime chart')) ?? [];
    assert.match(path, /^M[\d. ]+ M[\d. ]+$/);
  });

  test('words that are too long for a line go to the next, and every line stays in its box', async () => {
    const words = 'Recorded thefts of plant and agricultural machinery from farms and sites'.repeat(
      2,
    );
    const { svg } = await pictureOf((p) =>
      plant(p, slide, 'Vehicle crime has fallen since February', words),
    );
    const lines = textsIn(named(svg, 'Title'));
    assert.ok(lines.length > 1);
    assert.equal(
      lines
        .map((l) => l.text)
        .join(' ')
        .replaceAll('- ', '-'),
      words,
    );
    for (const line of lines)
      assert.ok(line.x >= 36 && line.x + line.width <= 36 + 888.1, line.text);
  });

  test('markup in a name is text, not markup', async () => {
    const { svg } = await pictureOf((p) =>
      plant(
        p,
        slide,
        'Vehicle crime has fallen',
        '&lt;script&gt;alert(1)&lt;/script&gt; &amp; crime',
      ),
    );
    assert.doesNotMatch(svg, /<script/);
    assert.match(
      textsIn(named(svg, 'Title'))
        .map((t) => t.text)
        .join(' '),
      /<script>alert\(1\)/,
    );
  });
});
