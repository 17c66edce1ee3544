// npm run docs: makes the references anew (definitions, errors, command line, API, the drawing of the
// rooms) from the framework, the tables of codes, the commands, the routes and the imports.
// A test fails while what is committed is not what this makes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
await build();
const { references } = await import('../dist/scripts/docs/references.js');
for (const [name, text] of await references(root)) {
  const file = join(root, name);
  mkdirSync(dirname(file), { recursive: true });
  const before = readOr(file);
  if (before !== text) writeFileSync(file, text);
  console.log(
    `${before === text ? 'as it was' : before === null ? 'new      ' : 'changed  '} ${name}`,
  );
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
