// Faults done to a real process that collates, by seed: `npm run faults -- 100` does seeds 1 to 100,
// `npm run faults -- 100 500` seeds 500 to 599. Ends with 1 at the first home that is not sound,
// and leaves that home to be looked at.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';

const [count, first] = process.argv.slice(2).map(Number);
if (!Number.isInteger(count ?? 100) || !Number.isInteger(first ?? 1)) {
  console.error('npm run faults -- COUNT [FIRST SEED]');
  process.exit(2);
}
await build();
const { faultBench, oneFault } = await import('../dist/tests/support/faults.js');
const folder = mkdtempSync(join(tmpdir(), 'socpf-faults-'));
const began = Date.now();
const bench = await faultBench(folder);
for (let seed = first ?? 1; seed < (first ?? 1) + (count ?? 100); seed++) {
  try {
    console.log(`seed ${seed}: ${await oneFault(bench, seed)}`);
  } catch (fault) {
    console.error(`seed ${seed}: ${fault instanceof Error ? fault.stack : fault}`);
    console.error(`The home is left in ${folder}. Once more: npm run faults -- 1 ${seed}`);
    process.exit(1);
  }
}
rmSync(folder, { recursive: true, force: true });
console.log(
  `${count ?? 100} faults, every home sound, in ${Math.round((Date.now() - began) / 1000)} s`,
);
