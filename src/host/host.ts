import {
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import {
  type Accounts,
  type Actor,
  grantRows,
  may,
  openAccounts,
  type Thing,
  whoMay,
} from '../access/index.ts';
import { openTrail, type Trail } from '../audit/index.ts';
import { type CollateResult, collate } from '../collation/index.ts';
import { type Figures, openFigures, type PointRef, type RowsBehind } from '../figures/index.ts';
import { members, openReader, type Reader } from '../files/index.ts';
import { openStories, type Stories } from '../findings/index.ts';
import { type Framework, loadFramework } from '../framework/index.ts';
import { type Clock, type Home, openHome, systemClock } from '../home/index.ts';
import { tableOf } from '../measures/index.ts';
import { day, type PlainDate } from '../periods/index.ts';
import { done, type Outcome, type Problem, problem, refused } from '../problems/index.ts';
import { openRecords, type Records } from '../records/index.ts';
import {
  openWarehouse,
  recount,
  undoLoad,
  type Warehouse,
  WrongVersion,
} from '../warehouse/index.ts';
import { openDoor, type Run } from './door.ts';

/** A home, open and wired: what the server and the command line both call. */
export interface Host {
  readonly home: Home;
  readonly framework: Framework;
  readonly figures: Figures;
  readonly stories: Stories;
  readonly accounts: Accounts;
  readonly trail: Trail;
  readonly records: Records;
  readonly reportingDay: PlainDate;
  readonly clock: Clock;
  collate(
    paths: readonly string[],
    actor: Actor,
    progress?: (done: number, total: number, file: string, rows: number) => void,
  ): Promise<CollateResult[]>;
  rows(point: PointRef, actor: Actor | null): Promise<Outcome<RowsBehind>>;
  undo(load: number, actor: Actor): Promise<Outcome<number>>;
  /** Archive = loads = facts = coverage = cells, or what does not agree. */
  doctor(): Promise<readonly Problem[]>;
  /** Says no with who can, or nothing. */
  refuse(
    actor: Actor | null,
    action: Parameters<typeof may>[1],
    words: string,
    thing?: Thing,
  ): Problem | null;
  /** Runs commands that other processes of this machine's user send while we own the home. */
  answerWith(run: Run): void;
  close(): Promise<void>;
}

export interface HostEffects {
  readonly clock: Clock;
}

export async function openHost(
  folder: string,
  effects: HostEffects = { clock: systemClock },
): Promise<Outcome<Host>> {
  const opened = await openHome(folder);
  if (!opened.ok) return opened;
  const home = opened.value;
  const door = await openDoor(home.socket);
  const leave = async () => {
    await door.close();
    home.release();
  };
  const loaded = loadFramework(home.framework);
  if (!loaded.ok) {
    await leave();
    return loaded;
  }
  const framework = loaded.value;
  const { clock } = effects;
  const reportingDay = day(home.reportingDay ?? clock.today());
  const schemas = [...framework.datasets.values()].map(tableOf);
  const found: Warehouse | WrongVersion = await openWarehouse(
    { path: home.warehouse, temp: join(home.work, 'spill'), allowed: [home.folder] },
    schemas,
  ).catch((fault: unknown) => {
    home.release();
    if (fault instanceof WrongVersion) return fault;
    throw fault;
  });
  if (found instanceof WrongVersion)
    return refused(problem('H002', { folder, version: found.found, ours: found.ours }));
  const warehouse = found;
  const records = await openRecords(home.records);
  const trail = openTrail(records, clock.now);
  const accounts = openAccounts(records, clock.now);
  const figures = openFigures(framework, warehouse, reportingDay, { now: clock.now });
  let reader: Reader | null = null;
  const theReader = () => {
    reader ??= openReader();
    return reader;
  };

  async function collateOne(
    path: string,
    name: string,
    arrivedAt: string,
    actor: Actor,
  ): Promise<CollateResult> {
    // The engine may read in the home alone: what lies elsewhere is brought in first.
    const ours = path.startsWith(join(home.work, sep));
    const inside = ours ? path : home.scratch(`-${basename(path)}`);
    if (!ours) await copyFile(path, inside, constants.COPYFILE_FICLONE);
    try {
      const result = await collate(inside, name, {
        framework,
        engine: warehouse.engine,
        reader: theReader(),
        archive: home,
        arrivedAt,
        loadedAt: clock.now(),
        reportingDay,
        actor: actor.name,
        sampleHome: home.sample,
        work: home.work,
      });
      await records
        .insertInto('arrival')
        .values({
          file: name,
          source: result.source,
          at: arrivedAt,
          actor: actor.name,
          status: result.status,
          problems: JSON.stringify(result.problems),
          load: result.load,
          rows: result.rows,
          set_aside: result.setAside,
        })
        .execute();
      if (result.status !== 'already-loaded')
        await trail.append({
          actor: actor.name,
          category: result.status === 'loaded' ? 'collection' : 'refusal',
          event: result.status === 'loaded' ? 'load' : 'file-refused',
          detail: {
            file: name,
            sha256: result.sha256,
            source: result.source,
            load: result.load,
            rows: result.rows,
            codes: [...new Set(result.problems.map((p) => p.code))],
          },
        });
      return result;
    } finally {
      rmSync(inside, { force: true });
    }
  }

  return done({
    home,
    framework,
    figures,
    stories: openStories(figures),
    accounts,
    trail,
    records,
    reportingDay,
    clock,
    collate: async (paths, actor, progress) => {
      const files = paths.flatMap(filesUnder);
      const arrivals = arrivalTimes(files);
      const ordered = files.sort(
        (a, b) => compareText(arrivals.get(a) ?? '~', arrivals.get(b) ?? '~') || compareText(a, b),
      );
      const results: CollateResult[] = [];
      let rows = 0;
      for (const [i, path] of ordered.entries()) {
        const folder = home.scratch('-members');
        mkdirSync(folder);
        const unpacked = await members(path, folder, theReader().limits);
        if (!unpacked.ok) {
          results.push({
            file: basename(path),
            status: 'refused',
            source: null,
            load: null,
            rows: 0,
            setAside: 0,
            periods: [],
            sha256: '',
            restated: [],
            problems: unpacked.problems.map((p) => ({
              ...p,
              where: { file: basename(path), ...p.where },
            })),
          });
          continue;
        }
        for (const member of unpacked.value) {
          const result = await collateOne(
            member.path,
            member.name,
            arrivals.get(path) ?? clock.now(),
            actor,
          );
          rows += result.rows;
          results.push(result);
        }
        rmSync(folder, { recursive: true, force: true });
        progress?.(i + 1, ordered.length, basename(path), rows);
      }
      return results;
    },
    rows: async (point, actor) => {
      const measure = framework.measures.get(point.measure);
      if (!measure)
        return refused(problem('U103', { what: 'measure', name: point.measure, nearest: null }));
      const grant = await grantRows(actor, { theme: measure.theme }, { ...point }, (entry) =>
        trail.append(entry),
      );
      return grant.ok ? done(await figures.rowsBehind(point, grant.value)) : grant;
    },
    undo: async (load, actor) => {
      const event = await undoLoad(warehouse.engine, load, actor.name, clock.now());
      if (event === null) return refused(problem('L101', { load }));
      await trail.append({
        actor: actor.name,
        category: 'alteration',
        event: 'undo',
        detail: { load, event },
      });
      return done(event);
    },
    doctor: async () => {
      const wrong = (await recount(warehouse.engine, schemas)).map((d) =>
        problem(
          'H007',
          {
            detail: `${d.dataset || 'ledger'}${d.load === null ? '' : `, load ${d.load}`}: ${d.detail}.`,
          },
          { file: d.dataset },
        ),
      );
      for (const load of await warehouse.loads())
        if (load.kind === 'load' && home.archived(load.sha256) === null)
          wrong.push(
            problem('H007', {
              detail: `Load ${load.load} (${load.file}): its file is not in the archive.`,
            }),
          );
      const chain = await trail.verify();
      const [first] = chain.broken;
      if (first)
        wrong.push(
          problem('A107', { entries: chain.broken.length, first: first.entry, why: first.why }),
        );
      return wrong;
    },
    refuse: (actor, action, words, thing = {}) =>
      may(actor, action, thing) ? null : problem('A102', { action: words, who: whoMay(action) }),
    answerWith: (run) => door.answerWith(run),
    close: async () => {
      await door.close();
      await reader?.close();
      await records.destroy();
      warehouse.close();
      home.release();
    },
  });
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Files of a folder, the list of arrivals left out; a file is itself. */
function filesUnder(path: string): string[] {
  const full = resolve(path);
  if (!existsSync(full)) return [full];
  if (!statSync(full).isDirectory()) return [full];
  return readdirSync(full, { recursive: true })
    .map((name) => join(full, String(name)))
    .filter(
      (file) =>
        statSync(file).isFile() &&
        !['arrivals.csv', 'README.md', 'SOURCES.md'].includes(basename(file)),
    );
}

/** When each file of a sample arrived, from the `arrivals.csv` beside it. */
function arrivalTimes(files: readonly string[]): Map<string, string> {
  const times = new Map<string, string>();
  const lists = new Map<string, Map<string, string>>();
  for (const file of files) {
    const list = join(file, '..', 'arrivals.csv');
    if (!lists.has(list))
      lists.set(
        list,
        existsSync(list)
          ? new Map(
              readFileSync(list, 'utf8')
                .trim()
                .split('\n')
                .slice(1)
                .map((line) => [line.split(',')[0] ?? '', line.split(',')[1] ?? '']),
            )
          : new Map(),
      );
    const at = lists.get(list)?.get(basename(file));
    if (at) times.set(file, at);
  }
  return times;
}
