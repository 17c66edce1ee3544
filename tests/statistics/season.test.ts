import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type SeasonRow, season } from '../../src/statistics/index.ts';

const shape = [1.2, 0.9, 1, 1.1, 0.8, 0.85, 0.95, 1.05, 1.15, 1, 0.9, 1.1];
const mean = shape.reduce((a, b) => a + b) / 12;
const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Counts of months that follow a level, a season and their days, from April on. */
function rows(length: number, level: (i: number) => number, part = (_: number) => 1): SeasonRow[] {
  return Array.from({ length }, (_, i) => {
    const month = (i + 3) % 12;
    const exposure = 1 + (i % 5) / 10;
    const y = level(i) * ((shape[month] ?? 1) / mean) * (days[month] ?? 30) * exposure;
    return { y, month, days: days[month] ?? 30, exposure, part: part(i) };
  });
}

describe('the season of a series', () => {
  test('month effects are those that made it, days and exposure apart', () => {
    const found = season(rows(48, (i) => 20 * Math.exp(i / 120)));
    assert.ok(found);
    found.effects.forEach((effect, m) => {
      assert.ok(Math.abs(effect - (shape[m] ?? 1) / mean) < 1e-6, `${m}: ${effect}`);
    });
    assert.ok(found.p < 1e-6);
  });

  test('a step where counting changed is no season, and takes nothing from it', () => {
    const found = season(
      rows(
        48,
        (i) => (i < 24 ? 20 : 45),
        (i) => (i < 24 ? 1 : 2),
      ),
    );
    assert.ok(found);
    assert.ok(Math.abs((found.effects[0] ?? 0) - 1.2 / mean) < 1e-6);
  });

  test('what is missing is left out, and under 36 values or two of a month nothing is said', () => {
    const whole = rows(48, () => 20);
    const gaps = whole.map((row, i) => (i % 11 === 5 ? { ...row, y: null } : row));
    assert.ok(Math.abs((season(gaps)?.effects[0] ?? 0) - 1.2 / mean) < 1e-6);
    assert.equal(season(whole.slice(0, 35)), null);
    const withoutMay = whole.map((row) => (row.month === 4 ? { ...row, y: null } : row));
    assert.equal(season(withoutMay), null);
    assert.equal(season(whole.map((row, i) => (i === 3 ? { ...row, y: -1 } : row))), null);
  });

  test('what comes alike every month, however long, has none', () => {
    const flat = rows(48, () => 20).map((row, i) => ({
      ...row,
      exposure: 1,
      y: 400 + ([9, -8, 4, -10, 7, -3, 1][i % 7] ?? 0),
    }));
    const found = season(flat);
    assert.ok(found === null || found.p > 0.01);
  });
});
