import {
  type CodeId,
  type Outcome,
  type Place,
  problem,
  Refusal,
  refused,
} from '../problems/index.ts';

/** Ends the reading of a file with one problem at its place. */
export function refuse<K extends CodeId>(
  place: Place,
  id: K,
  data: Parameters<typeof problem<K>>[1],
): never {
  throw new Refusal(problem(id, data, place));
}

/** Turns what a reading threw into an outcome; only faults of our own go on. */
export async function outcomeOf<T>(
  place: Place,
  read: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal) return refused(...error.problems);
    const reason = unreadable[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason !== undefined) return refused(problem('F101', { reason }, place));
    throw error;
  }
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder',
  EIO: 'the disk or the network failed while it was read',
};
