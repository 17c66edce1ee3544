import { existsSync } from 'node:fs';
import { openReader, sheetsOf } from '../files/index.ts';
import { problem } from '../problems/index.ts';
import { type Output, print, refuse } from './output.ts';

/** `socpf sheets FILE`: what is in a file, as cells. */
export async function sheetsCommand(output: Output, file: string): Promise<number> {
  if (!existsSync(file)) return refuse(output, [problem('U102', { path: file })]);
  const reader = openReader();
  try {
    const found = await sheetsOf(file, file.split(/[\\/]/).at(-1) ?? file, reader);
    if (!found.ok) return refuse(output, found.problems);
    const { sheets, charts } = found.value;
    return print(output, found.value, () => [
      ...sheets.map((s) => `${s.name} ${s.range ?? ''} ${s.filled} cells`),
      ...charts.map(
        (c) =>
          `slide ${c.slide}, ${c.kind}: ${c.series.map((s) => s.name ?? 'without a name').join('; ')}`,
      ),
    ]);
  } finally {
    await reader.close();
  }
}
