import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Cell, gridOf, lookAt, sheetsOf } from '../../src/files/index.ts';
import { bench, codeOf, type MadeWorkbook, sound, strict, styles, workbook } from './made.ts';

const { folder, reader } = bench();

/** The cells of the first sheet, as `address type value`. */
async function cells(book: MadeWorkbook): Promise<string[]> {
  const reply = sound(await sheetsOf(await workbook(folder, book), 'book.xlsx', reader));
  return (reply.sheets[0]?.cells ?? []).map(({ a, t, v }: Cell) => `${a} ${t} ${v}`);
}
const sheet = (data: string, more = '') => ({
  sheets: { One: `<sheetData>${data}</sheetData>${more}` },
});
async function refusal(book: MadeWorkbook): Promise<string> {
  return codeOf(await lookAt(await workbook(folder, book), 'book.xlsx', reader));
}

describe('every kind of cell is read as Excel shows it', () => {
  test('numbers, text, booleans, errors, dates of strict files and formulas with their values', async () => {
    const data = `<row r="1"><c r="A1"><v>5</v></c><c t="s" r="B1"><v>0</v></c><c r="C1" t="b"><v>1</v></c>
      <c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="F1" t="n"><f>1+1</f><v>2</v></c>
      <c r="G1" t="d"><v>2025-03-31T00:00:00</v></c><c r="H1" t="inlineStr"><is><t>in line</t></is></c><c r="I1" s="0"/></row>`;
    assert.deepEqual(await cells({ ...sheet(data), strings: '<si><t>shared</t></si>' }), [
      ...['A1 number 5', 'B1 text shared', 'C1 boolean true', 'D1 error #N/A', 'E1 text ab'],
      ...['F1 number 2', 'G1 date 2025-03-31', 'H1 text in line'],
    ]);
  });

  test('a formula that was never calculated is said to be one, and is not counted as filled', async () => {
    const book = sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f></c></row>');
    assert.deepEqual(await cells(book), ['A1 number 1', 'B1 formula =A1*2']);
    const look = sound(await lookAt(await workbook(folder, book), 'book.xlsx', reader));
    assert.equal(look.sheets[0]?.filled, 1);
    assert.equal(look.sheets[0]?.range, 'A1:B1');
  });

  test('rich text is joined and its phonetic runs are left out', async () => {
    const strings =
      '<si><r><t>Organised </t></r><r><rPr><b/></rPr><t xml:space="preserve">crime </t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>';
    assert.deepEqual(await cells({ ...sheet('<row><c t="s"><v>0</v></c></row>'), strings }), [
      'A1 text Organised crime ',
    ]);
  });

  test('CDATA, comments, entities and Excel’s own escapes come out as text', async () => {
    const strings = `<si><t><![CDATA[a<b]]></t></si><si><t>x &amp; y &#163;1 &#x2019;</t></si><si><t>one_x000D_
two _x005F_x0041_</t></si>`;
    const data = [0, 1, 2].map((n) => `<c t="s"><v><!-- here -->${n}</v></c>`).join('');
    assert.deepEqual(await cells({ ...sheet(`<row>${data}</row>`), strings }), [
      ...['A1 text a<b', 'B1 text x & y £1 ’', 'C1 text one\r\ntwo _x0041_'],
    ]);
  });

  test('rows and cells without a reference are counted', async () => {
    const data =
      '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>';
    assert.deepEqual(await cells(sheet(data)), [
      ...['A1 number 1', 'B1 number 2', 'C5 number 3', 'D5 number 4', 'A6 number 5'],
    ]);
  });

  test('cells out of order within a row are put in order', async () => {
    const data =
      '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>';
    assert.deepEqual(await cells(sheet(data)), ['A1 number 1', 'B1 number 2', 'C1 number 3']);
  });

  test('prefixed names, single quotes and a greater-than sign inside an attribute make no difference', async () => {
    const xml = `<?xml version='1.0'?><x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>
      <x:sheetData><x:row spans='a>b' r='1'><x:c t='n' r='A1'><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    assert.deepEqual(await cells({ sheets: { One: xml } }), ['A1 number 7']);
  });

  test('strict namespaces and unusual paths are followed by relationship', async () => {
    const book = {
      ...sheet('<row r="1"><c r="A1"><v>7</v></c></row>'),
      namespaces: strict,
      at: '/odd/place',
    };
    assert.deepEqual(await cells(book), ['A1 number 7']);
  });
});

describe('numbers and dates', () => {
  const dated = async (
    values: readonly (readonly [number | string, number | string])[],
    date1904 = false,
  ) => {
    const data = values.map(([value], n) => `<c s="${n + 1}"><v>${value}</v></c>`).join('');
    const made = styles(values.map(([, format]) => format));
    const found = await cells({ ...sheet(`<row>${data}</row>`), styles: made, date1904 });
    return found.map((cell) => cell.split(' ').slice(1).join(' '));
  };

  test('serials with a date format are ISO dates and times', async () => {
    assert.deepEqual(
      await dated([
        ...([
          [45747, 14],
          [45747.586805555555, 22],
          [45747, 'dd/mm/yyyy'],
          [45747.25, '[$-809]d mmmm yyyy;@'],
        ] as const),
        ...([
          [45747.999999999, 'yyyy-mm-dd hh:mm'],
          [45747.5000116, 'dd/mm/yyyy hh:mm:ss.000'],
        ] as const),
      ]),
      [
        ...[
          'date 2025-03-31',
          'date 2025-03-31T14:05:00',
          'date 2025-03-31',
          'date 2025-03-31T06:00:00',
        ],
        ...['date 2025-04-01', 'date 2025-03-31T12:00:01.002'],
      ],
    );
  });

  test('durations and times of day are numbers of days; other formats leave a number a number', async () => {
    assert.deepEqual(
      await dated([
        ...([
          [1.5, '[h]:mm'],
          [0.5, 20],
          [0.25, 'h:mm AM/PM'],
          [12, 'General'],
          [0.1, '0.0%'],
        ] as const),
        ...([
          [3, '0 "days"'],
          [4, '[Red]#,##0'],
          [5, '0.00E+00'],
          [6, '\\d0'],
          [7, '#,##0;[Red]-d'],
        ] as const),
      ]),
      [
        ...['number 1.5', 'number 0.5', 'number 0.25', 'number 12', 'number 0.1'],
        ...[3, 4, 5, 6, 7].map((n) => `number ${n}`),
      ],
    );
  });

  test('1904 workbooks count from 1 January 1904', async () => {
    assert.deepEqual(
      await dated(
        [
          [0, 14],
          [42735, 14],
        ],
        true,
      ),
      ['date 1904-01-01', 'date 2021-01-01'],
    );
  });

  test('the first sixty days of 1900 stand as Excel shows them, the 29 February that never was as an error', async () => {
    assert.deepEqual(
      await dated([
        [1, 14],
        [59, 14],
        [60, 14],
        [61, 14],
        [0, 14],
        [-3, 14],
        [2958466, 14],
      ]),
      [
        ...['date 1900-01-01', 'date 1900-02-28', 'error 1900-02-29', 'date 1900-03-01'],
        ...['number 0', 'number -3', 'number 2958466'],
      ],
    );
  });

  test('numbers are the shortest decimal that names the same number', async () => {
    const raw = [
      '0.10000000000000001',
      '1E3',
      '1.50',
      '007',
      '-0',
      '12345678901234567890',
      '1e-7',
      '+4',
      '.5',
    ];
    const data = raw.map((v) => `<c><v>${v}</v></c>`).join('');
    const path = await workbook(folder, sheet(`<row>${data}</row>`));
    const look = sound(await lookAt(path, 'book.xlsx', reader));
    assert.deepEqual(look.sheets[0]?.top[0], [
      ...['0.1', '1000', '1.5', '7', '0', '12345678901234567000', '0.0000001', '4', '0.5'],
    ]);
  });
});

describe('what a workbook is like', () => {
  const book: MadeWorkbook = {
    sheets: {
      Cover: '<sheetData/>',
      Data: `<cols><col max="3" min="2" hidden="1"/></cols><sheetData><row r="3"><c r="B3" t="inlineStr"><is><t>a "b",
c</t></is></c></row><row r="4" hidden="1"><c r="B4"><v>1</v></c><c r="D4"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="B3:C3"/></mergeCells>`,
      Old: '<sheetData><row><c><v>1</v></c></row></sheetData>',
    },
    states: { Old: 'veryHidden' },
  };

  test('sheets, ranges, hidden parts and merges are told', async () => {
    const { sheets, format } = sound(
      await lookAt(await workbook(folder, book), 'book.xlsx', reader),
    );
    assert.equal(format, 'xlsx');
    assert.deepEqual(
      sheets.map(({ name, hidden, range, filled }) => [name, hidden, range, filled]),
      [
        ['Cover', false, null, 0],
        ['Data', false, 'B3:D4', 3],
        ['Old', true, 'A1:A1', 1],
      ],
    );
    const data = sheets[1];
    assert.deepEqual(data?.top, [
      ['', 'a "b",\nc'],
      ['', '1', '', '2'],
    ]);
    assert.deepEqual(data?.topRows, [3, 4]);
    assert.deepEqual(data?.bottom, data?.top);
    assert.deepEqual(
      [data?.hiddenRows, data?.hiddenColumns, data?.merges],
      [1, ['B', 'C'], ['B3:C3']],
    );
  });

  test('a sheet becomes a grid with its row numbers, empty rows left out', async () => {
    const path = await workbook(folder, book);
    const look = sound(await lookAt(path, 'book.xlsx', reader));
    const grid = sound(await gridOf(path, look, 1, folder, reader));
    assert.equal(readFileSync(grid.path, 'utf8'), '3,,"a ""b"",\nc"\n4,,1,,2\n');
    assert.deepEqual(
      [grid.columns, grid.rowNumbers, grid.typed, grid.quotedNewlines, grid.records],
      [5, 'first-column', true, true, 2],
    );
    const again = sound(await gridOf(path, look, 1, folder, reader));
    assert.equal(readFileSync(again.path, 'utf8'), readFileSync(grid.path, 'utf8'));
    assert.equal(codeOf(await gridOf(path, look, 0, folder, reader)), 'F122');
  });
});

describe('a damaged or dishonest workbook is refused by code', () => {
  const data = '<row r="1"><c r="A1"><v>1</v></c></row>';
  const refused: readonly (readonly [string, MadeWorkbook, string])[] = [
    [
      'a part that ends early',
      { sheets: { One: '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>' } },
      'F106',
    ],
    ['tags that do not match', sheet('<row r="1"><c r="A1"><v>1</w></c></row>'), 'F106'],
    ['an entity nobody declared', sheet('<row><c t="str"><v>&boom;</v></c></row>'), 'F106'],
    ['a number that is none', sheet('<row><c><v>12a</v></c></row>'), 'F106'],
    ['a shared string that is not there', sheet('<row><c t="s"><v>9</v></c></row>'), 'F106'],
    [
      'a document type',
      {
        sheets: {
          One: `<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet><sheetData>${data}</sheetData></worksheet>`,
        },
      },
      'F108',
    ],
    [
      'a document type in the styles',
      { ...sheet(data), styles: '<!DOCTYPE styleSheet SYSTEM "file:///etc/passwd"><styleSheet/>' },
      'F108',
    ],
    ['a row past the last', sheet('<row r="1048577"><c><v>1</v></c></row>'), 'F118'],
    ['a column past the last', sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'), 'F118'],
    ['a cell of another row', sheet('<row r="1"><c r="A2"><v>1</v></c></row>'), 'F118'],
    ['rows out of order', sheet('<row r="2"/><row r="1"/>'), 'F119'],
    [
      'a cell that is there twice',
      sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
      'F119',
    ],
    ['elements nested without end', sheet(`${'<a>'.repeat(99)}${'</a>'.repeat(99)}`), 'F205'],
    [
      'a sheet that is something else',
      { sheets: { One: '<?xml version="1.0"?><chartsheet/>' } },
      'F106',
    ],
    ['text outside the sheet', { sheets: { One: '<?xml version="1.0"?>no<worksheet/>' } }, 'F106'],
  ];
  for (const [what, book, code] of refused)
    test(`${what}: ${code}`, async () => assert.equal(await refusal(book), code));
});
