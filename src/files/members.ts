import { mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { done, type Outcome, type Place } from '../problems/index.ts';
import { contentOf, isArchive } from './content.ts';
import { gunzip, refusalOf, written } from './gzip.ts';
import type { Limits } from './limits.ts';
import { outcomeOf, refuse } from './refuse.ts';
import { openZip, type Zip, type ZipEntry } from './zip.ts';

/** One file to collate: a plain file itself, or a member of an archive. */
export interface Member {
  /** File name, or `archive.zip!member`. */
  readonly name: string;
  /** Where its bytes lie, expanded. */
  readonly path: string;
  /** How it was compressed when it arrived. */
  readonly compression: 'none' | 'gzip' | 'zip';
}

/**
 * Members of an archive, one by one; a plain file is its own single member. Each is extracted to
 * `folder` (made where there is one) under the limits, by names of our own: no name in an archive
 * ever becomes a path. An archive is taken whole or not at all; archives within archives are refused.
 */
export function members(
  path: string,
  folder: string,
  limits: Limits,
  name: string = basename(path),
): Promise<Outcome<readonly Member[]>> {
  const place = { file: name };
  return outcomeOf(place, async () => {
    const bytes = statSync(path).size;
    if (bytes > limits.sizeBytes) refuse(place, 'F201', { bytes, limit: limits.sizeBytes });
    const kind = await contentOf(path, place, limits);
    if (kind !== 'zip' && kind !== 'gzip')
      return done([{ name, path, compression: 'none' as const }]);
    mkdirSync(folder, { recursive: true });
    if (kind === 'zip') return done(await unpacked(path, folder, place, limits));
    const to = join(folder, '0001.txt');
    await orNothing([to], async () => {
      await gunzip(path, to, place, limits);
      if (isArchive(to)) refuse(place, 'F212', { entry: 'The file inside' });
    });
    return done([{ name, path: to, compression: 'gzip' as const }]);
  });
}

async function unpacked(
  path: string,
  folder: string,
  place: Place,
  limits: Limits,
): Promise<Member[]> {
  const zip = await openZip(path, place, limits);
  const found: Member[] = [];
  const files: string[] = [];
  try {
    await orNothing(files, async () => {
      for (const entry of zip.entries.filter(isMember)) {
        const ending = /\.[A-Za-z0-9]{1,8}$/.exec(entry.name)?.[0].toLowerCase() ?? '';
        const to = join(folder, `${String(found.length + 1).padStart(4, '0')}${ending}`);
        files.push(to);
        await extract(zip, entry, to, place);
        if (isArchive(to)) {
          const kind = await contentOf(to, { file: '' }, limits);
          if (kind !== 'xlsx' && kind !== 'pptx') refuse(place, 'F212', { entry: entry.name });
        }
        found.push({ name: `${place.file}!${entry.name}`, path: to, compression: 'zip' });
      }
    });
  } finally {
    zip.close();
  }
  if (found.length === 0) refuse(place, 'F117', { detail: 'the archive holds no files' });
  return found;
}

/** Folders and what operating systems leave behind are no members. */
function isMember(entry: ZipEntry): boolean {
  return !/(?:^|\/)(?:__MACOSX\/.*|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$|\/$/i.test(
    entry.name,
  );
}

async function extract(zip: Zip, entry: ZipEntry, to: string, place: Place): Promise<void> {
  try {
    await pipeline(Readable.from(zip.chunks(entry)), await written(to));
  } catch (error) {
    throw refusalOf(error, to, place);
  }
}

/** Does the work, or leaves none of the files it wrote. */
async function orNothing(files: readonly string[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    for (const file of files) rmSync(file, { force: true });
    throw error;
  }
}
