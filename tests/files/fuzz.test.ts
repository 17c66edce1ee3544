import { before, test } from 'node:test';
import { atEnd, freshFolder } from '../support/folder.ts';
import { type FuzzBench, fuzzBench } from '../support/fuzz.ts';

let bench: FuzzBench;
before(async () => {
  bench = await fuzzBench(freshFolder('fuzz'));
  atEnd(() => bench.close());
});

/** The first of the five thousand that the integration tries (`npm run fuzz -- 5000`). */
const seeds = 60;

test(`${seeds} files and definitions changed at random are loaded or refused by code, and the home stays sound`, async () => {
  for (let seed = 1; seed <= seeds; seed++) await bench.one(seed);
});
