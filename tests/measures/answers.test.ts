import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, type MeasureQuery, rowsOf, tableOf } from '../../src/measures/index.ts';
import { period } from '../../src/periods/index.ts';
import { mintGrant, type Warehouse } from '../../src/warehouse/index.ts';
import { smallFramework } from '../support/small-framework.ts';
import { load, memoryWarehouse, type TestRow } from '../support/warehouse.ts';

const framework = smallFramework();
const schemaOf = (id: string) => {
  const dataset = framework.datasets.get(id);
  assert.ok(dataset, id);
  return tableOf(dataset);
};
const months = { first: '2024-04', last: '2025-04' };

const crime = (
  ref: string,
  on: string,
  offence: string,
  area: string | null,
  more: TestRow = {},
): TestRow => ({
  ref,
  on,
  offence,
  state: 'live',
  force: 'F1',
  area,
  ...more,
});
const outcome = (ref: string, recorded_on: string, given_on: string, what: string): TestRow => ({
  ref,
  recorded_on,
  given_on,
  outcome: what,
  offence: '45',
  force: 'F1',
  area: 'D1',
});
const group = (group_ref: string, more: TestRow = {}): TestRow => ({
  group_ref,
  status: 'active',
  tier: '1',
  force: 'F1',
  area: 'L1',
  ...more,
});

describe('a measure answered', () => {
  let warehouse: Warehouse;
  before(async () => {
    warehouse = await memoryWarehouse([...framework.datasets.values()].map(tableOf));
    await load(warehouse, {
      schema: schemaOf('crime'),
      months,
      rows: [
        crime('1', '2025-01-03', '45', 'W1', { value: '10.50', age: 17 }),
        crime('2', '2025-01-09', '37.2', 'W2', { value: '1', age: 18 }),
        crime('3', '2025-02-01', '48', 'D9', { age: 30 }),
        crime('4', '2025-02-02', '92A', null),
        crime('5', '2025-02-03', 'vehicle', 'F1'),
        crime('6', '2025-03-31', '45', 'L1'),
        crime('7', '2025-03-31', '45', 'W1', { state: 'cancelled' }),
        crime('8', '2025-01-31', '45', 'D9', { force: 'F2' }),
        crime('9', '2025-03-31', '45', 'D9', { force: 'F2' }),
      ],
    });
    await load(warehouse, {
      schema: schemaOf('outcome'),
      months,
      rows: [
        outcome('1', '2025-01-03', '2025-01-13', 'charged'),
        outcome('1', '2025-01-03', '2025-02-13', 'charged'),
        outcome('2', '2025-01-09', '2025-02-10', 'none'),
      ],
    });
    for (const [stateOn, rows] of [
      [
        '2024-12-31',
        [group('a'), group('b'), group('c'), group('d', { review_due: '2024-06-01' })],
      ],
      [
        '2025-01-31',
        [
          group('a'),
          group('b', { status: 'archived' }),
          group('c', { status: 'merged', merged_into: 'a' }),
          group('d', { review_due: '2025-01-31' }),
          group('e'),
        ],
      ],
    ] as const)
      await load(warehouse, { schema: schemaOf('group'), stateOn, rows });
    await load(warehouse, {
      schema: schemaOf('disruption'),
      months: { first: '2024-01', last: '2025-04' },
      rows: [
        ['2024-01-15', 'a'],
        ['2025-01-15', 'd'],
        ['2025-02-15', 'd'],
        ['2025-02-15', 'x'],
      ].map(([on = '', target = '']) => ({ on, target, force: 'F1' })),
    });
    await load(warehouse, {
      schema: schemaOf('request'),
      months,
      rows: ['F1', 'F1', 'F1', 'F2'].map((force) => ({ asked_on: '2025-02-05', force })),
    });
    await load(warehouse, {
      schema: schemaOf('population'),
      months: { first: '2023-06', last: '2025-06' },
      rows: ['2023', '2024', '2025'].flatMap((year, i) => [
        { mid_year: `${year}-06-01`, force: 'F1', area: 'D1', persons: 1000 + i },
        { mid_year: `${year}-06-01`, force: 'F1', area: 'D2', persons: 3000 + i },
      ]),
    });
    await load(warehouse, {
      schema: schemaOf('yearly'),
      months: { first: '2024-03', last: '2025-03' },
      rows: [
        ['2024-03-01', 'F1', 100],
        ['2024-12-01', 'F1', 110],
        ['2025-03-01', 'F1', 120],
        ['2025-03-01', 'F2', 200],
      ].flatMap(([year_ending = '', force = '', number = 0]) => [
        { year_ending, force, kind: 'Total', number },
        { year_ending, force, kind: 'Part', number: 7 },
      ]),
    });
  });
  after(() => warehouse.close());

  const points = async (id: string, ids: string[], more: Partial<MeasureQuery> = {}) => {
    const measure = framework.measures.get(id);
    assert.ok(measure, id);
    return answer(
      { measure, periods: ids.map(period), area: null, split: null, asAt: null, ...more },
      framework,
      warehouse,
    );
  };
  const values = async (id: string, ids: string[], more: Partial<MeasureQuery> = {}) =>
    (await points(id, ids, more)).map((p) => p.value);
  const split = async (id: string, one: string, by: string, more: Partial<MeasureQuery> = {}) =>
    Object.fromEntries(
      (await points(id, [one], { split: by, ...more })).map((p) => [p.group, p.value]),
    );

  test('R38: a flow counts a code with all below it, of our force, whatever the area says', async () => {
    assert.deepEqual(
      await values('t.flow', ['2025-01', '2025-02', '2025-03', '2024-Q4', '2025-04']),
      [2, 2, 1, 5, 0],
    );
    assert.deepEqual(await values('t.basket', ['2024-Q4']), [3]);
  });
  test('what the dataset counts holds unless the measure names the column', async () => {
    assert.deepEqual(await values('t.flow', ['2025-03']), [1], 'the cancelled crime is out');
  });
  test('an area below the force is our rows under it; a ward, a policing area and a district alike', async () => {
    const at = (area: string) => values('t.flow', ['2024-Q4'], { area });
    assert.deepEqual(await at('north'), [2]);
    assert.deepEqual(await at('lpa-north'), [2]);
    assert.deepEqual(await at('W1'), [1]);
    assert.deepEqual(await at('elsewhere'), [1], 'their district in our files');
    assert.deepEqual(await at('theirs'), [2], 'their force is their own rows');
    assert.deepEqual(await at('unknown'), [1]);
  });
  test('a region is its members on the day', async () => {
    assert.deepEqual(await values('t.flow', ['2025-01', '2025-03'], { area: 'region' }), [2, 2]);
    assert.deepEqual(await values('t.flow', ['2025-03'], { area: 'region', withoutUs: true }), [1]);
  });
  test('a split adds up to the whole; unknown and other forces’ districts are members', async () => {
    assert.deepEqual(await split('t.flow', '2024-Q4', 'district'), {
      D1: 2,
      D2: 1,
      D9: 1,
      unknown: 1,
    });
    assert.deepEqual(await split('t.flow', '2024-Q4', 'lpa'), { D9: 1, L1: 2, unknown: 2 });
    assert.deepEqual(
      await split('t.flow', '2024-Q4', 'force'),
      { F1: 5, F2: 1 },
      'F2 belongs from February',
    );
    assert.deepEqual(await split('t.flow', '2024-Q4', 'offence'), {
      '37.2': 1,
      '45': 2,
      '48': 1,
      vehicle: 1,
    });
    assert.deepEqual(await split('t.ages', '2024-Q4', 'age'), {
      '18 to 30': 1,
      '30 and over': 1,
      'under 18': 1,
      unknown: 3,
    });
  });
  test('trap 23: distinct things in a quarter are not the sum of its months', async () => {
    assert.deepEqual(await values('t.distinct', ['2025-01', '2025-02', '2024-Q4']), [1, 2, 2]);
  });
  test('a sum keeps pence and its scale; a median has no value where nothing happened', async () => {
    assert.deepEqual(await values('t.sum', ['2025-01', '2025-02']), [5.75, 0]);
    assert.deepEqual(await values('t.median', ['2024-Q4', '2025-03']), [32, null]);
  });
  test('trap 24: a stock comes from the snapshot at the period’s end, with what entered and left', async () => {
    const [december, january] = await points('t.stock', ['2024-12', '2025-01']);
    assert.equal(december?.value, 4);
    assert.equal(january?.value, 3);
    assert.deepEqual(january?.moves, { in: 1, out: 2 });
    const [flow] = await points('t.flow', ['2025-01']);
    assert.equal(flow?.moves, null);
  });
  test('a merger is not an archiving', async () => {
    assert.deepEqual(await values('t.archived', ['2025-01']), [1]);
    assert.deepEqual(await values('t.merged', ['2025-01']), [1]);
  });
  test('trap 14: a share is made anew at each level from its part and whole', async () => {
    const [january, february, both] = await points('t.share', ['2025-01', '2025-02', '2024-Q4']);
    assert.deepEqual([january?.value, february?.value], [1, 0.5]);
    assert.deepEqual([both?.numerator, both?.denominator, both?.value], [2, 3, 2 / 3]);
    assert.deepEqual(
      await values('t.share', ['2025-03']),
      [null],
      'nothing over nothing is not applicable',
    );
  });
  test('a share may have its whole in another dataset, and its part on another date', async () => {
    const [quarter] = await points('t.recorded', ['2024-Q4']);
    assert.deepEqual(
      [quarter?.numerator, quarter?.denominator],
      [1, 6],
      'a crime charged twice is one crime',
    );
  });
  test('shares of a register: overdue at the end of the period, untouched in the year before it', async () => {
    assert.deepEqual(
      (await points('t.overdue', ['2024-12', '2025-01'])).map((p) => p.numerator),
      [1, 0],
    );
    const untouched = await points('t.untouched', ['2024-12', '2025-01']);
    assert.deepEqual(
      untouched.map((p) => p.numerator),
      [3, 2],
      'a was touched 12 months before, d in January',
    );
    assert.deepEqual(untouched[1]?.moves, { in: 2, out: 3 });
  });
  test('a look-back counts twelve months and moves month by month', async () => {
    const reached = await points('t.reached', ['2024-12', '2025-01', '2025-02']);
    assert.deepEqual(
      reached.map((p) => p.value),
      [1, 1, 2],
    );
    assert.deepEqual(
      reached.map((p) => p.moves),
      [
        { in: 0, out: 0 },
        { in: 1, out: 1 },
        { in: 1, out: 0 },
      ],
    );
    const year = await points('t.year', ['2025-01', '2025-02']);
    assert.deepEqual(
      year.map((p) => [p.value, p.moves]),
      [
        [1, { in: 1, out: 1 }],
        [3, { in: 2, out: 0 }],
      ],
    );
  });
  test('trap 29: a rate divides by one vintage of residents through the series, at each level', async () => {
    const [january, quarter] = await points('t.rate', ['2025-01', '2024-Q4']);
    assert.deepEqual([january?.denominator, quarter?.denominator], [4002, 4002]);
    assert.equal(quarter?.value, (6 / 4002) * 1000);
    assert.deepEqual(
      (await points('t.rate', ['2025-04', '2025-06'])).map((p) => p.denominator),
      [4004, 4004],
      'the newest not after the end of the series',
    );
    assert.deepEqual(await split('t.rate', '2025-01', 'district'), {
      D1: (1 / 1001) * 1000,
      D2: (1 / 3001) * 1000,
    });
    assert.deepEqual(await values('t.rate', ['2025-01'], { area: 'north' }), [(1 / 1001) * 1000]);
  });
  test('a ratio holds one place against others', async () => {
    assert.deepEqual(await values('t.ratio', ['2025-01'], { area: 'north' }), [1]);
    assert.deepEqual(await values('t.ratio', ['2025-02'], { area: 'north' }), [null]);
  });
  test('our share of a region, whole and by force', async () => {
    const [february] = await points('t.region', ['2025-02']);
    assert.deepEqual([february?.numerator, february?.denominator], [3, 4]);
  });
  test('counts of whole years stand for twelve months that end there, and for no quarter', async () => {
    assert.deepEqual(
      await values('t.yearly', ['FY2024', 'CY2024', '2024-12/R12', '2024-Q4', 'FY2025']),
      [120, 110, 110, null, null],
      'the total member alone',
    );
  });
  test('another value takes the measure’s place for a comparator', async () => {
    const instead = framework.measures.get('t.flow')?.instead.get('region');
    assert.ok(instead);
    assert.deepEqual(await values('t.flow', ['FY2024'], { instead, area: 'region' }), [320]);
  });
  test('questions asked in one turn are answered as if asked alone, and a faulty one fails alone', async () => {
    const [a, b, c] = await Promise.allSettled([
      values('t.flow', ['2025-01']),
      values('t.flow', ['2025-01'], { area: 'nowhere' }),
      values('t.sum', ['2024-Q4']),
    ]);
    assert.deepEqual(a.status === 'fulfilled' && a.value, [2]);
    assert.equal(b.status, 'rejected');
    assert.deepEqual(c.status === 'fulfilled' && c.value, [5.75]);
  });
  test('an answer does not wait for what the same turn asks of another dataset', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow: Warehouse = {
      ...warehouse,
      run: async (plan) => {
        if (plan.schema.dataset === 'crime') await gate;
        return warehouse.run(plan);
      },
    };
    const ask = (id: string) => {
      const measure = framework.measures.get(id);
      assert.ok(measure, id);
      const periods = [period('2025-01')];
      return answer({ measure, periods, area: null, split: null, asAt: null }, framework, slow);
    };
    const [stock, sum] = [ask('t.stock'), ask('t.sum')];
    assert.equal((await stock)[0]?.value, 3, 'groups, while crimes are still being counted');
    open();
    assert.equal((await sum)[0]?.value, 5.75);
  });
  test('R19: the rows behind every point of every measure add up to it', async () => {
    for (const measure of framework.measures.values())
      for (const [id, area] of [
        ['2025-01', null],
        ['2024-Q4', null],
        ['2024-Q4', 'north'],
        ['2024-Q4', 'unknown'],
      ] as const) {
        const behind = await rowsOf(
          { measure, period: period(id), area, category: null, asAt: null },
          framework,
          warehouse,
          mintGrant('test', 1),
          { from: 0, limit: 10 },
        );
        assert.ok(
          behind.equal,
          `${measure.id} ${id} ${area}: ${behind.counted} against ${behind.addsUpTo}`,
        );
        const [point] = await points(measure.id, [id], { area });
        const scale = measure.value.scale
          ? measure.value.scale.numerator / measure.value.scale.denominator
          : 1;
        if (!measure.againstAreas.length && point?.numerator !== null)
          assert.equal(
            (behind.counted ?? 0) * scale,
            point?.numerator ?? 0,
            `${measure.id} ${id} ${area}`,
          );
      }
    const ages = framework.measures.get('t.ages');
    assert.ok(ages);
    const young = await rowsOf(
      {
        measure: ages,
        period: period('2024-Q4'),
        area: null,
        category: { column: 'age', code: 'under 18' },
        asAt: null,
      },
      framework,
      warehouse,
      mintGrant('test', 1),
      { from: 0, limit: 10 },
    );
    assert.deepEqual(
      young.rows.map((r) => r.values.ref),
      ['1'],
    );
  });
});
