import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { defaultLimits, type Limits, members } from '../../src/files/index.ts';
import { bench, codeOf, patched, sound, workbook, write, zipped } from './made.ts';

const { folder } = bench();
const into = () => mkdtempSync(join(folder, 'members-'));

async function refusal(path: string, limits: Partial<Limits> = {}): Promise<string> {
  const to = into();
  const outcome = await members(path, to, { ...defaultLimits, ...limits });
  assert.deepEqual(readdirSync(to), [], 'an archive is taken whole or not at all');
  return codeOf(outcome);
}

describe('members of an archive', () => {
  test('each file of a zip is a member of its own, folders and leavings are not', async () => {
    const path = await zipped(folder, 'street.zip', [
      ['2025-01/staffordshire.csv', 'a,b\n1,2\n'],
      ['2025-02/staffordshire.csv', 'a,b\n3,4\n'],
      ['__MACOSX/x', 'x'],
      ['2025-02/.DS_Store', 'x'],
    ]);
    const found = sound(await members(path, into(), defaultLimits, 'street.zip'));
    assert.deepEqual(
      found.map(({ name }) => name),
      ['street.zip!2025-01/staffordshire.csv', 'street.zip!2025-02/staffordshire.csv'],
    );
    assert.equal(readFileSync(found[1]?.path ?? '', 'utf8'), 'a,b\n3,4\n');
  });

  test('a gzip is one member, a plain file or a workbook is its own', async () => {
    const packed = write(folder, 'a.csv.gz', gzipSync('a,b\n1,2\n'));
    const [one] = sound(await members(packed, into(), defaultLimits, 'a.csv.gz'));
    assert.deepEqual([one?.name, one?.compression], ['a.csv.gz', 'gzip']);
    assert.equal(readFileSync(one?.path ?? '', 'utf8'), 'a,b\n1,2\n');
    const book = await workbook(folder, { sheets: { One: '<sheetData/>' } });
    for (const path of [write(folder, 'a.csv', 'a,b\n'), book])
      assert.deepEqual(
        sound(await members(path, into(), defaultLimits)).map((member) => member.path),
        [path],
      );
  });

  test('a workbook inside an archive is a member; an archive inside one is refused', async () => {
    const book = readFileSync(await workbook(folder, { sheets: { One: '<sheetData/>' } }));
    const good = await zipped(folder, 'good.zip', [['book.xlsx', book]]);
    assert.equal(sound(await members(good, into(), defaultLimits)).length, 1);
    const inner = readFileSync(await zipped(folder, 'inner.zip', [['a.csv', 'a,b\n']]));
    for (const [name, content] of [
      ['inner.zip', inner],
      ['a.csv.gz', gzipSync('a')],
    ] as const)
      assert.equal(
        await refusal(
          await zipped(folder, 'out.zip', [
            ['a.csv', 'a'],
            [name, content],
          ]),
        ),
        'F212',
      );
    assert.equal(await refusal(write(folder, 'in.zip.gz', gzipSync(inner))), 'F212');
  });
});

describe('a dishonest archive is refused before anything is written', () => {
  const csv = 'a,b\n1,2\n';
  test('a path that climbs out, an absolute one, one of a drive', async () => {
    for (const outside of ['../../e.csv', '/etc/e.csv', 'C:/x/e.csv', '..\\..\\e.csv']) {
      const harmless = 'x'.repeat(outside.length);
      const path = await zipped(folder, 'bad.zip', [
        ['good.csv', csv],
        [harmless, csv],
      ]);
      assert.equal(await refusal(patched(path, harmless, outside)), 'F114', outside);
    }
  });

  test('a name that is there twice, and one that the entry itself does not have', async () => {
    const twice = await zipped(folder, 'bad.zip', [
      ['one.csv', csv],
      ['two.csv', csv],
    ]);
    assert.equal(await refusal(patched(twice, 'two.csv', 'one.csv')), 'F113');
    const differs = await zipped(folder, 'bad.zip', [['other.csv', csv]]);
    const bytes = readFileSync(differs);
    bytes.write('apple', bytes.indexOf('other'));
    assert.equal(await refusal(write(folder, 'bad.zip', bytes)), 'F115');
  });

  test('bytes that do not match their checksum, and an archive cut short', async () => {
    const text = 'a,b\n'.repeat(50);
    const bytes = readFileSync(await zipped(folder, 'bad.zip', [['a.csv', text]]));
    const at = bytes.lastIndexOf('PK\u0001\u0002');
    bytes.writeUInt32LE(0x12345678, at + 16);
    assert.equal(await refusal(write(folder, 'bad.zip', bytes)), 'F106');
    assert.equal(await refusal(write(folder, 'cut.zip', bytes.subarray(0, 60))), 'F106');
  });

  test('more than the limits allow: entries, expanded size, ratio, size', async () => {
    const path = await zipped(folder, 'big.zip', [
      ['a.csv', csv],
      ['b.csv', csv],
    ]);
    assert.equal(await refusal(path, { entries: 1 }), 'F204');
    assert.equal(await refusal(path, { expandedBytes: 10 }), 'F202');
    assert.equal(await refusal(path, { sizeBytes: 10 }), 'F201');
    const blanks = Buffer.alloc(17 * 2 ** 20, 0x20);
    assert.equal(await refusal(await zipped(folder, 'bomb.zip', [['a.csv', blanks]])), 'F203');
    const gz = write(folder, 'bomb.csv.gz', gzipSync(blanks));
    assert.equal(await refusal(gz), 'F203');
    assert.equal(await refusal(gz, { ratio: 1e6, expandedBytes: 1e6 }), 'F202');
  });

  test('an archive without files, and entries with a password', async () => {
    assert.equal(await refusal(await zipped(folder, 'none.zip', [])), 'F117');
    const bytes = readFileSync(await zipped(folder, 'locked.zip', [['a.csv', csv]]));
    for (const mark of ['PK\u0003\u0004', 'PK\u0001\u0002']) {
      const at = bytes.indexOf(mark);
      const flags = at + (mark.endsWith('\u0004') ? 6 : 8);
      bytes.writeUInt16LE(bytes.readUInt16LE(flags) | 1, flags);
    }
    assert.equal(await refusal(write(folder, 'locked.zip', bytes)), 'F105');
  });
});
