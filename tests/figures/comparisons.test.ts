import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  type Comparison,
  type Figures,
  openFigures,
  type Question,
  type Series,
} from '../../src/figures/index.ts';
import { tableOf } from '../../src/measures/index.ts';
import { day, month, period } from '../../src/periods/index.ts';
import { smallFramework } from '../support/small-framework.ts';
import { load, memoryWarehouse, type TestRow } from '../support/warehouse.ts';

/** Measures of this file; counts are of vehicles, drugs and one rare offence. */
const framework = smallFramework(`
  - { id: t.based, title: Based, role: threat, unit: crimes, better: lower, baseline: before, value: { of: crime, count: rows, where: { offence: [vehicle] } } }
  - { id: t.broken, title: Broken, role: threat, unit: crimes, better: lower, baseline: before, breaks: [{ at: 2025-11-01, reason: New rules }], value: { of: crime, count: rows, where: { offence: [vehicle] } } }
  - { id: t.look-back, title: Look back, role: threat, unit: crimes, breaks: [{ at: 2024-06-01, reason: New rules }], value: { of: crime, count: rows, where: { offence: [vehicle] }, over: 12 months } }
  - { id: t.rare, title: Rare, role: threat, unit: crimes, better: lower, value: { of: crime, count: rows, where: { offence: [92A] } } }
  - { id: t.young, title: Young, role: threat, unit: crimes, immature: 6 weeks, value: { of: crime, count: rows, where: { offence: [vehicle] } } }
  - { id: t.small-rate, title: Small rate, role: threat, unit: per 1000, value: { of: crime, count: rows, where: { offence: [92A] } }, per: { of: population, column: persons, scale: 1000 } }
`);
const schemaOf = (id: string) => {
  const dataset = framework.datasets.get(id);
  assert.ok(dataset, id);
  return tableOf(dataset);
};

/** Vehicle crimes of each month from April 2023: 20, and 30 from October 2025. */
const vehicles = (m: string) => (m >= '2025-10' ? 30 : 20 + (Number(m.slice(5)) % 3));
/** One drugs crime every 40 days or so from April 2023. */
const drugDays = ['05', '14', '22', '27'];

function rows(): TestRow[] {
  const made: TestRow[] = [];
  const add = (on: string, offence: string, area = 'W1') =>
    made.push({ ref: String(made.length), on, offence, state: 'live', force: 'F1', area });
  for (let i = 0; i < 33; i++) {
    const at = new Date(Date.UTC(2023, 3 + i, 1)).toISOString().slice(0, 7);
    for (let n = 0; n < vehicles(at); n++)
      add(`${at}-${String(1 + (n % 27)).padStart(2, '0')}`, '45');
    if (i % 4 !== 3) add(`${at}-${drugDays[i % 4]}`, '92A', i % 2 ? 'W1' : 'W2');
  }
  return made;
}

let figures: Figures;
before(async () => {
  const warehouse = await memoryWarehouse([...framework.datasets.values()].map(tableOf));
  await load(warehouse, {
    schema: schemaOf('crime'),
    months: { first: '2023-04', last: '2026-01', partial: '2026-01' },
    rows: rows(),
  });
  await load(warehouse, {
    schema: schemaOf('population'),
    months: { first: '2024-06', last: '2024-06' },
    rows: [{ mid_year: '2024-06-01', force: 'F1', area: 'D1', persons: 1000 }],
  });
  figures = openFigures(framework, warehouse, day('2026-02-10'), {
    now: () => '2026-02-10T09:00:00Z',
  });
});

const ask = (measure: string, id = '2025-Q3', more: Partial<Question> = {}): Promise<Series> =>
  figures.series({ measure, by: period(id).grain, period: period(id), ...more });
const pair = (series: Series, against: string): Comparison => {
  const found = series.comparisons.find((c) => c.against === against);
  assert.ok(found, against);
  return found;
};

describe('comparators', () => {
  test('R35: previous and the same period last year, as a number and a percentage', async () => {
    const series = await ask('t.based');
    // October to December: 30 x 3 in 2025; 21 + 22 + 20 in 2024; 21 + 22 + 20 in July to September.
    assert.equal(series.figure.value, 90);
    const [previous, lastYear] = [pair(series, 'previous'), pair(series, 'same-last-year')];
    assert.deepEqual([previous.base?.value, previous.change], [63, 27]);
    assert.deepEqual([lastYear.base?.value, lastYear.change], [63, 27]);
    assert.ok(Math.abs((lastYear.percent ?? 0) - 27 / 63) < 1e-12);
    assert.equal(lastYear.verdict, series.verdict.word);
  });

  test('R34: the baseline is the mean of whole periods of the same kind in its window', async () => {
    // Four quarters of April 2024 to March 2025, each 63 crimes.
    const quarter = pair(await ask('t.based'), 'baseline:before');
    assert.deepEqual([quarter.base?.value, quarter.change], [63, 27]);
    const single = pair(await ask('t.based', '2025-12'), 'baseline:before');
    assert.ok(Math.abs((single.base?.value ?? 0) - 21) < 1e-12);
  });

  test('of a year to date the baseline is the same elapsed months of each year', async () => {
    const ytd = await ask('t.based', '2025-12/YTD');
    // April to December 2025: six months of 63 a quarter, then 90; in the window one such year, 189.
    assert.equal(ytd.figure.value, 2 * 63 + 90);
    assert.equal(pair(ytd, 'baseline:before').base?.value, 189);
    assert.equal(pair(ytd, 'same-last-year').base?.value, 189);
  });

  test('R65: before the first file there is nothing to compare with, and that is said', async () => {
    const series = await ask('t.based', '2023-Q1');
    assert.deepEqual(
      [pair(series, 'same-last-year').verdict, pair(series, 'same-last-year').change],
      ['missing', null],
    );
  });

  test('trap 4: an unfinished period is compared with nothing', async () => {
    const series = await ask('t.based', '2026-01');
    assert.equal(series.verdict.word, 'incomplete');
    assert.deepEqual(
      series.comparisons.map((c) => [c.verdict, c.change, c.percent]),
      series.comparisons.map(() => ['incomplete', null, null]),
    );
  });
});

describe('breaks', () => {
  test('trap 20: a break between two periods, or inside either, leaves nothing to compare', async () => {
    const series = await ask('t.broken');
    for (const c of series.comparisons) {
      assert.deepEqual([c.verdict, c.change, c.percent], ['not-comparable', null, null]);
      assert.match(c.because, /Counted differently since 2025-11-01: New rules/);
    }
  });

  test('two periods on the same side of it are compared', async () => {
    assert.equal(pair(await ask('t.broken', '2025-Q2'), 'same-last-year').change, 0);
    assert.equal(pair(await ask('t.broken', '2025-12'), 'previous').change, 0);
  });

  test('a look-back carries the old rules with it for as long as it looks back', async () => {
    // The break of June 2024 lies inside the twelve months to December 2024, and after those to
    // September 2025 had begun.
    const series = await ask('t.look-back');
    assert.equal(pair(series, 'same-last-year').verdict, 'not-comparable');
    assert.notEqual(pair(series, 'previous').verdict, 'not-comparable');
  });
});

describe('small numbers', () => {
  test('trap 11: under five on either side there is a change but no percentage', async () => {
    const series = await ask('t.rare');
    const lastYear = pair(series, 'same-last-year');
    assert.ok((series.figure.value ?? 9) < 5 && lastYear.change !== null);
    assert.equal(lastYear.percent, null);
    assert.match(lastYear.because, /Too few for a percentage/);
  });

  test('of a rate the events behind it are counted, not the rate', async () => {
    const series = await ask('t.small-rate');
    assert.equal(pair(series, 'same-last-year').percent, null);
    assert.notEqual(pair(series, 'same-last-year').change, null);
  });
});

describe('late entries', () => {
  test('a period whose newest month still grows is judged to the month before, and compared with nothing', async () => {
    const series = await ask('t.young');
    assert.equal(series.figure.immature, true, '31 December is under six weeks before 10 February');
    assert.equal(series.verdict.at?.id, '2025-11');
    assert.ok(['changed', 'no-significant-change'].includes(series.verdict.word));
    for (const c of series.comparisons) assert.equal(c.verdict, 'incomplete');
    const later = await ask('t.young', '2025-Q2');
    assert.equal(later.figure.immature, false);
    assert.equal(pair(later, 'previous').change, 0);
  });
});

describe('days of events', () => {
  test('a rare measure is judged by the days between its events, read from the facts', async () => {
    const series = await ask('t.rare');
    assert.equal(series.judged, 'waits');
    const waits = series.waits?.chart.points.filter((p) => !p.excluded) ?? [];
    // 5 April to 14 May 2023, and on to 22 June and 5 August.
    assert.deepEqual(
      waits.slice(0, 3).map((p) => [p.x, p.value]),
      [
        ['2023-05-14', 39],
        ['2023-06-22', 39],
        ['2023-08-05', 44],
      ],
    );
    assert.ok(waits.every((p) => p.x <= '2025-12-31'));
  });

  test('an area and a split give the same chart of the same events', async () => {
    const alone = await ask('t.rare', '2025-Q3', { area: 'D2' });
    const parts = await figures.split(
      { measure: 't.rare', by: 'quarter', period: period('2025-Q3') },
      'district',
    );
    const part = parts.find((s) => s.area.id === 'D2');
    assert.ok(alone.waits && part);
    assert.deepEqual(part.waits, alone.waits);
    assert.deepEqual(part.verdict, alone.verdict);
    assert.ok(
      alone.waits.chart.points.length < ((await ask('t.rare')).waits?.chart.points.length ?? 0),
    );
  });

  test('the evidence does not depend on what is compared', async () => {
    const bare = await ask('t.based', '2025-Q3', { against: ['previous'] });
    assert.equal(bare.verdict.p, (await ask('t.based')).verdict.p);
    assert.equal(month(bare.verdict.at?.first ?? ''), '2025-12');
  });
});
