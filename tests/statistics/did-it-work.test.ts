import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  differenceInDifferences,
  interruptedSeries,
  quasiPoisson,
  studentQuantile,
} from '../../src/statistics/index.ts';
import { sharedPath } from '../support/shared.ts';

const close = (got: number, wanted: number, what: string, by = 1e-6) =>
  assert.ok(Math.abs(got - wanted) <= by * Math.abs(wanted), `${what}: ${got} for ${wanted}`);

/** The seat-belt law of February 1983 (Harvey and Durbin 1986), as R 4.2.2's glm gives it. */
const reference = sharedPath('spc/other/its-uk-driver-deaths.json');
const counts = sharedPath('spc/other/uk-driver-deaths.csv');

describe('did it work', () => {
  test('a law’s effect on a monthly series agrees with R in coefficients, errors and dispersion', (t) => {
    if (!reference || !counts) return t.skip('skipped: ../shared/data not present');
    const told = JSON.parse(readFileSync(reference, 'utf8')).level_and_slope;
    const y = readFileSync(counts, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((l) => Number(l.split(',')[1]));
    const rows = y.map((_, i) => [
      1,
      i + 1,
      ...Array.from({ length: 11 }, (_, m) => (i % 12 === m + 1 ? 1 : 0)),
      i >= 169 ? 1 : 0,
      i >= 169 ? i - 169 : 0,
    ]);
    const fit = quasiPoisson(rows, y);
    assert.ok(fit);
    Object.values<number>(told.coefficients).forEach((wanted, i) => {
      close(fit.coefficients[i] ?? Number.NaN, wanted, `coefficient ${i}`, 1e-5);
    });
    Object.values<number>(told.standard_errors).forEach((wanted, i) => {
      close(fit.standardErrors[i] ?? Number.NaN, wanted, `error ${i}`);
    });
    close(fit.dispersion, told.dispersion, 'dispersion');
    close(fit.deviance, told.deviance, 'deviance');
    assert.equal(fit.degrees, told.df_residual);
  });

  test('the level after the law is a ratio with its interval, widened where neighbours are alike', (t) => {
    if (!reference || !counts) return t.skip('skipped: ../shared/data not present');
    const told = JSON.parse(readFileSync(reference, 'utf8'));
    const y = readFileSync(counts, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((l) => Number(l.split(',')[1]));
    const found = interruptedSeries(y, { from: 169, month: 0, slope: false });
    assert.ok(found);
    close(found.level.ratio, told.level_effect_95.ratio, 'ratio');
    close(found.autocorrelation, told.lag1_autocorrelation_of_pearson_residuals, 'lag 1', 0.02);
    assert.equal(found.widened, true);
    assert.ok(found.level.lower < told.level_effect_95.lower);
    assert.ok(found.level.upper > told.level_effect_95.upper);
  });

  test('R8: under twelve months before or six after, nothing can be told', () => {
    const flat = Array.from({ length: 30 }, () => 40);
    const at = (from: number) => interruptedSeries(flat, { from, month: 3, slope: false });
    assert.equal(at(11), null);
    assert.equal(at(25), null);
    assert.notEqual(at(12), null);
  });

  test('a halving is found at its size, in a series whose months differ in days', () => {
    const days = [30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31];
    const exposure = Array.from({ length: 36 }, (_, i) => days[i % 12] ?? 30);
    const y = exposure.map((d, i) => d * (i < 24 ? 20 : 10));
    const found = interruptedSeries(y, { from: 24, month: 3, slope: false, exposure });
    close(found?.level.ratio ?? Number.NaN, 0.5, 'ratio', 1e-9);
  });

  test('trap 30: a treated area against a comparison area: ratio of ratios and displacement difference', (t) => {
    const path = sharedPath('spc/other/did-rates.json');
    if (!path) return t.skip('skipped: ../shared/data not present');
    const told = JSON.parse(readFileSync(path, 'utf8'));
    const found = differenceInDifferences({
      treatedBefore: told.treated_before,
      treatedAfter: told.treated_after,
      comparisonBefore: told.comparison_before,
      comparisonAfter: told.comparison_after,
    });
    close(found.ratio ?? Number.NaN, told.ratio_of_ratios, 'ratio');
    close(found.lower ?? Number.NaN, told.lower, 'lower');
    close(found.upper ?? Number.NaN, told.upper, 'upper');
    assert.equal(found.difference, told.wdd);
    close(found.differenceStandardError, told.wdd_se, 'error');
  });

  test('with a count of nought there is no ratio, only a difference', () => {
    const found = differenceInDifferences({
      treatedBefore: 0,
      treatedAfter: 3,
      comparisonBefore: 5,
      comparisonAfter: 4,
    });
    assert.deepEqual([found.ratio, found.lower, found.difference], [null, null, 4]);
  });

  test('Student’s t quantiles as tables print them', () => {
    close(studentQuantile(0.975, 1), 12.706204736432095, '1 degree', 1e-9);
    close(studentQuantile(0.975, 10), 2.2281388519649385, '10 degrees', 1e-9);
    close(studentQuantile(0.025, 10), -2.2281388519649385, 'lower tail', 1e-9);
  });
});
