import { createHash, randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { done, type Outcome, problem, refused } from '../problems/index.ts';

/** One owner per home (DESIGN.md 2.8). */
export interface Lock {
  release(): void;
}

interface Owner {
  readonly pid: number;
  readonly token: string;
}

/** An owner listens on its socket soon after it took the lock; until then it is believed. */
const graceMs = 10_000;

/**
 * Where the owner of a home listens: `run/socpf.sock`, or a hash in the temporary folder where the
 * path is too long for a socket; a named pipe on Windows.
 */
export function socketOf(folder: string): string {
  const path = join(folder, 'run', 'socpf.sock');
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\socpf-${hash}`;
  return Buffer.byteLength(path) <= 100 ? path : join(tmpdir(), `socpf-${hash}.sock`);
}

/**
 * Takes the lock, or says who has it. A lock whose process is gone, or whose process number now
 * belongs to another program (nobody answers on the socket), is taken over.
 */
export async function takeLock(folder: string): Promise<Outcome<Lock>> {
  const path = join(folder, 'run', 'lock');
  mkdirSync(join(folder, 'run'), { recursive: true, mode: 0o700 });
  const mine: Owner = { pid: process.pid, token: randomUUID() };
  for (let attempt = 0; attempt < 5; attempt++) {
    if (place(path, mine))
      return done({
        release: () => {
          if (ownerOf(path)?.token === mine.token) rmSync(path, { force: true });
        },
      });
    const owner = ownerOf(path);
    if (owner && (await lives(owner, path, socketOf(folder))))
      return refused(problem('H003', { folder, pid: owner.pid }));
    takeAway(path, owner);
  }
  return refused(problem('H003', { folder, pid: ownerOf(path)?.pid ?? 0 }));
}

/** A link is made whole or not at all: nobody ever reads half a lock. */
function place(path: string, owner: Owner): boolean {
  const beside = `${path}.${owner.token}`;
  writeFileSync(beside, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(beside, path);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Takes a dead lock away; when another was quicker, its lock is put back. */
function takeAway(path: string, dead: Owner | null): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (ownerOf(aside)?.token !== dead?.token) linkSync(aside, path);
  } catch {
    // Another process took it away, or is in again: the next attempt will see.
  } finally {
    rmSync(aside, { force: true });
  }
}

async function lives(owner: Owner, path: string, socket: string): Promise<boolean> {
  if (!processLives(owner.pid)) return false;
  if (await reachable(socket)) return true;
  // In a container every start has the same number: a lock of ours that nobody answers for is old.
  if (owner.pid === process.pid) return false;
  try {
    // A clock that went back makes a lock look younger than now: that is no reason to believe it.
    return Math.abs(Date.now() - statSync(path).mtimeMs) < graceMs;
  } catch {
    return false;
  }
}

function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function reachable(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(socket);
    const say = (yes: boolean) => {
      line.destroy();
      resolve(yes);
    };
    line.once('connect', () => say(true));
    line.once('error', () => say(false));
    line.setTimeout(2_000, () => say(false));
  });
}

function ownerOf(path: string): Owner | null {
  try {
    const said = JSON.parse(readFileSync(path, 'utf8')) as Owner | number;
    return typeof said === 'number' ? { pid: said, token: '' } : said;
  } catch {
    return null;
  }
}
