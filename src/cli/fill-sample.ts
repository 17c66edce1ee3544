import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { arrivedBy } from '../arrivals/index.ts';
import type { Host } from '../host/index.ts';
import { addMonths, lastCompletePeriod, lastDay } from '../periods/index.ts';
import { buildFirst } from './build-first.ts';
import { localActor } from './context.ts';
import { type Output, refuse } from './output.ts';
import { showProgress } from './progress.ts';
import { issueSampleEdition } from './sample-edition.ts';

/** The sample's files on their way in. */
export interface Filling {
  /** The reported quarter is in: pages can be read while the rest arrives. */
  readonly opens: Promise<void>;
  /** Everything is in, the earlier edition issued and a first pack built. */
  readonly done: Promise<void>;
}

/** Makes and loads the sample's files, once; a start that was killed half-way goes on where it was. */
export function fillSample(host: Host, output: Output, maker: string): Filling {
  let open = () => {};
  const quarterIsIn = new Promise<void>((resolve) => {
    open = resolve;
  });
  const done = fill(host, output, maker, () => open());
  return { opens: Promise.race([quarterIsIn, done]), done };
}

async function fill(host: Host, output: Output, maker: string, open: () => void): Promise<void> {
  const filled = await host.records
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'sample')
    .executeTakeFirst();
  if (filled) return;
  const files = host.home.scratch('-sample');
  mkdirSync(files);
  const began = Date.now();
  output.line('Making the sample’s files (about a million made-up rows)');
  await runProgram(maker, files);
  output.line(
    `Loading ${readdirSync(files).length} files; those with planted faults are set aside or refused on purpose`,
  );
  const enough = arrivedBy([files], quarterIn(host));
  const progress = showProgress();
  let isOpen = false;
  const results = await host.collate([files], localActor(), (done, total, file, rows) => {
    if (!isOpen) progress.step(done, total, file, rows);
    if (isOpen || done < enough) return;
    isOpen = true;
    progress.end();
    open();
  });
  if (!isOpen) progress.end();
  rmSync(files, { recursive: true, force: true });
  await host.records.insertInto('meta').values({ key: 'sample', value: 'loaded' }).execute();
  const count = (status: string) => results.filter((r) => r.status === status).length;
  const rows = results.reduce((sum, r) => sum + r.rows, 0);
  output.line(
    `${count('loaded')} files loaded (${rows.toLocaleString('en-GB')} rows), ${count('refused')} refused, in ${Math.round((Date.now() - began) / 1000)} seconds`,
  );
  output.line('Issuing the pack of the quarter before, as it was known then');
  const issued = await issueSampleEdition(host);
  if (!issued.ok) refuse({ ...output, json: false }, issued.problems.slice(0, 5));
  await buildFirst(host, output);
}

/** By the end of the month after the reported quarter all of its returns have come (domain.md 7). */
function quarterIn(host: Host): string {
  const { last } = lastCompletePeriod('quarter', host.reportingDay);
  return `${lastDay(addMonths(last, 1))}T23:59:59Z`;
}

function runProgram(program: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`)),
    );
  });
}
