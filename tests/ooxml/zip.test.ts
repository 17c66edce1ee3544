import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { fromBuffer } from 'yauzl';
import yazl from 'yazl';
import { unzip, zip } from '../../src/ooxml/index.ts';

const parts: [string, Uint8Array][] = [
  ['[Content_Types].xml', new TextEncoder().encode('<Types/>')],
  ['ppt/émoji.xml', new TextEncoder().encode('<a>é</a>'.repeat(50))],
  ['empty.bin', new Uint8Array()],
  ['long.bin', new Uint8Array(3_000_000).map((_, i) => (i * i) % 251)],
];

/** Name, compression method and content of each entry, by a reader that is not ours. */
function readBy(bytes: Uint8Array): Promise<{ name: string; method: number; content: Buffer }[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), (fault, file) => {
      if (fault || !file) return reject(fault);
      const found: Promise<{ name: string; method: number; content: Buffer }>[] = [];
      file.on('entry', (entry) => {
        found.push(
          new Promise((take, refuse) => {
            file.openReadStream(entry, (wrong, stream) => {
              if (wrong || !stream) return refuse(wrong);
              const chunks: Buffer[] = [];
              stream.on('data', (chunk: Buffer) => chunks.push(chunk));
              stream.on('error', refuse);
              stream.on('end', () =>
                take({
                  name: entry.fileName,
                  method: entry.compressionMethod,
                  content: Buffer.concat(chunks),
                }),
              );
            });
          }),
        );
      });
      file.on('error', reject);
      file.on('end', () => resolve(Promise.all(found)));
    });
  });
}

for (const stored of [false, true])
  test(`another reader finds every part of a ${stored ? 'stored' : 'deflated'} package as it was`, async () => {
    const found = await readBy(await zip(parts, { stored }));
    assert.deepEqual(
      found.map(({ name, content }) => [name, new Uint8Array(content)]),
      parts,
    );
    assert.deepEqual(new Set(found.map((f) => f.method)), new Set([stored ? 0 : 8]));
  });

test('the same parts give the same bytes in every time zone', async () => {
  const zone = process.env.TZ;
  const written: Uint8Array[] = [];
  for (const tz of ['UTC', 'America/New_York', 'Pacific/Auckland']) {
    process.env.TZ = tz;
    written.push(await zip(parts.slice(0, 2)));
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  assert.deepEqual(written[1], written[0]);
  assert.deepEqual(written[2], written[0]);
});

test('a package of another writer, with streamed parts and folders, is opened', async () => {
  const writer = new yazl.ZipFile();
  writer.addEmptyDirectory('ppt');
  writer.addReadStream(Readable.from([Buffer.from('<a/>')]), 'ppt/a.xml');
  writer.end();
  const chunks: Buffer[] = [];
  for await (const chunk of writer.outputStream) chunks.push(chunk as Buffer);
  const opened = await unzip(new Uint8Array(Buffer.concat(chunks)));
  assert.deepEqual([...opened], [['ppt/a.xml', new TextEncoder().encode('<a/>')]]);
});

/** Where the one entry's record stands in the directory. */
const recordAt = (bytes: Buffer) => bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));

for (const [what, change] of [
  ['says it is shorter than it is', (b: Buffer) => b.writeUInt32LE(9, recordAt(b) + 24)],
  ['says it is longer than it is', (b: Buffer) => b.writeUInt32LE(999_999, recordAt(b) + 24)],
  ['is encrypted', (b: Buffer) => b.writeUInt16LE(0x0801, recordAt(b) + 8)],
  ['is compressed in another way', (b: Buffer) => b.writeUInt16LE(12, recordAt(b) + 10)],
  ['stands past the end', (b: Buffer) => b.writeUInt32LE(0x00ff_ffff, recordAt(b) + 42)],
  ['stands where no part is', (b: Buffer) => b.writeUInt32LE(7, recordAt(b) + 42)],
  ['is cut short', (b: Buffer) => b.writeUInt16LE(0xffff, 28)],
  ['is larger than may be opened', (b: Buffer) => b.writeUInt32LE(300 * 2 ** 20, recordAt(b) + 24)],
] as const)
  test(`a package is refused whose part ${what}`, async () => {
    const bytes = Buffer.from(
      await zip([['a.xml', new TextEncoder().encode('<a>words</a>'.repeat(100))]]),
    );
    change(bytes);
    await assert.rejects(unzip(new Uint8Array(bytes)));
  });
