import assert from 'node:assert/strict';
import { join } from 'node:path';
import { beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openTrail, type Trail } from '../../src/audit/index.ts';
import { openRecords, type Records } from '../../src/records/index.ts';
import { atEnd, freshFolder } from '../support/folder.ts';

const folder = freshFolder('trail');
let files = 0;
let records: Records;
let trail: Trail;

beforeEach(async () => {
  const opened = await openRecords(join(folder, `${files++}.db`));
  atEnd(() => opened.destroy());
  records = opened;
  trail = openTrail(records, () => '2026-02-10T09:00:00.000Z');
  for (const n of [1, 2, 3, 4])
    await trail.append({
      actor: 'analyst',
      category: 'consultation',
      event: 'rows-opened',
      detail: { n },
    });
});

const change = (statement: string) => sql.raw(statement).execute(records);
const why = async () => (await trail.verify()).broken.map((b) => `${b.entry}: ${b.why}`).join('; ');

describe('the trail shows any change made to it', () => {
  test('entries made at once stand one after the other, and the chain holds', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        trail.append({ actor: `a${n}`, category: 'sign-in', event: 'sign-in', detail: {} }),
      ),
    );
    assert.deepEqual(
      numbers,
      Array.from({ length: 20 }, (_, n) => n + 5),
    );
    assert.deepEqual((await trail.verify()).broken, []);
  });

  test('an edited word, time, actor or duty is found at its entry', async () => {
    for (const [column, value] of [
      ['detail', '{"n":9}'],
      ['at', '2026-02-11T09:00:00.000Z'],
      ['actor', 'somebody'],
      ['category', 'collection'],
    ] as const) {
      const [row] = await records.selectFrom('trail').selectAll().where('entry', '=', 2).execute();
      await change(`update trail set ${column} = '${value}' where entry = 2`);
      assert.match(await why(), /^2: was edited/, column);
      await change(`update trail set ${column} = '${row?.[column]}' where entry = 2`);
      assert.equal(await why(), '');
    }
  });

  test('an entry that was taken out of the middle is found', async () => {
    await change('delete from trail where entry = 2');
    assert.match(await why(), /^2: is missing; 3: does not follow/);
  });

  test('an end that was cut off is found', async () => {
    await change('delete from trail where entry > 2');
    assert.match(await why(), /3: 2 entries at the end are gone/);
  });

  test('an entry written around the trail is found', async () => {
    await change(
      "insert into trail (at, actor, category, event, detail, previous, hash) select at, actor, category, event, detail, hash, 'made up' from trail where entry = 4",
    );
    assert.match(await why(), /^5: was edited/);
  });
});
