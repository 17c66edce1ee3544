import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { makeHome } from '../../src/home/index.ts';
import { buildPack, openHost } from '../../src/host/index.ts';
import { unzip, zip } from '../../src/ooxml/index.ts';
import {
  crimeCsv,
  crimeName,
  crimeRows,
  disruptionBook,
  disruptionName,
  disruptionRows,
  groupBook,
  laid,
} from './extracts.ts';
import { valueIn } from './outcome.ts';
import { repository } from './shared.ts';

/**
 * A home as a release leaves it, kept in tests/fixtures as a zip: later releases must open it, or
 * migrate it whole. Made once a release (`node scripts/keep-home.mjs`), never again after it.
 */
export const keptHomes = (): readonly { release: string; path: string }[] => {
  const folder = join(repository, 'tests', 'fixtures');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const release = /^home-(\d+\.\d+\.\d+)\.zip$/.exec(name)?.[1];
      return release ? [{ release, path: join(folder, name) }] : [];
    });
};

/** What stands in it, so that a test can say what it must still say. */
export const kept = {
  /** Crimes of each month as its newest file has them. */
  crimes: { '2025-10': 90, '2025-11': 121, '2025-12': 100 },
  /** Rows of November before it was resupplied. */
  novemberBefore: 120,
  disruptions: 40,
  groups: 12,
  account: 'jo',
  password: 'three words will do',
} as const;

const actor: Actor = { name: 'local:kept', roles: ['administrator', 'analyst'], themes: [] };
const clock = {
  at: '2026-02-10T09:00:00.000Z',
  now: (): string => clock.at,
  today: (): string => clock.at.slice(0, 10),
};

/** The list of groups on a day: in December one of them is archived. */
const groups = (archived: number): Promise<Uint8Array> =>
  groupBook(
    Array.from({ length: kept.groups }, (_, i) => [
      ...[`OCG ${i + 1}`, `Made-up name ${i + 1}`, i < archived ? 'Archived' : 'Active'],
      ...[`Tier ${1 + (i % 3)}`, 40 + i, { day: '2025-09-01' }, 'MoRiLE v2', 'Drugs'],
      ...[i % 4 === 0 ? 'Drugs; Fraud' : '', 'Staffordshire', 'CAN', 'Team 1', 3, 'N', 'N'],
      ...['Y', { day: '2026-03-01' }, '', ''],
    ]),
  );

/** Fills a home with a little of everything, and gives it as a zip. */
export async function keepHome(folder: string): Promise<Uint8Array> {
  const home = join(folder, 'home');
  makeHome(home, {
    sample: true,
    reportingDay: '2026-02-10',
    framework: join(repository, 'framework'),
  });
  const host = valueIn(await openHost(home, { clock }));
  const bring = async (at: string, name: string, content: string | Uint8Array, refused = false) => {
    clock.at = at;
    const [result] = await host.collate([laid(folder, name, content)], actor);
    if ((result?.status === 'refused') !== refused)
      throw new Error(`${name}: ${JSON.stringify(result)}`);
  };
  const crime = (month: string, n: number) => crimeCsv({ month, rows: crimeRows(month, n) });
  const { crimes } = kept;
  await bring(
    '2025-11-05T09:00:00.000Z',
    crimeName('2025-10'),
    crime('2025-10', crimes['2025-10']),
  );
  await bring('2025-11-28T09:00:00.000Z', 'APMIS_Master_OCG_20251201.xlsx', await groups(0));
  await bring(
    '2025-12-05T09:00:00.000Z',
    crimeName('2025-11'),
    crime('2025-11', kept.novemberBefore),
  );
  await bring('2026-01-02T09:00:00.000Z', 'APMIS_Master_OCG_20260101.xlsx', await groups(1));
  await bring(
    '2026-01-05T09:00:00.000Z',
    crimeName('2025-12'),
    crime('2025-12', crimes['2025-12']),
  );
  await bring(
    '2026-01-05T10:00:00.000Z',
    'BO_SOC_CRIME_again.csv',
    crime('2025-11', crimes['2025-11']),
  );
  await bring(
    '2026-01-06T09:00:00.000Z',
    disruptionName('2025-12'),
    await disruptionBook(disruptionRows('2025-12', kept.disruptions)),
  );
  await bring('2026-01-07T09:00:00.000Z', 'BO_SOC_CRIME_wrong.csv', crime('2025-12', 3));
  valueIn(await host.undo((await host.figures.loads()).at(-1)?.load ?? 0, actor));
  await bring('2026-01-08T09:00:00.000Z', 'odd.csv', 'a,b\n1,2\n', true);
  valueIn(await host.accounts.add(kept.account, kept.password, ['analyst']));
  clock.at = '2026-02-10T09:00:00.000Z';
  valueIn(
    await buildPack(
      host,
      { pack: 'soc-quarterly', period: '2025-Q3', area: null, asAt: null },
      actor,
    ),
  );
  await host.close();
  const files = readdirSync(home, { recursive: true })
    .map((name) => join(home, String(name)))
    .filter((path) => statSync(path).isFile() && !/[/\\](?:work|run)[/\\]/.test(path))
    .sort();
  return zip(files.map((path) => [relative(home, path).replaceAll('\\', '/'), readFileSync(path)]));
}

/** Lays a kept home out in a folder, with the empty folders that a zip forgets. */
export async function layOut(path: string, home: string): Promise<void> {
  for (const name of ['archive', 'quarantine', 'work', 'editions', 'inbox', 'run'])
    mkdirSync(join(home, name), { recursive: true, mode: 0o700 });
  for (const [name, bytes] of await unzip(readFileSync(path))) {
    const to = join(home, name);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, bytes);
  }
}
