import type { Paragraph } from './deck-plan.ts';
import { textWidth } from './text-width.ts';

/** The text at the largest of some sizes at which it fits so many lines of a width in inches; cut at a word when even 11 pt is too large. */
export function fitted(
  text: string,
  widthInches: number,
  lines: number,
  sizes: readonly number[],
  more: Omit<Paragraph, 'text' | 'size'> = {},
): Paragraph {
  const width = widthInches * 914_400 * 0.98;
  const bold = more.bold ?? false;
  for (const size of sizes)
    if (linesOf(text, width, size, bold) <= lines) return { ...more, text, size };
  const size = sizes.at(-1) ?? 11;
  const words = text.split(' ');
  while (words.length > 1 && linesOf(`${words.join(' ')} …`, width, size, bold) > lines)
    words.pop();
  return { ...more, text: `${words.join(' ')} …`, size };
}

function linesOf(text: string, width: number, size: number, bold: boolean): number {
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
