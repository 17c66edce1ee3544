import type { Limits } from './limits.ts';
import { type PartHandler, PartScanner } from './part-scanner.ts';
import { refuse } from './refuse.ts';
import { withoutEscapes } from './xml-text.ts';
import type { Zip, ZipEntry } from './zip.ts';

/** The table of shared strings: rich text joined, phonetic runs left out. */
export async function sharedStrings(
  zip: Zip,
  entry: ZipEntry | null,
  limits: Limits,
): Promise<readonly string[]> {
  if (entry === null) return [];
  const scanner = new PartScanner(entry.name, zip.place, limits);
  const table = new StringTable(scanner);
  for await (const chunk of zip.chunks(entry)) scanner.push(chunk, table);
  scanner.end();
  return table.strings;
}

class StringTable implements PartHandler {
  readonly strings: string[] = [];
  wantsText = false;
  #text = '';
  readonly #scanner: PartScanner;

  constructor(scanner: PartScanner) {
    this.#scanner = scanner;
  }

  open(name: string, empty: boolean): boolean {
    const { around } = this.#scanner;
    if (around.length === 0 && name !== 'sst')
      this.#scanner.damaged('it is not a table of shared strings');
    if (name === 'si') {
      this.#text = '';
      if (empty) this.strings.push('');
    } else if (name === 't' && !empty) this.wantsText = !around.includes('rPh');
    return false;
  }

  text(text: string): void {
    this.#text += text;
    const { limits, place } = this.#scanner;
    if (this.#text.length > limits.textLength) refuse(place, 'F208', { limit: limits.textLength });
  }

  close(name: string): void {
    if (name === 't') this.wantsText = false;
    else if (name === 'si') this.strings.push(withoutEscapes(this.#text));
  }
}
