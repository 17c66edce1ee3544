import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

const endings: (() => unknown)[] = [];
// Registered as this file is read: a hook made inside a suite would run when that suite ends.
after(async () => {
  for (const end of endings.reverse()) await end();
});

/** Runs when all tests have, the last made first. */
export const atEnd = (end: () => unknown): void => {
  endings.push(end);
};

/** A new folder, removed when the tests have run. */
export function freshFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `socpf-${name}-`));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
