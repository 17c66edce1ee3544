import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { type FileLook, lookAt, type Member, members, type Reader } from '../files/index.ts';
import type { Home, Waiting } from '../home/index.ts';
import { done, type Outcome } from '../problems/index.ts';

/** A file in quarantine, being unpacked and looked at; nothing of it is judged. */
export interface Brought {
  readonly came: Waiting;
  /** Folder of the members of an archive; only there where the file is one. */
  readonly folder: string;
  /** The file itself, or what an archive holds. */
  readonly members: Promise<Outcome<readonly Member[]>>;
  /** What is in a file that is no archive. */
  readonly look: Promise<Outcome<FileLook>> | null;
}

export interface BringContext {
  readonly home: Home;
  readonly reader: () => Reader;
}

/** Copies a file into quarantine, unpacks it if it is an archive, and looks at it if it is none. */
export async function bring(
  { home, reader }: BringContext,
  path: string,
): Promise<Outcome<Brought>> {
  const name = basename(path);
  reader().ready();
  const { limits } = reader();
  const waiting = await home.shelves.quarantine(path, name, limits.sizeBytes);
  if (!waiting.ok) return waiting;
  const came = waiting.value;
  const folder = home.scratch('-members');
  const found = members(came.path, folder, limits, name);
  const brought: Brought = { came, folder, members: found, look: null };
  // Whoever needs them waits for them.
  const unpacked = await found.catch(() => null);
  const plain = unpacked?.ok === true && unpacked.value[0]?.path === came.path;
  if (!plain) return done(brought);
  const look = lookAt(came.path, name, reader());
  look.catch(() => undefined);
  return done({ ...brought, look });
}

/** Removes what was brought and will not be judged. */
export async function letGo({ came, folder, members: found, look }: Brought): Promise<void> {
  await Promise.allSettled([found, look, came.sha256, came.safe]);
  rmSync(came.path, { force: true });
  rmSync(folder, { recursive: true, force: true });
}
