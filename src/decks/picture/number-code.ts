import { plainNumber } from '../../wording/index.ts';

/** A number as a chart prints it by its format code: `#,##0.0`, `£#,##0`, `+0%;−0%;0%`. */
export function printedBy(code: string, value: number): string {
  const [over = 'General', under, zero] = code.split(';');
  const own = value > 0 ? over : value < 0 ? (under ?? over) : (zero ?? over);
  const signed = value < 0 && under === undefined;
  if (own === 'General') return plainNumber(value, placesOf(value)).replaceAll(',', '');
  const [, before = '', digits = '', after = ''] = /^([^#0]*)([#0,.]+)(.*)$/.exec(own) ?? [];
  const places = digits.split('.')[1]?.length ?? 0;
  const text = plainNumber(Math.abs(value) * (after.includes('%') ? 100 : 1), places);
  return `${signed ? '-' : ''}${before}${digits.includes(',') ? text : text.replaceAll(',', '')}${after}`;
}

const placesOf = (value: number): number => Math.min(6, String(value).split('.')[1]?.length ?? 0);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A serial day as year and month, counted from year 0. */
export function monthOf(serial: number): number {
  const day = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000);
  return day.getUTCFullYear() * 12 + day.getUTCMonth();
}

/** "Apr 2022" of a month counted so. */
export const monthPrinted = (month: number): string =>
  `${months[month % 12]} ${Math.floor(month / 12)}`;
