// Builds, then runs the tests: those by room in one process, those that need processes,
// servers or a browser of their own (tests/end-to-end) one after the other.
// `npm test -- periods figures` runs only the files whose path holds one of the words.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
await build();

const sources = readdirSync(join(root, 'tests'), { recursive: true })
  .map(String)
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.test\.tsx?$/.test(name))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .sort();
const compiled = sources.map((name) => join(root, 'dist', 'tests', name.replace(/\.tsx?$/, '.js')));
const apart = compiled.filter((file) => file.includes(`${join('tests', 'end-to-end')}`));
const together = compiled.filter((file) => !apart.includes(file));

const runs = [];
if (together.length > 0) {
  const entry = join(root, 'dist', 'tests', 'by-room.js');
  mkdirSync(dirname(entry), { recursive: true });
  writeFileSync(entry, together.map((file) => `import '${pathToFileURL(file)}';\n`).join(''));
  runs.push([entry]);
}
if (apart.length > 0) runs.push(apart);
if (runs.length === 0) {
  console.error(`No test file holds ${wanted.join(', ')}.`);
  process.exit(2);
}
for (const files of runs) {
  const done = spawnSync(
    process.execPath,
    [
      '--test',
      '--test-reporter=spec',
      '--test-concurrency=1',
      ...files.map((file) => relative(root, file)),
    ],
    { cwd: root, stdio: 'inherit' },
  );
  if (done.status !== 0) process.exit(done.status ?? 1);
}
