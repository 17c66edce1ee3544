import { closeSync, openSync, readSync } from 'node:fs';

/**
 * An OLE compound file (MS-CFB) is an old Excel workbook, another old office file, or an envelope
 * round a password-protected new one: its directory tells which.
 */
export type CompoundKind = 'xls' | 'xls-protected' | 'protected' | 'doc' | 'ppt' | 'other';

const endOfChain = 0xfffffffa; // and above: markers, not sectors
const mostSectors = 4096;

export function kindOfCompound(path: string): CompoundKind {
  const file = openSync(path, 'r');
  try {
    return kindIn(file);
  } finally {
    closeSync(file);
  }
}

function kindIn(file: number): CompoundKind {
  const header = readAt(file, 0, 512);
  const sectorSize = 2 ** Math.min(12, Math.max(9, header.readUInt16LE(30)));
  const streams = new Map<string, { start: number; size: number }>();
  for (const sector of chain(file, header, sectorSize, header.readUInt32LE(48))) {
    const bytes = readAt(file, (sector + 1) * sectorSize, sectorSize);
    for (let at = 0; at + 128 <= bytes.length; at += 128) {
      const length = bytes.readUInt16LE(at + 64);
      if (length < 2 || length > 64) continue;
      const name = bytes.toString('utf16le', at, at + length - 2);
      streams.set(name, {
        start: bytes.readUInt32LE(at + 116),
        size: bytes.readUInt32LE(at + 120),
      });
    }
  }
  if (streams.has('EncryptedPackage')) return 'protected';
  const book = streams.get('Workbook') ?? streams.get('Book');
  if (book !== undefined)
    return hasPassword(readAt(file, (book.start + 1) * sectorSize, 2048)) ? 'xls-protected' : 'xls';
  if (streams.has('WordDocument')) return 'doc';
  return streams.has('PowerPoint Document') ? 'ppt' : 'other';
}

/** Sectors of a chain, by the allocation table; ends at the first thing that is not sound. */
function chain(file: number, header: Buffer, sectorSize: number, first: number): number[] {
  const sectors: number[] = [];
  const seen = new Set<number>();
  let sector = first;
  while (sector < endOfChain && !seen.has(sector) && sectors.length < mostSectors) {
    seen.add(sector);
    sectors.push(sector);
    const perSector = sectorSize / 4;
    // Tables beyond the header's own 109 are not followed: a directory lies near the start.
    const table = Math.floor(sector / perSector);
    if (table >= 109) break;
    const at = (header.readUInt32LE(76 + 4 * table) + 1) * sectorSize + 4 * (sector % perSector);
    sector = readAt(file, at, 4).readUInt32LE(0);
  }
  return sectors;
}

/** A FILEPASS record among the first of the workbook's stream (MS-XLS 2.4.117). */
function hasPassword(stream: Buffer): boolean {
  for (let at = 0; at + 4 <= stream.length; ) {
    if (stream.readUInt16LE(at) === 0x2f) return true;
    at += 4 + stream.readUInt16LE(at + 2);
  }
  return false;
}

/** Bytes at a place; what lies past the end of the file reads as zeros. */
function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, at);
  return bytes;
}
