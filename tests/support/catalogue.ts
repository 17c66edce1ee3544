import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  const catalogue = join(repository, 'tests', 'framework', 'catalogue');
  try {
    cpSync(join(repository, 'framework'), folder, { recursive: true });
    for (const part of ['datasets', 'sources', 'framework.yaml'])
      cpSync(join(catalogue, part), join(folder, part), { recursive: true });
    const measures = readFileSync(join(catalogue, 'unfed-measures.yaml'), 'utf8');
    for (const [line, theme] of measures.matchAll(/^ {2}- \{ id: ([a-z-]+)\..*$/gm))
      appendFileSync(join(folder, 'themes', `${theme}.yaml`), `${line}\n`);
    return loadFramework(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
