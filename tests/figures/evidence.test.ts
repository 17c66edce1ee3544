import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { period } from '../../src/periods/index.ts';
import { eTest, normalAbove } from '../../src/statistics/index.ts';
import { figureOf, flow, judged, measureLike, monthly, steady, type Told } from './made.ts';

const close = (actual: number | null, expected: number) =>
  assert.ok(
    actual !== null && Math.abs(actual - expected) <= 1e-9 * expected,
    `${actual}, not ${expected}`,
  );

describe('how strong the evidence of a change is', () => {
  test('of a share: the tail of its latest month and the run it ends, the lesser times two', () => {
    const part = [48, 52, 49, 51, 47, 53, 50, 50, 52, 48, 51, 49];
    const points = [...part, ...part, ...part, 70].map(
      (n): Told => ({
        value: n / 200,
        numerator: n,
        denominator: 200,
      }),
    );
    const j = judged(measureLike('t.share', { chart: 'p' }), monthly(points));
    // p = 50/200; one sigma is √(0.25 x 0.75 / 200).
    const z = (70 / 200 - 0.25) / Math.sqrt((0.25 * 0.75) / 200);
    close(j.verdict.p, 2 * 2 * normalAbove(z));
  });

  test('a run of nine is worth 2 to the power of minus eight where the latest month alone says little', () => {
    const share = (n: number): Told => ({ value: n / 200, numerator: n, denominator: 200 });
    const part = [48, 52, 49, 51, 47, 53, 50, 50, 52, 48, 51, 49];
    const points = [...part, ...part, ...part, ...Array.from({ length: 9 }, () => 52)].map(share);
    const j = judged(measureLike('t.share', { chart: 'p' }), monthly(points));
    close(j.verdict.p, 2 * 2 ** -8);
  });

  test('of a count also the period against last year and against its baseline, four tests in all', () => {
    // The quarter shown counts 27 and ends a run of three; last year's 18.
    const before = steady(6, 34);
    const points = monthly([...before, 4, 9, 8, 10]);
    const counted = before.slice(0, 24).reduce((sum, n) => sum + n, 0);
    const mean = counted / 24;
    const lastYear = figureOf(period('2024-Q1'), 18);
    const shown = figureOf(period('2025-Q1'), 27);
    // Of the quarter's months April and May are charted: 8 and 10.
    const j = judged(flow({ chart: 'c' }), points, { lastYear, shown });
    const tail = 2 * normalAbove((10 - mean) / Math.sqrt(mean));
    const run = 2 ** -2;
    const [year, base] = [eTest(27, 1, 18, 1), eTest(18, 2, counted, 24)];
    close(j.verdict.p, 4 * Math.min(tail, run, year, base));
    assert.ok(base < 0.2 && year < 0.3);
  });

  test('R10: the same last month is stronger evidence when the months before it rose as well', () => {
    const p = (...last: number[]) =>
      judged(flow(), monthly([...steady(0, 39 - last.length).map((n) => 100 + 4 * n), ...last]))
        .verdict.p ?? 1;
    assert.ok(p(135, 134, 135) < p(135) / 100);
  });

  test('a change against the signal is no evidence for it', () => {
    // Above its range in the last month, in a quarter far below last year's.
    const points = monthly([...steady(40, 36), 31, 31, 56]);
    const shown = figureOf(period('2025-Q1'), 118);
    const p = (before: number) =>
      judged(flow(), points, { shown, lastYear: figureOf(period('2024-Q1'), before) }).verdict.p;
    assert.equal(p(300), p(200));
    assert.ok((p(300) ?? 0) > 0);
  });

  test('without limits only the run counts, and without any test there is no p-value', () => {
    const run = judged(flow({ chart: 'run' }), monthly([...steady(40, 34), 50, 51, 52]));
    close(run.verdict.p, 2 ** -2);
    assert.equal(judged(flow(), monthly([40, 41, 39])).verdict.p, null);
  });
});
