import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type Aggregate,
  type Plan,
  type Predicate,
  type TableSchema,
  undoLoad,
} from '../../src/warehouse/index.ts';
import { load, memoryWarehouse, type TestRow } from '../support/warehouse.ts';

/** Random loads, supersessions and undos against a model that keeps every load in a list. */
const schema: TableSchema = {
  dataset: 'crime',
  kind: 'events',
  key: [],
  date: 'on',
  columns: [
    { name: 'ref', type: 'text', class: 'record' },
    { name: 'on', type: 'date', class: 'open' },
    { name: 'offence', type: 'code', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
    { name: 'value', type: 'integer', class: 'open' },
  ],
  cells: ['force', 'area', 'offence'],
};

interface Fact {
  ref: string;
  month: number;
  day: number;
  offence: string;
  area: string;
  value: number | null;
}
interface FileLoad {
  kind: 'load';
  source: 'a' | 'b';
  force: 'S' | 'W';
  first: number;
  last: number;
  facts: Fact[];
}
type Event = FileLoad | { kind: 'undo'; which: number };

const monthId = (m: number) => `2025-0${m}`;
const onOf = (f: Fact) => `${monthId(f.month)}-${String(f.day).padStart(2, '0')}`;
const fact = (first: number, last: number): fc.Arbitrary<Fact> =>
  fc.record({
    ref: fc.constantFrom('p', 'q', 'r', 's'),
    month: fc.integer({ min: first, max: last }),
    day: fc.integer({ min: 1, max: 28 }),
    offence: fc.constantFrom('45', '48', '92A'),
    area: fc.constantFrom('E1', 'E2', 'E3', 'unknown'),
    value: fc.option(fc.integer({ min: 0, max: 9 })),
  });
const fileLoad: fc.Arbitrary<Event> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 }))
  .chain(([first, length]) =>
    fc.record({
      kind: fc.constant('load' as const),
      source: fc.constantFrom('a' as const, 'a' as const, 'b' as const),
      force: fc.constantFrom('S' as const, 'S' as const, 'W' as const),
      first: fc.constant(first),
      last: fc.constant(first + length),
      facts: fc.array(fact(first, first + length), { maxLength: 6 }),
    }),
  );
const event: fc.Arbitrary<Event> = fc.oneof(
  { arbitrary: fileLoad, weight: 4 },
  { arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(4) }), weight: 2 },
);

const question = fc.record({
  first: fc.integer({ min: 1, max: 6 }),
  length: fc.integer({ min: 0, max: 2 }),
  force: fc.constantFrom('S', 'W', null),
  areas: fc.constantFrom<string[] | null>(null, ['E1'], ['E1', 'E2'], ['unknown']),
  grouped: fc.boolean(),
  offences: fc.constantFrom<string[] | null>(null, ['45'], ['45', '48']),
  from: fc.option(fc.integer({ min: 0, max: 9 })),
  wholeMonths: fc.boolean(),
  prefer: fc.constantFrom<string[]>([], ['b', 'a']),
});

/** Facts that count after so many events: those of loads not taken out, the later load of a month and force before the earlier. */
function known(events: readonly Event[], prefer: readonly string[]): (Fact & { force: string })[] {
  const undone = new Set<number>();
  const loads: (FileLoad | null)[] = [];
  for (const e of events) {
    if (e.kind === 'load') loads.push(e);
    else {
      if (loads[e.which] && !undone.has(e.which)) undone.add(e.which);
      loads.push(null);
    }
  }
  const slices = new Map<string, Map<string, Fact[]>>();
  loads.forEach((l, i) => {
    if (l === null || undone.has(i)) return;
    for (let m = l.first; m <= l.last; m++) {
      const bySource = slices.get(`${m} ${l.force}`) ?? new Map<string, Fact[]>();
      bySource.set(
        l.source,
        l.facts.filter((f) => f.month === m),
      );
      slices.set(`${m} ${l.force}`, bySource);
    }
  });
  return [...slices].flatMap(([key, bySource]) => {
    const chosen = prefer.find((source) => bySource.has(source));
    const facts =
      prefer.length === 0 ? [...bySource.values()].flat() : (bySource.get(chosen ?? '') ?? []);
    return facts.map((f) => ({ ...f, force: key.split(' ')[1] ?? '' }));
  });
}

describe('what was known, and what is known now', () => {
  test('any run of loads and undos answers as the list of its loads does, now and as known before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 8 }),
        fc.array(question, { minLength: 1, maxLength: 4 }),
        async (events, questions) => {
          const warehouse = await memoryWarehouse([schema]);
          try {
            for (const e of events) {
              if (e.kind === 'undo') {
                const undone = await undoLoad(
                  warehouse.engine,
                  e.which + 1,
                  'test',
                  '2026-01-01T00:00:00Z',
                );
                // An undo that undoes nothing is no event: an empty load keeps the numbers in step.
                if (undone === null)
                  await load(warehouse, {
                    schema,
                    source: 'none',
                    rows: [],
                    months: { first: '2020-01', last: '2020-01' },
                    within: ['force'],
                    scopes: ['X'],
                  });
                continue;
              }
              await load(warehouse, {
                schema,
                source: e.source,
                months: { first: monthId(e.first), last: monthId(e.last) },
                within: ['force'],
                scopes: [e.force],
                rows: e.facts.map(
                  (f): TestRow => ({
                    ref: f.ref,
                    on: onOf(f),
                    offence: f.offence,
                    force: e.force,
                    area: f.area,
                    value: f.value,
                  }),
                ),
              });
            }
            for (const q of questions)
              for (const asAt of [null, Math.ceil(events.length / 2)])
                await agree(q, asAt === null ? events : events.slice(0, asAt), asAt, warehouse);
          } finally {
            warehouse.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

async function agree(
  q: typeof question extends fc.Arbitrary<infer T> ? T : never,
  events: readonly Event[],
  asAt: number | null,
  warehouse: Awaited<ReturnType<typeof memoryWarehouse>>,
): Promise<void> {
  const last = Math.min(6, q.first + q.length);
  const [start, end] = [
    `${monthId(q.first)}-${q.wholeMonths ? '01' : '10'}`,
    `${monthId(last)}-${q.wholeMonths ? [31, 28, 31, 30, 31, 30][last - 1] : 20}`,
  ];
  const where: Predicate[] = [
    ...(q.offences ? [{ kind: 'in' as const, column: 'offence', codes: q.offences }] : []),
    ...(q.from === null
      ? []
      : [{ kind: 'range' as const, column: 'value', from: q.from, below: null }]),
  ];
  const aggregate = (count: Aggregate['count'], conditions = where): Aggregate => ({
    count,
    where: conditions,
    on: null,
    over: null,
    spread: null,
  });
  const plan: Plan = {
    schema,
    asAt,
    periods: [{ id: 'asked', start, end }],
    place: {
      forces: q.force === null ? null : [{ code: q.force, from: null, to: null }],
      areas: q.areas,
    },
    area: q.grouped ? { column: 'area', through: new Map([['E2', 'E1']]), bands: [] } : null,
    category: null,
    prefer: q.prefer,
    aggregates: [
      aggregate({ kind: 'rows' }),
      aggregate({ kind: 'sum', column: 'value' }),
      aggregate({ kind: 'distinct', column: 'ref' }),
      aggregate({ kind: 'rows' }, []),
    ],
  };
  const found = new Map((await warehouse.run(plan)).map((r) => [r.area, r.values]));
  const placed = known(events, q.prefer).filter(
    (f) =>
      onOf(f) >= start &&
      onOf(f) <= end &&
      (q.force === null || f.force === q.force) &&
      (q.areas === null || q.areas.includes(f.area)),
  );
  const groups = q.grouped
    ? [...new Set(placed.map((f) => (f.area === 'E2' ? 'E1' : f.area)))]
    : [null];
  for (const group of groups) {
    const all = placed.filter((f) => group === null || (f.area === 'E2' ? 'E1' : f.area) === group);
    const chosen = all.filter(
      (f) =>
        (q.offences === null || q.offences.includes(f.offence)) &&
        (q.from === null || (f.value !== null && f.value >= q.from)),
    );
    const [rows, sum, distinct, every] = found.get(group) ?? [];
    assert.deepEqual(
      [rows ?? 0, sum ?? 0, distinct ?? 0, every ?? 0],
      [
        chosen.length,
        chosen.reduce((n, f) => n + (f.value ?? 0), 0),
        new Set(chosen.map((f) => f.ref)).size,
        all.length,
      ],
      JSON.stringify({ q, asAt, group }),
    );
    found.delete(group);
  }
  assert.deepEqual([...found.keys()], [], 'no group without facts');
}
