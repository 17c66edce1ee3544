import { closeSync, openSync, writeSync } from 'node:fs';
import type { Codes } from './codes.ts';
import { random } from './random.ts';

const heads =
  'Crime Number,Recorded Date,Committed From,HO Class,Ward,LPA,Value Stolen,Property Type,Firearm,Knife,OCG URN,Crime Status';

export interface CrimesWanted {
  readonly rows: number;
  /** Months the rows are spread over, oldest first: `2025-03`. */
  readonly months: readonly string[];
  readonly seed: number;
}

/** A CSV of twelve columns as a crime system prints it: invented crimes in the order of their days. */
export function writeCrimes(path: string, codes: Codes, wanted: CrimesWanted): void {
  const r = random(wanted.seed);
  const property = ['Cash', 'Vehicle', 'Tools', 'Jewellery', 'Mobile phone', ''];
  const file = openSync(path, 'w');
  let text = `${heads}\n`;
  for (let i = 0; i < wanted.rows; i++) {
    const month = wanted.months[Math.floor((i * wanted.months.length) / wanted.rows)] ?? '';
    const date = `${two(1 + r.below(28))}/${month.slice(5)}/${month.slice(0, 4)}`;
    const value = r.next() < 0.4 ? (r.next() * 5000).toFixed(2) : '';
    const group = r.next() < 0.05 ? `SYN-OCG-${r.below(60)}` : '';
    const status = r.next() < 0.03 ? 'Cancelled' : 'Live';
    text += `SYN${wanted.seed}-${String(i).padStart(9, '0')},${date} ${two(r.below(24))}:${two(r.below(60))},${date},${r.pick(codes.offences)},${r.pick(codes.wards)},${r.pick(codes.lpas)},${value},${r.pick(property)},${r.next() < 0.01 ? 'Y' : 'N'},${r.next() < 0.02 ? 'Y' : 'N'},${group},${status}\n`;
    if (text.length > 2 ** 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

const two = (n: number) => String(n).padStart(2, '0');

/** So many months that end with one, oldest first. */
export function monthsUpTo(last: string, count: number): string[] {
  const end = Number(last.slice(0, 4)) * 12 + Number(last.slice(5)) - 1;
  return Array.from({ length: count }, (_, i) => {
    const month = end - count + 1 + i;
    return `${Math.floor(month / 12)}-${two((month % 12) + 1)}`;
  });
}
