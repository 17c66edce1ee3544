import { checksumOf, fillCells } from './commit-facts.ts';
import type { Engine } from './engine.ts';
import { factTable, hasCells, type TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';

/** Stands in coverage where no source does; its load number is 0, which no file has. */
export const ownSource = 'socpf';

export type OwnRow = Readonly<Record<string, string | number | boolean | null>>;

export interface OwnFacts {
  readonly schema: TableSchema;
  readonly rows: readonly OwnRow[];
  /** Months spoken for, rows or none, each with whether it is over. */
  readonly months: ReadonlyMap<string, boolean>;
}

/**
 * What the product knows of itself as facts with coverage, whole, in place of what it knew before.
 * They are known from the newest load on: what was known on an earlier day was not kept. Nothing was
 * loaded, so the ledger, undo and the archive never hear of it, and `commits` does not count it.
 */
export function keepOwnRecords(engine: Engine, { schema, rows, months }: OwnFacts): Promise<void> {
  const { dataset } = schema;
  const columns = schema.columns.map((c) => c.name);
  return engine.exclusive((write) =>
    write.transaction(
      async () => {
        const old = `slice in (select slice from coverage where dataset = ${lit(dataset)})`;
        await write.run(`delete from ${factTable(dataset)} where ${old}`);
        if (hasCells(schema)) await write.run(`delete from ${id(`cell_${dataset}`)} where ${old}`);
        await write.run(`delete from coverage where dataset = ${lit(dataset)}`);
        const [top] = await write.all(
          `select coalesce(max(slice), 0)::double as slice, (select coalesce(max(load), 0)::double from load) as load from coverage`,
        );
        const first = Number(top?.slice ?? 0) + 1;
        const slices = new Map([...months.keys()].map((month, i) => [month, first + i]));
        const facts = rows.flatMap((row, i) => {
          const slice = slices.get(String(row[schema.date ?? '']).slice(0, 7));
          const values = columns.map((name) => lit(row[name] ?? null));
          return slice === undefined ? [] : [`(${[slice, 0, i + 1, ...values].join(', ')})`];
        });
        for (let i = 0; i < facts.length; i += 500)
          await write.run(
            `insert into ${factTable(dataset)} (${['slice', 'sheet', 'row', ...columns.map(id)].join(', ')}) values ${facts.slice(i, i + 500).join(', ')}`,
          );
        const where = `slice in ${list([...slices.values()])}`;
        if (hasCells(schema)) await fillCells(write, schema, where);
        const sums = new Map(
          (await write.all(checksumOf(schema, where))).map((sum) => [Number(sum.slice), sum]),
        );
        const covered = [...months].map(([month, complete]) => {
          const slice = slices.get(month) ?? 0;
          const sum = sums.get(slice);
          return `(${[slice, 0, lit(ownSource), lit(dataset), "''", lit(month), 'null', complete, Number(top?.load ?? 0), 'null', Number(sum?.rows ?? 0), lit(String(sum?.checksum ?? ''))].join(', ')})`;
        });
        if (covered.length > 0)
          await write.run(`insert into coverage values ${covered.join(', ')}`);
      },
      { counted: false },
    ),
  );
}
