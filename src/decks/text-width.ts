import { all, type Element, elements, textOf } from '../ooxml/index.ts';

/** Widths of Arial in thousandths of an em; Liberation Sans has the same (from the fonts' advance widths). */
const narrow: Readonly<Record<string, number>> = {
  i: 222,
  j: 222,
  l: 222,
  I: 278,
  f: 278,
  t: 278,
  r: 333,
  ' ': 278,
  '.': 278,
  ',': 278,
  ':': 278,
  ';': 278,
  '!': 278,
  "'": 191,
  '’': 222,
  '‘': 222,
  '“': 333,
  '”': 333,
  '(': 333,
  ')': 333,
  '-': 333,
  '/': 278,
  '|': 260,
  '·': 278,
};
const wide: Readonly<Record<string, number>> = {
  m: 833,
  w: 722,
  M: 833,
  W: 944,
  '%': 889,
  '@': 1015,
  '…': 1000,
  '–': 556,
  '\u2212': 584,
  '↑': 1000,
  '↓': 1000,
};

function advance(character: string): number {
  const known = narrow[character] ?? wide[character];
  if (known !== undefined) return known;
  if (/[a-z]/.test(character)) return /[ckszvxy]/.test(character) ? 500 : 556;
  if (/[A-Z]/.test(character)) return /[EFTLZ]/.test(character) ? 630 : 722;
  return 556;
}

/** Width of a text in EMU at a size in points. Bold Arial runs about 6 % wider. */
export const textWidth = (text: string, size: number, bold: boolean): number =>
  [...text].reduce((sum, c) => sum + advance(c), 0) * (size / 1000) * 12700 * (bold ? 1.06 : 1);

/** Lines a body needs when wrapped at a width, and those its height holds. */
export function linesNeeded(
  body: Element,
  width: number,
  height: number,
): { needs: number; has: number } {
  let used = 0;
  let needs = 0;
  let largest = 1;
  for (const paragraph of elements(body, 'a:p')) {
    const runs = all(paragraph, 'a:rPr');
    const size = Math.max(11, ...runs.map((r) => Number(r.attributes.sz ?? 1800) / 100));
    const bold = runs.some((r) => r.attributes.b === '1');
    largest = Math.max(largest, size);
    const pieces: string[] = [''];
    for (const part of elements(paragraph)) {
      if (part.name === 'a:br') pieces.push('');
      else if (part.name === 'a:r' || part.name === 'a:fld')
        pieces[pieces.length - 1] += all(part, 'a:t').map(textOf).join('');
    }
    const lines = pieces.reduce((sum, piece) => sum + wrapped(piece, width, size, bold), 0);
    needs += lines;
    used += lines * size * 1.17 * 12700;
  }
  const line = largest * 1.17 * 12700;
  // What is over is told in lines of the largest size; a hair of overflow is the renderer's rounding.
  return {
    needs,
    has: used <= height * 1.04 ? needs : Math.max(0, needs - Math.ceil((used - height) / line)),
  };
}

function wrapped(text: string, width: number, size: number, bold: boolean): number {
  let lines = 1;
  let at = 0;
  for (const word of text.split(' ')) {
    const w = textWidth(word, size, bold);
    const space = at === 0 ? 0 : textWidth(' ', size, bold);
    if (at > 0 && at + space + w > width) {
      lines++;
      at = w;
    } else at += space + w;
  }
  return lines;
}
