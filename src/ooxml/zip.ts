import { Buffer } from 'node:buffer';
import { promisify } from 'node:util';
import { crc32, deflateRaw, deflateRawSync, type ZlibOptions } from 'node:zlib';

/** 1 January 2000, 12:00, as a zip writes it: the same parts give the same bytes on any day and in any time zone. */
const always = { time: 12 << 11, date: ((2000 - 1980) << 9) | (1 << 5) | 1 };
const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
/** Sizes and offsets of the plain format, without its extension to 64 bits, end here. */
const most = { entries: 0xffff, bytes: 0xffff_ffff };
/** Longer parts are deflated beside the event loop, that others may be answered meanwhile. */
const long = 2 ** 18;
const deflateBeside = promisify<Uint8Array, ZlibOptions, Uint8Array>(deflateRaw);
/** Of nine: a tenth larger than the usual six, in half the time. */
const how = { level: 3 };

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly size: number;
  readonly packed: Uint8Array;
  readonly deflated: boolean;
  readonly offset: number;
}

/**
 * Parts as one zip, in the order given; `stored` leaves them as they are, for a zip within a zip.
 * Written here, since a deck has some two hundred small parts: a stream for each costs several times their deflating.
 */
export async function zip(
  parts: readonly (readonly [path: string, bytes: Uint8Array])[],
  { stored = false }: { readonly stored?: boolean } = {},
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const entries: Entry[] = [];
  let offset = 0;
  for (const [path, bytes] of parts) {
    const name = Buffer.from(path, 'utf8');
    const packed = stored ? bytes : await deflated(bytes);
    const entry = {
      name,
      crc: crc32(bytes),
      size: bytes.length,
      packed,
      deflated: !stored,
      offset,
    };
    entries.push(entry);
    pieces.push(headOf(entry), name, packed);
    offset += 30 + name.length + packed.length;
  }
  const directory = entries.flatMap((entry) => [recordOf(entry), entry.name]);
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  if (entries.length >= most.entries || offset + size >= most.bytes)
    throw new RangeError('more than the plain zip format can hold');
  return new Uint8Array(
    Buffer.concat([...pieces, ...directory, endOf(entries.length, size, offset)]),
  );
}

const deflated = (bytes: Uint8Array): Uint8Array | Promise<Uint8Array> =>
  bytes.length > long ? deflateBeside(bytes, how) : deflateRawSync(bytes, how);

/** What the header before a part and its record in the directory have in common. */
function writeCommon(into: Buffer, at: number, entry: Entry): void {
  into.writeUInt16LE(20, at); // version needed: 2.0
  into.writeUInt16LE(0x0800, at + 2); // names are UTF-8
  into.writeUInt16LE(entry.deflated ? 8 : 0, at + 4);
  into.writeUInt16LE(always.time, at + 6);
  into.writeUInt16LE(always.date, at + 8);
  into.writeUInt32LE(entry.crc, at + 10);
  into.writeUInt32LE(entry.packed.length, at + 14);
  into.writeUInt32LE(entry.size, at + 18);
  into.writeUInt16LE(entry.name.length, at + 22);
}

function headOf(entry: Entry): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(localHeader, 0);
  writeCommon(head, 4, entry);
  return head;
}

function recordOf(entry: Entry): Buffer {
  const record = Buffer.alloc(46);
  record.writeUInt32LE(centralHeader, 0);
  record.writeUInt16LE((3 << 8) | 63, 4); // made by version 6.3 on Unix
  writeCommon(record, 6, entry);
  record.writeUInt32LE((0o100644 << 16) >>> 0, 38); // a file that its owner may write
  record.writeUInt32LE(entry.offset, 42);
  return record;
}

function endOf(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endOfDirectory, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
