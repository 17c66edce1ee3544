import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { type Grid, gridOf, lookAt, sheetsOf } from '../../src/files/index.ts';
import { bench, sound, workbook, write } from './made.ts';

const { folder, reader } = bench();

/** Cells of a grid as the warehouse gets them: by DuckDB, with the options the contract names. */
async function read(grid: Grid): Promise<Map<number, string[]>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = Array.from({ length: grid.columns }, (_, n) => `'c${n}': 'VARCHAR'`).join(', ');
  const reply = await connection.runAndReadAll(
    `select * from read_csv('${grid.path}', columns={${columns}}, auto_detect=false, header=false,
     delim='${grid.delimiter}', quote='${grid.quote}', escape='${grid.quote}', null_padding=true, parallel=${!grid.quotedNewlines})`,
  );
  const found = new Map<number, string[]>();
  for (const [n, row] of reply.getRows().entries()) {
    const texts = row.map((text) => String(text ?? ''));
    const number = grid.rowNumbers === 'first-column' ? Number(texts.shift()) : n + 1;
    if (texts.some((text) => text !== '')) found.set(number, trimmed(texts));
  }
  connection.closeSync();
  return found;
}

function trimmed(texts: readonly string[]): string[] {
  const last = texts.findLastIndex((text) => text !== '');
  return texts.slice(0, last + 1);
}

/** Rows that hold something, by number from 1. */
const rowsOf = (rows: readonly (readonly string[])[]): Map<number, string[]> =>
  new Map(
    rows
      .map((row, n): [number, string[]] => [n + 1, trimmed(row)])
      .filter(([, row]) => row.length > 0),
  );

const awkward = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom(
    '',
    '"',
    ',',
    ';',
    '\n',
    'a\nb',
    '""',
    ' x ',
    '#',
    "'",
    '£5',
    '’',
    'N/A',
    '0012',
    '=1+1',
    '\t',
  ),
  fc
    .array(fc.constantFrom('a', '"', ',', '\n', ';', ' ', 'é', '𝟘'), { maxLength: 5 })
    .map((list) => list.join('')),
);
const texts = fc.array(fc.array(awkward, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 8,
});

describe('what is written is read back, cell for cell', () => {
  test('any grid of text, as a CSV with any delimiter and line end', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('utf8', 'utf16le'),
        async (rows, delimiter, end, encoding) => {
          fc.pre(rowsOf(rows).size > 0 && !rows.flat().some((text) => /[\0\ufffd]/.test(text)));
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const body = rows.map((row) => row.map(quoted).join(delimiter)).join(end);
          const text = `\ufeffsep=${delimiter}${end}${body}${end}`;
          const path = write(
            folder,
            'p.csv',
            Buffer.from(text, encoding === 'utf8' ? 'utf8' : 'utf16le'),
          );
          const look = sound(await lookAt(path, 'p.csv', reader));
          assert.equal(look.delimiter, delimiter);
          const grid = sound(await gridOf(path, look, 0, folder, reader));
          assert.deepEqual(await read(grid), rowsOf(rows));
          const reply = sound(await sheetsOf(path, 'p.csv', reader));
          assert.equal(reply.sheets[0]?.cells.length, rows.flat().filter((t) => t !== '').length);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('any plain CSV that is its own grid has the rows that we counted', async () => {
    const plain = fc.constantFrom('', 'a', 'b c', '1', '"x"', '"x,y"', '"x\ny"', 'q"q', ' ');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(plain, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, end) => {
          const path = write(folder, 'p.csv', rows.map((row) => row.join(',')).join(end));
          const outcome = await lookAt(path, 'p.csv', reader);
          fc.pre(outcome.ok && outcome.value.delimiter === ',');
          const look = sound(outcome);
          const grid = sound(await gridOf(path, look, 0, folder, reader));
          const wanted = rows.map((row) => row.map((text) => text.replace(/^"(.*)"$/s, '$1')));
          assert.deepEqual(await read(grid), rowsOf(wanted));
          assert.deepEqual(look.sheets[0]?.topRows, [...rowsOf(wanted).keys()]);
          assert.deepEqual(look.sheets[0]?.top, [...rowsOf(wanted).values()]);
        },
      ),
      { numRuns: 80 },
    );
  });

  test('any grid of text and numbers, as a workbook', async () => {
    const cell = fc.oneof(awkward, fc.double({ noNaN: true, noDefaultInfinity: true }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const strings: string[] = [];
          const data = rows.map((row, r) => {
            const cells = row.map((value, c) => {
              const a = `${'ABCDE'[c]}${r + 1}`;
              if (typeof value === 'number') return `<c r="${a}"><v>${value}</v></c>`;
              strings.push(value);
              return `<c r="${a}" t="s"><v>${strings.length - 1}</v></c>`;
            });
            return `<row r="${r + 1}">${cells.join('')}</row>`;
          });
          const escaped = (text: string) =>
            text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
          fc.pre(!strings.some((text) => text.includes('_x') || hasControl(text)));
          const book = {
            sheets: { One: `<sheetData>${data.join('')}</sheetData>` },
            strings: strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join(''),
          };
          const path = await workbook(folder, book);
          const reply = sound(await sheetsOf(path, 'book.xlsx', reader));
          const wanted = rows.flatMap((row, r) =>
            row.flatMap((v, c) =>
              v === '' ? [] : [[`${'ABCDE'[c]}${r + 1}`, Object.is(v, -0) ? 0 : v]],
            ),
          );
          assert.deepEqual(
            reply.sheets[0]?.cells.map(({ a, v }) => [a, v]),
            wanted,
          );
          if (wanted.length === 0) return;
          const look = sound(await lookAt(path, 'book.xlsx', reader));
          const grid = await read(sound(await gridOf(path, look, 0, folder, reader)));
          for (const [r, row] of rows.entries())
            for (const [c, value] of row.entries()) {
              const text = grid.get(r + 1)?.[c] ?? '';
              if (typeof value === 'number')
                assert.equal(Number(text), Object.is(value, -0) ? 0 : value);
              else assert.equal(text, value);
            }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Characters that XML cannot hold. */
function hasControl(text: string): boolean {
  return [...text].some((one) => {
    const code = one.codePointAt(0) ?? 0;
    return (code < 0x20 && code !== 9 && code !== 10) || code === 0xfffe || code === 0xffff;
  });
}
