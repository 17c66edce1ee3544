import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Limits } from './limits.ts';
import { refuse } from './refuse.ts';
import type { Zip, ZipEntry } from './zip.ts';

/** An element of a small part: its local name (prefixes differ by writer) and its attributes. */
export interface Element {
  readonly name: string;
  /** By local name; of `r:id` and `id`, which differ, the prefixed one stands as `r:id`. */
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * Reads a small XML part (workbook, relationships, styles) and calls `open` for each element with
 * the names of those around it. Anything not well formed is a damaged part; a document type
 * declaration is refused, so that no entity is ever expanded or fetched.
 */
export async function readPart(
  zip: Zip,
  entry: ZipEntry,
  limits: Limits,
  open: (element: Element, around: readonly string[]) => void,
): Promise<void> {
  const text = partText(await zip.bytes(entry), entry.name, zip);
  const around: string[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('doctype', () => refuse(zip.place, 'F108', { part: entry.name }));
  parser.on('error', (error) =>
    refuse(zip.place, 'F106', { part: entry.name, detail: `it is not XML (${error.message})` }),
  );
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = localName(tag.name);
    open({ name, attributes: attributesOf(tag) }, around);
    around.push(name);
    if (around.length > limits.depth)
      refuse(zip.place, 'F205', { part: entry.name, limit: limits.depth });
  });
  parser.on('closetag', () => {
    around.pop();
  });
  // Saxes reports errors of the prologue late; a declaration of types is looked for first.
  if (/<!DOCTYPE/i.test(text.slice(0, 4096))) refuse(zip.place, 'F108', { part: entry.name });
  parser.write(text).close();
}

/** Text of a part: UTF-8, or UTF-16 when a mark says so (the only encodings of ECMA-376). */
export function partText(bytes: Buffer, name: string, zip: Zip): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (utf16) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(zip.place, 'F106', { part: name, detail: 'it is not UTF-8 text' });
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributesOf(tag: SaxesTagPlain): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(tag.attributes)) {
    const local = localName(name);
    attributes.set(local === 'id' && name !== 'id' ? 'r:id' : local, value);
  }
  return attributes;
}
