import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  day,
  dayNumber,
  dayOfNumber,
  grains,
  lastCompletePeriod,
  month,
  monthOfNumber,
  nextPeriod,
  parseDay,
  parsePeriod,
  period,
  periodLabel,
  periodOf,
  periodsWithin,
  previousPeriod,
  sameLastYear,
} from '../../src/periods/index.ts';

describe('periods of a police year', () => {
  test('trap 1: the third quarter of 2025 is October to December 2025', () => {
    const q3 = period('2025-Q3');
    assert.deepEqual([q3.start, q3.end], ['2025-10-01', '2025-12-31']);
    assert.equal(periodLabel(q3), 'October to December 2025 (Q3 2025/26)');
  });

  test('the fourth quarter of 2025 lies in 2026, and FY2025 ends with it', () => {
    assert.deepEqual(
      [period('2025-Q4').start, period('2025-Q4').end],
      ['2026-01-01', '2026-03-31'],
    );
    assert.equal(period('FY2025').end, '2026-03-31');
    assert.equal(period('2025-H2').start, '2025-10-01');
  });

  test('a year to date starts in April', () => {
    assert.equal(period('2025-12/YTD').start, '2025-04-01');
    assert.equal(period('2026-02/YTD').start, '2025-04-01');
  });

  test('the last complete quarter on 10 February 2026 is October to December', () => {
    assert.equal(lastCompletePeriod('quarter', day('2026-02-10')).id, '2025-Q3');
    assert.equal(lastCompletePeriod('month', day('2026-02-10')).id, '2026-01');
    assert.equal(lastCompletePeriod('quarter', day('2025-12-31')).id, '2025-Q3');
  });

  test('31 September is not a day, 29 February 2024 is', () => {
    assert.equal(parseDay('2025-09-31'), null);
    assert.equal(parseDay('2024-02-29'), '2024-02-29');
  });

  test('days go forth and back over every leap year', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20000, max: 60000 }), (n) => {
        assert.equal(dayNumber(dayOfNumber(n)), n);
        assert.equal(addDays(dayOfNumber(n), 1), dayOfNumber(n + 1));
      }),
    );
  });

  test('the previous of the next period is the period, and what is printed can be read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...grains),
        fc.integer({ min: 1990 * 12, max: 2090 * 12 }),
        (grain, n) => {
          const p = periodOf(grain, monthOfNumber(n));
          assert.deepEqual(parsePeriod(p.id), p);
          assert.equal(sameLastYear(p).end.slice(4, 7), p.end.slice(4, 7));
          if (!grain.startsWith('rolling') && grain !== 'ytd')
            assert.deepEqual(previousPeriod(nextPeriod(p)), p);
        },
      ),
    );
  });

  test('only whole quarters lie within a span', () => {
    assert.deepEqual(
      periodsWithin('quarter', month('2025-05'), month('2026-01')).map((p) => p.id),
      ['2025-Q2', '2025-Q3'],
    );
  });
});
