import { readFileSync } from 'node:fs';
import { hucre } from '../peers.ts';
import { timed } from '../processes.ts';
import type { TaskTaken } from '../tasks.ts';

/** The peer: `hucre` streams the rows of a workbook and drops them. */
export async function hucreTask(args: { file: string }): Promise<TaskTaken> {
  const { streamXlsxRows } = await hucre();
  return timed(async () => {
    let rows = 0;
    for await (const _ of streamXlsxRows(readFileSync(args.file))) rows++;
    return { rows };
  });
}
