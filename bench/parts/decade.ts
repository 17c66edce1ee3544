import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { budgets } from '../budgets.ts';
import { type Context, scaled } from '../context.ts';
import { emptyHome, framework, lastMonth } from '../home.ts';
import { type Line, seconds } from '../line.ts';
import { codesOf } from '../made/codes.ts';
import { monthsUpTo, writeCrimes } from '../made/crimes.ts';
import { fillMonths } from '../made/decade.ts';
import { compared, runTask } from '../measure.ts';

/** A home of ten years, a million crimes and every other dataset; made once a run of the benchmark. */
export async function decadeHome(context: Context): Promise<string> {
  const home = join(context.folder, 'decade');
  if (existsSync(home)) return home;
  context.say('a home of ten years');
  emptyHome(context.folder, 'decade');
  const months = monthsUpTo(lastMonth, context.months);
  await fillMonths(home, framework(context.folder), months, context.scale);
  return home;
}

/** Every figure of the framework, against one cube query; and one more month after ten years. */
export async function decadeLines(context: Context): Promise<Line[]> {
  const home = await decadeHome(context);
  context.say('every figure of the framework');
  const { figures } = await compared(
    {
      figures: () =>
        runTask('figures', {
          folder: context.folder,
          home,
          first: monthsUpTo(lastMonth, context.months)[0],
        }),
    },
    context.runs,
  );
  const { afterLoad = 0, cube = 1, figures: count = 0 } = figures.said;
  const what = `every figure, ten years (${Math.round(count).toLocaleString('en-GB')} figures)`;
  return [
    {
      what,
      ours: seconds(afterLoad),
      against: `one cube query ${seconds(cube)}`,
      value: afterLoad / cube,
      budget: budgets.figures,
    },
    {
      what,
      ours: seconds(afterLoad),
      against: '',
      value: afterLoad,
      budget: budgets.figuresSeconds,
    },
    {
      what: 'the same in a process just started',
      ours: seconds(figures.seconds),
      against: '',
      value: figures.seconds,
      budget: budgets.figuresSeconds,
    },
    await oneMoreMonth(context, home),
  ];
}

/** The same month of crimes into the home of ten years and into an empty one. */
async function oneMoreMonth(context: Context, home: string): Promise<Line> {
  context.say('one more month');
  const file = join(context.folder, 'BENCH_CRIME_SYNTHETIC_MONTH.csv');
  writeCrimes(file, codesOf(framework(context.folder)), {
    rows: scaled(25_000, context),
    months: monthsUpTo(lastMonth, 3),
    seed: 5,
  });
  const into = (name: string, make: () => void) => () => {
    rmSync(join(context.folder, name), { recursive: true, force: true });
    make();
    return runTask('collate', { home: join(context.folder, name), file });
  };
  const { decade, empty } = await compared(
    {
      empty: into('empty', () => emptyHome(context.folder, 'empty')),
      decade: into('decade-more', () =>
        cpSync(home, join(context.folder, 'decade-more'), { recursive: true }),
      ),
    },
    2 * context.runs - 1,
  );
  return {
    what: 'one more month after ten years (25,000 rows)',
    ours: seconds(decade.seconds),
    against: `into an empty home ${seconds(empty.seconds)}`,
    value: decade.seconds / empty.seconds,
    cpu: decade.cpu / empty.cpu,
    budget: budgets.oneMoreMonth,
  };
}
