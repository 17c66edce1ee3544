import { readFileSync } from 'node:fs';

/** Rows of a CSV whose quoted cells hold no quotes and no line breaks: enough for the published tables. */
export function table(path: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const split = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((cell) => cell[1] ?? cell[2] ?? '');
  const names = split(head);
  return lines.map((line) => {
    const cells = split(line);
    return Object.fromEntries(names.map((column, i) => [column, cells[i] ?? '']));
  });
}
