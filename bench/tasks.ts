import { figuresTask } from './tasks/figures.ts';
import { collateTask, duckDbTask } from './tasks/loads.ts';
import { auditTask, oursDeckTask, pptxTask } from './tasks/packs.ts';
import { pagesTask } from './tasks/pages.ts';
import { hucreTask } from './tasks/workbooks.ts';

/** What a task gives: the time of its work alone. */
export interface TaskTaken {
  readonly seconds: number;
  readonly cpu: number;
  readonly said: Readonly<Record<string, number>>;
}

// Arguments come as JSON; each task names its own.
type Task = (args: never) => Promise<TaskTaken>;

/** Tasks by name, each run in a process of its own. */
export const tasks: Readonly<Record<string, Task>> = {
  collate: collateTask,
  'duckdb-read': duckDbTask,
  hucre: hucreTask,
  figures: figuresTask,
  pages: pagesTask,
  'deck-ours': oursDeckTask,
  'deck-pptxgenjs': pptxTask,
  'deck-audit': auditTask,
};
