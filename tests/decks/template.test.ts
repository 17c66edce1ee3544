import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { auditDeck, type PatternName, readTemplate } from '../../src/decks/index.ts';
import { typed } from '../support/command.ts';
import { freshFolder } from '../support/folder.ts';
import { repository } from '../support/home.ts';
import { readDeck, text, unpack } from './deck-reader.ts';
import { realPack, shippedTemplate, written } from './real-pack.ts';
import { pack, plant } from './small-deck.ts';

type Parts = Map<string, string | Uint8Array>;

/** The shipped template by its parts, XML as text, as a person's restyling changes it. */
function templateParts(): Parts {
  return new Map<string, string | Uint8Array>(
    [...unpack(shippedTemplate())].map(([path, bytes]) => [
      path,
      /\.(xml|rels)$/.test(path) ? bytes.toString('utf8') : bytes,
    ]),
  );
}

/** The part of a pattern slide. */
function slidePart(parts: Parts, pattern: string): string {
  for (const [path, content] of parts)
    if (typeof content === 'string' && content.includes(`<p:cSld name="${pattern}">`)) return path;
  throw new Error(`no pattern ${pattern}`);
}

const all = [
  ...['title', 'scorecard', 'theme', 'lists', 'bars', 'matrix', 'quality', 'table'],
] as PatternName[];
async function faultsOf(parts: Parts) {
  const read = await readTemplate(await pack(parts), all);
  return read.ok ? [] : read.problems;
}

describe('the template', () => {
  test('as it is shipped has every shape that a pack fills', async () => {
    assert.deepEqual(await faultsOf(templateParts()), []);
  });

  test('a renamed shape is missed, a doubled name is found, both by slide and shape in one run', async () => {
    const parts = templateParts();
    plant(parts, slidePart(parts, 'theme'), 'name="Chart heading"', 'name="Überschrift"');
    plant(parts, slidePart(parts, 'scorecard'), 'name="Figure 2"', 'name="Figure 1"');
    const found = await faultsOf(parts);
    assert.deepEqual(found.map((p) => [p.code, p.where.slide, p.where.shape]).sort(), [
      ['D101', 2, 'Figure 2'],
      ['D101', 3, 'Chart heading'],
      ['D102', 2, 'Figure 1'],
    ]);
  });

  test('a layout without its footer, and a pattern that is gone, are said as such', async () => {
    const parts = templateParts();
    plant(parts, 'ppt/slideLayouts/slideLayout2.xml', 'name="Footer"', 'name="Text 9"');
    plant(parts, slidePart(parts, 'quality'), '<p:cSld name="quality">', '<p:cSld name="other">');
    const found = await faultsOf(parts);
    assert.deepEqual(
      found.map((p) => [p.code, p.where.shape ?? '', JSON.stringify(p.data)]),
      [
        ['D101', 'Footer', '{"shape":"Footer","of":"layout “Content”"}'],
        ['D104', '', '{"pattern":"quality"}'],
      ],
    );
  });

  test('a file that is no deck is refused in one sentence', async () => {
    const read = await readTemplate(new TextEncoder().encode('no deck'), ['theme']);
    assert.deepEqual(read.ok ? [] : read.problems.map((p) => p.code), ['D103']);
  });

  test('`socpf check` reads the template of a framework, and the shipped one where it has none', async () => {
    const folder = join(freshFolder('own-template'), 'framework');
    cpSync(join(repository(), 'framework'), folder, { recursive: true });
    assert.equal((await typed(null, ['check', '--framework', folder])).exit, 0);
    const parts = templateParts();
    plant(parts, slidePart(parts, 'bars'), 'name="Sentences"', 'name="Text 12"');
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'templates', 'soc.pptx'), await pack(parts));
    const { exit, error } = await typed(null, ['check', '--framework', folder]);
    assert.equal(exit, 1);
    assert.match(error, /^D101 .*soc\.pptx.*slide 5.*Sentences/m);
  });
});

describe('a template that somebody restyled', () => {
  /** Other colours, another font, moved and smaller shapes, a note and a line of one's own, slides in another order. */
  async function restyled(): Promise<Uint8Array> {
    const parts = templateParts();
    plant(parts, 'ppt/theme/theme1.xml', 'val="1C2B4A"', 'val="0B3D2E"');
    plant(parts, 'ppt/theme/theme1.xml', /typeface="Arial"/g, 'typeface="Liberation Sans"');
    const theme = slidePart(parts, 'theme');
    plant(
      parts,
      theme,
      '<a:off x="457200" y="1773936"/><a:ext cx="6858000" cy="2852928"/>',
      '<a:off x="557200" y="1873936"/><a:ext cx="6558000" cy="2652928"/>',
    );
    plant(
      parts,
      theme,
      '</p:spTree>',
      `<p:sp><p:nvSpPr><p:cNvPr id="900" name="Our motto"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="9000000" y="200000"/><a:ext cx="2700000" cy="200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:p><a:r><a:rPr lang="en-GB" sz="1100"/><a:t>Safer together</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>`,
    );
    plant(parts, slidePart(parts, 'title'), 'sz="3200"', 'sz="2800"');
    plant(parts, 'ppt/presentation.xml', /(<p:sldId [^>]*\/>)(<p:sldId [^>]*\/>)/, '$2$1');
    return pack(parts);
  }

  test('is filled as well, in its own colours, font and places', async () => {
    const { content } = await realPack();
    const template = await restyled();
    const { bytes } = await written(content, template);
    assert.deepEqual(await auditDeck(bytes), []);
    const deck = readDeck(bytes);
    assert.match(text(deck.parts, 'ppt/theme/theme1.xml'), /0B3D2E/);
    const theme = deck.slides.find((s) => s.tables.some((t) => t.name === 'Comparisons table'));
    assert.deepEqual(theme?.texts.get('Our motto'), ['Safer together']);
    assert.match(
      theme?.xml ?? '',
      /<a:off x="557200" y="1873936"\/><a:ext cx="6558000" cy="2652928"\/>/,
    );
    // Words and charts take their colours and font from the theme: nothing names the shipped ones.
    for (const slide of deck.slides) {
      assert.doesNotMatch(slide.xml, /1C2B4A|16202E|44505D|typeface="Arial"(?!\/><a:buChar)/);
      for (const chart of slide.charts)
        assert.doesNotMatch(chart.xml, /1C2B4A|16202E|typeface="Arial"/);
    }
    assert.match(deck.slides[0]?.xml ?? '', /sz="2800"/);
  });

  test('leaves nothing of itself that is not shown: other slides, their charts and pictures', async () => {
    const parts = templateParts();
    const scratch = slidePart(parts, 'table').replace(/slide\d+/, 'slide99');
    parts.set(
      scratch,
      String(parts.get(slidePart(parts, 'table')))
        .replace('name="table"', 'name="scratch"')
        .replace('Kicker', 'Operation Secret'),
    );
    parts.set('ppt/media/image1.png', new Uint8Array([137, 80, 78, 71]));
    parts.set(
      scratch.replace('slides/', 'slides/_rels/').concat('.rels'),
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideLayout" Target="../slideLayouts/slideLayout2.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="../media/image1.png"/></Relationships>',
    );
    plant(
      parts,
      '[Content_Types].xml',
      '</Types>',
      `<Default Extension="png" ContentType="image/png"/><Override PartName="/${scratch}" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/></Types>`,
    );
    plant(
      parts,
      'ppt/_rels/presentation.xml.rels',
      '</Relationships>',
      `<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide" Target="slides/${scratch.split('/').at(-1)}"/></Relationships>`,
    );
    plant(
      parts,
      'ppt/presentation.xml',
      '</p:sldIdLst>',
      '<p:sldId id="777" r:id="rId77"/></p:sldIdLst>',
    );
    const { content } = await realPack();
    const { bytes } = await written(content, await pack(parts));
    assert.deepEqual(await auditDeck(bytes), []);
    const deck = readDeck(bytes);
    assert.deepEqual(
      [...deck.parts.keys()].filter((path) => /slides\/slide\d|media|scratch/.test(path)),
      [],
    );
    assert.ok(![...deck.parts.values()].some((part) => part.includes('Operation Secret')));
  });
});
