// npm start: installs and builds what is missing, makes the sample home where no home is, serves.
// `npm start -- --port 9000`; `npm start -- --home DIR` opens a home of your own (empty where none is).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`socpf needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
if (installIsStale()) {
  console.log('Installing (npm ci)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
const { build, isBuilt } = await import('./build.mjs');
if (!isBuilt()) {
  console.log('Building');
  await build();
}

const at = args.indexOf('--home');
const named = at >= 0 ? args[at + 1] : process.env.SOCPF_HOME;
const rest = at >= 0 ? args.toSpliced(at, 2) : args;
const home = named ?? join(root, 'home');
// A home that is named and not there is your own: only the unnamed one becomes the sample.
const sample = named === undefined && !existsSync(join(home, 'home.json')) ? ['--sample'] : [];
const { run } = await import('../dist/src/cli/main.js');
process.exitCode = await run([
  '--home',
  home,
  'start',
  ...sample,
  '--sample-maker',
  join(root, 'dist', 'sample', 'generate.js'),
  ...rest,
]);

/** Whether a package of the lock file is not there in its version (times of files say nothing after a copy). */
function installIsStale() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const there = packages(installed);
  return Object.entries(packages(join(root, 'package-lock.json'))).some(
    ([name, wanted]) => name !== '' && !wanted.optional && there[name]?.version !== wanted.version,
  );
}
