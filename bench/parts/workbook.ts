import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { budgets } from '../budgets.ts';
import { type Context, scaled } from '../context.ts';
import { emptyHome, framework } from '../home.ts';
import { type Line, mebibytes, seconds } from '../line.ts';
import { codesOf } from '../made/codes.ts';
import { writeDisruptions } from '../made/workbook.ts';
import { compared, runTask } from '../measure.ts';

/** A workbook of 200,000 rows and ten columns to facts, against `hucre` reading it and dropping the rows. */
export async function workbookLines(context: Context): Promise<Line[]> {
  const file = join(context.folder, 'BENCH_DISRUPTION_SYNTHETIC.xlsx');
  context.say('workbook of 200,000 rows');
  if (!existsSync(file))
    await writeDisruptions(file, codesOf(framework(context.folder)), scaled(200_000, context));
  const { ours, hucre } = await compared(
    {
      hucre: () => runTask('hucre', { file }),
      ours: () => {
        rmSync(join(context.folder, 'xlsx-home'), { recursive: true, force: true });
        return runTask('collate', { home: emptyHome(context.folder, 'xlsx-home'), file });
      },
    },
    context.runs,
  );
  return [
    {
      what: 'XLSX 200,000 x 10 to facts',
      ours: seconds(ours.seconds),
      against: `hucre, dropping rows ${seconds(hucre.seconds)}`,
      value: ours.seconds / hucre.seconds,
      cpu: ours.cpu / hucre.cpu,
      budget: budgets.workbook,
    },
    {
      what: 'the same, peak memory of all processes',
      ours: `${Math.round(mebibytes(ours.peak))} MiB`,
      against: `hucre ${Math.round(mebibytes(hucre.peak))} MiB`,
      value: mebibytes(ours.peak),
      budget: budgets.workbookMemory,
    },
  ];
}
