import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { generate } from '../../sample/generate.ts';
import type { Actor } from '../../src/access/index.ts';
import { buildPack, type Host, issueEdition } from '../../src/host/index.ts';
import { day, period } from '../../src/periods/index.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

const analyst: Actor = { name: 'analyst', roles: ['analyst'], themes: [] };
let host: Host;

const asked = (measure: string) => ({
  measure,
  by: 'quarter' as const,
  period: period('2025-Q3'),
});
const figure = async (measure: string) => (await host.figures.series(asked(measure))).figure;
const lastLoad = async (source: string) =>
  (await host.figures.loads()).filter((l) => l.source === source && l.kind === 'load').at(-1);

before(async () => {
  host = await emptyHost({ sample: true, name: 'own-records' });
  const files = freshFolder('own-records-files');
  await generate(files, '7', '2025-07', 'core');
  await host.collate([files], analyst);
});

describe('what the product keeps of its own arrivals and packs', () => {
  test('R78: each source and period that was owed counts once, arrived or not', async () => {
    const found = await figure('quality.coverage');
    assert.equal(found.status, 'complete');
    assert.ok(found.denominator !== null && found.denominator > 0);
    assert.ok(found.numerator !== null && found.numerator <= found.denominator);
    assert.equal(found.synthetic, true);
  });

  test('a source whose file is taken out still owes the period: one fewer arrived of as many', async () => {
    const had = await figure('quality.coverage');
    // No other file speaks for a register's last day of October, due in November.
    const load = (await host.figures.loads()).find(
      (l) => l.source === 'apmis-ocg' && l.firstMonth === '2025-10',
    );
    assert.ok(load);
    valueIn(await host.undo(load.load, analyst));
    const has = await figure('quality.coverage');
    assert.equal(has.denominator, had.denominator);
    assert.equal(has.numerator, (had.numerator ?? 0) - 1);
  });

  test('R69: rows set aside are a share of the rows that were read', async () => {
    const found = await figure('quality.set-aside');
    assert.equal(found.status, 'complete');
    const loads = (await host.figures.loads()).filter((l) => l.kind === 'load');
    const read = loads.reduce((sum, l) => sum + (l.rowsRead ?? 0), 0);
    assert.ok(found.denominator !== null && found.denominator > 0 && found.denominator <= read);
    assert.ok(found.numerator !== null && found.numerator <= found.denominator);
  });

  test('R73 R80: figures of an issued pack that needed no hand are counted, and what has moved since', async () => {
    const none = await host.figures.series({
      ...asked('quality.automation'),
      by: 'month',
      period: period('2026-01'),
    });
    assert.notEqual(none.figure.status, 'complete');
    const draft = valueIn(
      await buildPack(
        host,
        { pack: 'soc-quarterly', period: '2025-Q3', area: null, asAt: null },
        analyst,
      ),
    );
    valueIn(
      await issueEdition(host, { draft: draft.id, recipients: 'Governance', note: '' }, analyst),
    );
    const printed = await host.records.selectFrom('printed_figure').selectAll().execute();
    const february = { by: 'month' as const, period: period('2026-02') };
    const { figure: hands } = await host.figures.series({
      ...asked('quality.automation'),
      ...february,
    });
    assert.equal(hands.status, 'partial');
    assert.equal(hands.denominator, printed.length);
    assert.equal(hands.numerator, printed.filter((row) => row.by_hand === 0).length);
    const restated = async () =>
      (await host.figures.series({ ...asked('quality.restated'), ...february })).figure.numerator;
    assert.equal(await restated(), 0);
    // Each file of disruptions brings twelve months anew: without the last, the one before counts.
    const newest = await lastLoad('apmis-disruption');
    assert.ok(newest);
    valueIn(await host.undo(newest.load, analyst));
    let moved = 0;
    for (const row of printed) {
      const now = (await figure(row.measure)).value;
      if (row.value === null || now === null) continue;
      if (Math.abs(now - row.value) > 0.02 * Math.abs(row.value)) moved++;
    }
    assert.ok(moved > 0);
    assert.equal(await restated(), moved);
  });

  test('an earlier day is not answered with what is known of arrivals today', async () => {
    const then = await host.figures.series({
      ...asked('quality.coverage'),
      asAt: day('2025-11-20'),
    });
    assert.equal(then.figure.value, null);
  });

  test('they are no load: the ledger, the archive and the doctor never hear of them', async () => {
    assert.deepEqual(await host.doctor(), []);
    assert.ok((await host.figures.loads()).every((l) => host.framework.sources.has(l.source)));
  });
});
