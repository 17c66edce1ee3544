import { createHash } from 'node:crypto';
import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { generate } from '../../sample/generate.ts';
import { reportingDay } from '../../sample/world.ts';
import type { CollateResult } from '../../src/collation/index.ts';
import { makeHome } from '../../src/home/index.ts';
import { type Host, openHost } from '../../src/host/index.ts';
import { atEnd, freshFolder } from './folder.ts';
import { repository, type StillClock, stillClock } from './home.ts';
import { valueIn } from './outcome.ts';

/**
 * The whole sample, generated and collated once and shared by every test file: kept in the folder
 * for temporary files under a hash of all that makes it, so that the next run finds it too. It is
 * the home that `npm start` makes. A test never opens it where it lies: `sampleHost` gives an open
 * copy to read, `copyOfSampleHome` one to change or to serve.
 */
export interface Sample {
  /** The generated files, as they arrived. */
  readonly files: string;
  /** The home that holds them: not to be opened here. */
  readonly home: string;
  /** What became of each file, in the order of arrival. */
  readonly results: readonly CollateResult[];
}

const made = new Map<string, Promise<Sample>>();

/** The sample of a seed; the first to ask makes it (half a minute), all others wait for it. */
export function sample(seed = '1'): Promise<Sample> {
  const known = made.get(seed) ?? find(seed);
  made.set(seed, known);
  return known;
}

const hosts = new Map<string, Promise<Host>>();

/** An open copy of the sample home for tests that only read (and ask for rows): one a process and seed. */
export function sampleHost(seed = '1'): Promise<Host> {
  const known =
    hosts.get(seed) ??
    copyOfSampleHome('sample', seed).then((folder) => openCopy(folder, stillClock()));
  hosts.set(seed, known);
  return known;
}

/** A copy of the sample home for one test to change or to serve; gives its folder. */
export async function copyOfSampleHome(name: string, seed = '1'): Promise<string> {
  const { home } = await sample(seed);
  const folder = join(freshFolder(name), 'home');
  cpSync(home, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return folder;
}

async function openCopy(folder: string, clock: StillClock): Promise<Host> {
  const host = valueIn(await openHost(folder, { clock }));
  atEnd(() => host.close());
  return host;
}

async function find(seed: string): Promise<Sample> {
  const root = repository();
  const place = join(tmpdir(), `socpf-samples-${hashOf([root])}`);
  const folder = join(place, `${makersHash(root)}-seed-${seed}`);
  mkdirSync(place, { recursive: true });
  while (!existsSync(folder)) {
    const claim = `${folder}.claim`;
    if (claimed(claim)) {
      try {
        dropOlder(place, makersHash(root));
        await make(seed, folder, root);
      } finally {
        rmSync(claim, { force: true });
      }
    } else await pause(500); // Another process of this run is making it.
  }
  return {
    files: join(folder, 'files'),
    home: join(folder, 'home'),
    results: JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as CollateResult[],
  };
}

/** Generates and collates beside, then renames: what is there is whole. */
async function make(seed: string, folder: string, root: string): Promise<void> {
  const beside = `${folder}.${process.pid}`;
  const [files, home] = [join(beside, 'files'), join(beside, 'home')];
  try {
    await generate(files, seed);
    makeHome(home, { sample: true, reportingDay, framework: join(root, 'framework') });
    const host = valueIn(await openHost(home, { clock: stillClock() }));
    let results: CollateResult[];
    try {
      results = await host.collate([files], {
        name: 'test',
        roles: ['administrator', 'analyst'],
        themes: [],
      });
      await host.records.insertInto('meta').values({ key: 'sample', value: 'loaded' }).execute();
    } finally {
      await host.close();
    }
    rmSync(join(home, 'work'), { recursive: true, force: true });
    writeFileSync(join(beside, 'results.json'), JSON.stringify(results));
    renameSync(beside, folder);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** One process makes a sample; a claim older than ten minutes was left by one that was killed. */
function claimed(claim: string): boolean {
  try {
    writeFileSync(claim, '', { flag: 'wx' });
    return true;
  } catch {
    const since = statSync(claim, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > 600_000) rmSync(claim, { force: true });
    return false;
  }
}

/** Samples of code that is no more. */
function dropOlder(place: string, hash: string): void {
  for (const name of readdirSync(place))
    if (!name.startsWith(hash)) rmSync(join(place, name), { recursive: true, force: true });
}

/** Rooms that take part in filling a home; a change of any other leaves the sample as it was. */
const makers = [
  ...[
    'access',
    'arrivals',
    'audit',
    'collation',
    'files',
    'framework',
    'home',
    'ooxml',
    'periods',
    'problems',
  ],
  ...['records', 'warehouse'],
].map((room) => join('dist', 'src', room));

const hashes = new Map<string, string>();

/** A hash of all that makes a sample: its generator, its rooms, the definitions, the published tables, the locked packages. */
function makersHash(root: string): string {
  const known = hashes.get(root);
  if (known) return known;
  const folders = [...makers, join('dist', 'sample'), join('sample', 'published'), 'framework'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => join(root, folder, String(name)))
      .filter((file) => statSync(file).isFile()),
  );
  const parts = [...files, join(root, 'package-lock.json')]
    .sort()
    .flatMap((file) => [relative(root, file), readFileSync(file)]);
  const hash = hashOf([process.version, ...parts]);
  hashes.set(root, hash);
  return hash;
}

function hashOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, 16);
}
