import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Limits, lookAt, openReader, sheetsOf } from '../../src/files/index.ts';
import { bench, codeOf, sound, workbook, write } from './made.ts';

const { folder, reader } = bench();

/** Asks a reader of its own, with these limits, about a file. */
async function within(limits: Partial<Limits>, path: string, name: string): Promise<string> {
  const bounded = openReader(limits, folder);
  try {
    return codeOf(await lookAt(path, name, bounded));
  } finally {
    await bounded.close();
  }
}
const rows = (count: number, cell: (n: number) => string) =>
  `<sheetData>${Array.from({ length: count }, (_, n) => `<row>${cell(n)}</row>`).join('')}</sheetData>`;

describe('each limit has its code', () => {
  test('size, cells, columns, text and what may be listed', async () => {
    const csv = write(folder, 'a.csv', 'a,b,c\n1,2,3\nabcdefghijk,5,6\n');
    const book = await workbook(folder, { sheets: { One: rows(5, (n) => `<c><v>${n}</v></c>`) } });
    assert.equal(await within({ sizeBytes: 10 }, csv, 'a.csv'), 'F201');
    assert.equal(await within({ workbookBytes: 10 }, book, 'book.xlsx'), 'F201');
    assert.equal(await within({ cells: 4 }, book, 'book.xlsx'), 'F206');
    assert.equal(await within({ expandedBytes: 2500 }, book, 'book.xlsx'), 'loaded');
    assert.equal(await within({ expandedBytes: 500 }, book, 'book.xlsx'), 'F202');
    assert.equal(await within({ columns: 2 }, csv, 'a.csv'), 'F207');
    assert.equal(await within({ columns: 3 }, csv, 'a.csv'), 'loaded');
    assert.equal(await within({ textLength: 10 }, csv, 'a.csv'), 'F208');
    const few = openReader({ listedCells: 4 }, folder);
    assert.equal(codeOf(await sheetsOf(book, 'book.xlsx', few)), 'F211');
    assert.equal(codeOf(await sheetsOf(csv, 'a.csv', few)), 'F211');
    await few.close();
  });

  test('one huge cell is refused while it is read, in a sheet and among the shared strings', async () => {
    const huge = 'x '.repeat(400_000);
    const inSheet = rows(1, () => `<c t="str"><v>${huge}</v></c>`);
    assert.equal(
      await within({}, await workbook(folder, { sheets: { One: inSheet } }), 'b.xlsx'),
      'F208',
    );
    const strings = `<si><t>${huge}</t></si>`;
    const shared = { sheets: { One: rows(1, () => '<c t="s"><v>0</v></c>') }, strings };
    assert.equal(await within({}, await workbook(folder, shared), 'b.xlsx'), 'F208');
  });
});

describe('the child is replaced when it trips a limit, and its owner goes on', () => {
  test('a heap that is full ends the child, not the owner: F210, and the next file is read', async () => {
    // A quarter of a million different strings do not fit into a heap of 24 MiB.
    const strings = Array.from(
      { length: 250_000 },
      (_, n) => `<si><t>${n} ${'s'.repeat(90)}</t></si>`,
    );
    const book = await workbook(folder, {
      sheets: { One: rows(1, () => '<c><v>1</v></c>') },
      strings: strings.join(''),
    });
    const small = openReader({ memoryBytes: 24 * 2 ** 20, ratio: 1e6 }, folder);
    assert.equal(codeOf(await lookAt(book, 'book.xlsx', small)), 'F210');
    const csv = write(folder, 'a.csv', 'a,b\n1,2\n');
    assert.equal(codeOf(await lookAt(csv, 'a.csv', small)), 'loaded');
    await small.close();
  });

  test('a deadline that passes ends the child: F209, and the next file is read', async () => {
    const csv = write(folder, 'a.csv', 'a,b\n1,2\n');
    const hasty = openReader({ timeMs: 1 }, folder);
    assert.equal(codeOf(await lookAt(csv, 'a.csv', hasty)), 'F209');
    await hasty.close();
  });

  test('many files asked for at once are answered one after the other, each with its own answer', async () => {
    const paths = Array.from({ length: 20 }, (_, n) => write(folder, 'n.csv', `a,b\n${n},2\n`));
    const looks = await Promise.all(paths.map((path) => lookAt(path, 'n.csv', reader)));
    assert.deepEqual(
      looks.map((look) => sound(look).sheets[0]?.top[1]?.[0]),
      paths.map((_, n) => String(n)),
    );
  });

  test('a reader that is closed leaves nothing behind', async () => {
    const book = await workbook(folder, { sheets: { One: rows(3, () => '<c><v>1</v></c>') } });
    const before = readdirSync(folder).length;
    const other = openReader({}, folder);
    sound(await lookAt(book, 'book.xlsx', other));
    assert.ok(readdirSync(folder).some((name) => filesIn(join(folder, name)) > 0));
    await other.close();
    assert.equal(readdirSync(folder).length, before);
  });
});

/** Files in a folder; 0 for what is no folder. */
function filesIn(path: string): number {
  try {
    return readdirSync(path).length;
  } catch {
    return 0;
  }
}
