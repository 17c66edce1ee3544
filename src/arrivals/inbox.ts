import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CollateResult } from '../collation/index.ts';

/** The folder where other systems and people lay files; looked at by polling, which every disk can. */
export interface Inbox {
  /**
   * Looks once. A file whose size and time are what they were at the last look is complete: it is
   * taken, and leaves the folder, since what came of it is in the archive or in quarantine.
   */
  look(): Promise<readonly CollateResult[]>;
  /** Files that lie there and are not taken yet. */
  waiting(): number;
}

export function openInbox(
  folder: string,
  take: (paths: readonly string[]) => Promise<readonly CollateResult[]>,
): Inbox {
  let seen = new Map<string, string>();
  const stays = new Map<string, string>();
  let looking: Promise<readonly CollateResult[]> | null = null;

  async function lookNow(): Promise<readonly CollateResult[]> {
    const now = filesOf(folder);
    const complete = [...now].filter(
      ([path, stamp]) => seen.get(path) === stamp && stays.get(path) !== stamp,
    );
    seen = now;
    const results: CollateResult[] = [];
    for (const [path, stamp] of complete) {
      const came = await take([path]);
      results.push(...came);
      // What the disk had no room for stays, for the next start or until it is written anew.
      if (came.some((r) => r.problems.some((p) => notTaken.has(p.code)))) stays.set(path, stamp);
      else if (stampOf(path) === stamp) rmSync(path, { force: true });
    }
    return results;
  }
  return {
    look: () => {
      // A look that takes long is not begun a second time.
      looking ??= lookNow().finally(() => {
        looking = null;
      });
      return looking;
    },
    waiting: () => filesOf(folder).size,
  };
}

/** Refusals after which nothing of the file is in quarantine. */
const notTaken = new Set(['F101', 'F107', 'F121', 'F201', 'L102']);

/** Names under which programs write before they rename, and what systems leave behind. */
const unfinished =
  /^(?:\.|~\$)|(?:\.(?:part|partial|tmp|crdownload|filepart)|~)$|^Thumbs\.db$|^desktop\.ini$/i;

function filesOf(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  let entries: ReturnType<typeof namesIn>;
  try {
    entries = namesIn(folder);
  } catch {
    return found; // no inbox, no files
  }
  for (const entry of entries) {
    if (!entry.isFile() || unfinished.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const stamp = stampOf(path);
    if (stamp !== null) found.set(path, stamp);
  }
  return found;
}

const namesIn = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true });

function stampOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : null;
}
