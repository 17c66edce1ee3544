import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { heldWords } from '../../src/findings/index.ts';
import { type Host, heldAgainst } from '../../src/host/index.ts';
import { day, period } from '../../src/periods/index.ts';
import { emptyHost } from '../support/home.ts';

let host: Host;

before(async () => {
  host = await emptyHost({ sample: true, name: 'held-against' });
});

const edition = (pack: string, of: string, version: string, issuedAt: string | null, more = {}) =>
  host.records
    .insertInto('edition')
    .values({
      ...{ id: `${pack} ${of} ${version}`, pack, period: of, version, file: '', sha256: '' },
      ...{ built_at: issuedAt ?? '2026-01-30T10:00:00.000Z', actor: 'analyst', as_at: null },
      ...{ status: issuedAt ? 'issued' : 'draft', load: 0, plan: '', note: '', recipients: '' },
      ...{ holds: '', area: null, issued_at: issuedAt, issued_by: issuedAt ? 'analyst' : null },
      ...more,
    })
    .execute();

const held = async (of: string, asAt: string | null = null, pack?: string) => {
  const found = await heldAgainst(host, {
    period: period(of),
    asAt: asAt ? day(asAt) : null,
    ...(pack ? { pack } : {}),
  });
  return found && [found.period.id, found.asAt, found.edition?.version ?? null];
};

describe('what the movements of a period are held against', () => {
  test('R20: the period before while no edition was issued, and the words say that there is none', async () => {
    await edition('soc-quarterly', '2025-Q1', 'v0.1 DRAFT', null);
    assert.deepEqual(await held('2025-Q3'), ['2025-Q2', null, null]);
    const found = await heldAgainst(host, { period: period('2025-Q3'), asAt: null });
    assert.match(
      found ? heldWords(found) : '',
      /^July to September 2025, the period before; no edition was issued/,
    );
  });

  test('R20: the edition last issued of an earlier period, as known on its day; never one of the period itself, of an area, or of a later day', async () => {
    const asKnown = { as_at: '2025-07-20' };
    await edition('soc-quarterly', '2025-Q1', 'v1.0', '2025-07-21T09:00:00.000Z', asKnown);
    assert.deepEqual(await held('2025-Q3'), ['2025-Q1', '2025-07-20', 'v1.0']);
    await edition('soc-quarterly', '2025-Q1', 'v1.1', '2025-08-21T23:30:00.000Z');
    await edition('soc-quarterly', '2025-Q3', 'v1.0', '2026-01-30T09:00:00.000Z');
    await edition('performance', '2025-Q2', 'v1.0', '2025-11-01T09:00:00.000Z', {
      area: 'E07000193',
    });
    // Half past midnight of the next day in summer time.
    assert.deepEqual(await held('2025-Q3'), ['2025-Q1', '2025-08-22', 'v1.1']);
    assert.deepEqual(await held('2025-Q3', '2025-08-21'), ['2025-Q1', '2025-07-20', 'v1.0']);
    assert.deepEqual(await held('2025-Q3', '2025-07-19'), ['2025-Q2', '2025-07-19', null]);
    assert.deepEqual(await held('2025-Q1'), ['2024-Q4', null, null]);
  });

  test('R20: a pack is held against its own last edition, a page against the newest of any pack', async () => {
    await edition('tasking', '2025-11', 'v1.0', '2025-12-10T09:00:00.000Z');
    assert.deepEqual(await held('2025-12'), ['2025-11', '2025-12-10', 'v1.0']);
    assert.deepEqual(await held('2025-12', null, 'soc-quarterly'), [
      '2025-Q1',
      '2025-08-22',
      'v1.1',
    ]);
  });
});
