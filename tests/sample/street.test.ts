import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { chartOf } from '../../src/charts/index.ts';
import type { Host } from '../../src/host/index.ts';
import { period } from '../../src/periods/index.ts';
import { repository } from '../support/home.ts';
import { sampleHost } from '../support/sample-home.ts';
import { table } from '../support/table.ts';

/** The published table as it ships, counted by arithmetic of its own. */
const rows = table(join(repository(), 'sample', 'published', 'crime-by-district-month.csv'));
const slug = (category: string) => category.toLowerCase().replaceAll(' ', '-');
const categories = [...new Set(rows.map((row) => slug(row.category ?? '')))].sort();
const months = [...new Set(rows.map((row) => row.month ?? ''))].sort();
type Rows = (row: Record<string, string>) => boolean;
const counted = (of: Rows): number =>
  rows.filter(of).reduce((sum, row) => sum + Number(row.count), 0);
const inMonth = (month: string, category: string | null = null): number =>
  counted((row) => row.month === month && (!category || slug(row.category ?? '') === category));

let host: Host;
before(async () => {
  host = await sampleHost();
});
const shown = { by: 'month', period: period('2025-11') } as const;
const span = { from: period('2022-01').first, to: period('2025-11').last };

describe('crime as published, in the sample', () => {
  test('each month at hand is the sum of the table, for the force and each district; every other is missing', async () => {
    for (const category of [...categories, null]) {
      const measure = `street.${category ?? 'all'}`;
      const { figures, synthetic } = await host.figures.series({ measure, ...shown, ...span });
      assert.equal(figures.length, 47, measure);
      for (const { period: of, value, status } of figures)
        assert.deepEqual(
          [value, status],
          months.includes(of.id) ? [inMonth(of.id, category), 'complete'] : [null, 'missing'],
          `${measure} ${of.id}`,
        );
      assert.equal(synthetic, false, `${measure} was published and not invented`);
    }
    const ours = host.framework.areas;
    for (const month of ['2022-04', '2022-07', '2025-11']) {
      const split = await host.figures.split(
        { measure: 'street.drugs', by: 'month', period: period(month) },
        'district',
      );
      const districts = split.filter(({ area }) => ours.byCode.get(area.id)?.kind === 'district');
      assert.ok(districts.length >= 9);
      for (const { area, figure } of districts)
        assert.equal(
          figure.value,
          counted(
            (r) => r.month === month && r.district_code === area.id && r.category === 'Drugs',
          ),
          `${area.title} ${month}`,
        );
    }
  });

  test('the step of April 2022 and the spike of July are said to be unexplained by the source, in note and chart', async () => {
    const crimes = (month: string) => inMonth(month) - inMonth(month, 'anti-social-behaviour');
    const rise = Math.round((1000 * (crimes('2022-04') - crimes('2022-03'))) / crimes('2022-03'));
    const all = host.framework.measures.get('street.all');
    assert.match(all?.notes ?? '', new RegExp(`rose by ${(rise / 10).toFixed(1)} % from March`));
    for (const category of categories) {
      const series = await host.figures.series({ measure: `street.${category}`, ...shown });
      const [march, april] = [inMonth('2022-03', category), inMonth('2022-04', category)];
      const beyondChance = april - march > 2 * Math.sqrt(april + march);
      const note = series.notes.find((n) => /^From 2022-04-01: Step up/.test(n.text));
      assert.equal(note?.kind === 'break', beyondChance, category);
      if (beyondChance) assert.match(note?.text ?? '', /unexplained by the source\.$/);
    }
    const drugs = await host.figures.series({ measure: 'street.drugs', ...shown });
    assert.deepEqual(
      chartOf(drugs)?.breaks.map(({ what, when }) => `${when}: ${what}`),
      [
        '1 April 2022: Step up unexplained by the source',
        '1 July 2022: Spike unexplained by the source',
        '1 August 2022: End of the spike unexplained by the source',
      ],
    );
    const spike = ['2022-07', '2022-06', '2022-09'].map((month) => inMonth(month, 'drugs'));
    assert.deepEqual(
      host.framework.measures
        .get('street.drugs')
        ?.notes?.match(/\b\d{2,3}\b/g)
        ?.map(Number),
      spike,
    );
  });

  test('a year is not compared across the step, and says why', async () => {
    const { comparisons } = await host.figures.series({
      measure: 'street.burglary',
      by: 'month',
      period: period('2022-04'),
    });
    const previous = comparisons.find(({ against }) => against === 'previous');
    assert.deepEqual([previous?.verdict, previous?.change], ['not-comparable', null]);
    assert.match(previous?.because ?? '', /^From 2022-04-01: Step up unexplained by the source/);
  });
});
