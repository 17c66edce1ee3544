/**
 * Excel serial numbers to ISO text, in one place. Serials count days from 31 December 1899 (1900
 * mode, with a 29 February 1900 that never was: serial 60) or from 1 January 1904. Libraries
 * disagree on serial 60 and below (libraries.md 2); here it stands as Excel shows it, 1900-02-29,
 * which no date column will accept. There are no time zones: a serial is a wall clock.
 */
export type Epoch = 1900 | 1904;

const dayMs = 86_400_000;
/** Days from 1970-01-01 to serial 0. */
const epochDay = { 1900: -25_569, 1904: -24_107 } as const;
/** 9999-12-31, the last date Excel shows. */
const lastSerial = { 1900: 2_958_465, 1904: 2_957_003 } as const;

/**
 * ISO text of a serial that is formatted as a date, or null when Excel has no date for it (below
 * 1 in 1900 mode, negative, or past the year 9999): then it stays a number.
 */
export function isoOfSerial(serial: number, epoch: Epoch): string | null {
  const first = epoch === 1900 ? 1 : 0;
  if (!(serial >= first && serial < lastSerial[epoch] + 1)) return null;
  let day = Math.floor(serial);
  let ms = Math.round((serial - day) * dayMs);
  if (ms === dayMs) {
    day += 1;
    ms = 0;
  }
  if (epoch === 1900 && day === 60) return `1900-02-29${clock(ms)}`;
  // Before the day that never was, 1900 mode counts from one day later.
  const shift = epoch === 1900 && day < 60 ? 1 : 0;
  const date = new Date((epochDay[epoch] + day + shift) * dayMs);
  return `${date.toISOString().slice(0, 10)}${clock(ms)}`;
}

/** Whether the text is the day that never was. */
export const isLeapOf1900 = (iso: string): boolean => iso.startsWith('1900-02-29');

/** `T14:05:00`, with milliseconds where there are any; midnight is left out. */
function clock(ms: number): string {
  if (ms === 0) return '';
  const iso = new Date(ms).toISOString().slice(10, 23);
  return iso.endsWith('.000') ? iso.slice(0, 9) : iso;
}
