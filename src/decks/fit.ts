import type { Paragraph } from './deck-plan.ts';
import { wrappedLines } from './text-width.ts';

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
    if (wrappedLines(text, width, size, bold) <= lines) return { ...more, text, size };
  const size = sizes.at(-1) ?? 11;
  const words = text.split(' ');
  while (words.length > 1 && wrappedLines(`${words.join(' ')} …`, width, size, bold) > lines)
    words.pop();
  return { ...more, text: `${words.join(' ')} …`, size };
}
