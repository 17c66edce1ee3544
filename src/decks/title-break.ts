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
  const middle = title.length / 2;
  const nearest = (list: readonly number[]) =>
    [...list].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  // A clause far off the middle leaves a line of two words: then the space nearest the middle.
  const central = fit.filter((i) => Math.abs(i - middle) <= title.length * 0.32);
  const best =
    nearest(central.filter((i) => /[,;:]$/.test(title.slice(0, i)))) ??
    nearest(central.filter((i) => opens.test(title.slice(i + 1)))) ??
    nearest(fit.filter((i) => !/\d$/.test(title.slice(0, i)))) ??
    nearest(fit);
  return best === undefined ? title : `${title.slice(0, best)}\v${title.slice(best + 1)}`;
}
