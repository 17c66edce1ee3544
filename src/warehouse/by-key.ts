import { checksumOf, fillCells } from './commit-facts.ts';
import type { Writer } from './engine.ts';
import { childTable, factTable, hasCells, type TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';

/** A slice that a later row by row replacement took rows out of. */
interface Taken {
  readonly slice: number;
  readonly load: number;
  readonly month: string | null;
  readonly rows: number;
}

/**
 * Rows with the same key count no more: each open slice that holds one is closed, and an heir of it
 * opened that holds the rest. An heir belongs to the load of its slice, so that its rows stay at their
 * place in their own file. Gives how many rows went, by month.
 */
export async function supersedeByKey(
  write: Writer,
  load: number,
  source: string,
  schema: TableSchema,
  by: readonly number[],
): Promise<{ month: string; rows: number }[]> {
  if (by.length === 0) return [];
  const open = `source = ${lit(source)} and dataset = ${lit(schema.dataset)} and valid_to is null and load <> ${load}`;
  const taken = await takenFrom(write, schema, open, by);
  for (const old of taken) await heir(write, load, schema, old, by);
  return taken.map(({ month, rows }) => ({ month: month ?? '', rows }));
}

/** Whether a fact's key stands in one of the slices. */
const among = (schema: TableSchema, by: readonly number[]): string => {
  const key = schema.key.map(id).join(', ');
  return `(${key}) in (select (${key}) from ${factTable(schema.dataset)} where slice in ${list(by)})`;
};

async function takenFrom(
  write: Writer,
  schema: TableSchema,
  which: string,
  by: readonly number[],
): Promise<Taken[]> {
  const rows = await write.all(
    `select c.slice::double as slice, any_value(c.load)::double as load, any_value(c.month) as month, count(*)::double as rows from ${factTable(schema.dataset)} f join (select distinct slice, load, month from coverage where ${which}) c on c.slice = f.slice where c.slice not in ${list(by)} and ${among(schema, by)} group by c.slice order by 1`,
  );
  return rows.map((row) => ({
    slice: Number(row.slice),
    load: Number(row.load),
    month: row.month === null || row.month === undefined ? null : String(row.month),
    rows: Number(row.rows),
  }));
}

/** Closes a slice as of an event and opens what is left of it. */
async function heir(
  write: Writer,
  event: number,
  schema: TableSchema,
  old: Taken,
  by: readonly number[],
): Promise<void> {
  const [top] = await write.all(`select max(slice)::double + 1 as slice from coverage`);
  const slice = Number(top?.slice);
  const fact = factTable(schema.dataset);
  await write.run(
    `update coverage set valid_to = ${event} where slice = ${old.slice} and valid_to is null`,
  );
  await write.run(
    `insert into ${fact} select * replace (${slice} as slice) from ${fact} where slice = ${old.slice} and not ${among(schema, by)}`,
  );
  for (const column of schema.columns)
    if (column.type === 'codes') {
      const child = childTable(schema.dataset, column.name);
      await write.run(
        `insert into ${child} select * replace (${slice} as slice) from ${child} where slice = ${old.slice} and (sheet, row) in (select (sheet, row) from ${fact} where slice = ${slice})`,
      );
    }
  if (hasCells(schema)) await fillCells(write, schema, `slice = ${slice}`);
  const [sum] = await write.all(checksumOf(schema, `slice = ${slice}`));
  await write.run(
    `insert into coverage select distinct ${slice}, load, source, dataset, scope, month, state_on, complete, ${event}, null::bigint, ${Number(sum?.rows ?? 0)}, ${lit(String(sum?.checksum ?? ''))} from coverage where slice = ${old.slice}`,
  );
}

/** What a load left in one dataset: its own slices, not the heirs of them. */
export interface OwnSlices {
  readonly load: number;
  readonly slices: readonly number[];
  /** Its rows replaced those with the same key. */
  readonly byKey: boolean;
}

/**
 * Opens, as of an event, what counts of a dataset whose rows are replaced by key: each slice as it is,
 * or an heir without the rows that a later load of those that are left replaced.
 */
export async function reopenByKey(
  write: Writer,
  event: number,
  source: string,
  schema: TableSchema,
  counting: readonly OwnSlices[],
): Promise<void> {
  await write.run(
    `update coverage set valid_to = ${event} where source = ${lit(source)} and dataset = ${lit(schema.dataset)} and valid_to is null`,
  );
  for (const [i, { slices }] of counting.entries()) {
    if (slices.length === 0) continue;
    await write.run(
      `insert into coverage select distinct slice, load, source, dataset, scope, month, state_on, complete, ${event}, null::bigint, rows, checksum from coverage where slice in ${list(slices)}`,
    );
    const later = counting.slice(i + 1).flatMap((l) => (l.byKey ? l.slices : []));
    if (later.length === 0) continue;
    const which = `slice in ${list(slices)} and valid_from = ${event}`;
    for (const old of await takenFrom(write, schema, which, later)) {
      // It never counted as a whole at this event.
      await write.run(`delete from coverage where slice = ${old.slice} and valid_from = ${event}`);
      await heir(write, event, schema, old, later);
    }
  }
}
