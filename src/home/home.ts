import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { socketOf, takeLock } from './lock.ts';
import { openShelves, type Shelves } from './shelves.ts';

/** The folder of a force on disk (DESIGN.md section 11). Only this room lays paths in it. */
export interface Home {
  readonly folder: string;
  readonly sample: boolean;
  /** Fixed in a sample; null means today in London. */
  readonly reportingDay: string | null;
  /** Where the definitions are read from. */
  readonly framework: string;
  readonly warehouse: string;
  readonly records: string;
  readonly work: string;
  readonly editions: string;
  /** Where people and other systems may put files, to be collated by a running server. */
  readonly inbox: string;
  readonly socket: string;
  /** Where the head of the trail is laid down, outside the home: a file or `system-log`. */
  readonly anchor: string | null;
  /** Files that came: in quarantine until they are judged, in the archive once accepted. */
  readonly shelves: Shelves;
  /** A name in `work` that nobody has. */
  scratch(ending: string): string;
  /** Gives the home to the next owner. */
  release(): void;
}

const version = '1';

interface HomeFile {
  version: string;
  sample: boolean;
  reportingDay: string | null;
  framework: string | null;
  anchor: string | null;
}

export interface NewHome {
  readonly sample: boolean;
  readonly reportingDay: string | null;
  /** Shipped definitions, copied in. */
  readonly framework: string;
}

export const isHome = (folder: string): boolean => existsSync(join(folder, 'home.json'));

/** Makes a home where none is; never changes one that is there. */
export function makeHome(folder: string, wanted: NewHome): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  for (const name of ['archive', 'quarantine', 'work', 'editions', 'inbox', 'run'])
    mkdirSync(join(folder, name), { recursive: true });
  cpSync(wanted.framework, join(folder, 'framework'), { recursive: true });
  const file: HomeFile = {
    version,
    sample: wanted.sample,
    reportingDay: wanted.reportingDay,
    framework: null,
    anchor: null,
  };
  write(folder, file);
}

function write(folder: string, file: HomeFile): void {
  writeFileSync(join(folder, 'home.json.new'), `${JSON.stringify(file, null, 2)}\n`);
  renameSync(join(folder, 'home.json.new'), join(folder, 'home.json'));
}

/** From the next opening on the head of the trail is laid down there; remembered. */
export function keepAnchor(folder: string, place: string): Outcome<null> {
  const file = homeFile(resolve(folder));
  if (!file.ok) return file;
  write(resolve(folder), { ...file.value, anchor: place });
  return done(null);
}

/** Opens a home and takes it for this process: one owner a home. */
export async function openHome(
  given: string,
  now: () => Date = () => new Date(),
): Promise<Outcome<Home>> {
  const folder = resolve(given);
  if (!isHome(folder)) return refused(problem('H001', { folder }));
  const file = homeFile(folder);
  if (!file.ok) return file;
  const lock = await takeLock(folder).catch((fault: Error) =>
    refused(problem('H008', { detail: fault.message })),
  );
  if (!lock.ok) return lock;
  const work = join(folder, 'work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  return done({
    folder,
    sample: file.value.sample,
    reportingDay: file.value.reportingDay,
    framework: file.value.framework ?? join(folder, 'framework'),
    warehouse: join(folder, 'warehouse.duckdb'),
    records: join(folder, 'records.db'),
    work,
    editions: join(folder, 'editions'),
    inbox: join(folder, 'inbox'),
    socket: socketOf(folder),
    anchor: file.value.anchor,
    shelves: openShelves(folder, now),
    scratch: (ending) => join(work, `${randomUUID()}${ending}`),
    release: () => lock.value.release(),
  });
}

/** The framework a home reads and the day it reports on, without taking the home. */
export function homeSays(given: string): Outcome<{
  readonly framework: string;
  readonly reportingDay: string | null;
}> {
  const folder = resolve(given);
  const file = homeFile(folder);
  if (!file.ok) return file;
  const { framework, reportingDay } = file.value;
  return done({ framework: framework ?? join(folder, 'framework'), reportingDay });
}

/** What `home.json` says, every word of it looked at: people do edit it. */
function homeFile(folder: string): Outcome<HomeFile> {
  const broken = (detail: string) =>
    refused(problem('H008', { detail: `home.json: ${detail}` }, { file: 'home.json' }));
  let file: Partial<HomeFile> | null;
  try {
    file = JSON.parse(readFileSync(join(folder, 'home.json'), 'utf8')) as typeof file;
  } catch (fault) {
    return broken((fault as Error).message);
  }
  if (file === null || typeof file !== 'object') return broken('it is no object');
  if (file.version !== version)
    return refused(problem('H002', { folder, version: String(file.version), ours: version }));
  const { sample, reportingDay = null, framework = null, anchor = null } = file;
  if (typeof sample !== 'boolean') return broken('“sample” is neither true nor false');
  if (reportingDay !== null && (typeof reportingDay !== 'string' || !isDay(reportingDay)))
    return broken(`“reportingDay” is ${JSON.stringify(reportingDay)}, not a day like 2026-02-10`);
  if (framework !== null && typeof framework !== 'string') return broken('“framework” is no path');
  if (anchor !== null && typeof anchor !== 'string') return broken('“anchor” is no place');
  return done({ version, sample, reportingDay, framework, anchor });
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);
