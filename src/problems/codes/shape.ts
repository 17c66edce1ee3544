import { code } from '../code.ts';

/** S: problems of shape. */
export const shapeCodes = {
  S000: code<{ detail: string }>(
    'unexpected',
    (d) => `Something went wrong that socpf did not foresee: ${d.detail}`,
    () => 'Nothing was changed. Report it with what you did just before.',
  ),
} as const;
