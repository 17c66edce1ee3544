import { textWidth } from './draw/measure.ts';

/** Words that open a clause: a title breaks before them rather than inside a phrase. */
const opens =
  /^(but|since|than|stood|rose|fell|because|while|where|which|so|against|with|over|compared|and (?:has|have|is|are|was|were|in|its|the|one|two|three|none|no))\b/;

/** A title of more than one line is broken at the clause nearest its middle (visual.md section 11), in points of width. */
export function balanced(title: string, width: number, size: number, bold: boolean): string {
  if (width <= 0 || textWidth(title, size, bold) <= width) return title;
  const spaces = [...title.matchAll(/ /g)].map((m) => m.index);
  const fit = spaces.filter(
    (i) =>
      textWidth(title.slice(0, i), size, bold) <= width &&
      textWidth(title.slice(i + 1), size, bold) <= width,
  );
  if (fit.length === 0) return title;
  const off = (i: number) => Math.abs(i - title.length / 2);
  const nearest = fit.sort((a, b) => off(a) - off(b));
  // A clause far off the middle leaves a line of two words: then the space nearest the middle.
  const central = nearest.filter((i) => off(i) <= title.length * 0.32);
  const best =
    central.find((i) => /[,;:]/.test(title[i - 1] ?? '')) ??
    central.find((i) => opens.test(title.slice(i + 1))) ??
    nearest.find((i) => !/\d/.test(title[i - 1] ?? '')) ??
    nearest[0];
  return best === undefined ? title : `${title.slice(0, best)}\v${title.slice(best + 1)}`;
}
