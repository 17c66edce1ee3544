import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { openFigures } from '../../src/figures/index.ts';
import {
  type Finding,
  type Overview,
  openStories,
  type Stories,
} from '../../src/findings/index.ts';
import { tableOf } from '../../src/measures/index.ts';
import { day, period } from '../../src/periods/index.ts';
import { smallFramework } from '../support/small-framework.ts';
import { load, memoryWarehouse, type TestRow } from '../support/warehouse.ts';

/**
 * Six measures with something crafted each, from April 2023 to December 2025 (33 months):
 * - strong and small: about 12 a month, 34 in each of the last three;
 * - weak and large: about 60,000 pounds a month, 66,500 in the last, just beyond its limit;
 * - too new: a feed of seven months that triples;
 * - broken: doubles on the very day its rules changed;
 * - other way: above its range in December, in a quarter far below last year's;
 * - a rise in the LPA of ward 1, with a fall as large elsewhere.
 */
const crafted = `
theme: t
title: Theme
question: What?
owner: us
lead: t.small
measures:
  - { id: t.small, title: Small and strong, role: threat, unit: crimes, better: lower, value: { of: crime, count: rows, where: { offence: ["37.2"] } } }
  - { id: t.large, title: Large and weak, role: threat, unit: GBP, better: lower, chart: xmr, value: { of: crime, count: sum value, where: { offence: ["45"] } } }
  - { id: t.broken, title: Broken, role: threat, unit: crimes, better: lower, breaks: [{ at: 2025-10-01, reason: New rules }], value: { of: outcome, count: rows } }
  - { id: t.hidden, title: Hidden, role: threat, unit: crimes, better: lower, value: { of: crime, count: rows, where: { offence: [92A] } } }
  - { id: t.new, title: New feed, role: threat, unit: requests, better: lower, value: { of: request, count: rows } }
  - { id: t.other-way, title: Other way, role: threat, unit: disruptions, better: lower, value: { of: disruption, count: rows } }
`;
const framework = smallFramework('', { 'themes/t.yaml': crafted });
const schemaOf = (id: string) => {
  const dataset = framework.datasets.get(id);
  assert.ok(dataset, id);
  return tableOf(dataset);
};

const monthIds = Array.from({ length: 33 }, (_, i) =>
  new Date(Date.UTC(2023, 3 + i, 1)).toISOString().slice(0, 7),
);
/** A little up and down without any pattern. */
const wander = [2, -1, 1, -2, 0, 3, -2, 1, -1, 2, -3];
const at = (i: number) => wander[i % wander.length] ?? 0;

function crimes(): TestRow[] {
  const rows: TestRow[] = [];
  const add = (month: string, count: number, row: TestRow) => {
    for (let n = 0; n < count; n++)
      rows.push({
        ref: String(rows.length),
        on: `${month}-${String(1 + (n % 28)).padStart(2, '0')}`,
        state: 'live',
        force: 'F1',
        area: 'W2',
        ...row,
      });
  };
  monthIds.forEach((month, i) => {
    const late = i >= 30;
    add(month, late ? 34 : 12 + at(i), { offence: '37.2' });
    add(month, 1, { offence: '45', value: String(i === 32 ? 66_500 : 60_000 + 700 * at(i)) });
    // Ward 1 doubles where the rest falls by as much: 40 and 40, then 64 and 16.
    add(month, (i >= 29 ? 64 : 40) + at(i), { offence: '92A', area: 'W1' });
    add(month, (i >= 29 ? 16 : 40) + at(i + 4), { offence: '92A', area: 'W2' });
  });
  return rows;
}

const many = (month: string, count: number, row: TestRow, column: string): TestRow[] =>
  Array.from({ length: count }, (_, n) => ({
    [column]: `${month}-${String(1 + (n % 28)).padStart(2, '0')}`,
    force: 'F1',
    ...row,
  }));

let overview: Overview;
let unfinished: Overview;
let stories: Stories;
let issued = '0';
before(async () => {
  const warehouse = await memoryWarehouse([...framework.datasets.values()].map(tableOf));
  const months = { first: '2023-04', last: '2026-01', partial: '2026-01' };
  await load(warehouse, {
    schema: schemaOf('crime'),
    months,
    rows: [
      ...crimes(),
      ...many('2026-01', 200, { ref: 'z', offence: '37.2', state: 'live' }, 'on'),
    ],
  });
  await load(warehouse, {
    schema: schemaOf('request'),
    months: { first: '2025-06', last: '2025-12' },
    rows: monthIds
      .slice(26)
      .flatMap((month, i) => many(month, i > 4 ? 60 : 20 + at(i), {}, 'asked_on')),
  });
  await load(warehouse, {
    schema: schemaOf('outcome'),
    months,
    rows: monthIds.flatMap((month, i) =>
      many(month, (i >= 30 ? 40 : 20) + at(i), { ref: 'o' }, 'given_on'),
    ),
  });
  await load(warehouse, {
    schema: schemaOf('disruption'),
    months,
    rows: monthIds.flatMap((month, i) =>
      // High in the last quarter of 2024; low in October and November 2025, and then 47.
      many(
        month,
        i >= 18 && i <= 20 ? 48 : i === 32 ? 47 : i >= 30 ? 26 : 36 + at(i),
        { target: 'x' },
        'on',
      ),
    ),
  });
  stories = openStories(
    openFigures(framework, warehouse, day('2026-02-10'), { now: () => '2026-02-10T09:00:00Z' }),
    async () => issued,
  );
  overview = await stories.overview({ period: period('2025-Q3') });
  unfinished = await stories.overview({ period: period('2026-01') });
});

const changes = (from: Overview): readonly Finding[] =>
  from.findings.filter((f) => f.kind !== 'gap');
const of = (measure: string): Finding | undefined =>
  changes(overview).find((f) => f.measure?.id === measure);

describe('what becomes a finding', () => {
  test('R64: a strong small change outranks a weak large one', () => {
    const [small, large] = [of('t.small'), of('t.large')];
    assert.ok(
      small && large,
      changes(overview)
        .map((f) => f.id)
        .join(' '),
    );
    assert.ok(small.rank < large.rank);
    assert.equal(changes(overview)[0]?.measure?.id, 't.small');
    assert.ok((small.q ?? 1) < (large.q ?? 0));
    assert.deepEqual(
      overview.findings.map((f) => f.rank),
      overview.findings.map((_, i) => i + 1),
    );
  });

  test('trap 17: nothing comes of fewer than eight values, however large the change', () => {
    assert.equal(of('t.new'), undefined);
  });

  test('nothing comes of a step on the day the rules changed', () => {
    assert.equal(of('t.broken'), undefined);
  });

  test('trap 4: nothing comes of a period of which part has not come in', () => {
    assert.deepEqual(changes(unfinished), []);
  });

  test('R31: a rise of one area hidden in a flat total is found, by name', () => {
    const found = of('t.hidden');
    assert.equal(found?.area?.id, 'L1');
    assert.match(found?.sentence.text ?? '', /^North LPA: Hidden rose to /);
  });

  test('trap 18: those listed are held to one in ten by chance, among all that could be judged', () => {
    const listed = changes(overview);
    assert.equal(overview.family.reported, listed.length);
    assert.ok(overview.family.judged > listed.length);
    assert.ok(listed.every((f) => f.q !== null && f.q <= 0.1));
  });
});

describe('how a finding reads', () => {
  test('a figure that went the other way than the verdict is worded so that both are true', () => {
    const found = of('t.other-way');
    // October to December: 26 + 26 + 47 in 2025, 3 x 48 in 2024.
    assert.equal(
      found?.sentence.text,
      'Other way: 99 disruptions, 45 fewer than the same quarter last year (−31%), but in December 2025 it was above its usual range.',
    );
    assert.equal(found?.evidence.text, 'The latest month lies beyond its process limit.');
    assert.equal(found?.kind, 'worse');
  });

  test('numbers, directions and months of a sentence are bound to their figures', () => {
    const bound = (f: Finding | undefined) =>
      (f?.sentence.parts ?? []).flatMap((p) =>
        typeof p === 'string' ? [] : [`${p.shows} ${p.text}`],
      );
    assert.deepEqual(bound(of('t.other-way')), [
      'value 99',
      'change 45',
      'direction fewer',
      'percent −31%',
      'since December 2025',
      'verdict above',
    ]);
  });

  test('a change that began in the period is new; one that began long before is continuing', () => {
    assert.equal(of('t.small')?.continuing, false);
    assert.match(of('t.small')?.evidence.text ?? '', /^Above its usual level since October 2025/);
  });
});

describe('how long a story is kept', () => {
  test('it is told once to many readers, and anew once an edition was issued with no load between', async () => {
    const view = { period: period('2025-Q3') };
    const told = await stories.overview(view);
    assert.equal(await stories.overview(view), told);
    issued = '1';
    const again = await stories.overview(view);
    assert.notEqual(again, told);
    assert.deepEqual(
      again.findings.map((f) => f.id),
      told.findings.map((f) => f.id),
    );
  });
});
