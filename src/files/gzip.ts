import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Place, Refusal } from '../problems/index.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refuse.ts';
import { checkRatio } from './zip.ts';

/**
 * Unpacks a gzip file. Its size cannot be known beforehand (the trailer counts modulo 4 GiB and
 * may lie), so bytes are counted as they come; a file cut short or altered fails its checksum.
 */
export async function gunzip(
  path: string,
  to: string,
  place: Place,
  limits: Limits,
): Promise<void> {
  const compressed = statSync(path).size;
  const entry = place.file ?? 'The file';
  let expanded = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      expanded += chunk.length;
      try {
        checkRatio(entry, compressed, expanded, place, limits);
        if (expanded > limits.expandedBytes)
          refuse(place, 'F202', { bytes: expanded, limit: limits.expandedBytes, entry });
        next(null, chunk);
      } catch (error) {
        next(error as Error); // a Refusal
      }
    },
  });
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: 2 ** 18 }),
      createGunzip({ chunkSize: 2 ** 18 }),
      counted,
      await written(to),
    );
  } catch (error) {
    throw refusalOf(error, to, place);
  }
}

/** A stream into a new file that is there from now on, so that whoever fails can remove it. */
export async function written(path: string) {
  return (await open(path, 'wx', 0o600)).createWriteStream();
}

/** A fault of unpacking as the problem it is. */
export function refusalOf(error: unknown, to: string, place: Place): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  try {
    if (code === 'ENOSPC' || code === 'EFBIG' || code === 'EDQUOT')
      refuse(place, 'F121', { folder: dirname(to) });
    if (code.startsWith('Z_'))
      refuse(place, 'F106', { part: 'the compressed data', detail: error.message });
  } catch (refusal) {
    return refusal;
  }
  return error;
}
