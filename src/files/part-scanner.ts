import type { Place } from '../problems/index.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refuse.ts';
import { ChunkDecoder, plainText } from './xml-text.ts';

/**
 * A streaming scanner for the two parts of a workbook that grow with its data: sheets and shared
 * strings. A general XML parser spends most of its time on what these parts never hold (libraries.md
 * 2: three times as slow), so tags are read where they stand in the text and nothing is copied that
 * nobody asks for. It still refuses what is not well formed: tags must match, entities be known,
 * declarations of types be absent.
 */
export interface PartHandler {
  /** Text of the present element is wanted; otherwise it is passed over. */
  readonly wantsText: boolean;
  /**
   * An element begins; `empty` when it also ends here. Attributes stand in the scanner. True when
   * the handler has read the element to its end itself and moved the scanner past it.
   */
  open(name: string, empty: boolean): boolean;
  close(name: string): void;
  text(text: string): void;
}

export class PartScanner {
  /** The text at hand, and where in it the next token begins. */
  buffer = '';
  at = 0;
  /** Local names of the elements around. */
  readonly around: string[] = [];
  readonly part: string;
  readonly place: Place;
  readonly limits: Limits;
  readonly #names: string[] = [];
  readonly #decoder = new ChunkDecoder();
  /** Attributes of the tag just read: starts and ends of names and values. */
  readonly #spans = new Int32Array(4 * 64);
  #attributes = 0;
  #rooted = false;

  constructor(part: string, place: Place, limits: Limits) {
    this.part = part;
    this.place = place;
    this.limits = limits;
  }

  /** Reads on, with the next chunk of the part. */
  push(chunk: Buffer, handler: PartHandler): void {
    const text = this.#decoder.decode(chunk) ?? this.damaged('it is not UTF-8 text');
    this.buffer = this.at < this.buffer.length ? this.buffer.slice(this.at) + text : text;
    this.at = 0;
    while (this.#token(handler));
    const pending = this.buffer.length - this.at;
    if (pending > 8 * this.limits.textLength)
      refuse(this.place, 'F208', { limit: this.limits.textLength });
  }

  /** The part is over: every element must have been closed. */
  end(): void {
    if (!this.#rooted || this.around.length > 0 || !this.#decoder.ended)
      this.damaged('it ends before its last element does');
    if (this.buffer.slice(this.at).trim() !== '')
      this.damaged('something follows its last element');
  }

  damaged(detail: string): never {
    return refuse(this.place, 'F106', { part: this.part, detail });
  }

  /** Value of an attribute of the tag just read, entities resolved; null when it is not there. */
  attribute(name: string): string | null {
    for (let n = 0; n < this.#attributes; n += 4) {
      const start = this.span(n);
      if (this.span(n + 1) - start === name.length && this.buffer.startsWith(name, start))
        return this.resolved(this.buffer.slice(this.span(n + 2), this.span(n + 3)));
    }
    return null;
  }

  /** Number of spans of the tag just read, four for each attribute; for readers in a hurry. */
  get spans(): number {
    return this.#attributes;
  }

  span(n: number): number {
    return this.#spans[n] ?? 0;
  }

  resolved(raw: string): string {
    return plainText(raw) ?? this.damaged('it names an entity that is not known');
  }

  /** Reads one token; false when the text at hand ends before it does. */
  #token(handler: PartHandler): boolean {
    const { buffer, at } = this;
    const open = buffer.indexOf('<', at);
    const end = open === -1 ? buffer.length : open;
    if (end > at && this.around.length === 0 && buffer.slice(at, end).trim() !== '')
      this.damaged('text stands outside its outermost element');
    if (open === -1) {
      if (!handler.wantsText) this.at = end;
      return false;
    }
    if (open > at) {
      if (handler.wantsText) handler.text(this.resolved(buffer.slice(at, open)));
      this.at = open;
    }
    const next = buffer.charCodeAt(open + 1);
    if (next === 0x2f) return this.#closing(open, handler);
    if (next === 0x21) return this.#declaration(open, handler);
    if (next === 0x3f) return this.#past('?>', open + 2);
    return !Number.isNaN(next) && this.#opening(open, handler);
  }

  #past(mark: string, from: number): boolean {
    const end = this.buffer.indexOf(mark, from);
    if (end === -1) return false;
    this.at = end + mark.length;
    return true;
  }

  #declaration(open: number, handler: PartHandler): boolean {
    const { buffer } = this;
    if (buffer.startsWith('<!--', open)) return this.#past('-->', open + 4);
    if (buffer.startsWith('<![CDATA[', open)) {
      if (!this.#past(']]>', open + 9)) return false;
      const text = buffer.slice(open + 9, this.at - 3);
      if (handler.wantsText) handler.text(text.replace(/\r\n?/g, '\n'));
      return true;
    }
    if (/^<!DOCTYPE/i.test(buffer.slice(open, open + 9)))
      refuse(this.place, 'F108', { part: this.part });
    if (buffer.length - open >= 9) this.damaged('it holds a declaration that is not known');
    return false;
  }

  #closing(open: number, handler: PartHandler): boolean {
    const end = this.buffer.indexOf('>', open);
    if (end === -1) return false;
    const name = this.buffer.slice(open + 2, end).trimEnd();
    if (this.#names.pop() !== name) this.damaged(`</${name.slice(0, 40)}> closes nothing`);
    this.at = end + 1;
    handler.close(this.around.pop() ?? '');
    return true;
  }

  /** Reads an opening tag with its attributes, character by character: values may hold `>`. */
  #opening(open: number, handler: PartHandler): boolean {
    const { buffer } = this;
    const length = buffer.length;
    const spans = this.#spans;
    let count = 0;
    let i = open + 1;
    let c = buffer.charCodeAt(i);
    let colon = open;
    while (c > 0x20 && c !== 0x2f && c !== 0x3e) {
      if (c === 0x3a) colon = i;
      c = buffer.charCodeAt(++i);
    }
    const nameEnd = i;
    let empty = false;
    for (;;) {
      while (c <= 0x20) c = buffer.charCodeAt(++i);
      if (i >= length) return false;
      if (c === 0x3e) break;
      if (c === 0x2f) {
        if (i + 1 >= length) return false;
        if (buffer.charCodeAt(i + 1) !== 0x3e) this.damaged('a tag is broken');
        empty = true;
        i += 1;
        break;
      }
      const nameStart = i;
      while (c > 0x20 && c !== 0x3d && c !== 0x3e) c = buffer.charCodeAt(++i);
      spans[count] = nameStart;
      spans[count + 1] = i;
      while (c <= 0x20) c = buffer.charCodeAt(++i);
      if (c === 0x3d) c = buffer.charCodeAt(++i);
      else if (i < length) this.damaged('an attribute has no value');
      while (c <= 0x20) c = buffer.charCodeAt(++i);
      if (i >= length) return false;
      if (c !== 0x22 && c !== 0x27) this.damaged('an attribute is not in quotation marks');
      const end = buffer.indexOf(c === 0x22 ? '"' : "'", i + 1);
      if (end === -1) return false;
      spans[count + 2] = i + 1;
      spans[count + 3] = end;
      i = end + 1;
      c = buffer.charCodeAt(i);
      count += 4;
      if (count >= spans.length) this.damaged('a tag has more attributes than can be');
    }
    this.#attributes = count;
    this.at = i + 1;
    if (nameEnd === open + 1) this.damaged('a tag has no name');
    if (this.around.length === 0) {
      if (this.#rooted) this.damaged('it has two outermost elements');
      this.#rooted = true;
    }
    if (handler.open(buffer.slice(colon + 1, nameEnd), empty) || empty) return true;
    this.#names.push(buffer.slice(open + 1, nameEnd));
    this.around.push(buffer.slice(colon + 1, nameEnd));
    if (this.around.length > this.limits.depth)
      refuse(this.place, 'F205', { part: this.part, limit: this.limits.depth });
    return true;
  }
}
