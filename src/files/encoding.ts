import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import iconv from 'iconv-lite';
import type { Place } from '../problems/index.ts';
import { writeWhole } from './grid-file.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refuse.ts';
import { hasPlainSpaces } from './spaces.ts';
import { unfinished } from './xml-text.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const block = 2 ** 20;

/** How a text file is encoded, and what its spaces are. */
export interface Encoded {
  readonly encoding: Encoding;
  /** UTF-8 without any space but U+0020. */
  readonly plainSpaces: boolean;
}

/**
 * The encoding of a text file (libraries.md 11): a mark at its start, else UTF-8 if all of it is
 * valid, else UTF-16 by its zero bytes, else Windows-1252 if its bytes look like that. What looks
 * like another alphabet is refused: nothing is ever loaded garbled.
 */
export function encodingOf(path: string, place: Place): Encoded {
  let first = true;
  let utf8 = true;
  let plainSpaces = true;
  const high = new Uint32Array(256);
  let run = 0;
  let inRuns = 0;
  let encoding: Encoding | null = null;
  eachBlock(path, (bytes) => {
    if (first) encoding = marked(bytes) ?? zeroed(bytes);
    first = false;
    if (encoding !== null) return 'stop';
    // At the end of the file nothing may be left unfinished.
    const whole = bytes.length < block ? bytes.length : bytes.length - unfinished(bytes);
    if (utf8 && isUtf8(bytes.subarray(0, whole))) {
      plainSpaces &&= hasPlainSpaces(bytes.subarray(0, whole));
      return whole;
    }
    utf8 = false;
    for (const byte of bytes) {
      if (byte < 0x80) run = 0;
      else {
        high[byte] = (high[byte] ?? 0) + 1;
        run += 1;
        inRuns += run === 3 ? 3 : run > 3 ? 1 : 0;
      }
    }
    return bytes.length;
  });
  if (encoding !== null) return { encoding, plainSpaces: false };
  if (utf8) return { encoding: 'utf-8', plainSpaces };
  const doubt = notWestern(high, inRuns);
  return doubt === null
    ? { encoding: 'windows-1252', plainSpaces: false }
    : refuse(place, 'F110', { detail: doubt });
}

/** Copies the file as UTF-8. */
export function copyAsUtf8(
  path: string,
  encoding: Encoding,
  to: string,
  place: Place,
  limits: Limits,
): void {
  const file = openSync(to, 'wx', 0o600);
  let bytes = 0;
  const write = (text: string) => {
    const chunk = Buffer.from(text, 'utf8');
    bytes += chunk.length;
    if (bytes > limits.expandedBytes)
      refuse(place, 'F202', { bytes, limit: limits.expandedBytes, entry: 'The text' });
    writeWhole(file, chunk, to, place);
  };
  try {
    if (encoding === 'windows-1252')
      // Not by TextDecoder, which is wrong for it on Node 20 (nodejs/node issue 60888).
      eachBlock(path, (chunk) => {
        write(iconv.decode(Buffer.from(chunk), 'win1252'));
        return chunk.length;
      });
    else copyUtf16(path, encoding, write, place);
  } finally {
    closeSync(file);
  }
}

function copyUtf16(
  path: string,
  encoding: Encoding,
  write: (text: string) => void,
  place: Place,
): void {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const sound = (text: string) => {
    if (text.includes('\ufffd'))
      refuse(place, 'F110', { detail: 'characters were lost when it was converted before' });
    write(text);
  };
  try {
    eachBlock(path, (chunk) => {
      sound(decoder.decode(chunk, { stream: true }));
      return chunk.length;
    });
    sound(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    refuse(place, 'F110', { detail: 'it begins like UTF-16 and does not go on like it' });
  }
}

/**
 * Reads a file block by block; the reader says how many bytes it has done with, or that it has
 * seen enough. At the end of the file all of a block is passed whatever it says.
 */
export function eachBlock(
  path: string,
  read: (bytes: Buffer, at: number) => number | 'stop',
): void {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(block);
    for (let at = 0; ; ) {
      const got = readSync(file, buffer, 0, block, at);
      if (got === 0) return;
      const done = read(buffer.subarray(0, got), at);
      if (done === 'stop' || got < block) return;
      at += Math.max(1, done);
    }
  } finally {
    closeSync(file);
  }
}

function marked(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** Western text in UTF-16 has a zero in nearly every second byte, on one side only. */
function zeroed(bytes: Buffer): Encoding | null {
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [n, byte] of sample.entries()) if (byte === 0) zeros[n % 2] = (zeros[n % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const half = sample.length / 2;
  if (odd > 0.7 * half && even < 0.05 * half) return 'utf-16le';
  if (even > 0.7 * half && odd < 0.05 * half) return 'utf-16be';
  return null;
}

/** Bytes that stand for nothing in Windows-1252, and those that English text hardly ever holds. */
const undefinedBytes = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
const unlikely = [
  0x83, 0x86, 0x87, 0x88, 0x89, 0x9b, 0xa4, 0xa6, 0xa8, 0xac, 0xad, 0xaf, 0xb4,
].concat([0xb6, 0xb8, 0xb9, 0xd0, 0xd7, 0xde, 0xf0, 0xf7, 0xfe]);

/** Why the bytes are no Windows-1252, or null. Other alphabets come in runs of high bytes. */
function notWestern(high: Uint32Array, inRuns: number): string | null {
  const total = high.reduce((sum, count) => sum + count, 0);
  const of = (bytes: readonly number[]) => bytes.reduce((sum, byte) => sum + (high[byte] ?? 0), 0);
  if (of(undefinedBytes) > 0) return 'it is neither UTF-8, UTF-16 nor Windows-1252';
  if (total >= 6 && inRuns > total / 5) return 'its characters look like another alphabet';
  if (total >= 6 && of(unlikely) > total / 5) return 'its characters look like another alphabet';
  return null;
}
