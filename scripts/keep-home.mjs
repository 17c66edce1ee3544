// Keeps a home of this release as a fixture: tests/fixtures/home-VERSION.zip. Once a release is out,
// its home is never made again: that is what the fixture is for. `--again` makes an unreleased one anew.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const path = join(root, 'tests', 'fixtures', `home-${version}.zip`);
if (existsSync(path) && !process.argv.includes('--again')) {
  console.error(`${path} is there. A home of a release that is out is never made again.`);
  process.exit(1);
}
await build();
const { keepHome } = await import('../dist/tests/support/kept-home.js');
const folder = mkdtempSync(join(tmpdir(), 'socpf-keep-'));
try {
  const bytes = await keepHome(folder);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  console.log(`${path}: ${Math.round(bytes.length / 1024)} KiB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
