import type { Outcome } from '../problems/index.ts';
import type { Limits } from './limits.ts';

/** One file to collate: a plain file itself, or a member of an archive. */
export interface Member {
  /** File name, or `archive.zip!member`. */
  readonly name: string;
  readonly path: string;
  /** How the member was compressed when it arrived; what stands at `path` is plain. */
  readonly compression: 'none' | 'gzip' | 'zip';
}

/**
 * Members of an archive, one by one; a plain file is its own single member. Each is extracted to
 * `folder` under the limits.
 */
export async function members(
  _path: string,
  _folder: string,
  _limits: Limits,
): Promise<Outcome<readonly Member[]>> {
  throw new Error('not yet');
}
