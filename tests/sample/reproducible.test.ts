import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generate } from '../../sample/generate.ts';
import { readCsv } from '../recompute/csv.ts';
import { readWorkbook } from '../recompute/workbook.ts';
import { freshFolder } from '../support/folder.ts';
import { repository } from '../support/home.ts';
import { sample } from '../support/sample-home.ts';

/** Hash of every file by its name. */
const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );
const published = readdirSync(join(repository(), 'sample', 'published'));
const restricted = (name: string) => !published.includes(name) && name !== 'arrivals.csv';
/** A list of inspectors' words, which are the same in every world. */
const alike = (name: string) => !restricted(name) || name.startsWith('Recommendations_');

test('the same seed gives the same bytes, file by file', async () => {
  const again = freshFolder('again');
  await generate(again, '1');
  assert.deepEqual(hashes(again), hashes((await sample()).files));
});

test('another seed gives other restricted files, and the same published ones', async () => {
  const [one, two] = [freshFolder('seed-1'), freshFolder('seed-2')];
  await generate(one, '1', '2025-12');
  await generate(two, '2', '2025-12');
  const [first, second] = [hashes(one), hashes(two)];
  assert.deepEqual(Object.keys(first), Object.keys(second));
  for (const [name, hash] of Object.entries(first))
    assert.equal(hash === second[name], alike(name), name);
});

test('every restricted file says SYNTHETIC above its header', async () => {
  const { files } = await sample();
  const names = readdirSync(files).filter(restricted);
  assert.ok(names.length >= 4 * 45, `${names.length} restricted files`);
  for (const name of names) {
    const bytes = readFileSync(join(files, name));
    const first = name.endsWith('.csv')
      ? bytes.toString('utf8', 0, 200).split('\n')[0]
      : readWorkbook(bytes)[0]?.cells.get('A1');
    assert.match(first ?? '', /\bSYNTHETIC\b/, name);
  }
});

test('each month’s crime report supplies its month and the two before it, about a million rows in all', async () => {
  const { files } = await sample();
  let rows = 0;
  const reports = readdirSync(files).filter((name) => name.startsWith('BO_SOC_CRIME_'));
  for (const [n, name] of reports.sort().entries()) {
    const text = readFileSync(join(files, name), 'utf8');
    rows += text.split('\n').length;
    if (n % 9 !== 4) continue;
    const months = new Set(
      readCsv(text).flatMap(
        (r) =>
          /^\d{2}\/(\d{2})\/(\d{4}) /
            .exec(r[1] ?? '')
            ?.slice(1)
            .reverse()
            .join('') ?? [],
      ),
    );
    const month = Number(name.slice(13, 17)) * 12 + Number(name.slice(17, 19)) - 1;
    const supplied = [month - 2, month - 1, month].map(
      (m) => `${Math.floor(m / 12)}${String((m % 12) + 1).padStart(2, '0')}`,
    );
    assert.deepEqual([...months].sort(), supplied, name);
  }
  assert.equal(reports.length, 46);
  assert.ok(rows > 900_000 && rows < 1_200_000, `${rows} rows`);
});
