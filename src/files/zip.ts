import { createReadStream } from 'node:fs';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';
import { type Place, Refusal } from '../problems/index.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refuse.ts';

/**
 * A zip, opened with suspicion. Before one byte is expanded the directory must be sound: names that
 * stay inside, no name twice, no bytes shared by two entries, sizes and ratios under the limits.
 * While expanding, the local header must agree, sizes are counted and the checksum is compared.
 */
export interface Zip {
  readonly entries: readonly ZipEntry[];
  readonly place: Place;
  /** The bytes of an entry, expanded, in chunks that may not be kept. */
  chunks(entry: ZipEntry): AsyncGenerator<Buffer>;
  /** The bytes of a small entry; refused over `most`. */
  bytes(entry: ZipEntry, most?: number): Promise<Buffer>;
  close(): void;
}

export interface ZipEntry {
  readonly name: string;
  readonly compressed: number;
  readonly expanded: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly offset: number;
  readonly nameBytes: Buffer;
}

/** Sizes below which a ratio proves nothing: a sheet of blanks may well expand a thousandfold. */
const ratioMatters = 16 * 2 ** 20;
const smallPart = 32 * 2 ** 20;

/** Opens the zip at `path`; problems are thrown as a `Refusal` at `place`. */
export async function openZip(path: string, place: Place, limits: Limits): Promise<Zip> {
  const file = await opened(path, place);
  try {
    if (file.entryCount > limits.entries)
      refuse(place, 'F204', { entries: file.entryCount, limit: limits.entries });
    const entries = await listed(file, place);
    checkDirectory(entries, place, limits);
    return {
      entries,
      place,
      chunks: (entry) => expand(path, file, entry, place),
      bytes: async (entry, most = smallPart) => {
        if (entry.expanded > most)
          refuse(place, 'F202', { bytes: entry.expanded, limit: most, entry: entry.name });
        const chunks: Buffer[] = [];
        for await (const chunk of expand(path, file, entry, place)) chunks.push(Buffer.from(chunk));
        return Buffer.concat(chunks);
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** What yauzl 3.4 has beyond its published types (2.10). */
interface ZipFile {
  readonly entryCount: number;
  close(): void;
  eachEntry(): AsyncIterable<RawEntry>;
  readLocalFileHeader(
    entry: RawEntry,
    options: { minimal: boolean },
    done: (
      error: Error | null,
      header: { fileDataStart: number; fileName: Buffer; compressionMethod: number },
    ) => void,
  ): void;
}
interface RawEntry extends yauzl.Entry {
  readonly fileNameRaw: Buffer;
}

async function opened(path: string, place: Place): Promise<ZipFile> {
  const open = (yauzl as unknown as { openPromise(p: string, o: object): Promise<ZipFile> })
    .openPromise;
  try {
    return await open(path, { autoClose: false, strictFileNames: false });
  } catch (error) {
    return refuse(place, 'F106', { part: 'the archive', detail: worded(error) });
  }
}

async function listed(file: ZipFile, place: Place): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  try {
    for await (const raw of file.eachEntry())
      entries.push({
        name: raw.fileName,
        compressed: raw.compressedSize,
        expanded: raw.uncompressedSize,
        method: raw.compressionMethod,
        encrypted: raw.isEncrypted(),
        crc: raw.crc32,
        offset: raw.relativeOffsetOfLocalHeader,
        nameBytes: raw.fileNameRaw,
      });
  } catch (error) {
    const said = worded(error);
    const outside =
      /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)/s;
    const entry = outside.exec(said)?.[1];
    if (entry !== undefined) refuse(place, 'F114', { entry });
    if (/strong encryption/.test(said)) refuse(place, 'F105', { format: 'zip' });
    refuse(place, 'F106', { part: 'the archive’s directory', detail: said });
  }
  return entries;
}

function checkDirectory(entries: readonly ZipEntry[], place: Place, limits: Limits): void {
  const names = new Set<string>();
  let expanded = 0;
  for (const entry of entries) {
    // Package part names differ in more than case (ECMA-376 part 2, 6.2.2); so do files on Windows.
    const name = entry.name.toLowerCase();
    if (names.has(name)) refuse(place, 'F113', { entry: entry.name });
    names.add(name);
    if (name.includes('\0')) refuse(place, 'F114', { entry: entry.name.replaceAll('\0', '␀') });
    expanded += entry.expanded;
    checkRatio(entry.name, entry.compressed, entry.expanded, place, limits);
  }
  const ordered = [...entries].sort((a, b) => a.offset - b.offset);
  for (const [n, entry] of ordered.entries()) {
    const next = ordered[n + 1];
    const end = entry.offset + 30 + entry.nameBytes.length + entry.compressed;
    if (next !== undefined && next.offset < end) refuse(place, 'F116', { entry: entry.name });
  }
  if (expanded > limits.expandedBytes)
    refuse(place, 'F202', { bytes: expanded, limit: limits.expandedBytes, entry: 'The archive' });
}

/** Refuses what expands as only a bomb does. */
export function checkRatio(
  entry: string,
  compressed: number,
  expanded: number,
  place: Place,
  limits: Limits,
): void {
  const ratio = Math.round(expanded / Math.max(1, compressed));
  if (expanded > ratioMatters && ratio > limits.ratio)
    refuse(place, 'F203', { ratio, limit: limits.ratio, entry });
}

async function* expand(
  path: string,
  file: ZipFile,
  entry: ZipEntry,
  place: Place,
): AsyncGenerator<Buffer> {
  const damaged = (detail: string) => refuse(place, 'F106', { part: entry.name, detail });
  if (entry.encrypted) refuse(place, 'F105', { format: 'zip' });
  if (entry.method !== 0 && entry.method !== 8)
    damaged(`compression method ${entry.method} is not one that office programs use`);
  const start = await dataStart(file, entry, place);
  let seen = 0;
  let sum = 0;
  try {
    for await (const chunk of rawOrInflated(path, entry, start)) {
      seen += chunk.length;
      if (seen > entry.expanded) break;
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    damaged(worded(error));
  }
  if (seen !== entry.expanded)
    damaged(`it is not the ${entry.expanded} bytes that the directory says`);
  if (sum !== entry.crc) damaged('its checksum is wrong');
}

function rawOrInflated(path: string, entry: ZipEntry, start: number): AsyncIterable<Buffer> {
  if (entry.compressed === 0) return nothing();
  const raw = createReadStream(path, {
    start,
    end: start + entry.compressed - 1,
    highWaterMark: 2 ** 17,
  });
  if (entry.method === 0) return raw;
  const inflated = createInflateRaw({ chunkSize: 2 ** 17 });
  raw.on('error', (error) => inflated.destroy(error));
  inflated.on('close', () => raw.destroy());
  return raw.pipe(inflated);
}

async function* nothing(): AsyncGenerator<Buffer> {}

function dataStart(file: ZipFile, entry: ZipEntry, place: Place): Promise<number> {
  const asked = {
    relativeOffsetOfLocalHeader: entry.offset,
    compressedSize: entry.compressed,
  } as RawEntry; // the two fields that yauzl reads here
  return new Promise((resolve, reject) => {
    file.readLocalFileHeader(asked, { minimal: false }, (error, header) => {
      try {
        if (error) refuse(place, 'F106', { part: entry.name, detail: worded(error) });
        if (!header.fileName.equals(entry.nameBytes))
          refuse(place, 'F115', { entry: entry.name, inside: header.fileName.toString('utf8') });
        resolve(header.fileDataStart);
      } catch (refusal) {
        reject(refusal);
      }
    });
  });
}

function worded(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return /^End of central directory/.test(said)
    ? 'its end is missing, so it was cut short or is no archive'
    : said.replace(/\.$/, '');
}
