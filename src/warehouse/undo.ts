import { type OwnSlices, reopenByKey } from './by-key.ts';
import type { Engine, Writer } from './engine.ts';
import type { StoredType, TableSchema } from './schema.ts';
import { list, lit } from './sql.ts';

/**
 * Takes a load out: an event of its own, after which what counts is what would count had the load
 * never come. Its slices are closed, and those open again that no later load has replaced. Null when
 * there is no such load, or it is out already.
 */
export function undoLoad(
  engine: Engine,
  load: number,
  actor: string,
  at: string,
): Promise<number | null> {
  return engine.exclusive((write) =>
    write.transaction(async () => {
      const [found] = await write.all(
        `select source from load l where load = ${lit(load)} and kind = 'load' and not exists (select 1 from load u where u.undoes = l.load)`,
      );
      if (!found) return null;
      const [next] = await write.all(`select max(load)::double + 1 as load from load`);
      const event = Number(next?.load);
      await write.run(
        `insert into load select ${event}, 'undo', ${lit(load)}, source, file, sha256, ${lit(at)}, ${lit(at)}, ${lit(actor)}, synthetic, published, marking, true, first_month, last_month, data_to, 0, 0, 0, definition, '{}', '{}' from load where load = ${lit(load)}`,
      );
      const { counts, open, byKey } = await replay(write, String(found.source));
      const close = [...open].filter((slice) => !counts.has(slice));
      const reopen = [...counts].filter((slice) => !open.has(slice));
      if (close.length > 0)
        await write.run(
          `update coverage set valid_to = ${event} where valid_to is null and slice in ${list(close)}`,
        );
      if (reopen.length > 0)
        await write.run(
          `insert into coverage select distinct slice, load, source, dataset, scope, month, state_on, complete, ${event}, null::bigint, rows, checksum from coverage where slice in ${list(reopen)}`,
        );
      for (const { schema, loads } of byKey)
        await reopenByKey(write, event, String(found.source), schema, loads);
      return event;
    }),
  );
}

interface Slice {
  readonly slice: number;
  readonly dataset: string;
  readonly key: string;
  readonly stateOn: string | null;
}

/** Slices of a source that count though they should not, or do not though they should. */
export async function misplaced(
  read: Pick<Writer, 'all'>,
  source: string,
): Promise<readonly number[]> {
  const { counts, open } = await replay(read, source);
  return [...new Set([...counts, ...open])].filter((s) => counts.has(s) !== open.has(s));
}

/** Every load of a source that is not taken out, in order, by what each dataset of it replaces. */
async function replay(
  write: Pick<Writer, 'all'>,
  source: string,
): Promise<{ counts: Set<number>; open: Set<number>; byKey: readonly KeyedDataset[] }> {
  const rows = await write.all(
    `select slice::double as slice, load::double as load, dataset, scope, coalesce(month, '') as month, cast(state_on as varchar) as state_on, bool_or(valid_to is null) as open, min(valid_from)::double as since from coverage where source = ${lit(source)} group by all order by slice`,
  );
  const loads = await write.all(
    `select load::double as load, notes from load l where kind = 'load' and source = ${lit(source)} and not exists (select 1 from load u where u.undoes = l.load) order by load`,
  );
  const slices = new Map<number, Slice[]>();
  const keys = keysOf(loads);
  for (const row of rows) {
    const load = Number(row.load);
    // An heir of a slice is made again from the slice.
    if (Number(row.since) !== load) continue;
    const stateOn = row.state_on === null ? null : String(row.state_on);
    slices.set(load, [
      ...(slices.get(load) ?? []),
      {
        slice: Number(row.slice),
        dataset: String(row.dataset),
        key: `${row.month} ${row.scope}`,
        stateOn,
      },
    ]);
  }
  let counting: Slice[] = [];
  for (const load of loads) {
    const replaces = replacesIn(load.notes);
    const mine = slices.get(Number(load.load)) ?? [];
    counting = counting.filter(
      (old) => !mine.some((slice) => replaced(old, slice, replaces[old.dataset] ?? 'period')),
    );
    counting.push(...mine);
  }
  return {
    counts: new Set(counting.filter((s) => !keys.has(s.dataset)).map((s) => s.slice)),
    open: new Set(
      rows.filter((r) => r.open && !keys.has(String(r.dataset))).map((r) => Number(r.slice)),
    ),
    byKey: await keyedDatasets(write, keys, loads, slices, counting),
  };
}

/** A dataset whose rows are replaced by key, with what counts of each load of it. */
interface KeyedDataset {
  readonly schema: TableSchema;
  readonly loads: readonly OwnSlices[];
}

const replacesIn = (notes: unknown): Record<string, string> =>
  (JSON.parse(String(notes)).replaces ?? {}) as Record<string, string>;

/** Datasets that some load replaced by key, and their keys. */
function keysOf(loads: readonly Record<string, unknown>[]): Map<string, readonly string[]> {
  return new Map(
    loads.flatMap(({ notes }) =>
      Object.entries((JSON.parse(String(notes)).keys ?? {}) as Record<string, readonly string[]>),
    ),
  );
}

async function keyedDatasets(
  read: Pick<Writer, 'all'>,
  keys: ReadonlyMap<string, readonly string[]>,
  loads: readonly Record<string, unknown>[],
  slices: ReadonlyMap<number, readonly Slice[]>,
  counting: readonly Slice[],
): Promise<KeyedDataset[]> {
  const counts = new Set(counting.map((s) => s.slice));
  const found: KeyedDataset[] = [];
  for (const [dataset, key] of keys)
    found.push({
      schema: await rememberedSchema(read, dataset, key),
      loads: loads.map(({ load, notes }) => ({
        load: Number(load),
        byKey: replacesIn(notes)[dataset] === 'key',
        slices: (slices.get(Number(load)) ?? [])
          .filter((s) => s.dataset === dataset && counts.has(s.slice))
          .map((s) => s.slice),
      })),
    });
  return found;
}

/** The tables of a dataset as they were last aligned with the framework (`migrations.ts`). */
async function rememberedSchema(
  read: Pick<Writer, 'all'>,
  dataset: string,
  key: readonly string[],
): Promise<TableSchema> {
  const said = async (what: string) => {
    const [row] = await read.all(`select value from meta where key = ${lit(`${what} ${dataset}`)}`);
    return JSON.parse(String(row?.value ?? '[]')) as unknown;
  };
  const columns = (await said('columns')) as readonly [string, StoredType][];
  const [date = null, cells = []] = (await said('cells')) as [string | null, string[]];
  return {
    dataset,
    kind: 'events',
    key,
    date,
    cells,
    columns: columns.map(([name, type]) => ({ name, type, class: 'open' })),
  };
}

/** The same rule by which a load closes what it replaces when it comes (`commit.ts`). */
function replaced(old: Slice, by: Slice, how: string): boolean {
  if (old.dataset !== by.dataset || how === 'nothing' || how === 'key') return false;
  if (how === 'period') return old.key === by.key;
  return by.stateOn === null || old.stateOn === by.stateOn;
}
