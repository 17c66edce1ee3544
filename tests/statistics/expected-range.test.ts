import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { expectedRange, type MonthCount } from '../../src/statistics/index.ts';
import { sharedPath } from '../support/shared.ts';

const daysOf = (i: number, from: number) => new Date(Date.UTC(from, i + 1, 0)).getUTCDate();
const months = (counts: readonly (number | null)[], from = 1969): MonthCount[] =>
  counts.map((y, i) => ({ y, month: i % 12, days: daysOf(i, from) }));
const after = (rows: readonly MonthCount[], n: number, from = 1969) =>
  Array.from({ length: n }, (_, i) => ({
    month: (rows.length + i) % 12,
    days: daysOf(rows.length + i, from),
  }));

/** 48 months of small counts; what they give was computed by statsmodels 0.14 and scipy's nbinom. */
const small = [
  12, 22, 22, 21, 18, 14, 11, 10, 10, 12, 22, 22, 21, 18, 14, 11, 10, 10, 12, 22, 22, 21, 18, 14,
  11, 10, 10, 12, 22, 22, 21, 18, 14, 11, 10, 10, 12, 22, 22, 21, 18, 14, 11, 10, 10, 12, 22, 22,
];

describe('the range in which the next months are expected', () => {
  test('agrees with another working on a published series: mean, quantiles of the counts, months that were held out', (t) => {
    const file = sharedPath('spc/other/uk-driver-deaths.csv');
    if (!file) return t.skip('skipped: ../shared/data not present');
    const counts = readFileSync(file, 'utf8').trim().split('\n').slice(1);
    const rows = months(counts.slice(0, 120).map((line) => Number(line.split(',')[1])));
    const found = expectedRange(rows, after(rows, 3)) ?? assert.fail();
    // statsmodels GLM, Poisson with Pearson scale, log(days) as offset; scipy nbinom.ppf.
    const wanted = [1668.1905184925954, 1483.2836257369347, 1491.385425567702];
    found.months.forEach(({ mean }, i) => {
      assert.ok(Math.abs(mean - (wanted[i] ?? 0)) < 1e-4, `${mean}`);
    });
    assert.deepEqual(
      found.months.map(({ lower, upper }) => [lower, upper]),
      [
        [1441, 1904],
        [1269, 1705],
        [1277, 1714],
      ],
    );
    assert.deepEqual(found.heldOut, { months: 12, inside: 11 });
    assert.deepEqual([found.method, found.values, found.coverage], ['regression', 120, 0.8]);
  });

  test('small counts have whole and lopsided bounds, wider where more is to be covered', () => {
    const rows = months(small);
    const bounds = (coverage?: number) =>
      expectedRange(rows, after(rows, 3), coverage)?.months.map(({ lower, upper }) => [
        lower,
        upper,
      ]);
    assert.deepEqual(bounds(), [
      [7, 21],
      [9, 26],
      [9, 25],
    ]);
    assert.deepEqual(bounds(0.95), [
      [4, 27],
      [6, 32],
      [6, 31],
    ]);
  });

  test('nothing is said further ahead than three months, of negative figures, or of too few', () => {
    const rows = months(small);
    assert.equal(expectedRange(rows, after(rows, 4)), null);
    assert.equal(expectedRange(rows, []), null);
    assert.equal(expectedRange(months([...small.slice(1), -1]), after(rows, 3)), null);
    const short = months(small.slice(0, 31));
    assert.equal(expectedRange(short, after(short, 3)), null);
  });

  test('a range that did not hold of late is said not to hold', () => {
    const rows = months(small);
    assert.equal(expectedRange(rows, after(rows, 3))?.holds, true);
    const doubled = months(small.map((y, i) => (i < 40 ? y : y * 3)));
    const found = expectedRange(doubled, after(doubled, 3)) ?? assert.fail();
    // Of a range that holds eight of ten, six or fewer of twelve come once in fifty.
    assert.ok(found.heldOut.inside <= 6, `${found.heldOut.inside}`);
    assert.equal(found.holds, false);
  });

  test('a month that is missing is left out, and its place in time is kept', () => {
    const exact = Array.from({ length: 60 }, (_, i) => 1000 * 1.01 ** i * (daysOf(i, 2000) / 30));
    const rows = months(
      exact.map((y, i) => (i === 50 ? null : y)),
      2000,
    );
    const [next] = expectedRange(rows, after(rows, 1, 2000))?.months ?? [];
    const wanted = 1000 * 1.01 ** 60 * (daysOf(60, 2000) / 30);
    assert.ok(next && Math.abs(next.mean - wanted) < 0.01 * wanted, `${next?.mean} ${wanted}`);
  });

  test('under 36 months it is the month a year before times the change of the year, wide by its errors', () => {
    const season = [30, 20, 25, 40, 50, 60, 80, 70, 45, 35, 30, 20];
    const doubling = Array.from({ length: 35 }, (_, i) => (season[i % 12] ?? 0) * 2 ** (i / 12));
    const rows = months(doubling);
    const found = expectedRange(rows, after(rows, 1)) ?? assert.fail();
    assert.equal(found.method, 'last-year');
    const wanted = (season[11] ?? 0) * 2 ** (35 / 12);
    const [next] = found.months;
    assert.ok(next && Math.abs(next.mean - wanted) < 1e-6, `${next?.mean} ${wanted}`);
    // It was never out, so the range is the count itself.
    assert.deepEqual([next.lower, next.upper], [Math.floor(wanted), Math.ceil(wanted)]);
    // Months 20 % over or under by fives: the range widens.
    const rough = months(doubling.map((y, i) => (i % 5 < 2 ? y * 1.2 : y * 0.8)));
    const [wide] = expectedRange(rough, after(rough, 1))?.months ?? [];
    assert.ok(wide && wide.upper - wide.lower > 1);
  });
});
