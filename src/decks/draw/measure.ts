import { arialWidths } from '../audit/arial.ts';
import type { Paragraph, Words } from '../deck-plan.ts';

/** Widths of Arial's characters, in 2048ths of an em. */
const widths = {
  regular: new Map(arialWidths.regular.flatMap(([w, all]) => [...all].map((c) => [c, w] as const))),
  bold: new Map(arialWidths.bold.flatMap(([w, all]) => [...all].map((c) => [c, w] as const))),
};
/** Of a character the font does not have: as wide as its widest letters. */
const unknown = 1479;
/** Height of a line of Arial, in ems. */
export const lineHeight = 1.15;
export const emuPerPoint = 12_700;

/** Width of a text on one line, in points. */
export function textWidth(text: string, size: number, bold = false): number {
  const known = bold ? widths.bold : widths.regular;
  let sum = 0;
  for (const character of text) sum += known.get(character) ?? unknown;
  return (sum * size) / 2048;
}

interface Piece {
  readonly width: number;
  readonly space: number;
  readonly breaks: boolean;
}

/** Height of some paragraphs in a width, both in points, and their longest word, which nothing breaks. */
export function measure(
  words: Words,
  width: number,
  style: { readonly size: number; readonly bold?: boolean },
): { readonly height: number; readonly lines: number; readonly widest: number } {
  let [height, lines, widest] = [0, 0, 0];
  const size = words.size ?? style.size;
  words.paragraphs.forEach((paragraph, i) => {
    const own = size - (paragraph.smaller ?? 0);
    const pieces = piecesOf(paragraph, own, style.bold ?? false);
    const count = linesOf(pieces, width - (paragraph.bullet ? 13.5 : 0));
    widest = Math.max(widest, ...pieces.map((p) => p.width));
    lines += count;
    height += count * own * lineHeight + (i === 0 ? 0 : (paragraph.above ?? 0));
  });
  return { height, lines, widest };
}

/** How many lines a text takes in a width in points. */
export const linesIn = (text: string, width: number, size: number, bold = false): number =>
  measure({ paragraphs: [{ runs: [{ text }] }] }, width, { size, bold }).lines;

function linesOf(pieces: readonly Piece[], width: number): number {
  let [lines, used] = [1, 0];
  for (const piece of pieces) {
    if (piece.breaks || (used > 0 && used + piece.width > width)) {
      lines++;
      used = 0;
    }
    used += piece.width + piece.space;
  }
  return lines;
}

/** A paragraph as what is never broken: words, cut after hyphens, with the space that follows. */
function piecesOf(paragraph: Paragraph, size: number, usual: boolean): Piece[] {
  const pieces: Piece[] = [];
  let [width, space, breaks, last] = [0, 0, false, ''];
  const close = (next: boolean) => {
    if (width > 0 || space > 0 || breaks) pieces.push({ width, space, breaks });
    [width, space, breaks, last] = [0, 0, next, ''];
  };
  for (const run of paragraph.runs)
    for (const character of run.text) {
      if (character === '\v') {
        close(true);
        continue;
      }
      const wide = textWidth(character, size, run.bold ?? usual);
      if (character === ' ') {
        space += wide;
        continue;
      }
      if (space > 0 || (/[-–]/.test(last) && /\p{L}/u.test(character))) close(false);
      width += wide;
      last = character;
    }
  close(false);
  return pieces;
}
