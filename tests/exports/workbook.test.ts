import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  seriesCsv,
  seriesWorkbook,
  templateWorkbook,
  themeWorkbook,
} from '../../src/exports/index.ts';
import type { Series } from '../../src/figures/index.ts';
import { period } from '../../src/periods/index.ts';
import { readWorkbook } from '../recompute/workbook.ts';
import { unzip } from '../recompute/zip.ts';
import { madeSeries } from '../support/made-series.ts';

const definition = 'Count of recorded offences, by recorded day.';

/** Four months: a figure, a zero, one that was not supplied, one that was withheld. */
function series(): Series {
  const made = madeSeries({ measure: 'soac.made', title: 'Made crime', value: 12, before: 20 });
  const states = [
    [7, 'complete'],
    [0, 'complete'],
    [null, 'missing'],
    [null, 'withheld'],
  ] as const;
  const chartFigures = states.map(([value, status], i) => ({
    ...made.figure,
    period: period(`2025-0${i + 1}`),
    value,
    status,
  }));
  return { ...made, chartFigures };
}

const workbook = async () => Buffer.from(await seriesWorkbook(series(), definition));
const column = (sheet: { cells: ReadonlyMap<string, string> }, heading: string) => {
  const head = [...sheet.cells].find(([, value]) => value === heading)?.[0] ?? '';
  const [letter, row] = [head.replace(/\d+/, ''), Number(head.replace(/\D+/, ''))];
  return [...sheet.cells].flatMap(([at, value]) =>
    at.replace(/\d+/, '') === letter && Number(at.replace(/\D+/, '')) > row ? [value] : [],
  );
};

describe('a workbook that anyone can read', () => {
  test('a cover, notes, and one table a sheet; marking and SYNTHETIC first on each, and in print', async () => {
    const bytes = await workbook();
    const sheets = readWorkbook(bytes);
    assert.deepEqual(
      sheets.map((s) => s.name),
      ['Cover', 'Notes', 'Comparisons', 'Figures'],
    );
    for (const sheet of sheets) {
      assert.equal(sheet.hidden, false);
      assert.equal(sheet.cells.get('A1'), 'OFFICIAL', sheet.name);
      assert.match(sheet.cells.get('A2') ?? '', /^SYNTHETIC/, sheet.name);
    }
    const parts = unzip(bytes);
    const xml = (name: string) => parts.get(name)?.toString('utf8') ?? '';
    for (const n of [1, 2, 3, 4]) {
      const sheet = xml(`xl/worksheets/sheet${n}.xml`);
      assert.doesNotMatch(sheet, /mergeCell|hidden="1"/);
      assert.match(sheet, /<oddHeader>&amp;C&amp;BOFFICIAL<\/oddHeader>/);
      assert.equal((sheet.match(/<tablePart /g) ?? []).length, n === 1 ? 0 : 1, `sheet ${n}`);
    }
  });

  test('the table is told to assistive technology, its heads stay in view, and no cell of it is empty', async () => {
    const bytes = await workbook();
    const parts = unzip(bytes);
    const table = parts.get('xl/tables/table4.xml')?.toString('utf8') ?? '';
    const [, from, to] = /ref="A(\d+):L(\d+)"/.exec(table) ?? [];
    const heads = [...table.matchAll(/<tableColumn id="\d+" name="([^"]*)"/g)].map(
      (m) => m[1] ?? '',
    );
    assert.equal(heads.length, 12);
    const figures = readWorkbook(bytes).find((s) => s.name === 'Figures');
    assert.ok(figures);
    for (let row = Number(from); row <= Number(to); row++)
      for (let n = 0; n < heads.length; n++) {
        const at = `${String.fromCharCode(65 + n)}${row}`;
        assert.ok((figures.cells.get(at) ?? '') !== '', `${at} is empty`);
        if (row === Number(from)) assert.equal(figures.cells.get(at), heads[n]);
      }
    const sheet = parts.get('xl/worksheets/sheet4.xml')?.toString('utf8') ?? '';
    assert.match(sheet, new RegExp(`<pane ySplit="${from}"[^>]*state="frozen"`));
  });

  test('what is missing, withheld and zero are three different things, explained in the notes', async () => {
    const sheets = readWorkbook(await workbook());
    const figures = sheets.find((s) => s.name === 'Figures');
    const notes = sheets.find((s) => s.name === 'Notes');
    assert.ok(figures && notes);
    assert.deepEqual(column(figures, 'Figure'), ['7', '0', '[x]', '[c]']);
    const explained = column(notes, 'Shorthand');
    for (const short of ['[x]', '[c]']) assert.ok(explained.includes(short), short);
  });

  test('the cover says what is counted, to when the data runs and which version of the definition it is', async () => {
    const [cover] = readWorkbook(await workbook());
    const said = [...(cover?.cells.values() ?? [])];
    for (const words of [definition, 'made', 'Data to', 'As known at', 'Verdict'])
      assert.ok(said.includes(words), words);
  });

  test('R66: a theme as one workbook has every measure, every point and every definition', async () => {
    const other = {
      ...series(),
      measure: { ...series().measure, id: 'soac.other', title: 'Other crime' },
    };
    const theme = { title: 'Made theme', question: 'Is it?' };
    const definitions = new Map([
      ['soac.made', definition],
      ['soac.other', 'Something else.'],
    ]);
    const sheets = readWorkbook(
      Buffer.from(await themeWorkbook(theme, [series(), other], definitions)),
    );
    const sheet = (name: string) => {
      const found = sheets.find((s) => s.name === name);
      assert.ok(found, name);
      return found;
    };
    assert.deepEqual(column(sheet('Measures'), 'Measure'), ['Made crime', 'Other crime']);
    assert.equal(column(sheet('Figures'), 'Period').length, 8);
    assert.deepEqual(column(sheet('Definitions'), 'What it counts'), [
      definition,
      'Something else.',
    ]);
  });

  test('the same figures give the same bytes', async () => {
    assert.deepEqual(await workbook(), await workbook());
  });
});

describe('the same as CSV', () => {
  test('one header row, unrounded numbers, and with each row its marking, dates and definition', () => {
    const [head = '', ...rows] = seriesCsv(series(), definition).trimEnd().split('\r\n');
    const names = head.split(',');
    assert.equal(rows.length, 4);
    const first =
      (rows[0] ?? '').match(/("[^"]*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
    const at = (name: string) => first[names.indexOf(name)];
    assert.equal(at('value'), '7');
    assert.equal(at('definition'), `"${definition}"`);
    assert.equal(at('marking'), 'OFFICIAL');
    assert.equal(at('synthetic'), 'SYNTHETIC');
    assert.equal(at('as known at'), '2026-02-10T09:00:00Z');
    assert.match(rows[2] ?? '', /,,missing,/);
  });

  test('a text that a spreadsheet would calculate stays text', () => {
    const made = series();
    const evil = { ...made, measure: { ...made.measure, title: '=HYPERLINK("x")' } };
    assert.match(seriesCsv(evil, '@sum'), /"'=HYPERLINK\(""x""\)"/);
    assert.match(seriesCsv(evil, '@sum'), /,'@sum,/);
  });
});

describe('the template of a source', () => {
  test('has the headings of the file in its first row, and what each column must hold', async () => {
    const columns = [
      { heading: 'Crime Number', means: 'Crime ref', kind: 'Text', rule: 'Required' },
      { heading: 'LPA', means: 'LPA', kind: 'One of a list', rule: 'None' },
    ];
    const sheets = readWorkbook(
      Buffer.from(await templateWorkbook({ title: 'Made', marking: 'OFFICIAL', columns })),
    );
    assert.deepEqual(
      [...(sheets[0]?.cells ?? [])],
      [
        ['A1', 'Crime Number'],
        ['B1', 'LPA'],
      ],
    );
    assert.ok(sheets[1]);
    assert.deepEqual(column(sheets[1], 'Holds'), ['Text', 'One of a list']);
  });
});
