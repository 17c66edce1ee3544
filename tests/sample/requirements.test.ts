import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Series } from '../../src/figures/index.ts';
import type { Host } from '../../src/host/index.ts';
import { type Grain, period } from '../../src/periods/index.ts';
import { sampleHost } from '../support/sample-home.ts';

/** The reported quarter of the sample. */
const quarter = '2025-Q3';
let host: Host;
before(async () => {
  host = await sampleHost();
});

const series = (measure: string, by: Grain = 'quarter', id = quarter): Promise<Series> =>
  host.figures.series({ measure, by, period: period(id) });

/** The number of a measure in the reported quarter; one that the sample must hold. */
async function number(measure: string, by: Grain = 'quarter', id = quarter): Promise<number> {
  const { figure } = await series(measure, by, id);
  return figure.value ?? assert.fail(`${measure} ${id}: ${figure.status}`);
}

async function loadedSources(): Promise<ReadonlySet<string>> {
  return new Set((await host.figures.loads()).map((load) => load.source));
}

const overview = () => host.stories.overview({ period: period(quarter) });

describe('what the practice asks for, on the sample', () => {
  test('R3: good progress is found by the rules that find what is worse, and gaps beside both', async () => {
    const kinds = new Set((await overview()).findings.map(({ kind }) => kind));
    for (const kind of ['better', 'worse', 'gap'] as const) assert.ok(kinds.has(kind), kind);
  });

  test('R22 R23 R24 R25 R26 R27: each of the six intended outcomes stands with its figure or the reason for none', async () => {
    const { outcomes } = await overview();
    assert.deepEqual(
      outcomes.map((line) => line.title),
      host.framework.outcomes.map((outcome) => outcome.title),
    );
    assert.equal(outcomes.length, 6);
    for (const line of outcomes)
      assert.ok(typeof line.series?.figure.value === 'number' || line.missing, line.title);
    const groups = outcomes[1]?.series?.measure.id;
    assert.equal(groups, 'disruption.ocgs-disrupted', 'groups are counted and not disruptions');
    const threat = outcomes[5]?.series?.measure.id ?? '';
    assert.match(
      threat,
      /^ocg\.(top-tier|score-(risen|fallen))$/,
      'by movement, never a mean score',
    );
  });

  test('R6: there is history from April 2022, and a cut of adults and children where the source has one', async () => {
    assert.ok((await number('soac.vehicle-crime', 'month', '2022-04')) > 0);
    const cut = await host.figures.split(
      { measure: 'modern-slavery.nrm', by: 'financial-year', period: period('FY2024') },
      'age_group',
    );
    const groups = cut.map(({ category }) => category);
    for (const group of ['adult', 'child']) assert.ok(groups.includes(group), group);
  });

  test('R7: recommendations of the inspection are counted, open and overdue', async () => {
    assert.ok((await number('peel.open')) >= (await number('peel.overdue')));
    assert.ok((await number('peel.open')) > 0);
  });

  test('R29: safeguarding is measured in its own theme and inside others', async () => {
    for (const id of [
      'safeguarding.referrals',
      'safeguarding.missing-children',
      'county-lines.safeguarded',
    ])
      assert.ok((await number(id)) >= 0, id);
  });

  test('R30: harm is measured beside process: discharges, losses, children missing', async () => {
    assert.ok((await number('firearms.discharges')) >= 0);
    assert.ok((await number('safeguarding.missing')) > 0);
    assert.ok((await number('economic-crime.losses', 'month', '2025-11')) > 0);
  });

  test('R37: scores by band and their movers, and disruptions by level, give context to the threat', async () => {
    const bands = await host.figures.split(
      { measure: 'ocg.bands', by: 'quarter', period: period(quarter) },
      'score',
    );
    assert.ok(bands.length >= 2);
    assert.ok((await number('ocg.score-risen')) >= 0 && (await number('ocg.score-fallen')) >= 0);
    const levels = await host.figures.split(
      { measure: 'disruption.all', by: 'quarter', period: period(quarter) },
      'level',
    );
    assert.ok(
      levels.some(({ category, figure }) => category === 'minor' && (figure.value ?? 0) > 0),
    );
  });

  test('R39: firearms has figures of intelligence, of crime and of the ballistics return', async () => {
    for (const id of ['firearms.intelligence', 'firearms.possession', 'firearms.discharges'])
      assert.ok((await number(id)) >= 0, id);
    assert.ok((await loadedSources()).has('nabis-return'));
  });

  test('R40: slavery and immigration crime come from the tracker of the team: cases, referrals, encounters', async () => {
    for (const id of ['modern-slavery.nrm', 'modern-slavery.live', 'immigration-crime.encounters'])
      assert.ok((await number(id)) > 0, id);
  });

  test('R41: economic crime has the reports of victims and the investigations of the force', async () => {
    assert.ok((await number('economic-crime.reports', 'month', '2025-11')) > 0);
    assert.ok((await number('economic-crime.investigations')) > 0);
    const sources = await loadedSources();
    for (const id of ['fraud-dashboard', 'fraud-internal']) assert.ok(sources.has(id), id);
  });

  test('R50: of two sources of fraud the preferred one is read, never both added together', async () => {
    const actor = { name: 'test', roles: ['analyst' as const], themes: [] };
    const found = await host.rows(
      {
        ...{ measure: 'economic-crime.reports', period: '2025-11', category: null, asAt: null },
        area: host.framework.force,
      },
      actor,
    );
    assert.ok(found.ok && found.value.equal && found.value.total > 0);
    for (const { origin } of found.value.rows) assert.match(origin.file, /^Fraud_Dashboard_/);
  });

  test('R44: the tables of a national bulletin are loaded as figures', async () => {
    const sources = await loadedSources();
    assert.ok(sources.has('navcis-bulletin') || sources.has('opal-bulletin'));
  });

  test('R45: what other analytical work says comes as dated statements', async () => {
    assert.ok((await loadedSources()).has('narrative-return'));
  });

  test('R65: the first page says what is not known', async () => {
    assert.ok((await overview()).notKnown.text.length > 10);
  });

  test('R68: the share of disruptions that local policing leads is shown', async () => {
    const share = await number('disruption.local-led');
    assert.ok(share > 0 && share < 1);
  });

  test('every shipped measure has two years of figures at some grain, or a source of it is absent and named', async () => {
    const come = await loadedSources();
    const spans = {
      month: ['2025-12', 1],
      quarter: [quarter, 3],
      'financial-year': ['FY2024', 12],
      'calendar-year': ['CY2024', 12],
    } as const;
    const without: string[] = [];
    // A register that comes once a quarter stands at the last month of each.
    const isQuarterly = (dataset: string): boolean =>
      host.framework.datasets.get(dataset)?.kind === 'register' &&
      [...host.framework.sources.values()]
        .filter(({ loads }) => loads.has(dataset))
        .every(({ arrives }) => arrives?.every === 'quarter');
    await Promise.all(
      [...host.framework.measures.values()].map(async ({ id, theme, value }) => {
        // The product's own records begin with its first issued edition.
        if (host.framework.themes.get(theme)?.ownRecords) return;
        const months = await Promise.all(
          Object.entries(spans).map(async ([by, [last, length]]) => {
            const { figures } = await series(id, by as Grain, last);
            const known = figures.filter(({ value }) => value !== null).length;
            return known * (by === 'month' && isQuarterly(value.of) ? 3 : length);
          }),
        );
        if (Math.max(...months) >= 24) return;
        const { sources } = await series(id);
        if (sources.some((source) => !come.has(source))) return;
        without.push(`${id}: ${months.join(', ')} months, all of ${sources.join(', ')} came`);
      }),
    );
    assert.deepEqual(without.sort(), []);
  });

  test('R70: where several sources feed a measure, the framework says which is preferred', () => {
    const several = [...host.framework.measures.values()].filter((m) => m.else.length > 1);
    assert.ok(several.length > 0);
    for (const { else: sources } of several)
      for (const source of sources) assert.ok(host.framework.sources.has(source), source);
  });

  test('R71: a trial measure is shown on its theme and kept off the scorecard and out of findings', async () => {
    const trial = [...host.framework.measures.values()].filter((m) => m.status === 'trial');
    assert.ok(trial.length > 0);
    const { outcomes, findings } = await overview();
    const listed = new Set([
      ...outcomes.map((line) => line.series?.measure.id),
      ...findings.map((finding) => finding.measure?.id),
    ]);
    for (const { id, theme } of trial) {
      assert.ok(!listed.has(id), id);
      assert.ok(host.framework.themes.has(theme), theme);
    }
  });

  test('trap 27: areas stand in the order of their names, whatever their figures', async () => {
    const districts = await host.figures.split(
      { measure: 'soac.vehicle-crime', by: 'quarter', period: period(quarter) },
      'district',
    );
    const titles = districts.map(({ area }) => area.title);
    assert.deepEqual(titles, [...titles].sort());
    const values = districts.map(({ figure }) => figure.value ?? 0);
    assert.notDeepEqual(
      values,
      [...values].sort((a, b) => b - a),
    );
  });
});
