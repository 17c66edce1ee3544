import { arialWidths } from './arial.ts';
import type { Paragraph, Run } from './type.ts';

const emu = 12_700;
const widths = {
  regular: new Map(arialWidths.regular.flatMap(([w, all]) => [...all].map((c) => [c, w] as const))),
  bold: new Map(arialWidths.bold.flatMap(([w, all]) => [...all].map((c) => [c, w] as const))),
};
/** Ascent, descent and gap of Arial, in ems. */
const line = 1.15;

/** Of one character of a run, in points. */
export const widthOf = (character: string, run: Pick<Run, 'bold' | 'size'>): number =>
  ((widths[run.bold ? 'bold' : 'regular'].get(character) ?? 1479) / 2048) * run.size;

/** Of a text on one line, in points. */
export function widthOnLine(text: string, run: Pick<Run, 'bold' | 'size'>): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character, run);
  return sum;
}

/** One line of a paragraph: which of its characters, counted over all its runs, and how wide they are. */
export interface Line {
  readonly start: number;
  /** After the last character, without the spaces that hang over the edge. */
  readonly end: number;
  /** In points. */
  readonly width: number;
}

export interface Broken {
  readonly lines: readonly Line[];
  /** The longest word that no line holds, in points; 0 where all fit. */
  readonly widest: number;
  readonly word: string;
}

/** Breaks a paragraph at spaces and after hyphens as PowerPoint does; `room` in points. */
export function breakLines(paragraph: Paragraph, room: number): Broken {
  const across = room - paragraph.indent / emu;
  const lines: Line[] = [];
  let [widest, word] = [0, ''];
  let [start, end, used, space] = [0, 0, 0, 0];
  for (const piece of piecesOf(paragraph.runs)) {
    if (piece.width > widest && piece.width > across) [widest, word] = [piece.width, piece.text];
    if (used + space > 0 && used + space + piece.width > across + 0.01) {
      lines.push({ start, end, width: used });
      [start, used, space] = [piece.start, 0, 0];
    }
    used += space + piece.width;
    space = piece.space;
    end = piece.start + piece.text.length;
  }
  lines.push({ start, end, width: used });
  return { lines, widest, word };
}

/** Height of each line of a paragraph, in points. */
export function heightOfLine(paragraph: Paragraph): number {
  const size = Math.max(...paragraph.runs.map((r) => r.size));
  return paragraph.spacing < 0 ? -paragraph.spacing : size * line * paragraph.spacing;
}

interface Piece {
  readonly start: number;
  readonly text: string;
  readonly width: number;
  /** Of the spaces after it, which may hang over the edge. */
  readonly space: number;
}

function piecesOf(runs: readonly Run[]): Piece[] {
  const pieces: Piece[] = [];
  let [at, start, text, width, space] = [0, 0, '', 0, 0];
  const close = () => {
    if (text !== '' || space > 0) pieces.push({ start, text, width, space });
    [start, text, width, space] = [at, '', 0, 0];
  };
  for (const run of runs)
    for (const character of run.text) {
      const wide = widthOf(character, run);
      if (character === ' ' || character === '\n' || character === '\t') space += wide;
      else {
        if (space > 0 || (/[-–]$/.test(text) && /\p{L}/u.test(character))) close();
        text += character;
        width += wide;
      }
      at += character.length;
    }
  close();
  return pieces;
}
