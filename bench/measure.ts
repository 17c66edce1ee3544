import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './home.ts';
import { memoryOf } from './processes.ts';

/** What one task took. Seconds are of the work itself, without starting Node. */
export interface Taken {
  readonly seconds: number;
  /** Processor seconds of all its processes over the same stretch. */
  readonly cpu: number;
  /** Most memory that all its processes held together, bytes; from `/proc`, else of the first alone. */
  readonly peak: number;
  /** What the task says besides. */
  readonly said: Readonly<Record<string, number>>;
}

/** Runs a task of `tasks.ts` in a process of its own. */
export function runTask(name: string, args: unknown): Promise<Taken> {
  const program = join(repository, 'dist', 'bench', 'task.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, name, JSON.stringify(args)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let peak = 0;
    let taken: Omit<Taken, 'peak'> & { own: number } = { seconds: 0, cpu: 0, own: 0, said: {} };
    const watch = setInterval(() => {
      peak = Math.max(peak, memoryOf(child.pid));
    }, 20);
    child.on('message', (message) => {
      taken = message as typeof taken;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(watch);
      if (code !== 0) return reject(new Error(`${name} ended with ${code}`));
      const { own, ...rest } = taken;
      resolve({ ...rest, peak: Math.max(peak, own) });
    });
  });
}

/** Runs tasks turn by turn, so that a busy minute is nobody's alone; the median of each. */
export async function compared<K extends string>(
  tasks: Readonly<Record<K, () => Promise<Taken>>>,
  runs: number,
): Promise<Record<K, Taken>> {
  const names = Object.keys(tasks) as K[];
  const all = new Map<K, Taken[]>(names.map((name) => [name, []]));
  for (let i = 0; i < runs; i++) for (const name of names) all.get(name)?.push(await tasks[name]());
  return Object.fromEntries(names.map((name) => [name, medianOf(all.get(name) ?? [])])) as Record<
    K,
    Taken
  >;
}

function medianOf(taken: readonly Taken[]): Taken {
  const [first] = taken;
  if (!first) throw new RangeError('nothing was run');
  return {
    seconds: median(taken.map((t) => t.seconds)),
    cpu: median(taken.map((t) => t.cpu)),
    peak: median(taken.map((t) => t.peak)),
    said: Object.fromEntries(
      Object.keys(first.said).map((key) => [key, median(taken.map((t) => t.said[key] ?? 0))]),
    ),
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
