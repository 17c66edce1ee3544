import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { command } from '../support/command.ts';
import { freshFolder } from '../support/folder.ts';
import { repository } from '../support/home.ts';
import { sample, sampleHost } from '../support/sample-home.ts';
import { everySeed } from '../support/thorough.ts';
import { groupsByMonth, type NamedFigure, namedFigures } from './figures.ts';
import { type RawSample, rawSample } from './raw-sample.ts';

interface Point {
  readonly period: string;
  readonly value: number | null;
}
interface Reply {
  readonly area: string;
  readonly points: readonly Point[];
}

/** What `socpf measure ... --json` says of a figure. */
async function said(seed: string, figure: NamedFigure): Promise<number | null> {
  const args = ['measure', figure.measure, ...figure.asked, '--period', figure.period];
  const reply = (await command(await sampleHost(seed), args)) as Reply & {
    series?: readonly Reply[];
  };
  const series = figure.member ? reply.series?.find((s) => s.area === figure.member) : reply;
  return series?.points.find((p) => p.period === figure.period)?.value ?? null;
}

const raws = new Map<string, RawSample>();
async function rawOf(seed: string): Promise<RawSample> {
  const raw = raws.get(seed) ?? rawSample((await sample(seed)).files);
  raws.set(seed, raw);
  return raw;
}

/** Equal but for the last bits of a division. */
const same = (a: number | null, b: number) => a !== null && Math.abs(a - b) <= 1e-9 * Math.abs(b);

for (const seed of everySeed())
  describe(`figures worked out from the raw files of seed ${seed} by other code`, () => {
    for (const figure of namedFigures)
      test(figure.name, async () => {
        const worked = figure.worked(await rawOf(seed));
        const value = await said(seed, figure);
        assert.ok(same(value, worked), `socpf says ${value}, the files say ${worked}`);
        assert.ok(
          Number.isFinite(worked) && (worked !== 0 || figure.mayBeZero),
          `${worked} proves nothing`,
        );
      });

    test('different groups disrupted in a quarter are not the sum of its months', async () => {
      const raw = await rawOf(seed);
      const [first] = namedFigures;
      assert.ok(first && first.worked(raw) < groupsByMonth(raw));
    });

    test('R74: the restated month was another one before', async () => {
      const raw = await rawOf(seed);
      const [before, after] = namedFigures
        .filter((f) => f.measure === 'soac.vehicle-taken')
        .map((f) => f.worked(raw));
      assert.ok(before && after && before > 1.08 * after, `${before} before, ${after} after`);
    });
  });

test('the checker finds a figure that is wrong by one row', async () => {
  const { files } = await sample();
  const folder = freshFolder('one-row');
  for (const name of readdirSync(files)) symlinkSync(join(files, name), join(folder, name));
  const report = join(folder, 'BO_SOC_CRIME_202601.csv');
  const lines = readFileSync(report, 'utf8').split('\n');
  const at = lines.findIndex((line) =>
    /^SYN202512.*,48,.*,NEW,\d+\.\d\d,Motor vehicle,.*,Live$/.test(line),
  );
  lines[at] = lines[at]?.replace(/Live$/, 'Cancelled') ?? '';
  rmSync(report);
  writeFileSync(report, lines.join('\n'));
  const wrong: string[] = [];
  for (const figure of namedFigures.filter((f) => f.measure.startsWith('soac.')))
    if (!same(await said('1', figure), figure.worked(rawSample(folder)))) wrong.push(figure.name);
  assert.deepEqual(wrong, [
    'vehicle crime in the financial year to date',
    'vehicles taken per 1,000 people',
    'value stolen',
    'share of acquisitive crimes flagged as organised, over three months',
  ]);
});

test('the checker shares no code with what it checks', () => {
  const folder = join(repository(), 'tests', 'recompute');
  const taken = readdirSync(folder)
    .filter((name) => !name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/from '([^']+)'/g)])
    .map(([, from = '']) => from)
    .filter((from) => !from.startsWith('./') && !from.startsWith('node:') && from !== 'yaml');
  assert.deepEqual(taken, []);
});
