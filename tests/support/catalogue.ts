import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFramework } from '../../src/framework/index.ts';
import { repository } from './shared.ts';

/**
 * The framework of the whole catalogue (`domain.md` section 12): the shipped folder with the files of
 * `tests/framework/catalogue/` laid over it, so that what ships already is not written twice.
 */
export function catalogueFramework(): ReturnType<typeof loadFramework> {
  const folder = mkdtempSync(join(tmpdir(), 'socpf-catalogue-'));
  try {
    cpSync(join(repository, 'framework'), folder, { recursive: true });
    cpSync(join(repository, 'tests', 'framework', 'catalogue'), folder, { recursive: true });
    return loadFramework(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
