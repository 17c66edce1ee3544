import type { ScaleLinear } from 'd3-scale';

/** A drawing's outer size and the margins around its plot, in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/**
 * The widths a chart is drawn at: never scaled, so that its text stays 12 px on a phone and 9 pt in
 * print. `full`, `middle` and `phone` are one chart of a measure; the rest small multiples.
 */
export const frames = {
  full: { width: 1200, height: 400, top: 44, right: 160, bottom: 44, left: 46 },
  middle: { width: 700, height: 360, top: 44, right: 128, bottom: 44, left: 46 },
  phone: { width: 358, height: 280, top: 36, right: 12, bottom: 40, left: 34 },
  multiple: { width: 282, height: 138, top: 10, right: 40, bottom: 24, left: 36 },
  'multiple-print': { width: 218, height: 130, top: 10, right: 36, bottom: 24, left: 32 },
  'multiple-phone': { width: 172, height: 124, top: 10, right: 32, bottom: 24, left: 30 },
} as const satisfies Readonly<Record<string, Frame>>;

export type Form = keyof typeof frames;

export const isLarge = (form: Form): boolean => !form.startsWith('multiple');

export type Scale = ScaleLinear<number, number>;

/** Pixels to a tenth: what a drawing needs and no more. */
export const f = (n: number): string => String(tenth(n));
export const tenth = (n: number): number => Math.round(n * 10) / 10;

/** Text and attributes escaped for XML. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** What a block of words covers. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly foot: number;
}

/** Whether the words of a point that cannot stand beside it stand over it, where there is more room inside, or under. */
export const goesUp = (py: number, frame: Frame): boolean =>
  py < (frame.height - frame.bottom + frame.top) / 2;

/** Width of 12 px text in Inter, near enough to keep labels apart. */
export const textWidth = (text: string): number => text.length * 6.4;

/** Text in lines of at most so many letters, cut between words. */
export function wrapWords(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && `${line} ${word}`.length <= most)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
