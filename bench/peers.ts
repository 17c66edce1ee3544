import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './home.ts';

const folder = join(repository, 'bench');

/** Whether the peers are installed (`npm ci` in bench/). */
export const arePeersThere = (): boolean =>
  existsSync(join(folder, 'node_modules', 'hucre')) &&
  existsSync(join(folder, 'node_modules', 'pptxgenjs'));

/** A peer of `bench/package.json`; it is not among the product's own packages. */
function peer(name: string): Promise<unknown> {
  const path = createRequire(join(folder, 'package.json')).resolve(name);
  return import(pathToFileURL(path).href);
}

/** What we call of `hucre`. */
export interface Hucre {
  streamXlsxRows(bytes: Uint8Array): AsyncIterable<unknown>;
}
export const hucre = (): Promise<Hucre> => peer('hucre') as Promise<Hucre>;

/** What we call of `pptxgenjs`; sizes in inches. */
export interface Deck {
  defineLayout(layout: { name: string; width: number; height: number }): void;
  layout: string;
  addSlide(): DeckSlide;
  write(how: { outputType: 'uint8array'; compression: boolean }): Promise<Uint8Array>;
}
export interface DeckSlide {
  addText(text: string, options: Readonly<Record<string, unknown>>): void;
  addTable(
    rows: readonly (readonly { text: string }[])[],
    options: Readonly<Record<string, unknown>>,
  ): void;
  addChart(
    kind: 'line' | 'bar',
    data: readonly {
      name: string;
      labels: readonly string[];
      values: readonly (number | null)[];
    }[],
    options: Readonly<Record<string, unknown>>,
  ): void;
  addNotes(text: string): void;
}
export async function pptxGenJs(): Promise<new () => Deck> {
  const found = (await peer('pptxgenjs')) as { default: unknown };
  const inner = found.default as { default?: unknown };
  return (inner.default ?? inner) as new () => Deck;
}
