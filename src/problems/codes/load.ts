import { code } from '../code.ts';

/** L: problems of loads. */
export const loadCodes = {
  L101: code<{ load: number }>(
    'no-such-load',
    (d) => `There is no load ${d.load} to take out, or it is out already.`,
    () => 'See socpf loads for the loads that are in.',
  ),
} as const;
