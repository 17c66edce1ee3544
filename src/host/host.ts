import { join } from 'node:path';
import {
  type Accounts,
  type Actor,
  grantRows,
  may,
  measureThing,
  openAccounts,
  type Sight,
  sightOf,
  type Thing,
  themeThing,
  whoMay,
} from '../access/index.ts';
import { type Arriving, type Inbox, openInbox, openIntake, settle } from '../arrivals/index.ts';
import { type Anchor, type AnchorCause, openTrail, type Trail } from '../audit/index.ts';
import type { CollateResult } from '../collation/index.ts';
import { type Figures, openFigures, type PointRef, type RowsBehind } from '../figures/index.ts';
import {
  type Excerpt,
  type Limits,
  openReader,
  type Reader,
  rowsOf,
  type WantedRows,
} from '../files/index.ts';
import { openStories, type Stories } from '../findings/index.ts';
import { type Framework, loadFramework } from '../framework/index.ts';
import { type Clock, type Home, openHome, systemClock, type WriteLog } from '../home/index.ts';
import { tableOf } from '../measures/index.ts';
import { day, type PlainDate } from '../periods/index.ts';
import { done, type Outcome, type Problem, problem, refused } from '../problems/index.ts';
import { openRecords, type Records } from '../records/index.ts';
import { openWarehouse, type RowsPage, undoLoad, WrongVersion } from '../warehouse/index.ts';
import { anchorTrail } from './anchors.ts';
import { doctor } from './doctor.ts';
import { type Door, openDoor, type Run } from './door.ts';
import { issuedSoFar, openOwnRecords, withOwnRecords } from './own-records.ts';
import { narrowed, type Told } from './seen.ts';

/** A home, open and wired: what the server and the command line both call. */
export interface Host {
  readonly home: Home;
  readonly framework: Framework;
  /** Titles, owners and restrictions of everything, for whoever gives access; no figure is made from it. */
  readonly whole: Framework;
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
  /** Rows behind a point, a page of them or all; the trail has who, which and why before they are read. */
  rows(
    point: PointRef,
    actor: Actor | null,
    asked?: { readonly page?: RowsPage; readonly reason?: string | undefined },
  ): Promise<Outcome<RowsBehind>>;
  /** Some rows of a file of the home, read in the bounded child. */
  readRows(path: string, name: string, wanted: readonly WantedRows[]): Promise<Outcome<Excerpt>>;
  undo(load: number, actor: Actor): Promise<Outcome<number>>;
  /** Archive = loads = facts = coverage = cells, or what does not agree. */
  doctor(): Promise<readonly Problem[]>;
  /** Lays the head of the trail down outside the home; null where no place is named. */
  anchor(why: AnchorCause): Promise<Outcome<Anchor | null>>;
  /** Whether themes are kept back from whom this host is for. */
  readonly narrow: boolean;
  /** Whether whom this host is for may open the rows of a theme. */
  opensRows(theme: string): boolean;
  /** This host as an actor has it: framework, figures, stories and loads without what they may not see. */
  as(actor: Actor | null): Host;
  /** Says no with who can, or nothing. */
  refuse(
    actor: Actor | null,
    action: Parameters<typeof may>[1],
    words: string,
    thing?: Thing,
  ): Problem | null;
  /** Files that are on their way in now; null when none are. */
  arriving(): Arriving | null;
  /** The folder where other systems lay files; whoever runs for long looks into it. */
  openInbox(): Inbox;
  /** Runs commands that other processes of this machine's user send while we own the home. */
  answerWith(run: Run): void;
  close(): Promise<void>;
}

/** What is given of a point's rows when nobody says how many. */
export const firstRows: RowsPage = { from: 0, limit: 1000 };

export interface HostEffects {
  readonly clock: Clock;
  /** What a file may ask of us, where it is not the default. */
  readonly limits?: Partial<Limits>;
  /** The log of the operating system, where it is not the machine's own. */
  readonly log?: WriteLog;
}

export async function openHost(
  folder: string,
  effects: HostEffects = { clock: systemClock },
): Promise<Outcome<Host>> {
  const { clock } = effects;
  const opened = await openHome(folder, () => new Date(clock.now()));
  if (!opened.ok) return opened;
  const home = opened.value;
  const closers: (() => unknown)[] = [() => home.release()];
  let door: Door | null = null;
  const leave = async () => {
    // First of all: commands that others sent still work with the stores.
    await door?.close();
    door = null;
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    door = await openDoor(home.socket);
    const loaded = loadFramework(home.framework);
    if (!loaded.ok) {
      await leave();
      return loaded;
    }
    return done(await wire(home, loaded.value, door, effects, closers, leave));
  } catch (fault) {
    await leave();
    if (fault instanceof WrongVersion)
      return refused(problem('H002', { folder, version: fault.found, ours: fault.ours }));
    const detail = (fault instanceof Error ? fault.message : String(fault)).split('\n')[0] ?? '';
    return refused(problem('H008', { detail: detail.replace(/\.$/, '') }));
  }
}

/** Opens the stores of a home that is ours, settles what was left half-done, and wires the rooms. */
async function wire(
  home: Home,
  framework: Framework,
  door: Door,
  { clock, limits, log }: HostEffects,
  closers: (() => unknown)[],
  close: () => Promise<void>,
): Promise<Host> {
  const schemas = [...framework.datasets.values()].map(tableOf);
  const warehouse = await openWarehouse(
    { path: home.warehouse, temp: join(home.work, 'spill'), allowed: [home.folder] },
    schemas,
  );
  closers.push(() => warehouse.close());
  const records = await openRecords(home.records);
  closers.push(() => records.destroy());
  const trail = openTrail(records, clock.now);
  let reader: Reader | null = null;
  const theReader = () => {
    reader ??= openReader(limits, home.work);
    return reader;
  };
  closers.push(() => reader?.close());
  await settle({ home, warehouse, records, trail, clock });
  const today = () => day(home.reportingDay ?? clock.today());
  const daily = byDay(today, (reportingDay) => {
    const open = (seen: Framework) =>
      openFigures(seen, warehouse, reportingDay, { now: clock.now });
    const all = open(framework);
    const own = openOwnRecords({ framework, warehouse, records, reportingDay }, all);
    const tell = (seen: Framework, raw: Figures): Told => {
      const figures = withOwnRecords(own, raw);
      return {
        framework: seen,
        figures,
        stories: openStories(figures, () => issuedSoFar(records)),
      };
    };
    const narrow = new Map<string, Told>();
    const toldTo = (sight: Sight): Told => {
      const known = narrow.get(sight.key);
      if (known) return known;
      const raw = open(sight.behind);
      own.readers.push(raw);
      const made = tell(sight.behind, raw);
      narrow.set(sight.key, made);
      return made;
    };
    return { reportingDay, ...tell(framework, all), toldTo };
  });
  const intake = openIntake({
    ...{ home, framework, warehouse, records, trail, clock },
    reportingDay: today,
    reader: theReader,
  });

  const host: Host = {
    home,
    framework,
    whole: framework,
    get figures() {
      return daily().figures;
    },
    get stories() {
      return daily().stories;
    },
    get reportingDay() {
      return daily().reportingDay;
    },
    accounts: openAccounts(records, clock.now),
    trail,
    records,
    clock,
    collate: (paths, actor, progress) => intake.take(paths, actor.name, progress),
    arriving: () => intake.arriving(),
    openInbox: () => openInbox(home.inbox, (paths) => intake.take(paths, 'inbox')),
    rows: async (point, actor, { page = firstRows, reason } = {}) => {
      const seen = host.as(actor);
      const open = seen.framework.measures.get(point.measure);
      if (open?.closed?.rows)
        return refused(problem('A123', { what: 'its rows', measure: open.title }));
      if (!open)
        return refused(problem('U103', { what: 'measure', name: point.measure, nearest: null }));
      const thing = measureThing(framework, point.measure);
      const look = { thing, about: { ...point, ...page }, reason, framework };
      const grant = await grantRows(actor, look, (entry) => trail.append(entry));
      return grant.ok ? done(await seen.figures.rowsBehind(point, grant.value, page)) : grant;
    },
    readRows: (path, name, wanted) => rowsOf(path, name, wanted, theReader()),
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
    doctor: () => doctor({ home, warehouse, schemas, records, trail }),
    anchor: (why) => anchorTrail({ home, trail, ...(log ? { log } : {}) }, why),
    narrow: false,
    opensRows: () => true,
    as: (actor) => {
      const sight = sightOf(actor, framework);
      const opens = (theme: string) => may(actor, 'see-rows', themeThing(framework, theme));
      if (sight === null && [...framework.themes.keys()].every(opens)) return host;
      return narrowed(host, () => (sight ? daily().toldTo(sight) : daily()), opens, sight);
    },
    refuse: (actor, action, words, thing = {}) =>
      may(actor, action, thing) ? null : problem('A102', { action: words, who: whoMay(action) }),
    answerWith: (run) => door.answerWith(run),
    close,
  };
  return host;
}

/** What depends on the reporting day, made anew when the day has changed: a server runs for months. */
function byDay<T>(today: () => PlainDate, make: (today: PlainDate) => T): () => T {
  let made: { day: PlainDate; value: T } | null = null;
  return () => {
    const now = today();
    if (made?.day !== now) made = { day: now, value: make(now) };
    return made.value;
  };
}
