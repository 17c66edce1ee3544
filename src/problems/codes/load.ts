import { code } from '../code.ts';
import { counted, verb } from './counted.ts';

/** L: problems of loads. */
export const loadCodes = {
  L101: code<{ load: number }>(
    'no-such-load',
    (d) => `There is no load ${d.load} to take out, or it is out already.`,
    () => 'See socpf loads for the loads that are in.',
  ),
  L102: code<{ folder: string; detail: string }>(
    'disk-full',
    (d) => `The file could not be written into the home in ${d.folder}: ${d.detail}.`,
    () => 'Nothing of it was loaded. Free some space on that disk, then send the file again.',
  ),
  L103: code<{ detail: string }>(
    'memory-full',
    (d) => `Loading the file needed more memory than it may have: ${d.detail}.`,
    () => 'Nothing of it was loaded. Split the file, or ask for a smaller extract.',
  ),
  L104: code<{ load: number; detail: string }>(
    'papers-late',
    (d) =>
      `Load ${d.load} is in, but its file or its entry in the trail could not be written: ${d.detail}.`,
    () =>
      'Free some space on the disk of the home; both are written before the next file is taken.',
    'warning',
  ),
  L105: code<{ from: string; to: string; months: number; held: number }>(
    'months-emptied',
    (d) =>
      `There is no row from ${d.from} to ${d.to}${d.held > 0 ? `, where ${counted(d.held, 'row')} of this source ${verb(d.held, 'stands', 'stand')} now` : ''}: loading the file would say that nothing happened in ${d.months === 1 ? 'this month' : `these ${d.months} months`}.`,
    () =>
      'Look at the date in the cell: it may be mistyped. If the months are truly empty, send a file for each period.',
  ),
} as const;
