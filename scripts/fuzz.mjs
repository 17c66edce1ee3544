// Files and definitions changed at random, by seed: `npm run fuzz -- 5000` tries seeds 1 to 5000,
// `npm run fuzz -- 5000 9000` seeds 9000 to 13999. Ends with 1 where an answer was not coded, and
// leaves the files that brought such answers.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';

const [count = 1000, first = 1] = process.argv.slice(2).map(Number);
if (!Number.isInteger(count) || !Number.isInteger(first)) {
  console.error('npm run fuzz -- COUNT [FIRST SEED]');
  process.exit(2);
}
await build();
const { fuzzBench, lastFiles } = await import('../dist/tests/support/fuzz.js');
const folder = mkdtempSync(join(tmpdir(), 'socpf-fuzz-'));
const began = Date.now();
const bench = await fuzzBench(folder);
const said = new Map();
let failures = 0;
const failed = (what, fault) => {
  failures += 1;
  const [newest] = lastFiles(folder);
  const kept = join(folder, `${what.replaceAll(' ', '-')}.${newest?.split('.').at(-1)}`);
  if (newest) copyFileSync(newest, kept);
  console.error(`${what}, ${kept}: ${fault instanceof Error ? fault.stack : fault}`);
  if (failures === 20) process.exit(1);
  return 'NOT CODED';
};
for (let seed = first; seed < first + count; seed++) {
  const answer = await bench.one(seed).catch((fault) => failed(`seed ${seed}`, fault));
  said.set(answer, (said.get(answer) ?? 0) + 1);
  if ((seed - first + 1) % 1000 === 0)
    console.log(`${seed - first + 1} of ${count}, ${Math.round((Date.now() - began) / 1000)} s`);
}
await bench.close().catch((fault) => failed('at the end', fault));
const answers = [...said].sort((a, b) => b[1] - a[1]).map(([answer, n]) => `${answer} ${n}`);
console.log(`${count} changed files: ${answers.join(', ')}`);
if (failures > 0) process.exit(1);
rmSync(folder, { recursive: true, force: true });
console.log(`Every answer was coded, in ${Math.round((Date.now() - began) / 1000)} s.`);
