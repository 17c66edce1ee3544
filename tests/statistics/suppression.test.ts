import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type SuppressionTable, suppressed } from '../../src/statistics/index.ts';

const places = ['a', 'b', 'c', 'd'];
const months = ['1', '2'];

/** Places by month, with the sum of the months beside and the total of the places below. */
function tableOf(cells: readonly (readonly number[])[], below: number): SuppressionTable {
  const values = new Map<string, number>();
  places.forEach((place, p) => {
    months.forEach((month, m) => {
      values.set(place + month, cells[p]?.[m] ?? 0);
    });
    values.set(
      `${place}q`,
      months.reduce((s, _, m) => s + (cells[p]?.[m] ?? 0), 0),
    );
  });
  for (const t of [...months, 'q'])
    values.set(
      `all${t}`,
      places.reduce((s, place) => s + (values.get(place + t) ?? 0), 0),
    );
  const parts = places.flatMap((place) => [...months, 'q'].map((t) => place + t));
  return {
    values,
    small: new Set(
      parts.filter((name) => (values.get(name) ?? 0) >= 1 && (values.get(name) ?? 0) < below),
    ),
    fixed: new Set([...months, 'q'].map((t) => `all${t}`)),
    sums: [
      ...[...months, 'q'].map((t) => ({
        total: `all${t}`,
        parts: places.map((place) => place + t),
      })),
      ...places.map((place) => ({ total: `${place}q`, parts: months.map((m) => place + m) })),
    ],
  };
}

/** Every table of whole numbers that agrees with what is shown: an attacker's own search, by trying all. */
function solutions(table: SuppressionTable, hidden: ReadonlySet<string>): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  const cellNames = places.flatMap((place) => months.map((m) => place + m));
  const cells = new Map<string, number>();
  const fits = () => {
    const at = (name: string): number =>
      name.endsWith('q')
        ? months.reduce((s, m) => s + at(name.slice(0, -1) + m), 0)
        : name.startsWith('all')
          ? places.reduce((s, place) => s + (cells.get(place + name.slice(3)) ?? 0), 0)
          : (cells.get(name) ?? 0);
    const total = (t: string): number =>
      t === 'q' ? months.reduce((s, m) => s + total(m), 0) : at(`all${t}`);
    for (const [name, value] of table.values) {
      const now = name.startsWith('all') ? total(name.slice(3)) : at(name);
      if (!hidden.has(name) && now !== value) return;
    }
    for (const name of hidden) {
      const seen = found.get(name) ?? new Set();
      found.set(name, seen.add(at(name)));
    }
  };
  const walk = (i: number) => {
    const name = cellNames[i];
    if (name === undefined) return fits();
    if (!hidden.has(name)) {
      cells.set(name, table.values.get(name) ?? 0);
      return walk(i + 1);
    }
    // No cell is above what its month's total leaves.
    const month = name.slice(-1);
    const spent = cellNames
      .slice(0, i)
      .filter((other) => other.endsWith(month))
      .reduce((sum, other) => sum + (cells.get(other) ?? 0), 0);
    const most = (table.values.get(`all${month}`) ?? 0) - spent;
    for (let v = 0; v <= most; v++) {
      cells.set(name, v);
      walk(i + 1);
    }
  };
  walk(0);
  return found;
}

describe('what is too small to show cannot be worked out from what is shown', () => {
  test('one small number takes the least number beside it with it', () => {
    const table = tableOf(
      [
        [3, 9],
        [20, 20],
        [11, 30],
        [0, 12],
      ],
      5,
    );
    const hidden = suppressed(table);
    assert.ok(hidden.has('a1'));
    assert.ok(!hidden.has('all1'));
    assert.ok(hidden.size > 1);
    assert.ok(!hidden.has('d1'), 'nought is shown');
  });

  test('nothing is hidden where nothing is small', () => {
    assert.equal(
      suppressed(
        tableOf(
          [
            [5, 9],
            [20, 20],
            [11, 30],
            [0, 12],
          ],
          5,
        ),
      ).size,
      0,
    );
  });

  test('two ones that are all of a total would be known, so a third number goes', () => {
    const hidden = suppressed(
      tableOf(
        [
          [1, 9],
          [1, 8],
          [7, 30],
          [0, 12],
        ],
        5,
      ),
    );
    assert.ok(hidden.has('a1') && hidden.has('b1') && hidden.has('c1'));
  });

  test('an attacker who tries every table finds two answers for each small number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
          minLength: 4,
          maxLength: 4,
        }),
        (cells) => {
          const table = tableOf(cells, 3);
          const hidden = suppressed(table);
          if ([...hidden].filter((name) => !name.endsWith('q')).length > 6) return;
          const answers = solutions(table, hidden);
          for (const name of table.small)
            assert.ok(
              (answers.get(name)?.size ?? 0) > 1,
              `${name} = ${table.values.get(name)} is solved in ${JSON.stringify(cells)}`,
            );
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });
});
