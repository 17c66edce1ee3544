import { code } from '../code.ts';

/** R: problems of recognition. */
export const recognitionCodes = {
  R000: code<{ detail: string }>(
    'unexpected',
    (d) => `Something went wrong that socpf did not foresee: ${d.detail}`,
    () => 'Nothing was changed. Report it with what you did just before.',
  ),
} as const;
