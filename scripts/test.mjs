// Builds, then runs the tests in two lanes side by side, one for each of two cores: what reads the
// whole sample in one process; everything else in another, followed by what needs processes,
// servers or a browser of its own (tests/end-to-end), one after the other.
// `npm test -- periods figures` runs only the files whose path holds one of the words.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
await build();

const sources = readdirSync(join(root, 'tests'), { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => /\.tsx?$/.test(name));
const tests = sources
  .filter((name) => /\.test\.tsx?$/.test(name))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .sort();
const apart = tests.filter((name) => name.startsWith('end-to-end/'));
const ofSample = tests.filter((name) => !apart.includes(name) && readsTheSample(name));
const others = tests.filter((name) => !apart.includes(name) && !ofSample.includes(name));

const lanes = [
  [inOneProcess('with-sample', ofSample)],
  [inOneProcess('by-room', others), apart.map(compiled)],
].map((runs) => runs.filter((files) => files.length > 0));
const busy = lanes.filter((runs) => runs.length > 0);
if (busy.length === 0) {
  console.error(`No test file holds ${wanted.join(', ')}.`);
  process.exit(2);
}
const ends = await Promise.all(busy.map((runs) => inTurn(runs, busy.length > 1)));
process.exitCode = ends.find((status) => status !== 0) ?? 0;

/** The runs of a lane, until one fails. Side by side each run is printed whole when it ends. */
async function inTurn(runs, together) {
  for (const files of runs) {
    const status = await run(files, together);
    if (status !== 0) return status;
  }
  return 0;
}

function run(files, together) {
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-reporter=spec',
      '--test-concurrency=1',
      ...files.map((file) => relative(root, file)),
    ],
    { cwd: root, stdio: ['inherit', together ? 'pipe' : 'inherit', 'inherit'] },
  );
  const said = [];
  child.stdout?.on('data', (text) => said.push(text));
  return new Promise((ended) => {
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      ended(code ?? 1);
    });
  });
}

/** One module that imports all of them: what they share is made once. */
function inOneProcess(name, files) {
  if (files.length === 0) return [];
  const entry = join(root, 'dist', 'tests', `${name}.js`);
  mkdirSync(dirname(entry), { recursive: true });
  const lines = files.map((file) => `import '${pathToFileURL(compiled(file))}';\n`);
  writeFileSync(entry, lines.join(''));
  return [entry];
}

function compiled(name) {
  return join(root, 'dist', 'tests', name.replace(/\.tsx?$/, '.js'));
}

/** Whether a test imports, over however many files, the sample that all of them share. */
function readsTheSample(name, seen = new Set()) {
  if (name === 'support/sample-home.ts') return true;
  if (seen.has(name) || !sources.includes(name)) return false;
  seen.add(name);
  const text = readFileSync(join(root, 'tests', name), 'utf8');
  const imports = [...text.matchAll(/ from '(\.[^']+)'/g)].map(([, path]) =>
    normalize(join(dirname(name), path)).replaceAll('\\', '/'),
  );
  return imports.some((path) => readsTheSample(path, seen));
}
