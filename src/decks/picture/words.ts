import { type Element, make } from '../../ooxml/index.ts';
import { breakLines, heightOfLine, type Line, widthOnLine } from '../audit/lines.ts';
import { at as down, type Node, number } from '../audit/reader.ts';
import type { Box } from '../audit/slides.ts';
import type { Paragraph, Run } from '../audit/type.ts';
import { type Colours, tidy } from './paint.ts';

const emu = 12_700;
/** From the top of a line of Arial to its foot, in ems. */
const ascent = 0.905;
/** What no face of these has: a screen without Arial takes one of equal widths before any other. */
export const face = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif";

export interface Setting {
  /** The shape or the cell, in points. */
  readonly box: Box;
  readonly anchor: 't' | 'ctr' | 'b';
  readonly wraps: boolean;
}

/** The box without its insets, in points; `usual` in EMU where the body says none. */
export function roomOf(
  box: Box,
  setting: (key: string) => string | undefined,
  keys: readonly [left: string, top: string, right: string, bottom: string],
): Box {
  const inset = (key: string, usual: number) => number(setting(key), usual) / emu;
  const [left, top] = [inset(keys[0], 91_440), inset(keys[1], 45_720)];
  return {
    x: box.x + left,
    y: box.y + top,
    w: box.w - left - inset(keys[2], 91_440),
    h: box.h - top - inset(keys[3], 45_720),
  };
}

export const anchorOf = (word: string | undefined): Setting['anchor'] =>
  word === 'ctr' || word === 'b' ? word : 't';

/** Text broken into the lines that the audit of overflow counts, each line set to its own width. */
export function setWords(
  paragraphs: readonly Paragraph[],
  { box, anchor, wraps }: Setting,
  colours: Colours,
): Element[] {
  const room = wraps ? box.w : Number.POSITIVE_INFINITY;
  const broken = paragraphs.map((p) => ({ p, lines: breakLines(p, room).lines }));
  const above = (i: number) => (i === 0 ? 0 : (paragraphs[i]?.before ?? 0));
  const height = broken.reduce(
    (sum, { p, lines }, i) =>
      sum + above(i) + lines.length * heightOfLine(p) + (i === broken.length - 1 ? 0 : p.after),
    0,
  );
  let y = box.y + (anchor === 'ctr' ? (box.h - height) / 2 : anchor === 'b' ? box.h - height : 0);
  return broken.flatMap(({ p, lines }, i) => {
    y += above(i);
    const drawn = lines.flatMap((line, n) => {
      const top = y;
      y += heightOfLine(p);
      return setLine(p, line, { ...box, y: top }, n === 0, colours);
    });
    y += p.after;
    return drawn;
  });
}

function setLine(p: Paragraph, line: Line, box: Box, first: boolean, colours: Colours): Element[] {
  const spans = spansOf(p.runs, line);
  if (spans.length === 0) return [];
  const size = Math.max(...p.runs.map((r) => r.size));
  const indent = p.indent / emu;
  const spare = box.w - indent - line.width;
  const x = box.x + indent + (p.align === 'r' ? spare : p.align === 'ctr' ? spare / 2 : 0);
  // The first line of a fixed height keeps its letters at the foot.
  const y = box.y + size * ascent + Math.max(0, heightOfLine(p) - size * 1.15) / 2;
  const mark = first && p.bullet !== '' ? [bullet(p, box.x, y, size, colours)] : [];
  let at = x;
  return [
    ...mark,
    ...spans.map(({ run, text }) => {
      const width = widthOnLine(text, run);
      const drawn = word(text, at, y, width, run, colours);
      at += width;
      return drawn;
    }),
  ];
}

const bullet = (p: Paragraph, x: number, y: number, size: number, colours: Colours): Element =>
  make(
    'text',
    {
      x: tidy(x),
      y: tidy(y),
      'font-size': size,
      fill: colours(p.runs[0]?.paint ?? null) ?? '#000000',
      class: 'bullet',
    },
    p.bullet,
  );

/** Its width is given, so that a face with other widths cannot leave the box. */
export function word(
  text: string,
  x: number,
  y: number,
  width: number,
  run: Pick<Run, 'size' | 'bold' | 'paint'>,
  colours: Colours,
): Element {
  return make(
    'text',
    {
      x: tidy(x),
      y: tidy(y),
      'font-size': tidy(run.size),
      'font-weight': run.bold ? 700 : undefined,
      fill: colours(run.paint) ?? '#000000',
      textLength: tidy(width),
      lengthAdjust: 'spacingAndGlyphs',
      'xml:space': 'preserve',
    },
    text,
  );
}

/** What of each run stands on a line. */
function spansOf(runs: readonly Run[], line: Line): { run: Run; text: string }[] {
  let at = 0;
  return runs.flatMap((run) => {
    const text = run.text.slice(Math.max(0, line.start - at), Math.max(0, line.end - at));
    at += run.text.length;
    return text === '' ? [] : [{ run, text }];
  });
}

/** Whether a body's text shrinks to fit, as the share of its size that is left. */
export const scaleOf = (bodies: readonly Node[]): number => {
  const fit = bodies.find((b) => b.children.some((c) => /Auto[fF]it$/.test(c.name)));
  return number(fit && down(fit, 'normAutofit')?.attributes.fontScale, 100_000) / 100_000;
};
