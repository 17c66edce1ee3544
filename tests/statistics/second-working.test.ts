import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { statisticsCommand } from '../../src/cli/statistics.ts';
import { chartByHand, type HandRow } from './by-hand.ts';

const sets = ['mdc', 'mdc-6', 'mdc-8', 'western-electric', 'nelson', 'police', 'anhoej'] as const;
const counted = new Set(['p', 'p-prime', 'u', 'u-prime']);

/** Levels, ramps, zigzags and noise one after the other, so that every rule has its chance. */
const stretch = fc
  .record({
    shape: fc.constantFrom('level', 'ramp', 'fall', 'zigzag', 'noise', 'swing'),
    length: fc.integer({ min: 1, max: 18 }),
    base: fc.integer({ min: 2, max: 14 }),
    noise: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 18, maxLength: 18 }),
  })
  .map(({ shape, length, base, noise }) =>
    Array.from({ length }, (_, i) => {
      const random = noise[i] ?? 0;
      if (shape === 'level') return base + (random === 6 ? 1 : 0);
      if (shape === 'ramp') return base + i;
      if (shape === 'fall') return base + 18 - i;
      if (shape === 'zigzag') return base + (i % 2) * (1 + random);
      if (shape === 'swing') return i % 2 === 0 ? 1 : 20;
      return base + random;
    }),
  );

const seriesOf = (type: string): fc.Arbitrary<HandRow[]> =>
  fc
    .record({
      values: fc.array(stretch, { minLength: 1, maxLength: 4 }).map((list) => list.flat()),
      missing: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 2 }),
      excluded: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 }),
      cuts: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 2 }),
      sizes: fc.array(fc.integer({ min: 40, max: 60 }), { minLength: 72, maxLength: 72 }),
      tenths: fc.boolean(),
    })
    .map(({ values, missing, excluded, cuts, sizes, tenths }) =>
      values.map((value, i) => ({
        x: `row ${i}`,
        y: missing.includes(i)
          ? null
          : tenths && (type === 'xmr' || type === 'run')
            ? value / 10 - 1
            : value,
        n: counted.has(type) ? (i === 20 ? null : (sizes[i] ?? 50)) : null,
        exclude: excluded.includes(i),
        part: 1 + cuts.filter((cut) => cut <= i).length,
      })),
    );

const csvOf = (rows: readonly HandRow[], type: string) =>
  [
    counted.has(type) ? 'x,y,n,exclude,part' : 'x,y,exclude,part',
    ...rows.map((r) =>
      [r.x, r.y ?? '', ...(counted.has(type) ? [r.n ?? ''] : []), r.exclude ? 1 : '', r.part].join(
        ',',
      ),
    ),
  ].join('\n');

const near = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) <= Math.max(1e-12, 1e-6 * Math.abs(b));

/** Signals seen, by rule set: a comparison in which a rule never fires proves nothing of it. */
const fired = new Map<string, Set<string>>();
const fire = (rules: string, ids: readonly string[]) => {
  const known = fired.get(rules) ?? new Set<string>();
  fired.set(rules, known);
  for (const id of ids) known.add(id);
};

test('charts worked out a second time, from the words of the method alone, agree', async (t) => {
  for (const type of ['xmr', 'run', 'p', 'p-prime', 'u', 'u-prime', 'c', 'g', 't'])
    await t.test(`${type}: values, centre, limits, signals and runs, under every rule set`, () => {
      fc.assert(
        fc.property(
          seriesOf(type),
          fc.constantFrom(...sets),
          fc.option(fc.integer({ min: 1, max: 30 })),
          fc.boolean(),
          (rows, rules, freeze, screen) => {
            const done = statisticsCommand(
              ['chart', '--type', type, '--rules', rules, '--screen', screen ? 'once' : 'none']
                .concat(freeze === null ? [] : ['--freeze', String(freeze)])
                .concat('--json'),
              csvOf(rows, type),
            );
            assert.equal(done.exit, 0, done.stderr);
            const actual = JSON.parse(done.stdout);
            const expected = chartByHand(rows, { type, rules, freeze, screen });
            assert.equal(actual.points.length, rows.length);
            expected.points.forEach((point, i) => {
              const got = actual.points[i];
              for (const field of ['value', 'cl', 'lcl', 'ucl'] as const)
                assert.ok(
                  near(got[field], point[field]),
                  `${field} of row ${i}: ${got[field]}, not ${point[field]}`,
                );
              assert.deepEqual(got.signals, point.signals, `signals of row ${i}`);
              assert.equal(got.excluded, rows[i]?.exclude);
              fire(rules, point.signals);
            });
            assert.deepEqual(
              actual.parts.map(({ first: _, last: __, ...part }: Record<string, unknown>) => part),
              expected.parts,
            );
          },
        ),
        { numRuns: 300, seed: 20260210 },
      );
    });

  await t.test('every rule of every set fired somewhere among them', () => {
    const number = Object.fromEntries([...fired].map(([rules, ids]) => [rules, ids.size]));
    assert.deepEqual(number, {
      mdc: 8,
      'mdc-6': 8,
      'mdc-8': 8,
      'western-electric': 8,
      nelson: 13,
      police: 8,
      anhoej: 4,
    });
  });
});
