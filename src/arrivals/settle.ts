import { rmSync } from 'node:fs';
import { type Clock, type Home, hashOf } from '../home/index.ts';
import type { LoadRow, Warehouse } from '../warehouse/index.ts';
import { type Books, entryOf, writeDown } from './written-down.ts';

/** Days that a refused file stays in quarantine, so that it can be looked at and asked about. */
export const quarantineDays = 30;

export interface ToSettle extends Books {
  readonly home: Home;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
}

/**
 * Finishes what a killed process left between the facts and their papers: a load is one transaction,
 * but its file moves, and the trail is written, just after. Loads that are in get both; files that
 * nobody judged go; refused ones go when their time is over.
 */
export async function settle(what: ToSettle): Promise<void> {
  const loads = await what.warehouse.loads();
  await archiveTheirFiles(what.home, loads);
  await finishTrail(what, loads);
  await clearQuarantine(what);
}

/** A load whose file is not archived: it still waits in quarantine, under a name of its own. */
async function archiveTheirFiles({ shelves }: Home, loads: readonly LoadRow[]): Promise<void> {
  const wanted = new Set(
    loads.flatMap((l) =>
      l.kind === 'load' && shelves.archived(l.sha256) === null ? [l.sha256] : [],
    ),
  );
  if (wanted.size === 0) return;
  for (const { path } of shelves.list('quarantine')) {
    const sha256 = await hashOf(path);
    if (wanted.has(sha256)) shelves.accept(path, sha256);
  }
}

/** What the trail says of loads, by number. */
export async function loadsOfTrail({ records }: Pick<Books, 'records'>) {
  const rows = await records
    .selectFrom('trail')
    .select(['event', 'detail'])
    .where('event', 'in', ['load', 'undo'])
    .execute();
  const said = new Map<number, { sha256: string | null; rows: number; undoes: number | null }>();
  for (const row of rows) {
    const detail = JSON.parse(row.detail) as Record<string, unknown>;
    if (row.event === 'load')
      said.set(Number(detail.load), {
        sha256: String(detail.sha256),
        rows: Number(detail.rows),
        undoes: null,
      });
    else said.set(Number(detail.event), { sha256: null, rows: 0, undoes: Number(detail.load) });
  }
  return said;
}

async function finishTrail(what: ToSettle, loads: readonly LoadRow[]): Promise<void> {
  const said = await loadsOfTrail(what);
  for (const load of loads) {
    if (said.has(load.load)) continue;
    if (load.kind === 'load') await writeDown(what, resultOf(load), load.arrivedAt, load.actor);
    else
      await what.trail.append({
        actor: load.actor,
        category: 'alteration',
        event: 'undo',
        detail: { load: load.undoes, event: load.load },
      });
  }
  const last = await what.records
    .selectFrom('arrival')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.status !== 'refused' || !last.sha256) return;
  const refusals = await what.records
    .selectFrom('trail')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('event', '=', 'file-refused')
    .where('detail', 'like', `%${last.sha256}%`)
    .executeTakeFirst();
  const arrivals = await what.records
    .selectFrom('arrival')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('status', '=', 'refused')
    .where('sha256', '=', last.sha256)
    .executeTakeFirst();
  if (Number(refusals?.n ?? 0) < Number(arrivals?.n ?? 0))
    await what.trail.append(
      entryOf(
        {
          ...{ file: last.file, sha256: last.sha256, source: last.source, load: null, rows: 0 },
          status: 'refused',
          problems: JSON.parse(last.problems) as { code: string }[],
        },
        last.actor,
      ),
    );
}

const resultOf = (load: LoadRow) => ({
  file: load.file,
  status: 'loaded' as const,
  source: load.source,
  load: load.load,
  rows: load.rowsLoaded,
  setAside: load.rowsSetAside,
  periods: [],
  sha256: load.sha256,
  restated: [],
  problems: [],
});

async function clearQuarantine({ home, records, trail, clock }: ToSettle): Promise<void> {
  const waiting = home.shelves.list('quarantine');
  if (waiting.length === 0) return;
  const refused = new Set(
    (
      await records.selectFrom('arrival').select('sha256').where('status', '=', 'refused').execute()
    ).map((row) => row.sha256),
  );
  for (const { name, path, at } of waiting) {
    if (home.shelves.archived(name) !== null) {
      rmSync(path, { force: true });
      continue;
    }
    const over = Date.parse(clock.now()) - at.getTime() > quarantineDays * 86_400_000;
    if (refused.has(name) && !over) continue;
    rmSync(path, { force: true });
    if (refused.has(name))
      await trail.append({
        actor: 'socpf',
        category: 'erasure',
        event: 'quarantine-over',
        detail: { sha256: name, days: quarantineDays },
      });
  }
}
