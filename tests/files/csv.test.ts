import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { gridOf, lookAt, sheetsOf } from '../../src/files/index.ts';
import { bench, codeOf, sound, write } from './made.ts';

const { folder, reader } = bench();
const look = async (content: string | Buffer, name = 'a.csv') =>
  lookAt(write(folder, name, content), name, reader);
const top = async (content: string | Buffer) => sound(await look(content)).sheets[0]?.top;

describe('the delimiter is found, not asked for', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['comma', 'force,count\nStaffordshire,5\n', ','],
    ['semicolon with decimal commas', 'force;rate\nA;1,5\nB;2,5\n', ';'],
    ['tab', 'force\tcount\nA, and B\t5\n', '\t'],
    ['pipe', 'force|count\nA;B|5\n', '|'],
    ['semicolon with thousands', 'a;b\n1,000;2,000,000\n3;4,000\n', ';'],
    ['a table below a title with commas', 'Crime, by force, 2025\n\na;b;c\n1;2;3\n4;5;6\n', ';'],
    ['one column', 'force\nA\nB\n', ','],
    ['declared by Excel', 'sep=|\na,b|c\n1,2|3\n', '|'],
  ];
  for (const [what, content, delimiter] of cases)
    test(what, async () => assert.equal(sound(await look(content)).delimiter, delimiter));
});

describe('the encoding is found, and nothing is loaded garbled', () => {
  test('Windows-1252 keeps its pounds, dashes and curly quotes, and is said', async () => {
    const bytes = iconv.encode('Café – “quoted”,£5 €6 ’s\n', 'win1252');
    const seen = await look(bytes);
    assert.deepEqual(sound(seen).sheets[0]?.top, [['Café – “quoted”', '£5 €6 ’s']]);
    assert.equal(sound(seen).encoding, 'windows-1252');
    assert.deepEqual(seen.ok && seen.notes?.map(({ code }) => code), ['F303']);
  });

  test('UTF-16 is read with and without its mark; a UTF-8 mark is no part of the first heading', async () => {
    const text = 'force,naïve\nStaffordshire,1\n';
    const wanted = [
      ['force', 'naïve'],
      ['Staffordshire', '1'],
    ];
    assert.deepEqual(await top(Buffer.from(`\ufeff${text}`, 'utf16le')), wanted);
    assert.deepEqual(await top(Buffer.from(text, 'utf16le')), wanted);
    assert.deepEqual(await top(Buffer.from(`\ufeff${text}`, 'utf16le').swap16()), wanted);
    assert.deepEqual(await top(`\ufeff${text}`), wanted);
  });

  test('another alphabet is refused', async () => {
    assert.equal(
      codeOf(await look(iconv.encode('Преступность,число\nМосква,5\n', 'win1251'))),
      'F110',
    );
    assert.equal(codeOf(await look(iconv.encode('犯罪統計,件数\n東京,5\n', 'shift_jis'))), 'F110');
  });

  test('a converted file becomes a grid in UTF-8', async () => {
    const path = write(folder, 'a.csv', iconv.encode('a,b\n“x”,£1\n', 'win1252'));
    const seen = sound(await lookAt(path, 'a.csv', reader));
    const grid = sound(await gridOf(path, seen, 0, folder, reader));
    assert.notEqual(grid.path, path);
    assert.equal(readFileSync(grid.path, 'utf8'), 'a,b\n“x”,£1\n');
    assert.equal(grid.rowNumbers, 'by-order');
  });
});

describe('records', () => {
  test('a regular file is its own grid, and its rows never pass through us', async () => {
    const path = write(folder, 'a.csv', 'a,b\r\n1,"x\r\ny"\r\n,\r\nlong,title,here\r\n\r\n\r\n');
    const seen = sound(await lookAt(path, 'a.csv', reader));
    const grid = sound(await gridOf(path, seen, 0, folder, reader));
    assert.deepEqual(
      [
        grid.path,
        grid.columns,
        grid.rowNumbers,
        grid.quotedNewlines,
        grid.records,
        grid.compression,
      ],
      [path, 3, 'by-order', true, 4, 'none'],
    );
  });

  const irregular: readonly (readonly [string, string, string])[] = [
    ['a blank record among the others', 'Title\n\na,b\n1,2\n', '1,Title\n3,a,b\n4,1,2\n'],
    ['two kinds of line end', 'a,b\r\n1,2\n3,4\r\n', '1,a,b\n2,1,2\n3,3,4\n'],
    ['carriage returns alone', 'a,b\r1,2\r', '1,a,b\n2,1,2\n'],
    ['blanks round the quotes', 'a, "b,c" ,d\n', '1,a,"b,c",d\n'],
    ['a sep line', 'sep=;\na;b\n1,5;2\n', '1,a,b\n2,"1,5",2\n'],
    ['a lone carriage return inside quotes', 'a,"b\rc"\n', '1,a,"b\nc"\n'],
  ];
  for (const [what, content, wanted] of irregular)
    test(`${what}: written anew, each row with its number`, async () => {
      const path = write(folder, 'a.csv', content);
      const seen = sound(await lookAt(path, 'a.csv', reader));
      const grid = sound(await gridOf(path, seen, 0, folder, reader));
      assert.equal(grid.rowNumbers, 'first-column');
      assert.equal(readFileSync(grid.path, 'utf8'), wanted);
    });

  test('title lines, footers and rows of any width are told as they stand', async () => {
    const text =
      'Recorded crime\n\nforce,month,count\nA,2025-01,5\nB,2025-01\n,,\nTotal records,,2,extra\n';
    const seen = sound(await look(text)).sheets[0];
    assert.deepEqual(seen?.topRows, [1, 3, 4, 5, 7]);
    assert.deepEqual(seen?.bottom.at(-1), ['Total records', '', '2', 'extra']);
    assert.deepEqual([seen?.range, seen?.columns, seen?.rows, seen?.filled], ['A1:D7', 4, 7, 12]);
  });

  test('every field is a cell of text at its address', async () => {
    const path = write(folder, 'a.csv', 'a,"b ""c"""\n\n007,\n');
    const reply = sound(await sheetsOf(path, 'street.csv', reader));
    assert.deepEqual(reply.sheets[0]?.name, 'street.csv');
    assert.deepEqual(
      reply.sheets[0]?.cells.map(({ a, v, t }) => `${a} ${t} ${v}`),
      ['A1 text a', 'B1 text b "c"', 'A3 text 007'],
    );
  });

  test('a gzip of a CSV is read like the CSV', async () => {
    const path = write(folder, 'a.csv.gz', gzipSync('a,b\n1,2\n'));
    const seen = sound(await lookAt(path, 'a.csv.gz', reader));
    assert.deepEqual([seen.compression, seen.sheets[0]?.range], ['gzip', 'A1:B2']);
    const grid = sound(await gridOf(path, seen, 0, folder, reader));
    assert.equal(readFileSync(grid.path, 'utf8'), 'a,b\n1,2\n');
  });
});

describe('a broken CSV is refused where it breaks', () => {
  const refused: readonly (readonly [string, string | Buffer, string, number | undefined])[] = [
    ['a quote that is never closed', 'a,b\n1,2\n3,"4\n5,6\n', 'F112', 3],
    ['text behind a closing quote', 'a,b\n"1"x,2\n', 'F112', 2],
    ['a NUL byte', 'a,b\n1,2\n3,\0\n', 'F111', 3],
    ['no records', '\n\n', 'F117', undefined],
    ['no bytes', '', 'F102', undefined],
    ['a web page', '<!DOCTYPE html><html></html>', 'F103', undefined],
    ['a cell beyond the limit', `a,b\n1,${'x'.repeat(140_000)}\n`, 'F208', 2],
    ['a gzip cut short', gzipSync('a,b\n1,2\n').subarray(0, 20), 'F103', undefined],
  ];
  for (const [what, content, code, line] of refused)
    test(`${what}: ${code}`, async () => {
      const outcome = await look(content);
      assert.equal(codeOf(outcome), code);
      assert.equal(outcome.ok ? 0 : outcome.problems[0]?.where.line, line);
    });

  test('a name that says something else, and a file that is not there', async () => {
    assert.equal(codeOf(await look('a,b\n1,2\n', 'a.xlsx')), 'F103');
    assert.equal(codeOf(await lookAt(`${folder}/none.csv`, 'none.csv', reader)), 'F101');
    assert.equal(codeOf(await look(gzipSync('a,b\n1,2\n').subarray(0, 20), 'a.csv.gz')), 'F106');
  });
});
