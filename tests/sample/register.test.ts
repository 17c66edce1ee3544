import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Host } from '../../src/host/index.ts';
import { type Row, rawSample, type Snapshot } from '../recompute/raw-sample.ts';
import { command } from '../support/command.ts';
import { everythingHome } from '../support/everything-home.ts';
import { sample } from '../support/sample-home.ts';

/** A group in two snapshots that follow each other; one of them may lack it. */
interface Pair {
  readonly month: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

const ours = (r: Row | undefined) => r?.Force === 'Staffordshire';
const merged = (r: Row) => r.Status === 'Merged' || (r['Merged Into'] ?? '') !== '';
const active = (r: Row | undefined) =>
  r !== undefined && /^(Active|Emerging)$/.test(r.Status ?? '') && !merged(r);

/** Movements by the plain words of the register's rules. */
const kinds: Readonly<Record<string, (pair: Pair) => boolean>> = {
  'ocg.new': ({ before, after }) => ours(after) && before === undefined,
  'ocg.archived': ({ before, after }) =>
    ours(before) && active(before) && after?.Status === 'Archived' && !merged(after),
  'ocg.reactivated': ({ before, after }) =>
    ours(after) && before?.Status === 'Archived' && active(after),
  'everything.merged': ({ before, after }) =>
    ours(before) && before !== undefined && !merged(before) && after !== undefined && merged(after),
  'everything.transferred': ({ before, after }) =>
    ours(before) && after !== undefined && !merged(after) && after.Force !== before?.Force,
  'everything.vanished': ({ before, after }) =>
    ours(before) && active(before) && after === undefined,
  'everything.tier-risen': ({ before, after }) =>
    ours(after) &&
    Boolean(before?.Tier && after?.Tier) &&
    Number(after?.Tier) < Number(before?.Tier),
  'everything.tier-fallen': ({ before, after }) =>
    ours(after) &&
    Boolean(before?.Tier && after?.Tier) &&
    Number(after?.Tier) > Number(before?.Tier),
};

describe('the invented register', () => {
  let register: readonly Snapshot[] = [];
  let host: Host;
  let pairs: Pair[] = [];
  before(async () => {
    ({ register } = rawSample((await sample()).files));
    ({ host } = await everythingHome());
    const seen = new Set<string>();
    pairs = register.flatMap(({ stateOn, rows }, i) => {
      const earlier = new Map(register[i - 1]?.rows.map((r) => [r.URN ?? '', r]));
      const now = new Map(rows.map((r) => [r.URN ?? '', r]));
      const known = new Set(seen);
      for (const urn of now.keys()) seen.add(urn);
      if (i === 0) return [];
      return [...new Set([...earlier.keys(), ...now.keys()])]
        .filter((urn) => earlier.has(urn) || !known.has(urn))
        .map((urn) => ({
          month: stateOn.slice(0, 7),
          before: earlier.get(urn),
          after: now.get(urn),
        }));
    });
  });

  test('holds fifty-one groups, one of them under two references, all plainly invented', () => {
    const names = new Map(register.flatMap((s) => s.rows.map((r) => [r.URN, r['OCG Name']])));
    assert.equal(names.size, 52);
    assert.equal(new Set(names.values()).size, 51);
    for (const name of names.values()) assert.match(name ?? '', /^Invented Group /);
  });

  test('R36: has a merger, a renumbering, a split, a transfer, a re-activation and one that vanishes unexplained', () => {
    const found = (kind: string) =>
      pairs.filter((p) => kinds[kind]?.(p)).map((p) => (p.after ?? p.before)?.URN);
    assert.deepEqual(found('everything.merged'), ['SYN-OCG-007', 'SYN-OCG-019']);
    assert.deepEqual(found('everything.transferred'), ['SYN-OCG-011']);
    assert.deepEqual(found('ocg.reactivated'), ['SYN-OCG-013']);
    assert.deepEqual(found('everything.vanished'), ['SYN-OCG-017']);
    const last = register.at(-1)?.rows ?? [];
    const split = last.filter((r) => r['Split From']);
    assert.deepEqual(
      split.map((r) => [r.URN, r['Split From']]),
      [
        ['SYN-OCG-041', 'SYN-OCG-005'],
        ['SYN-OCG-042', 'SYN-OCG-005'],
      ],
    );
    assert.equal(last.find((r) => r.URN === 'SYN-OCG-019')?.['Merged Into'], 'SYN-OCG-119');
  });

  for (const [measure, kind] of Object.entries(kinds))
    test(`every month’s ${measure} is what two snapshots differ by`, async () => {
      const asked = ['measure', measure, '--by', 'month', '--from', '2022-05', '--to', '2026-01'];
      const { points } = (await command(host, asked)) as {
        points: { period: string; value: number | null }[];
      };
      const worked = points.map(({ period }) => [
        period,
        pairs.filter((p) => p.month === period && kind(p)).length,
      ]);
      assert.equal(points.length, 45);
      assert.deepEqual(
        points.map((p) => [p.period, p.value]),
        worked,
      );
    });

  test('the group that split counts once, in the month in which the two appear', async () => {
    const asked = ['measure', 'everything.split', '--by', 'financial-year', '--period', 'FY2024'];
    const { points } = (await command(host, asked)) as {
      points: { period: string; value: number }[];
    };
    assert.equal(points.find((p) => p.period === 'FY2024')?.value, 1);
  });
});
