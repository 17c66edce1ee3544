import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { statisticsCommand } from '../../src/cli/statistics.ts';
import {
  benjaminiHochberg,
  betaBelow,
  betaQuantile,
  chiSquareQuantile,
  gammaAbove,
  gammaBelow,
  normalBelow,
  normalQuantile,
  poissonBelow,
  poissonQuantile,
} from '../../src/statistics/index.ts';
import { sharedPath } from '../support/shared.ts';

const rowsOf = (words: string, csv: string) => {
  const done = statisticsCommand([...words.split(' '), '--json'], csv);
  assert.equal(done.exit, 0, done.stderr);
  return JSON.parse(done.stdout);
};
const close = (actual: number, expected: number, relative = 1e-9) =>
  assert.ok(
    Math.abs(actual - expected) <= Math.max(1e-12, relative * Math.abs(expected)),
    `${actual}, not ${expected}`,
  );

/** Poisson probability by plain multiplication. */
function poisson(x: number, mean: number): number {
  let p = Math.exp(-mean);
  for (let i = 1; i <= x; i++) p *= mean / i;
  return p;
}

describe('distribution functions', () => {
  test('textbook values', () => {
    close(normalQuantile(0.975), 1.959963984540054, 1e-14);
    close(normalQuantile(0.999), 3.090232306167813, 1e-14);
    close(normalBelow(-6), 9.865876450376946e-10, 1e-12);
    close(chiSquareQuantile(0.95, 1), 3.841458820694124, 1e-12);
    close(chiSquareQuantile(0.025, 10), 3.246972780236841, 1e-12);
    close(betaQuantile(0.5, 1, 3), 1 - 0.5 ** (1 / 3), 1e-13);
  });

  test('a quantile and its probability undo each other, far into the tails and for large counts', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.integer({ min: 1, max: 2_000_000 }),
        (p, a, b) => {
          close(normalBelow(normalQuantile(p)), p, 1e-10);
          close(gammaBelow(a, chiSquareQuantile(p, 2 * a) / 2), p, 1e-8);
          close(betaBelow(betaQuantile(p, a, b), a, b), p, 1e-8);
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  test('the two tails of a gamma sum to one, and a Poisson quantile is the first count that reaches p', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 5000, noNaN: true }),
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        (mean, p) => {
          close(gammaBelow(12.5, mean) + gammaAbove(12.5, mean), 1, 1e-12);
          const r = poissonQuantile(p, mean);
          assert.ok(poissonBelow(r, mean) >= p * (1 - 1e-12));
          assert.ok(r === 0 || poissonBelow(r - 1, mean) < p);
        },
      ),
      { numRuns: 100, seed: 8 },
    );
  });
});

describe('interval', () => {
  test('the exact bounds leave the stated tail on either side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.constantFrom(0.8, 0.95, 0.998), (x, c) => {
        const [row] = rowsOf(`interval --method exact --confidence ${c}`, `count\n${x}\n`).rows;
        let [below, upTo] = [0, 0];
        for (let i = 0; i <= x; i++) {
          if (i < x) below += poisson(i, row.lower);
          upTo += poisson(i, row.upper);
        }
        close(1 - below, (1 - c) / 2, 1e-6);
        close(upTo, (1 - c) / 2, 1e-6);
      }),
      { numRuns: 60, seed: 9 },
    );
  });

  test('bounds are on the scale of the rate; without n per one; n of nought gives none', () => {
    const { rows } = rowsOf('interval --method byar', 'count,n\n12,\n12,4\n12,0\n0,5\n');
    close(rows[1].lower, rows[0].lower / 4);
    assert.deepEqual(rows[2], { count: 12, n: 0, value: null, lower: null, upper: null });
    assert.deepEqual([rows[0].n, rows[0].value, rows[3].lower], [null, 12, 0]);
  });

  test('Wilson holds its ends within nought and one, and gives nothing for a blank n', () => {
    const { rows } = rowsOf('interval --method wilson', 'count,n\n0,20\n20,20\n5,\n');
    assert.deepEqual([rows[0].lower, rows[1].upper], [0, 1]);
    assert.ok(rows[0].upper < 0.2 && rows[1].lower > 0.8);
    assert.deepEqual([rows[2].value, rows[2].lower, rows[2].upper], [null, null, null]);
  });
});

describe('compare', () => {
  /** The E-test as its definition reads: every pair of counts looked at. */
  function eTestByHand(x1: number, n1: number, x2: number, n2: number): number {
    const pooled = (x1 + x2) / (n1 + n2);
    const t = (i: number, j: number) =>
      i + j === 0 ? 0 : Math.abs(i / n1 - j / n2) / Math.sqrt(i / n1 / n1 + j / n2 / n2);
    let p = 0;
    for (let i = 0; i <= 120; i++)
      for (let j = 0; j <= 120; j++)
        if (t(i, j) >= t(x1, x2) * (1 - 1e-9))
          p += poisson(i, n1 * pooled) * poisson(j, n2 * pooled);
    return p;
  }

  test('the E-test is the sum over all pairs of counts at least as far apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        fc.double({ min: 0.5, max: 3, noNaN: true }),
        (x1, x2, n2) => {
          const [row] = rowsOf(
            'compare --method e-test',
            `count1,n1,count2,n2\n${x1},1,${x2},${n2}\n`,
          ).rows;
          const expected = x1 + x2 === 0 || x1 * n2 === x2 ? 1 : eTestByHand(x1, 1, x2, n2);
          close(row.p, Math.min(1, expected), 1e-6);
        },
      ),
      { numRuns: 60, seed: 10 },
    );
  });

  test('it does not depend on which period comes first, and large counts come near to the normal test', () => {
    const p = (line: string) =>
      rowsOf('compare --method e-test', `count1,n1,count2,n2\n${line}\n`).rows[0].p;
    close(p('14,120000,5,95000'), p('5,95000,14,120000'), 1e-9);
    const z = (100_400 - 99_600) / Math.sqrt(200_000);
    close(p('100400,1,99600,1'), 2 * normalBelow(-z), 2e-3);
  });

  test('the exact test is the binomial one, its ratio interval leaves the stated tails', () => {
    const [row] = rowsOf(
      'compare --method exact --confidence 0.9',
      'count1,n1,count2,n2\n7,2,3,1\n',
    ).rows;
    const binomial = (x: number, share: number) => {
      let ways = 1;
      for (let i = 0; i < x; i++) ways = (ways * (10 - i)) / (i + 1);
      return ways * share ** x * (1 - share) ** (10 - x);
    };
    const counts = Array.from({ length: 11 }, (_, x) => x);
    const all = counts.map((x) => binomial(x, 2 / 3));
    const observed = all[7] ?? 0;
    close(
      row.p,
      all.filter((q) => q <= observed * (1 + 1e-7)).reduce((a, b) => a + b, 0),
    );
    const share = (ratio: number) => (ratio * 2) / (ratio * 2 + 1);
    const sum = (from: number, to: number, s: number) =>
      counts.filter((x) => x >= from && x <= to).reduce((a, x) => a + binomial(x, s), 0);
    close(sum(7, 10, share(row.ratio_lower)), 0.05, 1e-6);
    close(sum(0, 7, share(row.ratio_upper)), 0.05, 1e-6);
  });

  test('what cannot be divided is null, never an infinity', () => {
    const { rows } = rowsOf(
      'compare --method exact',
      'count1,n1,count2,n2\n5,1,0,1\n0,1,0,1\n0,1,5,1\n',
    );
    assert.deepEqual([rows[0].ratio, rows[0].ratio_upper], [null, null]);
    assert.ok(rows[0].ratio_lower > 0);
    assert.deepEqual(
      [rows[1].ratio, rows[1].ratio_lower, rows[1].ratio_upper, rows[1].p],
      [null, null, null, 1],
    );
    assert.deepEqual([rows[2].ratio, rows[2].ratio_lower], [0, 0]);
  });
});

describe('funnel', () => {
  const csv = (areas: readonly (readonly [number | '', number | ''])[]) =>
    `area,count,n\n${areas.map(([count, n], i) => `area ${i},${count},${n}`).join('\n')}\n`;

  test('an area without n takes no part and has no numbers', () => {
    const all = rowsOf(
      'funnel --type rate',
      csv([
        [10, 100],
        [20, 100],
        [7, ''],
        [9, 0],
      ]),
    );
    assert.equal(all.target, 0.15);
    for (const i of [2, 3])
      assert.deepEqual(
        ['value', 'z', 'lower95', 'upper95', 'lower998', 'upper998', 'signal'].map(
          (f) => all.areas[i][f],
        ),
        [null, null, null, null, null, null, null],
      );
    const without = rowsOf(
      'funnel --type rate',
      csv([
        [10, 100],
        [20, 100],
      ]),
    );
    assert.equal(all.phi, without.phi);
  });

  test('whatever the over-dispersion, limits only ever widen, and lie within each other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 400, max: 4000 })), {
          minLength: 2,
          maxLength: 15,
        }),
        fc.constantFrom('rate', 'proportion', 'ratio'),
        fc.constantFrom('multiplicative', 'additive'),
        (areas, type, form) => {
          const plain = rowsOf(`funnel --type ${type}`, csv(areas));
          const wide = rowsOf(`funnel --type ${type} --overdispersion ${form}`, csv(areas));
          assert.equal(wide.adjusted, plain.phi !== null && plain.phi > 1);
          plain.areas.forEach((area: Record<string, number>, i: number) => {
            const other = wide.areas[i];
            const order = [
              other.lower998,
              area.lower998,
              area.lower95,
              plain.target,
              area.upper95,
              area.upper998,
              other.upper998,
            ];
            for (let k = 1; k < order.length; k++)
              assert.ok(
                (order[k - 1] as number) <= (order[k] as number) + 1e-9,
                order.join(' <= '),
              );
          });
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  test('the outermost limit crossed is the signal', () => {
    const areas: [number, number][] = [
      [30, 100],
      [150, 1000],
      [150, 1000],
      [150, 1000],
      [150, 1000],
      [190, 1000],
      [120, 1000],
      [90, 1000],
    ];
    assert.deepEqual(
      rowsOf('funnel --type rate', csv(areas)).areas.map(
        (a: { signal: string | null }) => a.signal,
      ),
      ['high-998', null, null, null, null, 'high-998', 'low-95', 'low-998'],
    );
  });

  test('no events anywhere: no line is passed and nothing is infinite', () => {
    const all = rowsOf(
      'funnel --type rate',
      csv([
        [0, 10],
        [0, 20],
      ]),
    );
    assert.deepEqual(
      [all.target, all.phi, all.areas[0].z, all.areas[0].signal],
      [0, null, null, null],
    );
  });
});

describe('false discovery', () => {
  const published = sharedPath('spc/other/benjamini-hochberg.json');
  test('the fifteen p-values of the paper', {
    skip: published ? false : 'skipped: ../shared/data not present',
  }, () => {
    const { p, q } = JSON.parse(readFileSync(published ?? '', 'utf8'));
    benjaminiHochberg(p).forEach((value, i) => {
      close(value, q[i]);
    });
    assert.deepEqual(
      benjaminiHochberg([...p].reverse()).map((v) => v.toFixed(9)),
      [...q].reverse().map((v: number) => v.toFixed(9)),
    );
  });
});
