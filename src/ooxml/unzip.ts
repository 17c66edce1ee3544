import { Buffer } from 'node:buffer';
import { promisify } from 'node:util';
import { inflateRaw, inflateRawSync } from 'node:zlib';
import { type Entry, fromBuffer } from 'yauzl';

const most = { entries: 20_000, bytes: 256 * 1024 * 1024 };
/** Longer parts are inflated beside the event loop. */
const long = 2 ** 20;
const inflateBeside = promisify(inflateRaw);
const localHeader = 0x04034b50;

/** Parts of a zip under limits; yauzl refuses paths that leave the archive, and sizes that lie are refused here. */
export async function unzip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, Uint8Array>();
  for (const entry of await listed(whole))
    if (!entry.fileName.endsWith('/')) parts.set(entry.fileName, await expanded(whole, entry));
  return parts;
}

function listed(whole: Buffer): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(whole, { lazyEntries: true, validateEntrySizes: true }, (fault, file) => {
      if (fault || !file) return reject(fault ?? new Error('not a zip'));
      const entries: Entry[] = [];
      let total = 0;
      file.on('error', reject);
      file.on('end', () => resolve(entries));
      file.on('entry', (entry: Entry) => {
        total += entry.uncompressedSize;
        if (file.entryCount > most.entries || total > most.bytes)
          return reject(new Error('the package is larger than may be opened'));
        entries.push(entry);
        file.readEntry();
      });
      file.readEntry();
    });
  });
}

/** The bytes of one part: never more than the directory says, and never fewer. */
async function expanded(whole: Buffer, entry: Entry): Promise<Uint8Array> {
  const packed = packedOf(whole, entry);
  const size = entry.uncompressedSize;
  // A limit of zero would mean none.
  const limit = { maxOutputLength: Math.max(1, size) };
  const content =
    entry.compressionMethod === 0
      ? packed
      : size > long
        ? await inflateBeside(packed, limit)
        : inflateRawSync(packed, limit);
  if (content.length !== size)
    throw new Error(`${entry.fileName} is not the ${size} bytes that the directory says`);
  return new Uint8Array(content);
}

function packedOf(whole: Buffer, entry: Entry): Buffer {
  const { fileName, relativeOffsetOfLocalHeader: at, compressionMethod: method } = entry;
  if (entry.isEncrypted()) throw new Error(`${fileName} is encrypted`);
  if (method !== 0 && method !== 8)
    throw new Error(`${fileName}: unsupported compression method ${method}`);
  if (at + 30 > whole.length || whole.readUInt32LE(at) !== localHeader)
    throw new Error(`${fileName} does not stand where the directory says`);
  const start = at + 30 + whole.readUInt16LE(at + 26) + whole.readUInt16LE(at + 28);
  if (start + entry.compressedSize > whole.length) throw new Error(`${fileName} is cut short`);
  return whole.subarray(start, start + entry.compressedSize);
}
