import { join } from 'node:path';
import { openFigures, type Series } from '../../src/figures/index.ts';
import { tableOf } from '../../src/measures/index.ts';
import { day, month, parsePeriod } from '../../src/periods/index.ts';
import { openWarehouse } from '../../src/warehouse/index.ts';
import { framework as frameworkOf, lastMonth, reportingDay } from '../home.ts';
import { median } from '../measure.ts';
import { timed } from '../processes.ts';
import type { TaskTaken } from '../tasks.ts';

/**
 * Every measure over all the months there are, for the force and each of its districts, with
 * comparators, limits and rules: first in a process that has just started, then as after a load,
 * when no answer is remembered. Beside it one query that counts the crimes by month, place and kind.
 */
export async function figuresTask(args: {
  folder: string;
  home: string;
  first: string;
}): Promise<TaskTaken> {
  const framework = frameworkOf(args.folder);
  const warehouse = await openWarehouse(
    { path: join(args.home, 'warehouse.duckdb'), temp: join(args.home, 'work'), allowed: [] },
    [...framework.datasets.values()].map(tableOf),
  );
  const period = parsePeriod(lastMonth);
  if (!period) throw new RangeError(lastMonth);
  const every = async () => {
    const figures = openFigures(framework, warehouse, day(reportingDay), {
      now: () => new Date().toISOString(),
    });
    const asked = [...framework.measures.keys()].map((measure) => ({
      measure,
      by: 'month' as const,
      period,
      from: month(args.first),
    }));
    const found = await Promise.all(
      asked.flatMap((question): Promise<readonly Series[]>[] => [
        figures.series(question).then((series) => [series]),
        figures.split(question, 'district'),
      ]),
    );
    return found.flat();
  };
  const cube = () =>
    warehouse.engine.columns(
      `select date_trunc('month', recorded_on) as month, lpa, hash(offence) % 60 as kind, count(*) as rows from fact_crime group by all`,
    );
  const time = async (work: () => Promise<unknown>) =>
    (await timed(async () => ({ n: Number(!(await work())) }))).seconds;
  try {
    await cube();
    let series: readonly Series[] = [];
    const whole = await timed(async () => {
      series = await every();
      return {};
    });
    const [again, cubes]: [number[], number[]] = [[], []];
    for (let i = 0; i < 5; i++) {
      cubes.push(await time(cube));
      again.push(await time(every));
    }
    return {
      ...whole,
      said: {
        series: series.length,
        figures: series.reduce((sum, s) => sum + s.figures.length, 0),
        afterLoad: median(again),
        cube: median(cubes),
      },
    };
  } finally {
    warehouse.close();
  }
}
