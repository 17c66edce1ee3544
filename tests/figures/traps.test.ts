import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadFramework } from '../../src/framework/index.ts';
import { comparable, period } from '../../src/periods/index.ts';
import { controlChart } from '../../src/statistics/index.ts';
import { changeParts } from '../../src/wording/index.ts';
import { repository } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

const framework = valueIn(loadFramework(join(repository(), 'framework')));
const measure = (id: string) => framework.measures.get(id) ?? assert.fail(`no measure ${id}`);

describe('traps that the shipped framework keeps out of', () => {
  test('trap 2: a calendar and a financial year are never compared', () => {
    assert.equal(comparable(period('CY2025'), period('FY2025')), false);
    assert.equal(comparable(period('CY2025'), period('CY2024')), true);
    assert.equal(comparable(period('2025-12/R12'), period('2024-12/R12')), true);
  });

  test('trap 6: charges of crimes closed and of crimes recorded are two measures, each named by its basis', () => {
    const [closed, recorded] = [measure('cj.charge-share-closed'), measure('cj.charge-share')];
    assert.deepEqual([closed.whole?.of, recorded.whole?.of], ['outcome', 'crime']);
    assert.match(closed.title, /closed basis/);
    assert.match(recorded.title, /recorded basis/);
    assert.notEqual(closed.hash, recorded.hash);
  });

  test('trap 8: a crime without an outcome is in no set of outcomes; what waits has a measure of its own', () => {
    const outcomes = framework.vocabularies.get('outcomes') ?? assert.fail();
    for (const [name, set] of outcomes.sets)
      assert.ok(!set.codes.some((code) => code === '0'), `${name} holds outcome type 0`);
    assert.ok(outcomes.sets.size > 5);
    const undecided = measure('cj.undecided');
    assert.match(undecided.title, /no outcome/);
    assert.equal(undecided.value.of, 'crime');
  });

  test('trap 10: referrals are work of the force, neither good nor bad, and lead no theme as its threat', () => {
    for (const id of ['modern-slavery.nrm', 'modern-slavery.dtn', 'modern-slavery.nrm-published']) {
      const { role, better } = measure(id);
      assert.deepEqual([id, role, better], [id, 'activity', 'neutral']);
      for (const theme of framework.themes.values()) assert.notEqual(theme.lead, id, theme.id);
    }
  });

  test('trap 15: a share changes in points, never by a per cent of a per cent', () => {
    const change = {
      ...{ against: 'previous', base: null, change: null, percent: null, points: -0.02 },
      ...{ verdict: 'no-change', because: '' },
    } as unknown as Parameters<typeof changeParts>[1];
    assert.deepEqual(changeParts({ kind: 'share', unit: '%' }, change), {
      amount: '↓ 2.0 points',
      percent: '',
    });
  });

  test('trap 19: limits come from the months before and do not widen to take in the change', () => {
    const before = [10, 12, 9, 11, 10, 13, 9, 12, 11, 10, 12, 9];
    const rows = [...before, 30, 31, 29, 32].map((y, i) => ({ x: String(i), y }));
    const frozen = controlChart(rows, { type: 'xmr', freeze: 12 });
    const alone = controlChart(rows.slice(0, 12), { type: 'xmr' });
    const all = controlChart(rows, { type: 'xmr' });
    const upper = (chart: typeof frozen) => chart.points[0]?.ucl ?? assert.fail();
    assert.equal(upper(frozen), upper(alone));
    assert.ok(upper(all) > upper(frozen));
    assert.deepEqual(
      frozen.points.slice(12).map((p) => p.signals.includes('outside-above')),
      [true, true, true, true],
    );
  });

  test('trap 21: nothing of fraud is compared across the day on which the national service changed', () => {
    const reports = ['reports', 'cyber', 'losses', 'older'].map((id) =>
      measure(`economic-crime.${id}`),
    );
    for (const { id, breaks } of reports)
      assert.ok(
        breaks.some(({ at }) => at === '2025-12-04'),
        id,
      );
  });

  test('trap 22: crime counts by the day it was recorded, and no measure moves it to the day it was committed', () => {
    assert.equal(framework.datasets.get('crime')?.date, 'recorded_on');
    for (const { id, value, whole } of framework.measures.values())
      for (const counted of [value, ...(whole ? [whole] : [])])
        if (counted.of === 'crime') assert.ok([null, 'recorded_on'].includes(counted.on), id);
  });
});
