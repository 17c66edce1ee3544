import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { Trail } from '../audit/index.ts';
import { type CollateResult, collate } from '../collation/index.ts';
import { members, type Reader } from '../files/index.ts';
import type { Framework } from '../framework/index.ts';
import type { Clock, Home, Waiting } from '../home/index.ts';
import { type Problem, problem, Refusal } from '../problems/index.ts';
import type { Records } from '../records/index.ts';
import { engineFault, type Warehouse } from '../warehouse/index.ts';
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

/** The one way in, for what is typed, dropped on a page or laid in the inbox. */
export interface Intake {
  /** Files, folders and archives, in the order of their arrival; each whole or not at all. */
  take(paths: readonly string[], actor: string, progress?: Progress): Promise<CollateResult[]>;
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
  return {
    take: async (paths, actor, progress) => {
      const files = paths.flatMap(filesUnder);
      // Only a sample's list of arrivals is believed: in a real home the clock alone says when.
      const times = context.home.sample ? timesOf(files) : new Map<string, string>();
      const at = (file: string) => times.get(file) ?? '~';
      files.sort((a, b) => compareText(at(a), at(b)) || compareText(a, b));
      const results: CollateResult[] = [];
      let rows = 0;
      for (const [i, path] of files.entries()) {
        const taken = await inTurn(async () => {
          if (behind) await settle(context);
          behind = false;
          return takeOne(wired, path, times.get(path) ?? null, actor);
        });
        rows += taken.reduce((sum, r) => sum + r.rows, 0);
        results.push(...taken);
        progress?.(i + 1, files.length, basename(path), rows);
      }
      return results;
    },
  };
}

/** One path: copied into quarantine, unpacked if it is an archive, each member judged by itself. */
async function takeOne(
  context: Wired,
  path: string,
  arrived: string | null,
  actor: string,
): Promise<CollateResult[]> {
  const { home } = context;
  const name = basename(path);
  const arrivedAt = arrived ?? context.clock.now();
  const folder = home.scratch('-members');
  let came: Waiting | null = null;
  const turnedAway = async (problems: readonly Problem[]) => {
    const sha256 = (await came?.sha256.catch(() => null)) ?? '';
    if (came && sha256) home.shelves.keep(came.path, sha256);
    const result = refusedFile(name, sha256, problems);
    await writeDown(context, result, arrivedAt, actor);
    return [result];
  };
  try {
    const limits = context.reader().limits;
    const waiting = await home.shelves.quarantine(path, name, limits.sizeBytes);
    if (!waiting.ok) return await turnedAway(waiting.problems);
    came = waiting.value;
    const unpacked = await members(came.path, folder, limits, name);
    if (!unpacked.ok) return await turnedAway(unpacked.problems);
    if (unpacked.value[0]?.path === came.path)
      return [await judge(context, came, name, arrivedAt, actor)];
    // An archive that was unpacked is its members from here on.
    rmSync(came.path, { force: true });
    const results: CollateResult[] = [];
    for (const member of unpacked.value) {
      const own = home.shelves.adopt(member.path);
      results.push(await judge(context, own, member.name, arrivedAt, actor));
    }
    return results;
  } catch (fault) {
    return await turnedAway(problemsOf(fault, home.folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judge(
  context: Wired,
  waiting: Waiting,
  name: string,
  arrivedAt: string,
  actor: string,
): Promise<CollateResult> {
  const { home, clock } = context;
  const result = await collate(waiting.path, name, {
    framework: context.framework,
    engine: context.warehouse.engine,
    reader: context.reader(),
    sha256: waiting.sha256,
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
