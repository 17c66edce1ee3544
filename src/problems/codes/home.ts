import { code } from '../code.ts';

/** H: problems of homes and the host. */
export const homeCodes = {
  H000: code<{ detail: string }>(
    'unexpected',
    (d) => `Something went wrong that socpf did not foresee: ${d.detail}`,
    () => 'Nothing was changed. Report it with what you did just before.',
  ),
} as const;
