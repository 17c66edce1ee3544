/** A heading with what stands under it. */
export interface Section {
  readonly level: number;
  readonly title: string;
  readonly parts: readonly (string | Section)[];
}

export const section = (
  head: string | { readonly level: number; readonly title: string },
  ...parts: readonly (string | Section)[]
): Section => (typeof head === 'string' ? { level: 2, title: head, parts } : { ...head, parts });

/** Paragraphs, tables and sections as one page, with an end of line. */
export const text = (parts: readonly (string | Section)[]): string =>
  `${parts.flatMap(linesOf).join('\n\n')}\n`;

const linesOf = (part: string | Section): string[] =>
  typeof part === 'string'
    ? [part]
    : [`${'#'.repeat(part.level)} ${part.title}`, ...part.parts.flatMap(linesOf)];

/** A table; bars and line ends in cells are kept from breaking it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((c) => c.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
