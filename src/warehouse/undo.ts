import type { Engine } from './engine.ts';
import { lit } from './sql.ts';

/**
 * Takes a load out: an event of its own, which closes the load's slices and opens again what they
 * had closed. Null when there is no such load, or it is out already.
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
        `select * from load l where load = ${load} and kind = 'load' and not exists (select 1 from load u where u.undoes = l.load)`,
      );
      if (!found) return null;
      const [next] = await write.all(`select max(load)::double + 1 as load from load`);
      const event = Number(next?.load);
      await write.run(
        `insert into coverage select o.slice, o.load, o.source, o.dataset, o.scope, o.month, o.state_on, o.complete, ${event}, null, o.rows, o.checksum from coverage o where o.valid_to = ${load} and exists (select 1 from coverage n where n.load = ${load} and n.valid_to is null and n.source = o.source and n.dataset = o.dataset)`,
      );
      await write.run(
        `update coverage set valid_to = ${event} where load = ${load} and valid_to is null`,
      );
      await write.run(
        `insert into load select ${event}, 'undo', ${load}, source, file, sha256, ${lit(at)}, ${lit(at)}, ${lit(actor)}, synthetic, published, marking, true, first_month, last_month, data_to, 0, 0, 0, definition, '{}', '{}' from load where load = ${load}`,
      );
      return event;
    }),
  );
}
