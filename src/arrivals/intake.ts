import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { Trail } from '../audit/index.ts';
import { type CollateResult, collate } from '../collation/index.ts';
import type { Reader } from '../files/index.ts';
import type { Framework } from '../framework/index.ts';
import type { Clock, Home, Waiting } from '../home/index.ts';
import { type Problem, problem, Refusal } from '../problems/index.ts';
import type { Records } from '../records/index.ts';
import { engineFault, type Warehouse } from '../warehouse/index.ts';
import { type Brought, bring, letGo } from './bring.ts';
import { filesUnder, timesOf } from './paths.ts';
import { settle } from './settle.ts';
import { writeDown } from './written-down.ts';

/** What a file needs on its way from where it lies to the facts. */
export interface IntakeContext {
  readonly home: Home;
  readonly framework: Framework;
  readonly warehouse: Warehouse;
  readonly reader: () => Reader;
  readonly records: Records;
  readonly trail: Trail;
  readonly clock: Clock;
  readonly reportingDay: () => string;
}

export type Progress = (done: number, total: number, file: string, rows: number) => void;

/** Files that are on their way in together. */
export interface Arriving {
  readonly done: number;
  readonly total: number;
}

/** The one way in, for what is typed, dropped on a page or laid in the inbox. */
export interface Intake {
  /** Files, folders and archives, in the order of their arrival; each whole or not at all. */
  take(paths: readonly string[], actor: string, progress?: Progress): Promise<CollateResult[]>;
  /** What is being taken now; null when nothing is. */
  arriving(): Arriving | null;
}

interface Wired extends IntakeContext {
  /** Says that a load is in whose papers are not. */
  behind(): void;
}

/** Codes of files that may not stay here at all, not even in quarantine (DESIGN.md 5.1). */
const mayNotStay = new Set(['R105', 'S107']);

export function openIntake(context: IntakeContext): Intake {
  // Files are judged one after the other, whoever brings them: two that bring the same bytes at
  // once cannot both find that nobody has.
  let queue: Promise<unknown> = Promise.resolve();
  let behind = false;
  let settled = 0;
  const underWay = new Set<{ done: number; readonly total: number }>();
  const wired: Wired = {
    ...context,
    behind: () => {
      behind = true;
    },
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  /** What settling finds in quarantine and nobody has judged is gone: so is what was brought ahead. */
  const settleFirst = async () => {
    if (!behind) return;
    await settle(context);
    behind = false;
    settled++;
  };
  return {
    arriving: () => {
      const takes = [...underWay];
      const sum = (of: (take: Arriving) => number) => takes.reduce((n, take) => n + of(take), 0);
      return takes.length === 0 ? null : { done: sum((t) => t.done), total: sum((t) => t.total) };
    },
    take: async (paths, actor, progress) => {
      const files = paths.flatMap(filesUnder);
      // Only a sample's list of arrivals is believed: in a real home the clock alone says when.
      const times = context.home.sample ? timesOf(files) : new Map<string, string>();
      const at = (file: string) => times.get(file) ?? '~';
      files.sort((a, b) => compareText(at(a), at(b)) || compareText(a, b));
      const results: CollateResult[] = [];
      let rows = 0;
      const coming: { ahead: Ahead | null } = { ahead: null };
      const take = { done: 0, total: files.length };
      underWay.add(take);
      try {
        for (const [i, path] of files.entries()) {
          const taken = await inTurn(async () => {
            await settleFirst();
            const own = await stillThere(coming.ahead, settled);
            coming.ahead = null;
            const next = files[i + 1];
            const read = () => {
              if (next !== undefined)
                coming.ahead ??= { brought: bringAhead(wired, next), settled };
            };
            return takeOne(wired, path, own, times.get(path) ?? null, actor, read);
          });
          rows += taken.reduce((sum, r) => sum + r.rows, 0);
          results.push(...taken);
          take.done = i + 1;
          progress?.(i + 1, files.length, basename(path), rows);
        }
      } finally {
        underWay.delete(take);
        const left = await coming.ahead?.brought;
        if (left) await letGo(left);
      }
      return results;
    },
  };
}

/** The next file, brought while the one before it is checked and committed. */
interface Ahead {
  readonly brought: Promise<Brought | null>;
  /** How often had been settled when it was begun. */
  readonly settled: number;
}

async function stillThere(ahead: Ahead | null, settled: number): Promise<Brought | null> {
  const brought = (await ahead?.brought) ?? null;
  if (brought === null || ahead?.settled === settled) return brought;
  await letGo(brought);
  return null;
}

/** Whatever stands against a file is said in its turn, not ahead of it: then it is brought anew. */
async function bringAhead(context: Wired, path: string): Promise<Brought | null> {
  try {
    const brought = await bring(context, path);
    return brought.ok ? brought.value : null;
  } catch {
    return null;
  }
}

/** One path: copied into quarantine, unpacked if it is an archive, each member judged by itself. */
async function takeOne(
  context: Wired,
  path: string,
  ahead: Brought | null,
  arrived: string | null,
  actor: string,
  read: () => void,
): Promise<CollateResult[]> {
  const { home } = context;
  const name = basename(path);
  const arrivedAt = arrived ?? context.clock.now();
  let brought = ahead;
  const turnedAway = async (problems: readonly Problem[]) => {
    const sha256 = (await brought?.came.sha256.catch(() => null)) ?? '';
    if (brought && sha256) home.shelves.keep(brought.came.path, sha256);
    const result = refusedFile(name, sha256, problems);
    await writeDown(context, result, arrivedAt, actor);
    return [result];
  };
  try {
    if (!brought) {
      const now = await bring(context, path);
      if (!now.ok) return await turnedAway(now.problems);
      brought = now.value;
    }
    const { came, look } = brought;
    const unpacked = await brought.members;
    if (!unpacked.ok) return await turnedAway(unpacked.problems);
    if (unpacked.value[0]?.path === came.path)
      return [await judge(context, came, { name, look, read }, arrivedAt, actor)];
    // An archive that was unpacked is its members from here on.
    rmSync(came.path, { force: true });
    const results: CollateResult[] = [];
    for (const [i, member] of unpacked.value.entries()) {
      const own = home.shelves.adopt(member.path);
      const last = i === unpacked.value.length - 1;
      const one = { name: member.name, look: null, read: last ? read : () => undefined };
      results.push(await judge(context, own, one, arrivedAt, actor));
    }
    return results;
  } catch (fault) {
    return await turnedAway(problemsOf(fault, home.folder));
  } finally {
    if (brought) rmSync(brought.folder, { recursive: true, force: true });
  }
}

/** A file by the name people call it, and what is known of it before its turn. */
interface ToJudge {
  readonly name: string;
  readonly look: Brought['look'];
  readonly read: () => void;
}

async function judge(
  context: Wired,
  waiting: Waiting,
  { name, look, read }: ToJudge,
  arrivedAt: string,
  actor: string,
): Promise<CollateResult> {
  const { home, clock } = context;
  const result = await collate(waiting.path, name, {
    framework: context.framework,
    engine: context.warehouse.engine,
    reader: context.reader(),
    sha256: waiting.sha256,
    ...{ look, read },
    safe: waiting.safe,
    arrivedAt,
    loadedAt: clock.now(),
    reportingDay: context.reportingDay(),
    actor,
    sampleHome: home.sample,
    work: home.work,
  }).catch(async (fault) =>
    refusedFile(name, await waiting.sha256.catch(() => ''), problemsOf(fault, home.folder)),
  );
  if (result.status === 'loaded') return written(context, waiting, result, arrivedAt, actor);
  const mayStay = !result.problems.some((p) => mayNotStay.has(p.code));
  if (result.status === 'refused' && mayStay && result.sha256)
    home.shelves.keep(waiting.path, result.sha256);
  else rmSync(waiting.path, { force: true });
  await writeDown(context, result, arrivedAt, actor);
  return result;
}

/**
 * The facts are in: from here nothing may say that they are not. Where the file cannot be archived
 * or the trail cannot be written now (the disk is full), the load says so, and `settle` does it later.
 */
async function written(
  context: Wired,
  waiting: Waiting,
  result: CollateResult,
  arrivedAt: string,
  actor: string,
): Promise<CollateResult> {
  try {
    context.home.shelves.accept(waiting.path, result.sha256);
    await writeDown(context, result, arrivedAt, actor);
    return result;
  } catch (fault) {
    context.behind();
    const detail = fault instanceof Error ? fault.message : String(fault);
    const late = problem('L104', { load: result.load ?? 0, detail }, { file: result.file });
    return { ...result, problems: [...result.problems, late] };
  }
}

/** What went wrong as a person can use it: a full disk is no riddle, a fault of ours is said as one. */
function problemsOf(fault: unknown, folder: string): readonly Problem[] {
  if (fault instanceof Refusal) return fault.problems;
  const detail = (fault instanceof Error ? fault.message : String(fault)).split('\n')[0] ?? '';
  const code = (fault as NodeJS.ErrnoException).code ?? '';
  const kind = /^(?:ENOSPC|EFBIG|EDQUOT)$/.test(code) ? 'disk' : engineFault(fault);
  if (kind === 'disk') return [problem('L102', { folder, detail })];
  if (kind === 'memory') return [problem('L103', { detail })];
  return [problem('F000', { detail })];
}

const refusedFile = (
  file: string,
  sha256: string,
  problems: readonly Problem[],
): CollateResult => ({
  file,
  status: 'refused',
  source: null,
  load: null,
  rows: 0,
  setAside: 0,
  periods: [],
  sha256,
  restated: [],
  problems: problems.map((p) => ({ ...p, where: { file, ...p.where } })),
});

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
