import type { Trail } from '../audit/index.ts';
import type { CollateResult } from '../collation/index.ts';
import type { Records } from '../records/index.ts';

/** Where it is written down what became of each file: the list of arrivals, and the trail. */
export interface Books {
  readonly records: Records;
  readonly trail: Trail;
}

/** Every file once in the list; a load or a refusal once in the trail. */
export async function writeDown(
  { records, trail }: Books,
  result: CollateResult,
  at: string,
  actor: string,
): Promise<void> {
  await records
    .insertInto('arrival')
    .values({
      file: result.file,
      sha256: result.sha256,
      source: result.source,
      at,
      actor,
      status: result.status,
      problems: JSON.stringify(result.problems),
      load: result.load,
      rows: result.rows,
      set_aside: result.setAside,
    })
    .execute();
  if (result.status !== 'already-loaded') await trail.append(entryOf(result, actor));
}

/** The trail's entry of a load, or of a file that was turned away. */
export const entryOf = (
  result: Pick<CollateResult, 'file' | 'sha256' | 'source' | 'load' | 'rows' | 'status'> & {
    readonly problems: readonly { readonly code: string }[];
  },
  actor: string,
) =>
  ({
    actor,
    category: result.status === 'loaded' ? 'collection' : 'refusal',
    event: result.status === 'loaded' ? 'load' : 'file-refused',
    detail: {
      file: result.file,
      sha256: result.sha256,
      source: result.source,
      load: result.load,
      rows: result.rows,
      codes: [...new Set(result.problems.map((p) => p.code))],
    },
  }) as const;
