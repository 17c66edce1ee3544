import { daysInMonth } from './calendar.ts';
import { annual, type Subgroup } from './calibration.ts';
import { seeded } from './random.ts';

/**
 * Subgroups with fewer offences a year than this are dealt out from their published total: drawn
 * month by month, chance alone would take them more than a tenth from it.
 */
const small = 1500;

/** Cancelled and transferred offences leave the count later; so many more are recorded at first. */
const leaves = 0.012;

/** How many offences of a class a district records in a month. */
export type Quota = (month: number, offence: string, district: string) => number;

/** A year of a small subgroup, dealt out by season, class and district; null for a larger one. */
export function quotaOf(seed: string, year: number, subgroup: Subgroup): Quota | null {
  const total = annual(subgroup, year);
  if (total >= small) return null;
  const random = seeded(`${seed}/quota/${year}/${subgroup.title}`);
  const months = subgroup.season.map(
    (level, i) => [i + 1, level * daysInMonth(year, i + 1)] as const,
  );
  const classes = subgroup.classes.map(([offence, weight]) => [offence, weight] as const);
  const districts = [...subgroup.districts];
  const dealt = new Map<string, number>();
  for (let n = Math.round(total * (1 + leaves)); n > 0; n--) {
    const key = keyOf(random.weighed(months), random.weighed(classes), random.weighed(districts));
    dealt.set(key, (dealt.get(key) ?? 0) + 1);
  }
  return (month, offence, district) => dealt.get(keyOf(month, offence, district)) ?? 0;
}

const keyOf = (month: number, offence: string, district: string) =>
  `${month} ${offence} ${district}`;
