import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFramework } from '../../src/framework/index.ts';
import { roomImports } from '../../tests/support/rooms.ts';
import { apiReference } from './api.ts';
import { architectureDrawing, architectureReference } from './architecture.ts';
import { cliReference } from './cli.ts';
import { definitionsReference } from './definitions.ts';
import { errorsReference } from './errors.ts';
import { requirementsReference } from './requirements.ts';

/** Every page that is made and not written, by its path from the repository's folder. */
export async function references(repository: string): Promise<ReadonlyMap<string, string>> {
  const framework = loadFramework(join(repository, 'framework'));
  if (!framework.ok)
    throw new Error(framework.problems.map((p) => `${p.where.file}: ${p.message}`).join('\n'));
  const imports = roomImports(join(repository, 'src'));
  const page = readFileSync(join(repository, 'docs', 'architecture.md'), 'utf8');
  return new Map([
    ['docs/reference/definitions.md', definitionsReference(framework.value)],
    ['docs/reference/errors.md', errorsReference()],
    ['docs/reference/requirements.md', requirementsReference(repository)],
    ['docs/reference/cli.md', await cliReference()],
    ['docs/reference/api.md', apiReference()],
    ['docs/architecture.md', architectureReference(page, imports)],
    ['docs/architecture.svg', architectureDrawing(imports)],
  ]);
}
