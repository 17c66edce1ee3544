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

/** Seconds from typing it until the page behind the printed link has been answered whole. */
async function toFirstPage(clone: string): Promise<number> {
  const began = performance.now();
  const started = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
    detached: process.platform !== 'win32',
  });
  try {
    const link = await linkOf(started);
    const entered = await fetch(link, { redirect: 'manual' });
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const page = await fetch(new URL('/', link), { headers: { cookie } });
    if (page.status !== 200) throw new Error(`the first page: ${page.status}`);
    await page.text();
    return (performance.now() - began) / 1000;
  } finally {
    await stopped(started);
  }
}

function linkOf(started: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    started.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const link = /http:\/\/\S+\/enter\/\S+/.exec(said)?.[0];
      if (link) resolve(link);
    });
    started.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${said}`)));
  });
}

function stopped(started: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (started.exitCode !== null || started.pid === undefined) return resolve();
    started.once('exit', () => resolve());
    // npm and what it runs are one group where the system has such a thing.
    if (process.platform === 'win32') started.kill();
    else process.kill(-started.pid, 'SIGTERM');
  });
}
