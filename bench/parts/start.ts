import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { budgets } from '../budgets.ts';
import type { Context } from '../context.ts';
import { repository } from '../home.ts';
import { type Line, seconds } from '../line.ts';
import { median } from '../measure.ts';

/** `npm start` on a fresh clone until the first page is there, and again. Uses npm's own package cache. */
export async function startLines(context: Context): Promise<Line[]> {
  const clone = join(context.folder, 'clone');
  spawnSync('git', ['clone', '--quiet', repository, clone], { stdio: 'inherit' });
  context.say('npm start on a fresh clone');
  const first = await toFirstPage(clone);
  context.say('npm start again');
  const again: number[] = [];
  for (let i = 0; i < context.runs; i++) again.push(await toFirstPage(clone));
  return [
    {
      what: 'npm start on a fresh clone, to the first page',
      ours: seconds(first),
      against: '',
      value: first,
      budget: budgets.firstStart,
    },
    {
      what: 'second npm start, to the first page',
      ours: seconds(median(again)),
      against: '',
      value: median(again),
      budget: budgets.secondStart,
    },
  ];
}

/**
 * Seconds from typing it until the page behind the printed link has been answered whole. What still
 * arrives behind that page is waited for before it is stopped.
 */
async function toFirstPage(clone: string): Promise<number> {
  const began = performance.now();
  const started = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
    detached: process.platform !== 'win32',
  });
  try {
    const said = saidBy(started);
    const [link] = await said(/http:\/\/\S+\/enter\/\S+/);
    const entered = await fetch(link, { redirect: 'manual' });
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const page = await fetch(new URL('/', link), { headers: { cookie } });
    if (page.status !== 200) throw new Error(`the first page: ${page.status}`);
    await page.text();
    const taken = (performance.now() - began) / 1000;
    await said(/^Try /m);
    return taken;
  } finally {
    await stopped(started);
  }
}

/** Waits for what a program says. */
function saidBy(started: ChildProcess): (wanted: RegExp) => Promise<RegExpExecArray> {
  let said = '';
  const waiting = new Set<() => void>();
  started.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    for (const look of waiting) look();
  });
  return (wanted) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = wanted.exec(said);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      started.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${said}`)));
      look();
    });
}

function stopped(started: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (started.exitCode !== null || started.pid === undefined) return resolve();
    // Its output ends with the last of them: npm itself ends before the server has closed its home.
    started.once('close', () => resolve());
    // npm and what it runs are one group where the system has such a thing.
    if (process.platform === 'win32') started.kill();
    else process.kill(-started.pid, 'SIGTERM');
  });
}
