import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { owed } from '../../src/collation/index.ts';
import { loadFramework, type SourceDefinition } from '../../src/framework/index.ts';
import { day } from '../../src/periods/index.ts';
import { repository } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

const shipped = valueIn(loadFramework(join(repository(), 'framework'))).sources.get('bo-crime');
assert.ok(shipped);
const source = (
  every: 'month' | 'quarter' | 'half' | 'year' | 'any',
  days: number,
  working = false,
): SourceDefinition => ({ ...shipped, id: every, arrives: { every, due: { days, working } } });
const lines = (of: SourceDefinition, answered: readonly string[], today: string) =>
  owed(of, new Set(answered), day(today)).map((o) => `${o.month} ${o.state} ${o.dueOn}`);

describe('what a source owes on a day', () => {
  test('of months: from the first it answered, working days counted without weekends and holidays', () => {
    assert.deepEqual(lines(source('month', 5, true), ['2025-11', '2026-01'], '2026-02-10'), [
      '2025-11 answered 2025-12-05',
      '2025-12 late 2026-01-08',
      '2026-01 answered 2026-02-06',
    ]);
  });

  test('of quarters: by their last month, whichever months the first file spoke for', () => {
    const first = ['2025-01', '2025-02', '2025-03', '2025-10', '2025-11', '2025-12'];
    assert.deepEqual(lines(source('quarter', 8), first, '2026-02-10'), [
      '2025-03 answered 2025-04-08',
      '2025-06 missing 2025-07-08',
      '2025-09 missing 2025-10-08',
      '2025-12 answered 2026-01-08',
    ]);
    assert.deepEqual(lines(source('quarter', 8), ['2025-05', '2025-06'], '2025-07-02'), [
      '2025-06 answered 2025-07-08',
    ]);
  });

  test('of half-years of the financial year, and of years where the first ended', () => {
    assert.deepEqual(lines(source('half', 8), ['2025-04', '2025-09'], '2026-04-03'), [
      '2025-09 answered 2025-10-08',
      '2026-03 not-due 2026-04-08',
    ]);
    assert.deepEqual(lines(source('year', 30), ['2024-06'], '2025-08-10'), [
      '2024-06 answered 2024-07-30',
      '2025-06 late 2025-07-30',
    ]);
  });

  test('nothing where it comes as it comes, or has never come', () => {
    assert.deepEqual(lines(source('any', 1), ['2025-01'], '2026-02-10'), []);
    assert.deepEqual(lines(source('month', 1), [], '2026-02-10'), []);
  });
});
