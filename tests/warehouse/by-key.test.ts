import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { recount, type TableSchema, undoLoad, type Warehouse } from '../../src/warehouse/index.ts';
import { load, memoryWarehouse } from '../support/warehouse.ts';

const schema: TableSchema = {
  dataset: 'tracker',
  kind: 'events',
  key: ['ref'],
  date: 'on',
  columns: [
    { name: 'ref', type: 'text', class: 'record' },
    { name: 'on', type: 'date', class: 'open' },
    { name: 'persons', type: 'integer', class: 'open' },
    { name: 'groups', type: 'codes', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
  ],
  cells: ['force'],
};

interface Row {
  readonly ref: string;
  readonly month: number;
  readonly persons: number;
}
type Event =
  | { readonly kind: 'load'; readonly rows: readonly Row[] }
  | { readonly kind: 'undo'; readonly which: number };

const row: fc.Arbitrary<Row> = fc.record({
  ref: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
  month: fc.integer({ min: 1, max: 3 }),
  persons: fc.integer({ min: 0, max: 9 }),
});
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .uniqueArray(row, { selector: (r) => r.ref, maxLength: 4 })
      .map((rows): Event => ({ kind: 'load', rows })),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 5 }).map((which): Event => ({ kind: 'undo', which })),
  },
);

const dayOf = (month: number) => `2025-0${month}-15`;

/** What counts after the first events, by a list alone: the last row of each key, taken-out loads left away. */
function wanted(events: readonly Event[], until: number): string[] {
  const out = new Set<number>();
  for (const e of events.slice(0, until)) if (e.kind === 'undo') out.add(e.which);
  const last = new Map<string, string>();
  for (const [i, e] of events.slice(0, until).entries())
    if (e.kind === 'load' && !out.has(i))
      for (const r of e.rows)
        last.set(r.ref, `${r.ref} ${dayOf(r.month)} ${r.persons} of load ${i + 1}`);
  return [...last.values()].sort();
}

async function counting(warehouse: Warehouse, at: number): Promise<string[]> {
  const rows = await warehouse.engine.all(
    `select f.ref || ' ' || f."on" || ' ' || f.persons || ' of load ' || c.load as said from fact_tracker f join coverage c on c.slice = f.slice and c.valid_from <= ${at} and (c.valid_to is null or c.valid_to > ${at}) join fact_tracker_groups g on g.slice = f.slice and g.row = f.row and g.code = 'G' || f.ref order by 1`,
  );
  return rows.map((r) => String(r.said));
}

/** Only undos that take something out are events. */
function possible(events: readonly Event[]): Event[] {
  const kept: Event[] = [];
  const out = new Set<number>();
  for (const e of events) {
    const target = e.kind === 'undo' ? kept[e.which] : null;
    if (e.kind === 'undo' && (target?.kind !== 'load' || out.has(e.which))) continue;
    if (e.kind === 'undo') out.add(e.which);
    kept.push(e);
  }
  return kept;
}

describe('rows that are replaced one by one', () => {
  test('count by the last file that has them, now, as known before, and when a load is taken out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 7 }), async (drawn) => {
        const events = possible(drawn);
        const warehouse = await memoryWarehouse([schema]);
        try {
          for (const e of events)
            if (e.kind === 'undo')
              await undoLoad(warehouse.engine, e.which + 1, 'test', '2026-01-01T00:00:00Z');
            else
              await load(warehouse, {
                schema,
                replaces: 'key',
                rows: e.rows.map((r) => ({
                  ...{ ref: r.ref, on: dayOf(r.month), persons: r.persons },
                  ...{ groups: [`G${r.ref}`], force: 'F1', area: 'unknown' },
                })),
                months: { first: '2025-01', last: '2025-03' },
                scopes: [''],
              });
          for (let at = 1; at <= events.length; at++)
            assert.deepEqual(await counting(warehouse, at), wanted(events, at), `after ${at}`);
          assert.deepEqual(await recount(warehouse.engine, [schema]), []);
        } finally {
          warehouse.close();
        }
      }),
      { numRuns: 25, seed: 20260210 },
    );
  });
});
