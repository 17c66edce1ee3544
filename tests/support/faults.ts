import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { makeHome } from '../../src/home/index.ts';
import { type Host, openHost } from '../../src/host/index.ts';
import {
  crimeCsv,
  crimeName,
  crimeRows,
  disruptionBook,
  disruptionName,
  disruptionRows,
  laid,
} from './extracts.ts';
import { factsOf } from './home-state.ts';
import { valueIn } from './outcome.ts';
import { repository } from './shared.ts';

/**
 * Faults done to a real process that collates: killed at any moment, out of disk, its files changed
 * under it. After each the home must stand where it stood after some whole number of files; the
 * doctor must find nothing, and the same files once more must end in the same facts.
 */
export interface FaultBench {
  readonly folder: string;
  /** A home with one month in it, closed. */
  readonly home: string;
  /** The files that come, in their order. */
  readonly files: string;
  readonly names: readonly string[];
  /** Facts that count after 0, 1, 2... files. */
  readonly after: readonly string[];
  /**
   * How long a load, or an undo, takes undisturbed: from its first trace in the home to the end of
   * the process. Machines are busy: each one that came to its end is believed more than the last.
   */
  readonly usual: { load: number; undo: number };
}

const actor: Actor = { name: 'local:faults', roles: ['administrator', 'analyst'], themes: [] };
const socpf = join(repository, 'bin', 'socpf.js');
/** Rows of each file: enough that a load has a middle. */
const rowsOfFile = 8_000;

/** Numbers from a seed, each in [0, 1): the same seed breaks at the same points. */
export function numbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

export async function faultBench(folder: string): Promise<FaultBench> {
  const home = join(folder, 'home');
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  makeHome(home, {
    sample: true,
    reportingDay: '2026-02-10',
    framework: join(repository, 'framework'),
  });
  const crime = (month: string, n: number) =>
    crimeCsv({ month, rows: crimeRows(month, n), top: topOf(month) });
  const first = laid(folder, crimeName('2025-10'), crime('2025-10', 500));
  laid(files, crimeName('2025-11'), crime('2025-11', rowsOfFile));
  laid(files, crimeName('2025-12'), crime('2025-12', rowsOfFile));
  // The first month once more, with a row more: a load that supersedes.
  laid(files, 'BO_SOC_CRIME_again_202510.csv', crime('2025-10', 501));
  laid(files, disruptionName('2025-12'), await disruptionBook(disruptionRows('2025-12', 900)));
  const names = readdirSync(files).sort();

  const host = await opened(home);
  assert.equal((await host.collate([first], actor))[0]?.status, 'loaded');
  await host.close();
  const whole = copied(folder, home, 'whole');
  const after = [await facts(whole)];
  const all = await opened(whole);
  for (const name of names) {
    const [result] = await all.collate([join(files, name)], actor);
    assert.equal(result?.status, 'loaded', JSON.stringify(result));
    after.push(await facts(whole));
  }
  await all.close();
  assert.equal(new Set(after).size, after.length, 'every file changes the facts');
  const timed = copied(folder, home, 'timed');
  const load = await disturbed(timed, collate(files));
  const undo = await disturbed(timed, ['undo', '2']);
  assert.deepEqual([load.exit, undo.exit], [0, 0]);
  rmSync(timed, { recursive: true });
  rmSync(whole, { recursive: true });
  const usual = { load: load.tookMs, undo: undo.tookMs };
  return { folder, home, files, names, after, usual };
}

const topOf = (month: string) => [
  'SYNTHETIC - Business Objects scheduled report: SOC crime',
  `Run 05/01/2026 for ${month}`,
];

const opened = async (home: string): Promise<Host> => valueIn(await openHost(home));
const facts = async (home: string): Promise<string> => JSON.stringify(await factsOf(home));

function copied(folder: string, home: string, name: string): string {
  const copy = join(folder, `${name}-home`);
  rmSync(copy, { recursive: true, force: true });
  cpSync(home, copy, { recursive: true });
  return copy;
}

const collate = (files: string) => ['collate', files, '--json'];

interface Ended {
  readonly exit: number | null;
  readonly tookMs: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in a process of its own; kills it `killAfter` ms after its first trace in the home. */
function disturbed(
  home: string,
  args: readonly string[],
  killAfter: number | null = null,
  shell: readonly string[] = [],
): Promise<Ended> {
  const trace = join(home, args[0] === 'collate' ? 'quarantine' : 'run');
  mkdirSync(trace, { recursive: true });
  const [program = '', ...rest] = [...shell, process.execPath, socpf, '--home', home, ...args];
  return new Promise((resolve) => {
    let began = 0;
    const watcher = watch(trace, () => {
      if (began > 0) return;
      began = performance.now();
      if (killAfter !== null) setTimeout(() => child.kill('SIGKILL'), killAfter);
    });
    const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, error]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => error.push(text));
    child.once('close', (exit) => {
      watcher.close();
      const tookMs = began === 0 ? 0 : performance.now() - began;
      resolve({ exit, tookMs, stdout: out.join(''), stderr: error.join('') });
    });
  });
}

/** Kills a command after a share of its usual time, and learns from one that was too quick. */
async function killedAt(
  bench: FaultBench,
  home: string,
  what: 'load' | 'undo',
  share: number,
): Promise<string> {
  const args = what === 'load' ? collate(bench.files) : ['undo', '2'];
  const { exit, tookMs } = await disturbed(home, args, share * bench.usual[what]);
  if (exit === 0) bench.usual[what] = Math.min(bench.usual[what], tookMs);
  return `killed at ${Math.round(100 * share)} %${exit === 0 ? ' (it was done)' : ''}`;
}

/** Facts of a home into which these files alone came. */
async function factsWith(bench: FaultBench, names: readonly string[]): Promise<string> {
  const home = copied(bench.folder, bench.home, 'reference');
  const host = await opened(home);
  await host.collate(
    names.map((name) => join(bench.files, name)),
    actor,
  );
  await host.close();
  return facts(home);
}

/**
 * How many files are in; a home between two of them is a fault of ours. A full disk may have had room
 * for a later, smaller file: then it is said which came in.
 */
async function standing(
  bench: FaultBench,
  home: string,
  names: readonly string[] | null = null,
): Promise<number> {
  const host = await opened(home);
  try {
    const wrong = await host.doctor();
    assert.deepEqual(
      wrong.map((p) => `${p.code} ${p.message}`),
      [],
      'the doctor finds nothing',
    );
    const now = await facts(home);
    const n = names?.length ?? bench.after.indexOf(now);
    assert.ok(n >= 0, 'the facts are those after a whole number of files');
    if (names) assert.equal(now, await factsWith(bench, names), `the facts of ${names}`);
    const loads = await host.figures.loads();
    assert.equal(loads.length, 1 + n, 'and so is the ledger');
    assert.equal(filesIn(join(home, 'archive')).length, 1 + n, 'and so is the archive');
    return n;
  } finally {
    await host.close();
  }
}

/** The same files once more: the same facts, and nothing left over. */
async function onceMore(bench: FaultBench, home: string): Promise<void> {
  const host = await opened(home);
  try {
    const results = await host.collate([bench.files], actor);
    assert.ok(
      results.every((r) => r.status !== 'refused'),
      JSON.stringify(results.flatMap((r) => r.problems)),
    );
    assert.equal(await facts(home), bench.after.at(-1), 'the same facts in the end');
    assert.deepEqual(await host.doctor(), []);
    assert.deepEqual(filesIn(join(home, 'quarantine')), []);
  } finally {
    await host.close();
  }
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
    : [];

/** Every line that a person sees is a coded sentence, and no stack trace. */
function coded(stderr: string): void {
  for (const line of stderr.split('\n').filter((text) => text.trim() !== ''))
    assert.match(line, /^(?:[A-Z]\d{3} |\d+ of \d+ files)/, stderr);
}

/** SIGKILL after a share of the load's usual time. */
export async function killed(bench: FaultBench, share: number, name = 'killed'): Promise<string> {
  const home = copied(bench.folder, bench.home, name);
  const how = await killedAt(bench, home, 'load', share);
  const n = await standing(bench, home);
  await onceMore(bench, home);
  return `a load ${how}: ${n} of ${bench.names.length} files in`;
}

/** A real limit on the size of any file written (`ulimit -f`, blocks of 512 bytes). */
export async function outOfDisk(bench: FaultBench, blocks: number, name = 'full'): Promise<string> {
  const home = copied(bench.folder, bench.home, name);
  const limited = ['sh', '-c', `ulimit -f ${blocks} && exec "$0" "$@"`];
  const { exit, stderr, stdout } = await disturbed(home, collate(bench.files), null, limited);
  coded(stderr);
  assert.ok(exit === 0 || exit === 1, `exit ${exit}: ${stderr}`);
  if (exit === 1)
    assert.match(
      stderr,
      /^(?:F1(?:01|20|21)|L10[234]|H008|U000) /m,
      'it says that the disk is full',
    );
  const results: { file: string; status: string }[] = /"results"/.test(stdout)
    ? JSON.parse(stdout).results
    : [];
  assert.ok(exit === 1 || results.length === bench.names.length);
  const names = results.filter((r) => r.status === 'loaded').map((r) => r.file);
  const n = await standing(bench, home, results.length > 0 ? names : null);
  await onceMore(bench, home);
  return `no file over ${Math.round(blocks / 2)} KiB: ${n} of ${bench.names.length} files in${exit === 1 ? `, ${stderr.slice(0, 4)}` : ''}`;
}

/** SIGKILL while a load is taken out: it is out, or it is in. */
export async function killedUndo(bench: FaultBench, share: number): Promise<string> {
  const home = copied(bench.folder, bench.home, 'undo');
  const host = await opened(home);
  await host.collate([bench.files], actor);
  await host.close();
  const before = await facts(home);
  const how = await killedAt(bench, home, 'undo', share);
  const again = await opened(home);
  try {
    assert.deepEqual(await again.doctor(), []);
    const out = (await again.figures.loads()).some((l) => l.undoes === 2);
    if (!out) assert.equal(await facts(home), before);
    else assert.notEqual(await facts(home), before);
    const [result] = await again.collate([bench.files], actor);
    assert.notEqual(result?.status, 'refused');
    assert.equal(await facts(home), before, 'loaded again, it is as it was');
    assert.deepEqual(await again.doctor(), []);
    return `an undo ${how}: ${out ? 'out' : 'in'}`;
  } finally {
    await again.close();
  }
}

/** A file that is written, or cut, while it is read: it comes in whole, or is refused. */
export async function changedWhileRead(bench: FaultBench, random: () => number): Promise<string> {
  const home = copied(bench.folder, bench.home, 'changed');
  const files = join(bench.folder, 'changing');
  rmSync(files, { recursive: true, force: true });
  cpSync(bench.files, files, { recursive: true });
  const path = join(files, crimeName('2025-11'));
  const size = readFileSync(path).length;
  const cuts = random() < 0.5;
  const timer = setInterval(
    () => {
      if (cuts) truncateSync(path, Math.floor(size * random()));
      else appendFileSync(path, 'SYN, half a li');
    },
    1 + Math.floor(random() * 20),
  );
  const { exit, stderr } = await disturbed(home, collate(files));
  clearInterval(timer);
  coded(stderr);
  assert.ok(exit === 0 || exit === 1, `exit ${exit}: ${stderr}`);
  const host = await opened(home);
  try {
    assert.deepEqual(await host.doctor(), []);
    const rows = (await host.figures.loads())
      .filter((l) => l.file === crimeName('2025-11'))
      .map((l) => l.rowsLoaded);
    assert.ok(
      rows.every((n) => n === rowsOfFile),
      `loaded ${rows} of ${rowsOfFile} rows`,
    );
  } finally {
    await host.close();
  }
  for (const name of filesIn(join(home, 'quarantine'))) rmSync(join(home, 'quarantine', name));
  await onceMore(bench, home);
  return `a file ${cuts ? 'cut' : 'written'} while it was read: ${exit === 0 ? 'loaded whole' : `refused, ${stderr.slice(0, 4)}`}`;
}

/** SIGKILL while a home is made and first opened: it can be opened then, and is empty and sound. */
export async function killedAtBirth(bench: FaultBench, share: number): Promise<string> {
  const home = join(bench.folder, 'newborn');
  rmSync(home, { recursive: true, force: true });
  const lone = laid(bench.folder, 'nothing.csv', 'a,b\n1,2\n');
  const after = Math.round(100 + share * 900);
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [socpf, '--home', home, 'collate', lone], {
      stdio: 'ignore',
    });
    setTimeout(() => child.kill('SIGKILL'), after);
    child.once('close', () => resolve());
  });
  const made = existsSync(join(home, 'home.json'));
  if (!made)
    makeHome(home, {
      sample: false,
      reportingDay: null,
      framework: join(repository, 'framework'),
    });
  const host = await opened(home);
  try {
    assert.deepEqual(await host.doctor(), []);
    assert.deepEqual(await host.figures.loads(), []);
  } finally {
    await host.close();
  }
  return `a home killed ${after} ms after its birth: ${made ? 'there' : 'not there yet'}, sound`;
}

/** A lock of a process that is gone, or was never ours, keeps nobody out. */
export async function staleLock(bench: FaultBench, random: () => number): Promise<string> {
  const home = copied(bench.folder, bench.home, 'stale');
  mkdirSync(join(home, 'run'), { recursive: true });
  const left = [
    JSON.stringify({ pid: 2 ** 22 + Math.floor(random() * 1e6), token: 'gone' }),
    JSON.stringify({ pid: process.pid, token: 'another start of the same number' }),
    'half a lo',
    '',
  ][Math.floor(random() * 4)];
  writeFileSync(join(home, 'run', 'lock'), left ?? '');
  writeFileSync(join(home, 'run', 'socpf.sock'), '');
  await onceMore(bench, home);
  return `a lock left behind (${JSON.stringify(left).slice(0, 30)}): taken over`;
}

/** The fault that a seed names: six in ten are kills of a load. */
export function oneFault(bench: FaultBench, seed: number): Promise<string> {
  const random = numbers(seed);
  const share = random();
  switch (seed % 10) {
    case 0:
      return outOfDisk(bench, Math.floor(8 + share ** 2 * 12_000));
    case 3:
      return changedWhileRead(bench, random);
    case 6:
      return seed % 20 === 6 ? killedUndo(bench, share) : killedAtBirth(bench, share);
    case 9:
      return seed % 20 === 9
        ? staleLock(bench, random)
        : outOfDisk(bench, Math.floor(8 + share * 2_000));
    default:
      return killed(bench, share * 1.05);
  }
}
