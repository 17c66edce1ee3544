import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { profileOf, type StatementRow } from '../../src/findings/index.ts';
import { day } from '../../src/periods/index.ts';
import { probabilitiesIn } from '../../src/wording/index.ts';

const row = (made_on: string, more: StatementRow = {}): StatementRow => ({
  theme: 'drugs',
  kind: 'assessment',
  made_on,
  statement: `Said on ${made_on}.`,
  level: 'high',
  confidence: 'moderate',
  role: 'Theme analyst',
  valid_until: '2026-06-30',
  reference: 'DOC-1',
  marking: 'OFFICIAL-SENSITIVE',
  ...more,
});
const asked = { theme: 'drugs', until: day('2025-12-31'), today: day('2026-02-10') };

describe('the profile of a theme', () => {
  test('R16: the newest assessment of the theme is in force, and every one before it is kept, newest first', () => {
    const profile = profileOf(
      [
        row('2025-06-25'),
        row('2025-12-26', { level: 'very-high' }),
        row('2025-09-25'),
        row('2025-12-30', { theme: 'soac' }),
        row('2026-01-05'),
      ],
      asked,
    );
    assert.equal(profile.current?.on, '2025-12-26');
    assert.equal(profile.current?.level, 'very-high');
    assert.deepEqual(
      profile.before.map((s) => s.on),
      ['2025-09-25', '2025-06-25'],
    );
  });

  test('R13: an assessment comes with its words, how sure, whose role and until when; one that has run out says so', () => {
    const { current } = profileOf([row('2025-09-25', { valid_until: '2026-01-31' })], asked);
    assert.deepEqual(current, {
      on: '2025-09-25',
      text: 'Said on 2025-09-25.',
      level: 'high',
      confidence: 'moderate',
      role: 'Theme analyst',
      validUntil: '2026-01-31',
      lapsed: true,
      reference: 'DOC-1',
      marking: 'OFFICIAL-SENSITIVE',
    });
    assert.equal(profileOf([row('2025-09-25')], asked).current?.lapsed, false);
    assert.equal(
      profileOf([row('2025-09-25', { valid_until: '2026-02-10' })], asked).current?.lapsed,
      false,
    );
  });

  test('R37: issues that emerge stand beside it while they are valid, and no longer', () => {
    const { emerging, scanning, current } = profileOf(
      [
        row('2025-12-20', { kind: 'emerging', statement: 'Newer.' }),
        row('2025-09-20', { kind: 'emerging', statement: 'Older.', valid_until: null }),
        row('2025-03-20', { kind: 'emerging', statement: 'Over.', valid_until: '2025-09-30' }),
        row('2025-12-21', { kind: 'scanning', statement: 'Scan.' }),
        row('2025-12-22', { kind: 'emerging', statement: null }),
      ],
      asked,
    );
    assert.deepEqual(
      emerging.map((s) => s.text),
      ['Newer.', 'Older.'],
    );
    assert.deepEqual(
      scanning.map((s) => s.text),
      ['Scan.'],
    );
    assert.equal(current, null);
  });

  test('R13: probability words of a statement are read as the national yardstick sets them, and none is put in', () => {
    const chances = (text: string) => probabilitiesIn(text).map((p) => [p.words, p.from, p.to]);
    assert.deepEqual(chances('It is highly likely that A, and unlikely that B.'), [
      ['highly likely', 80, 90],
      ['unlikely', 25, 35],
    ]);
    assert.deepEqual(chances('It is Highly  unlikely.'), [['highly unlikely', 10, 20]]);
    assert.deepEqual(chances('There is a realistic possibility of it.'), [
      ['realistic possibility', 40, 50],
    ]);
    assert.deepEqual(chances('It is likely, and likely again.'), [['likely', 55, 75]]);
    assert.deepEqual(chances('Lines went on.'), []);
  });
});
