import { code } from '../code.ts';

/** C: problems of contract. */
export const contractCodes = {
  C000: code<{ detail: string }>(
    'unexpected',
    (d) => `Something went wrong that socpf did not foresee: ${d.detail}`,
    () => 'Nothing was changed. Report it with what you did just before.',
  ),
} as const;
