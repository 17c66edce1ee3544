import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { groupLines, rowMoves } from '../../src/findings/index.ts';
import { day } from '../../src/periods/index.ts';

type Values = Readonly<Record<string, string | number | boolean | null>>;
const rows = (...list: Values[]) =>
  list.map((values) => ({
    values,
    origin: { load: 1, file: 'made.xlsx', sheet: 'Made', row: 1, cells: {} },
  }));
const group = (ref: string, tier: string, score: number, more: Values = {}): Values => ({
  ocg_ref: ref,
  tier,
  score,
  model: 'v2',
  primary_theme: 'drugs',
  area: 'HAN',
  owner: 'Serious Crime',
  review_due: '2026-03-01',
  ...more,
});

const lines = groupLines({
  now: rows(
    group('A', '2', 50),
    group('B', '1', 70),
    group('C', '1', 90),
    group('D', '3', 10, { review_due: '2025-11-01' }),
    group('E', '2', 44, { model: 'v3' }),
    group('F', '2', 41),
  ),
  before: rows(
    group('A', '3', 38),
    group('B', '1', 70),
    group('C', '1', 95),
    group('D', '3', 10),
    group('E', '2', 60),
  ),
  disruptions: rows(
    { target_ref: 'C', level: 'minor', activity_on: '2025-06-01' },
    { target_ref: 'A / C', level: 'major', activity_on: '2025-10-09' },
  ),
  investigations: rows({ ocg_ref: 'A' }),
  day: day('2025-12-31'),
});
const of = (ref: string) => lines.find((line) => line.ref === ref);

describe('groups as a working list', () => {
  test('R15: a top-tier group that nobody touched for a year stands first, then tier and score', () => {
    assert.deepEqual(
      lines.map((line) => line.ref),
      ['B', 'C', 'A', 'E', 'F', 'D'],
    );
    assert.deepEqual(
      lines.filter((line) => line.untouched).map((line) => line.ref),
      ['B'],
    );
  });

  test('the last disruption counts for each group that its cell names', () => {
    assert.deepEqual(of('A')?.lastDisruption, { level: 'major', on: '2025-10-09' });
    assert.deepEqual(of('C')?.lastDisruption, { level: 'major', on: '2025-10-09' });
    assert.equal(of('B')?.lastDisruption, null);
  });

  test('trap 12: a move is of tier first, and of score only within one model', () => {
    assert.deepEqual(
      ['A', 'B', 'C', 'E', 'F'].map((ref) => of(ref)?.movement),
      ['Tier up', '', 'Score down', 'Scored by another model', 'New'],
    );
  });

  test('R53: each entry of any register says how it moved, behind its reference; without a reference nothing is said', () => {
    const line = (ref: string, score: number) => ({ line_ref: ref, status: 'live', score });
    const now = rows(line('L1', 20), line('L2', 30), line('L3', 5));
    const lists = { now, before: rows(), disruptions: rows(), investigations: rows() };
    const before = rows(line('L1', 20), line('L2', 10));
    const moved = rowMoves({ ...lists, before }, 'line_ref');
    assert.deepEqual(
      moved.map((row) => row.movement),
      ['', 'Score up', 'New'],
    );
    assert.deepEqual(Object.keys(moved[0] ?? {}).slice(0, 2), ['line_ref', 'movement']);
    assert.deepEqual(
      rowMoves(lists, 'nominal_ref'),
      now.map(({ values }) => values),
    );
  });

  test('a line says what was last done about it, or about its group, and whether its group is investigated', () => {
    const lists = {
      now: rows(
        { line_ref: 'L1', ocg_ref: 'A' },
        { line_ref: 'L2', ocg_ref: 'A' },
        { line_ref: 'L3', ocg_ref: '' },
      ),
      before: rows(),
      disruptions: rows(
        { target_ref: 'L1', level: 'minor', activity_on: '2025-11-02' },
        { target_ref: 'A', level: 'major', activity_on: '2025-12-05' },
      ),
      investigations: rows({ ocg_ref: 'A' }, { ocg_ref: '' }),
    };
    assert.deepEqual(
      rowMoves(lists, 'line_ref').map((row) => [row.last_disruption, row.open_investigation]),
      [
        ['minor, 2025-11-02', true],
        ['major, 2025-12-05', true],
        ['', false],
      ],
    );
  });

  test('an overdue review, an open investigation and the band are said', () => {
    assert.deepEqual([of('D')?.overdue, of('B')?.overdue], [true, false]);
    assert.deepEqual([of('A')?.investigation, of('B')?.investigation], [true, false]);
    assert.deepEqual(
      ['D', 'E', 'B', 'C'].map((ref) => of(ref)?.band),
      ['Low', 'Medium', 'High', 'Very high'],
    );
  });
});
