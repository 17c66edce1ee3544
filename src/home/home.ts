import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { socketOf, takeLock } from './lock.ts';

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
  readonly socket: string;
  /** Keeps bytes under their hash; the same bytes are kept once. */
  accept(path: string, sha256: string): Promise<string>;
  withdraw(sha256: string): Promise<void>;
  archived(sha256: string): string | null;
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
  for (const name of ['archive', 'work', 'editions', 'inbox', 'run'])
    mkdirSync(join(folder, name), { recursive: true });
  cpSync(wanted.framework, join(folder, 'framework'), { recursive: true });
  const file: HomeFile = {
    version,
    sample: wanted.sample,
    reportingDay: wanted.reportingDay,
    framework: null,
  };
  writeFileSync(join(folder, 'home.json.new'), `${JSON.stringify(file, null, 2)}\n`);
  renameSync(join(folder, 'home.json.new'), join(folder, 'home.json'));
}

/** Opens a home and takes it for this process: one owner a home. */
export async function openHome(given: string): Promise<Outcome<Home>> {
  const folder = resolve(given);
  if (!isHome(folder)) return refused(problem('H001', { folder }));
  let file: HomeFile;
  try {
    file = JSON.parse(readFileSync(join(folder, 'home.json'), 'utf8')) as HomeFile;
  } catch (fault) {
    return refused(problem('H008', { detail: `home.json: ${(fault as Error).message}` }));
  }
  if (file.version !== version)
    return refused(problem('H002', { folder, version: String(file.version), ours: version }));
  mkdirSync(join(folder, 'run'), { recursive: true, mode: 0o700 });
  const lock = await takeLock(folder);
  if (!lock.ok) return lock;
  const archivePath = (sha256: string) => join(folder, 'archive', sha256.slice(0, 2), sha256);
  const work = join(folder, 'work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  return done({
    folder,
    sample: file.sample,
    reportingDay: file.reportingDay,
    framework: file.framework ?? join(folder, 'framework'),
    warehouse: join(folder, 'warehouse.duckdb'),
    records: join(folder, 'records.db'),
    work,
    editions: join(folder, 'editions'),
    socket: socketOf(folder),
    accept: async (path, sha256) => {
      const target = archivePath(sha256);
      if (existsSync(target)) return target;
      mkdirSync(join(target, '..'), { recursive: true });
      // Whole or not at all: copied beside, then renamed.
      const beside = `${target}.${randomUUID()}`;
      // What lies in `work` is ours and is never written again: a second name is as good as a copy.
      if (!path.startsWith(join(work, sep)) || !linked(path, beside)) copyFileSync(path, beside);
      const file = openSync(beside, 'r+');
      fsyncSync(file);
      closeSync(file);
      renameSync(beside, target);
      return target;
    },
    withdraw: async (sha256) => rmSync(archivePath(sha256), { force: true }),
    archived: (sha256) => (existsSync(archivePath(sha256)) ? archivePath(sha256) : null),
    scratch: (ending) => join(work, `${randomUUID()}${ending}`),
    release: () => lock.value.release(),
  });
}

/** Gives the bytes a second name; false where the file system has no such thing. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}
