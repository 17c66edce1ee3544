import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Outcome, type Place, problem, refused } from '../problems/index.ts';
import type { SheetsReply } from './cells.ts';
import type { Answer, Question } from './desk.ts';
import type { Excerpt, WantedRows } from './excerpt.ts';
import type { Grid } from './grid.ts';
import { defaultLimits, type Limits, memoryOver } from './limits.ts';
import type { FileLook } from './look.ts';

/**
 * The bounded child that reads files: one child reads many, is replaced when it trips a limit, and
 * never blocks its owner. Questions are answered one after the other.
 */
export interface Reader {
  readonly limits: Limits;
  /** Starts the child, that it be there when the first question comes. */
  ready(): void;
  /** For this room's own questions. */
  ask(question: Question): Promise<Outcome<Answer>>;
  /** Ends the child and removes what it left behind. */
  close(): Promise<void>;
}

/** What is in a file, without its rows. `name` is what people call it; its ending is checked. */
export function lookAt(path: string, name: string, reader: Reader): Promise<Outcome<FileLook>> {
  // Each kind of question has its own kind of answer.
  return reader.ask({ kind: 'look', path, name }) as Promise<Outcome<FileLook>>;
}

/**
 * One sheet as a grid. A regular UTF-8 CSV is its own grid; anything else is written into `folder`,
 * where the owner removes it.
 */
export function gridOf(
  path: string,
  look: FileLook,
  sheet: number,
  folder: string,
  reader: Reader,
): Promise<Outcome<Grid>> {
  const question: Question = { kind: 'grid', path, name: look.name, sheet, folder };
  return reader.ask(question) as Promise<Outcome<Grid>>;
}

/** The whole file as cells, for `socpf sheets`; limited to `listedCells`. */
export function sheetsOf(
  path: string,
  name: string,
  reader: Reader,
): Promise<Outcome<SheetsReply>> {
  return reader.ask({ kind: 'cells', path, name }) as Promise<Outcome<SheetsReply>>;
}

/** Rows of a file with those above them that hold its headings, for a page that shows where a fault is. */
export function rowsOf(
  path: string,
  name: string,
  wanted: readonly WantedRows[],
  reader: Reader,
): Promise<Outcome<Excerpt>> {
  return reader.ask({ kind: 'rows', path, name, wanted }) as Promise<Outcome<Excerpt>>;
}

/**
 * Opens a reader; its child starts with the first question. `within` is the folder that holds what
 * the child writes while it reads (give one on the disk of the home; the default is the system's).
 */
export function openReader(limits: Partial<Limits> = {}, within: string = tmpdir()): Reader {
  return new ChildReader({ ...defaultLimits, ...limits }, within);
}

/**
 * The child beside a load costs memory, so it is spared where no time is lost: half the usual room for what is
 * soon thrown away, leave to clear up when it has read, and of helpers no more than one file at a time can use.
 */
const sparing = {
  execArgv: ['--max-semi-space-size=8', '--expose-gc'],
  env: { MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: '2' },
};

class ChildReader implements Reader {
  readonly limits: Limits;
  readonly #within: string;
  #child: ChildProcess | null = null;
  #folder: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(limits: Limits, within: string) {
    this.limits = limits;
    this.#within = within;
  }

  ready(): void {
    if (this.#child === null) hold(this.#started(), false);
  }

  ask(question: Question): Promise<Outcome<Answer>> {
    const answer = this.#last.then(() => this.#askNow(question));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async close(): Promise<void> {
    await this.#last;
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null)
      await new Promise<void>((resolve) => {
        hold(child, true);
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      });
    this.#cleared();
  }

  #askNow(question: Question): Promise<Outcome<Answer>> {
    const child = this.#child ?? this.#started();
    const place: Place = { file: question.name };
    return new Promise((resolve) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        child.kill('SIGKILL');
      }, this.limits.timeMs);
      const settle = (outcome: Outcome<Answer>) => {
        clearTimeout(timer);
        child.off('message', onAnswer);
        child.off('exit', onExit);
        hold(child, false);
        resolve(outcome);
      };
      const onAnswer = (outcome: Outcome<Answer>) => settle(outcome);
      const onExit = (code: number | null, signal: NodeJS.Signals | null) =>
        settle(refused(this.#reason(late, code, signal, place)));
      hold(child, true);
      child.on('message', onAnswer);
      child.on('exit', onExit);
      child.send(question);
    });
  }

  #started(): ChildProcess {
    this.#folder = mkdtempSync(join(this.#within, 'socpf-reading-'));
    const child = fork(program(), [], {
      execArgv: [
        `--max-old-space-size=${Math.ceil(this.limits.memoryBytes / 2 ** 20)}`,
        ...sparing.execArgv,
      ],
      env: sparing.env,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    child.on('error', () => child.kill('SIGKILL'));
    child.once('exit', () => {
      if (this.#child === child) this.#cleared();
    });
    child.send({ folder: this.#folder, limits: this.limits });
    this.#child = child;
    return child;
  }

  #cleared(): void {
    this.#child = null;
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }

  /** Why a child ended without an answer. V8 aborts when its heap is full. */
  #reason(late: boolean, code: number | null, signal: NodeJS.Signals | null, place: Place) {
    if (late) return problem('F209', { seconds: Math.round(this.limits.timeMs / 1000) }, place);
    const heapFull = signal === 'SIGABRT' || code === 134 || code === memoryOver;
    return heapFull
      ? problem('F210', { limit: this.limits.memoryBytes }, place)
      : problem('F120', { detail: signal ?? `code ${code}` }, place);
  }
}

/** An idle child keeps nobody's process alive. */
function hold(child: ChildProcess, busy: boolean): void {
  if (busy) child.ref();
  else child.unref();
  // Node's types lack the channel's own pair.
  const channel = child.channel as { ref?(): void; unref?(): void } | null | undefined;
  if (busy) channel?.ref?.();
  else channel?.unref?.();
}

/** The child's program stands beside this one, compiled or not. */
function program(): string {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./child.${ending}`, import.meta.url));
}
