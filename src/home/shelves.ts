import { createHash, randomUUID } from 'node:crypto';
import {
  constants,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { done, type Outcome, type Problem, problem, refused } from '../problems/index.ts';

/** A file that came, in quarantine, under a name of its own until its hash is counted. */
export interface Waiting {
  readonly path: string;
  /** Counted while others read the file already. */
  readonly sha256: Promise<string>;
  /** When the disk itself has the bytes. */
  readonly safe: Promise<void>;
}

/**
 * The quarantine, where every file waits until it is judged, and the archive, which holds accepted
 * files alone, each under its SHA-256 (DESIGN.md 5.1). A file moves from one to the other by a
 * rename: there is no moment at which it is half there.
 */
export interface Shelves {
  /** Copies a file in, whole or not at all; what changes while it is copied is refused. */
  quarantine(path: string, name: string, mostBytes: number): Promise<Outcome<Waiting>>;
  /** Takes in a file of ours (a member of an archive, unpacked) without copying it. */
  adopt(path: string): Waiting;
  /** From quarantine into the archive. */
  accept(path: string, sha256: string): void;
  /** A refused file stays in quarantine, under its hash. */
  keep(path: string, sha256: string): void;
  archived(sha256: string): string | null;
  /** All files on a shelf, those whose name is no hash included, and when each came. */
  list(
    shelf: Shelf,
  ): readonly { readonly name: string; readonly path: string; readonly at: Date }[];
}

export type Shelf = 'archive' | 'quarantine';

/** Room on the disk that a copy must leave free, for the trail and what people do meanwhile. */
const spareBytes = 32 * 2 ** 20;

export function openShelves(folder: string, now: () => Date): Shelves {
  // The archive grows for years: it is spread over folders.
  const archive = (sha256: string) => join(folder, 'archive', sha256.slice(0, 2), sha256);
  const quarantine = join(folder, 'quarantine');
  const coming = () => join(quarantine, `coming-${randomUUID()}`);
  return {
    quarantine: async (path, name, mostBytes) => {
      const inside = coming();
      try {
        mkdirSync(quarantine, { recursive: true, mode: 0o700 });
        const refusal = await copied(path, inside, mostBytes, folder);
        if (refusal === null) return done(waiting(inside));
        rmSync(inside, { force: true });
        return refused({ ...refusal, where: { file: name } });
      } catch (fault) {
        rmSync(inside, { force: true });
        throw fault;
      }
    },
    adopt: (path) => {
      const inside = coming();
      mkdirSync(quarantine, { recursive: true, mode: 0o700 });
      renameSync(path, inside);
      return waiting(inside);
    },
    accept: (path, sha256) => {
      const to = archive(sha256);
      mkdirSync(dirname(to), { recursive: true });
      if (existsSync(to)) rmSync(path, { force: true });
      else renameSync(path, to);
      // What was refused before, and is accepted now, waits no longer.
      rmSync(join(quarantine, sha256), { force: true });
    },
    keep: (path, sha256) => {
      // The time it came, by which its stay ends.
      utimesSync(path, now(), now());
      renameSync(path, join(quarantine, sha256));
    },
    archived: (sha256) => (existsSync(archive(sha256)) ? archive(sha256) : null),
    list: (shelf) => filesOf(join(folder, shelf)),
  };
}

function waiting(path: string): Waiting {
  const sha256 = hashOf(path);
  const safe = synced(path);
  // Whoever needs them waits for them; a file refused at first sight needs neither.
  for (const one of [sha256, safe]) one.catch(() => undefined);
  return { path, sha256, safe };
}

/** Copies a file, or says why not. */
async function copied(
  from: string,
  to: string,
  mostBytes: number,
  folder: string,
): Promise<Problem | null> {
  try {
    const before = stampOf(from);
    if (before === null) return problem('F101', { reason: 'it is not a file' });
    const { bytes } = before;
    if (bytes === 0) return problem('F102', {});
    if (bytes > mostBytes) return problem('F201', { bytes, limit: mostBytes });
    if (bytes + spareBytes > free(folder)) return problem('F121', { folder });
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const same = stampOf(from)?.stamp === before.stamp && statSync(to).size === bytes;
    return same ? null : problem('F107', {});
  } catch (fault) {
    const code = (fault as NodeJS.ErrnoException).code ?? '';
    if (full.has(code)) return problem('F121', { folder });
    const reason = unreadable[code];
    if (reason) return problem('F101', { reason });
    throw fault;
  }
}

function filesOf(shelf: string): { name: string; path: string; at: Date }[] {
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const found = statSync(path, { throwIfNoEntry: false });
      return found ? [{ name: entry.name, path, at: found.mtime }] : [];
    });
}

/** SHA-256 of a file's bytes. */
export function hashOf(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    createReadStream(path, { highWaterMark: 1 << 20 })
      .on('data', (chunk) => hash.update(chunk))
      .on('error', reject)
      .on('end', () => resolve(hash.digest('hex')));
  });
}

/** What tells one state of a file from another; null when it is no file (a pipe would never end). */
function stampOf(path: string): { readonly stamp: string; readonly bytes: number } | null {
  const found = statSync(path);
  if (!found.isFile()) return null;
  return { stamp: `${found.ino} ${found.size} ${found.mtimeMs}`, bytes: found.size };
}

function free(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const full = new Set(['ENOSPC', 'EFBIG', 'EDQUOT']);

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ELOOP: 'it is a link to itself',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder',
  EBUSY: 'another program has it open',
  EIO: 'the disk or the network failed while it was read',
};
