import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadsOfTrail } from '../arrivals/index.ts';
import type { Trail } from '../audit/index.ts';
import { type Home, hashOf } from '../home/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import type { Records } from '../records/index.ts';
import { type LoadRow, recount, type TableSchema, type Warehouse } from '../warehouse/index.ts';

/** What is examined. */
export interface Patient {
  readonly home: Home;
  readonly warehouse: Warehouse;
  readonly schemas: readonly TableSchema[];
  readonly records: Records;
  readonly trail: Trail;
}

/** Archive = loads = facts = coverage = cells = trail, or everything that does not agree. */
export async function doctor(patient: Patient): Promise<readonly Problem[]> {
  const { warehouse, schemas, trail } = patient;
  const wrong = (await recount(warehouse.engine, schemas)).map((d) =>
    problem(
      'H007',
      {
        detail: `${d.dataset || 'ledger'}${d.load === null ? '' : `, load ${d.load}`}: ${d.detail}.`,
      },
      { file: d.dataset },
    ),
  );
  const loads = await warehouse.loads();
  wrong.push(...(await archiveAgainst(loads, patient.home)));
  wrong.push(...(await trailAgainst(loads, patient.records)));
  wrong.push(...(await editionsAgainst(patient)));
  const chain = await trail.verify();
  const [first] = chain.broken;
  if (first)
    wrong.push(
      problem('A107', { entries: chain.broken.length, first: first.entry, why: first.why }),
    );
  return wrong;
}

/** Every load's file is in the archive, every byte as it was, and nothing else is. */
async function archiveAgainst(loads: readonly LoadRow[], home: Home): Promise<Problem[]> {
  const wrong: Problem[] = [];
  const files = new Map(
    loads.flatMap((load) => (load.kind === 'load' ? [[load.sha256, load] as const] : [])),
  );
  for (const [sha256, load] of files)
    if (home.shelves.archived(sha256) === null)
      wrong.push(disagreement(`Load ${load.load} (${load.file}): its file is not in the archive.`));
  for (const { name, path } of home.shelves.list('archive')) {
    const load = files.get(name);
    if (!load) wrong.push(disagreement(`The archive holds ${name}, which no load speaks of.`));
    else if ((await hashOf(path)) !== name)
      wrong.push(disagreement(`Load ${load.load} (${load.file}): its file was edited.`));
  }
  return wrong;
}

/** The ledger says of each load what the trail said when it came. */
async function trailAgainst(loads: readonly LoadRow[], records: Records): Promise<Problem[]> {
  const said = await loadsOfTrail({ records });
  const wrong: Problem[] = [];
  for (const load of loads) {
    const entry = said.get(load.load);
    if (!entry) wrong.push(disagreement(`Load ${load.load}: the trail does not speak of it.`));
    else if (load.kind === 'undo' && entry.undoes !== load.undoes)
      wrong.push(disagreement(`Load ${load.load}: the trail says that it took out another load.`));
    else if (
      load.kind === 'load' &&
      (entry.sha256 !== load.sha256 || entry.rows !== load.rowsLoaded)
    )
      wrong.push(
        disagreement(
          `Load ${load.load} (${load.file}): the ledger says ${load.rowsLoaded} rows, the trail ${entry.rows}, or another file.`,
        ),
      );
    said.delete(load.load);
  }
  for (const number of said.keys())
    wrong.push(disagreement(`Load ${number} stands in the trail and not in the ledger.`));
  return wrong;
}

/** Every edition is the deck that was built, byte for byte. */
async function editionsAgainst({ home, records }: Patient): Promise<Problem[]> {
  const wrong: Problem[] = [];
  const rows = await records.selectFrom('edition').select(['file', 'sha256', 'pack']).execute();
  for (const { file, sha256, pack } of rows) {
    const path = join(home.editions, basename(file));
    const said = `Edition ${basename(file)} of ${pack}`;
    if (!existsSync(path)) wrong.push(disagreement(`${said} is gone.`));
    else if ((await hashOf(path)) !== sha256) wrong.push(disagreement(`${said} was edited.`));
  }
  return wrong;
}

const disagreement = (detail: string): Problem => problem('H007', { detail });
