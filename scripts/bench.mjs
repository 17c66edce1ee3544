// npm run bench: builds, installs the benchmark's peers where they are not, and prints the ratios.
// `npm run bench -- csv pages` runs those parts; `--all` the long ones too (a fresh clone, twelve million rows).
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
await build();
const { arePeersThere } = await import('../dist/bench/peers.js');
if (!arePeersThere()) {
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: join(root, 'bench'),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
const { main } = await import('../dist/bench/main.js');
process.exitCode = await main(process.argv.slice(2));
