import { isAscii, isUtf8 } from 'node:buffer';

/**
 * Decodes chunks of UTF-8 to text and never cuts a character. ASCII chunks (nearly all of a sheet)
 * become one-byte strings, which are the fastest to scan. UTF-16 parts are recognised by their mark.
 */
export class ChunkDecoder {
  #rest: Buffer = Buffer.alloc(0);
  #utf16: 'le' | 'be' | null = null;
  #started = false;

  /** Text of the chunk, or null when it is not UTF-8. */
  decode(chunk: Buffer): string | null {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#started && bytes.length >= 3) {
      this.#started = true;
      if (bytes[0] === 0xff && bytes[1] === 0xfe) this.#utf16 = 'le';
      else if (bytes[0] === 0xfe && bytes[1] === 0xff) this.#utf16 = 'be';
      if (this.#utf16 !== null) bytes = bytes.subarray(2);
      else if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
        bytes = bytes.subarray(3);
    }
    if (this.#utf16 !== null) return this.#decode16(bytes);
    const whole = bytes.length - unfinished(bytes);
    this.#rest = Buffer.from(bytes.subarray(whole));
    const ready = bytes.subarray(0, whole);
    if (isAscii(ready)) return ready.toString('latin1');
    return isUtf8(ready) ? ready.toString('utf8') : null;
  }

  /** Whether the last character was whole. */
  get ended(): boolean {
    return this.#rest.length === 0;
  }

  #decode16(bytes: Buffer): string {
    const whole = bytes.length - (bytes.length % 2);
    this.#rest = Buffer.from(bytes.subarray(whole));
    const ready = bytes.subarray(0, whole);
    return this.#utf16 === 'le'
      ? ready.toString('utf16le')
      : Buffer.from(ready).swap16().toString('utf16le');
  }
}

/** Bytes at the end that begin a character without finishing it. */
export function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** Text with its entities resolved and its line ends as XML has them; null for an unknown entity. */
export function plainText(raw: string): string | null {
  let sound = true;
  let text = raw;
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (!text.includes('&')) return text;
  text = text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{1,8});|&/g, (_, entity?: string) => {
    const code = entity?.startsWith('#x')
      ? Number.parseInt(entity.slice(2), 16)
      : Number(entity?.startsWith('#') ? entity.slice(1) : Number.NaN);
    const found = Number.isNaN(code)
      ? named[entity ?? '']
      : isCharacter(code)
        ? String.fromCodePoint(code)
        : undefined;
    if (found === undefined) sound = false;
    return found ?? '';
  });
  return sound ? text : null;
}

/** The characters XML 1.0 allows (section 2.2). */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff && code <= 0x10ffff);
}

/**
 * Excel's own escapes in strings, `_x000D_` (ECMA-376 part 1, 22.9.2.19). Control characters that
 * no text should hold keep their escape.
 */
export function withoutEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (written, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code >= 0x20 || code === 9 || code === 10 || code === 13
      ? String.fromCharCode(code)
      : written;
  });
}
