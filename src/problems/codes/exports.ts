import { code } from '../code.ts';

/** X: problems of exports. */
export const exportsCodes = {
  X101: code<{ file: string }>(
    'cannot-be-marked',
    (d) => `The cells of ${d.file} cannot be marked in place: it is too large, or of a rare kind.`,
    () => 'Take the list of problems instead; it names every cell.',
  ),
  X000: code<{ detail: string }>(
    'unexpected',
    (d) => `Something went wrong that socpf did not foresee: ${d.detail}`,
    () => 'Nothing was changed. Report it with what you did just before.',
  ),
} as const;
