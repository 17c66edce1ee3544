import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { budgets } from '../budgets.ts';
import type { Context } from '../context.ts';
import { repository } from '../home.ts';
import type { Line } from '../line.ts';
import { compared, runTask } from '../measure.ts';
import { decadeHome } from './decade.ts';

/** Pages of a home of ten years, server side; and the script that the first of them loads. */
export async function pagesLines(context: Context): Promise<Line[]> {
  const home = await decadeHome(context);
  context.say('pages');
  const rounds = context.scale < 1 ? 2 : 20;
  const { pages } = await compared(
    { pages: () => runTask('pages', { home, rounds }) },
    context.runs,
  );
  const { median = 0, slow = 0, first = 0, slowestCold = 0 } = pages.said;
  const ms = (n: number) => `${n.toFixed(0)} ms`;
  const cold = `first page of all ${ms(first)}, slowest first time ${ms(slowestCold)}`;
  return [
    {
      what: 'a page, server side, warm: median',
      ours: ms(median),
      against: cold,
      value: median,
      budget: budgets.pageMedian,
    },
    {
      what: 'the same: 99 of 100',
      ours: ms(slow),
      against: '',
      value: slow,
      budget: budgets.pageSlow,
    },
    scriptLine(),
  ];
}

/** Every script that any page could load, together: the first page loads less. */
function scriptLine(): Line {
  const web = join(repository, 'dist', 'web');
  const scripts = readdirSync(web).filter((name) => name.endsWith('.js'));
  const bytes = scripts.map((name) => gzipSync(readFileSync(join(web, name)), { level: 9 }).length);
  const kibibytes = bytes.reduce((sum, n) => sum + n, 0) / 1024;
  return {
    what: `script of all pages together (${scripts.length} islands), gzip`,
    ours: `${kibibytes.toFixed(1)} KiB`,
    against: '',
    value: kibibytes,
    budget: budgets.script,
  };
}
