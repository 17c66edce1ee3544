import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's own folder, found from where the compiled test stands. */
export const repository = findRoot(dirname(fileURLToPath(import.meta.url)));

/**
 * Path of a file under `../shared/data`, beside the repository; null where it is not present, and
 * then the test says so. (A work tree stands a folder deeper, or has a link.)
 */
export function sharedPath(path: string): string | null {
  const found = join(dirname(repository), 'shared', 'data', path);
  return existsSync(found) ? found : null;
}

function findRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : findRoot(dirname(from));
}
