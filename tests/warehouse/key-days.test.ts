import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, day } from '../../src/periods/index.ts';
import type {
  Aggregate,
  Plan,
  PlanPeriod,
  Predicate,
  TableSchema,
} from '../../src/warehouse/index.ts';
import { load, memoryWarehouse } from '../support/warehouse.ts';

const table = (dataset: string): TableSchema => ({
  dataset,
  kind: 'events',
  key: [],
  date: 'on',
  columns: [
    { name: 'ref', type: 'text', class: 'record' },
    { name: 'on', type: 'date', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
  ],
  cells: [],
});
const [crime, outcome] = [table('crime'), table('outcome')];

interface Row {
  readonly ref: string;
  readonly on: string;
}

const months: readonly PlanPeriod[] = ['01', '02', '03', '04'].map((m, i) => ({
  id: m,
  start: `2025-${m}-01`,
  end: `2025-${m}-${[31, 28, 31, 30][i]}`,
}));
const quarter: PlanPeriod = { id: 'quarter', start: '2025-01-01', end: '2025-03-31' };
const fortnight: PlanPeriod = { id: 'fortnight', start: '2025-02-03', end: '2025-02-16' };

/** Last day of the month before that of a last day of a month, here in the first half of 2025. */
const monthEnds = [
  '2024-11-30',
  '2024-12-31',
  '2025-01-31',
  '2025-02-28',
  '2025-03-31',
  '2025-04-30',
];
const monthBefore = (end: string, back: number) => monthEnds[monthEnds.indexOf(end) - back] ?? '';

/** Crimes of a period that had (or had not) an outcome in it, or in the two months that end with it, and that are old enough. */
function counted(
  crimes: readonly Row[],
  outcomes: readonly Row[],
  { start, end }: PlanPeriod,
  asked: { readonly negated: boolean; readonly over: number | null; readonly old: boolean },
): number {
  const from = asked.over === null ? start : addDays(day(monthBefore(end, asked.over)), 1);
  return crimes.filter(
    ({ ref, on }) =>
      on >= start &&
      on <= end &&
      (!asked.old || on < end) &&
      outcomes.some((o) => o.ref === ref && o.on >= from && o.on <= end) !== asked.negated,
  ).length;
}

const aDay = (last: number) =>
  fc.integer({ min: 0, max: last }).map((n) => String(addDays(day('2024-12-25'), n)));
const someRows = (last: number, maxLength: number): fc.Arbitrary<Row[]> =>
  fc.array(fc.record({ ref: fc.constantFrom('A', 'B', 'C', 'D'), on: aDay(last) }), { maxLength });

describe('facts counted by what became of them', () => {
  test('several outcomes of one crime count it once, in every window that any of them lies in', async () => {
    await fc.assert(
      fc.asyncProperty(someRows(130, 8), someRows(140, 10), async (crimes, outcomes) => {
        const warehouse = await memoryWarehouse([crime, outcome]);
        try {
          for (const [schema, rows] of [
            [crime, crimes],
            [outcome, outcomes],
          ] as const)
            await load(warehouse, {
              schema,
              rows: rows.map((r) => ({ ...r, force: 'S', area: 'E1' })),
              months: { first: '2024-12', last: '2025-05' },
              scopes: [''],
            });
          const asked = [false, true].flatMap((negated) =>
            [null, 2].flatMap((over) => [false, true].map((old) => ({ negated, over, old }))),
          );
          const aggregates = asked.map(({ negated, over, old }): Aggregate => {
            const of = {
              schema: outcome,
              where: [],
              on: null,
              over,
              count: { kind: 'distinct', column: 'ref' },
            } as const;
            const where: Predicate[] = [
              { kind: 'key-in', column: 'ref', of, negated },
              ...(old ? [{ kind: 'before', column: 'on', monthsBeforeEnd: 0 } as const] : []),
            ];
            return { count: { kind: 'rows' }, where, on: null, over: null, spread: null };
          });
          // Whole months are answered from fewer days than other windows are.
          for (const periods of [[...months, quarter], [fortnight]]) {
            const given = periods.includes(fortnight)
              ? asked.map((a) => a.over === null)
              : asked.map(() => true);
            const plan: Plan = {
              schema: crime,
              asAt: null,
              periods,
              place: { forces: null, areas: null },
              area: null,
              category: null,
              prefer: [],
              aggregates: aggregates.filter((_, i) => given[i]),
            };
            const found = new Map((await warehouse.run(plan)).map((r) => [r.period, r.values]));
            for (const period of periods)
              assert.deepEqual(
                plan.aggregates.map((_, i) => found.get(period.id)?.[i] ?? 0),
                asked.filter((_, i) => given[i]).map((a) => counted(crimes, outcomes, period, a)),
                period.id,
              );
          }
        } finally {
          warehouse.close();
        }
      }),
      { numRuns: 15, seed: 20260210 },
    );
  });
});
