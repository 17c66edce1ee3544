import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Context } from './context.ts';
import { type Line, table, verdictOf } from './line.ts';
import { csvLines, twelveMillionLines } from './parts/csv.ts';
import { decadeLines } from './parts/decade.ts';
import { packLines } from './parts/pack.ts';
import { pagesLines } from './parts/pages.ts';
import { startLines } from './parts/start.ts';
import { workbookLines } from './parts/workbook.ts';

/** Parts by the word that asks for one; the last two are asked for by name alone, being long. */
export const parts: Readonly<Record<string, (context: Context) => Promise<Line[]>>> = {
  csv: csvLines,
  xlsx: workbookLines,
  figures: decadeLines,
  pages: pagesLines,
  pack: packLines,
  start: startLines,
  '12m': twelveMillionLines,
};
const long = ['start', '12m'];

/** `npm run bench`; words choose parts, `--all` takes the long ones too, `--runs 5` how often. */
export async function main(args: readonly string[]): Promise<number> {
  const runs = Number(args[args.indexOf('--runs') + 1] ?? 3) || 3;
  const words = args.filter((word) => word in parts);
  const wanted = Object.entries(parts).filter(([word]) =>
    words.length > 0 ? words.includes(word) : args.includes('--all') || !long.includes(word),
  );
  const lines = await linesOf(
    wanted.map(([, part]) => part),
    { runs, scale: 1, months: 120, say: (what) => process.stderr.write(`  ${what}\n`) },
  );
  const [processor] = cpus();
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${processor?.model.trim()}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}; medians of ${runs}\n`,
  );
  console.log(table(lines));
  const missed = lines.filter((line) => verdictOf(line) === 'MISS').length;
  console.log(
    `\n${missed === 0 ? 'Every budget holds.' : `${missed} of ${lines.length} lines miss their budget.`}`,
  );
  return 0;
}

/** Runs parts one after the other in a folder of their own, which goes when they end. */
export async function linesOf(
  wanted: readonly ((context: Context) => Promise<Line[]>)[],
  settings: Omit<Context, 'folder'>,
): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'socpf-bench-'));
  const lines: Line[] = [];
  try {
    for (const part of wanted) lines.push(...(await part({ ...settings, folder })));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return lines;
}
