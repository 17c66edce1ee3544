import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TableSchema, undoLoad } from '../../src/warehouse/index.ts';
import { load, memoryWarehouse } from '../support/warehouse.ts';

const schema: TableSchema = {
  dataset: 'crime',
  kind: 'events',
  key: [],
  date: 'on',
  columns: [
    { name: 'on', type: 'date', class: 'open' },
    { name: 'force', type: 'code', class: 'open' },
    { name: 'area', type: 'code', class: 'open' },
  ],
  cells: ['force'],
};

test('a load taken out gives back what it had replaced, but not over what came later', async () => {
  const warehouse = await memoryWarehouse([schema]);
  const file = (first: string, last: string, ...days: string[]) =>
    load(warehouse, { schema, months: { first, last }, rows: days.map((on) => ({ on })) });
  const undo = (which: number) => undoLoad(warehouse.engine, which, 'test', '2026-01-01T00:00:00Z');
  const months = async () =>
    (await warehouse.coverage(null)).map((c) => `${c.month} by ${c.load}: ${c.rows}`).sort();
  try {
    await file('2025-01', '2025-02', '2025-01-01', '2025-02-01');
    await file('2025-01', '2025-02', '2025-01-02', '2025-01-03', '2025-02-02');
    await file('2025-01', '2025-01', '2025-01-04');
    await undo(2);
    assert.deepEqual(await months(), ['2025-01 by 3: 1', '2025-02 by 1: 1']);
    await undo(3);
    assert.deepEqual(await months(), ['2025-01 by 1: 1', '2025-02 by 1: 1']);
    assert.equal(await undo(3), null, 'a load is taken out once');
  } finally {
    warehouse.close();
  }
});
