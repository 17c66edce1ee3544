import { code } from '../code.ts';

/** U: problems of the command line and statistics input. */
export const usageCodes = {
  U000: code<{ detail: string }>(
    'unexpected',
    (d) => `Something went wrong that socpf did not foresee: ${d.detail}`,
    () => 'Nothing was changed. Report it with what you did just before.',
  ),
} as const;
