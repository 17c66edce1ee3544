// Types, lint and architecture: what a contributor runs before each commit (under 20 s).
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const steps = [
  [bin('tsc'), ['-p', 'src/web/tsconfig.json']],
  [bin('biome'), ['check', '.']],
  [process.execPath, ['--test', 'dist/tests/architecture.test.js']],
];

await build();
for (const [command, args] of steps) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
