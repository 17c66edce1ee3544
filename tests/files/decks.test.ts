import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { lookAt, openReader, type SheetsReply, sheetsOf } from '../../src/files/index.ts';
import { pack, plant, soundDeck } from '../decks/small-deck.ts';
import { typed } from '../support/command.ts';
import { freshFolder } from '../support/folder.ts';
import { sharedPath } from '../support/shared.ts';

/** Ground truth of ../shared/data/files, read by programs that share no code with ours. */
interface Expected {
  readonly charts: readonly {
    readonly slideFile: string;
    readonly kinds: readonly string[];
    readonly series: readonly {
      readonly kind: string;
      readonly name: string | null;
      readonly categories: readonly (string | null | readonly (string | null)[])[];
      readonly values: readonly (string | null)[];
    }[];
  }[];
  readonly tables: readonly {
    readonly slideFile: string;
    readonly rows: number;
    readonly columns: number;
    readonly firstRow: readonly string[];
    readonly lastRow: readonly string[];
  }[];
}

const files = sharedPath('files');
const skip = files === null ? 'skipped: ../shared/data not present' : false;
const reader = openReader();
after(() => reader.close());

/** Numbers count as equal however they are written: `2.0` is 2. */
const plain = (v: unknown): unknown =>
  typeof v === 'string' && v.trim() !== '' && !Number.isNaN(Number(v)) ? Number(v) : v;
const bySlide = <T extends { slideFile: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => numberOf(a.slideFile) - numberOf(b.slideFile));
const numberOf = (name: string) => Number(/\d+/.exec(name)?.[0]);

describe('charts and tables of real decks are read as others read them', { skip }, () => {
  const decks = files === null ? [] : readdirSync(join(files, 'decks'));
  for (const name of decks)
    test(`${name}: kinds, series, categories, values; sizes, first and last rows`, async () => {
      const path = join(files ?? '', 'expected', `${name}.json`);
      const expected = JSON.parse(readFileSync(path, 'utf8')) as Expected;
      const reply = await sheetsOf(join(files ?? '', 'decks', name), name, reader);
      assert.ok(reply.ok, JSON.stringify(reply));
      const { charts, sheets, format } = reply.value;
      assert.equal(format, 'pptx');
      assert.deepEqual(
        charts.map((c) => [c.slide, c.kind]),
        bySlide(expected.charts).map((c) => [numberOf(c.slideFile), c.kinds.join('+')]),
      );
      for (const [n, chart] of bySlide(expected.charts).entries())
        assert.deepEqual(
          charts[n]?.series.map((s) => [s.kind, s.name, s.categories.flat().map(plain), s.values]),
          chart.series.map((s) => [
            s.kind,
            s.name,
            s.categories.flat().map(plain),
            s.values.map((v) => (v === null ? null : Number(v))),
          ]),
        );
      assert.equal(sheets.length, expected.tables.length);
      for (const [n, table] of bySlide(expected.tables).entries()) {
        const rows = gridOf(sheets[n], table.rows, table.columns);
        assert.match(
          sheets[n]?.name ?? '',
          new RegExp(`^slide ${numberOf(table.slideFile)}, table \\d+$`),
        );
        assert.deepEqual(rows[0], table.firstRow);
        assert.deepEqual(rows.at(-1), table.lastRow);
      }
    });
});

/** The cells of a sheet as rows of text. */
function gridOf(sheet: SheetsReply['sheets'][number] | undefined, rows: number, columns: number) {
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => {
      const a = `${String.fromCharCode(65 + c)}${r + 1}`;
      // The reference runs the paragraphs of a cell together; ours are lines.
      return String(sheet?.cells.find((cell) => cell.a === a)?.v ?? '').replaceAll('\n', '');
    }),
  );
}

describe('a deck asked for as cells', () => {
  const folder = freshFolder('deck-files');
  async function deckFile(
    name: string,
    change: (parts: Awaited<ReturnType<typeof soundDeck>>) => void = () => undefined,
  ) {
    const parts = await soundDeck();
    change(parts);
    const path = join(folder, name);
    writeFileSync(path, await pack(parts));
    return path;
  }

  test('`socpf sheets` lists its table as a sheet and its chart with the point it leaves out', async () => {
    const { exit, out } = await typed(null, ['sheets', await deckFile('one.pptx'), '--json']);
    assert.equal(exit, 0);
    const said = JSON.parse(out) as SheetsReply;
    assert.deepEqual(said.sheets, [
      {
        ...{ name: 'slide 1, table 1', range: 'A1:B2', hidden: false, filled: 4 },
        cells: [
          { a: 'A1', v: 'Measure', t: 'text' },
          { a: 'B1', v: 'Quarter', t: 'text' },
          { a: 'A2', v: 'Vehicle crime', t: 'text' },
          { a: 'B2', v: '510', t: 'text' },
        ],
      },
    ]);
    assert.deepEqual(said.charts, [
      {
        ...{ slide: 1, kind: 'lineChart' },
        series: [
          {
            ...{ kind: 'lineChart', name: 'Vehicle crime' },
            ...{ categories: ['45658', '45689', '45717'], values: [210, null, 163.5] },
          },
        ],
      },
    ]);
  });

  test('a DOCTYPE in a slide is refused; so is a deck that a source should load', async () => {
    const path = await deckFile('doctype.pptx', (parts) =>
      plant(parts, 'ppt/slides/slide1.xml', '<p:sld ', '<!DOCTYPE x><p:sld '),
    );
    const cells = await sheetsOf(path, 'doctype.pptx', reader);
    assert.deepEqual(cells.ok ? [] : cells.problems.map((p) => p.code), ['F108']);
    const look = await lookAt(await deckFile('load.pptx'), 'load.pptx', reader);
    assert.deepEqual(look.ok ? [] : look.problems.map((p) => p.code), ['F104']);
  });
});
