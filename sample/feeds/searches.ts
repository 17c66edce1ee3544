import { britishDay, isoDay } from '../calendar.ts';
import { type Random, seeded } from '../random.ts';
import { policingAreas } from '../world.ts';
import { daysAfter, endOf, type FeedFile, months, padded, report, startOf, yes } from './feed.ts';

const objects = {
  drugs: ['Controlled drugs', 'Misuse of Drugs Act 1971 (section 23)'],
  weapons: ['Offensive weapons', 'Police and Criminal Evidence Act 1984 (section 1)'],
  stolen: ['Stolen goods'],
  tools: ['Articles for use in theft'],
} as const;

/**
 * Searches of a month. A Simpson reversal is planted: from July 2025 each object's share of linked
 * results rises, while searches for weapons, which find less, grow so much that the total falls.
 */
export function searchFiles(seed: string, from: string): FeedFile[] {
  return months
    .filter((when) => when.id >= from)
    .map((when) => {
      const random = seeded(`${seed}/search/${when.id}`);
      const later = when.id >= '2025-07';
      const mix = [
        ['drugs', 255, later ? 0.34 : 0.31],
        ['weapons', later ? 480 : 82, later ? 0.11 : 0.07],
        ['stolen', 48, later ? 0.32 : 0.2],
        ['tools', 30, later ? 0.3 : 0.16],
      ] as const;
      const rows: { day: number; line: (n: number) => string }[] = [];
      for (const [object, mean, linked] of mix)
        for (let n = random.count(mean, 1.5); n > 0; n--)
          rows.push(oneSearch(random, startOf(when) + random.below(when.days), object, linked));
      rows.sort((a, b) => a.day - b.day);
      const run = daysAfter(endOf(when), 5);
      return {
        name: `BO_STOP_SEARCH_${when.compact}.csv`,
        content: report(
          'stop and search',
          britishDay(run),
          'Search Ref,Date,Object of Search,Outcome,Outcome Linked to Object,LPA',
          rows.map((row, i) => `SYN-SS-${when.compact}-${padded(i + 1, 4)},${row.line(i)}`),
        ),
        arrived: `${run}T06:30:00Z`,
      };
    });
}

function oneSearch(random: Random, day: number, object: keyof typeof objects, linked: number) {
  const words = objects[object];
  // The object is now and then printed as the legislation.
  const word = random.chance(0.08) ? (words[1] ?? words[0]) : words[0];
  const found = random.chance(linked);
  const outcome = found
    ? random.pick(['Arrest', 'Community resolution', 'Penalty notice'])
    : 'No further action';
  const area = random.pick(policingAreas)[0];
  return { day, line: () => `${britishDay(isoDay(day))},${word},${outcome},${yes(found)},${area}` };
}

const drugs = [
  ['Cannabis herbal', 'B', 62, 40, 'g'],
  ['Cannabis plants', 'B', 4, 38, 'plants'],
  ['Cocaine', 'A', 26, 28, 'g'],
  ['Crack cocaine', 'A', 12, 9, 'g'],
  ['Heroin', 'A', 13, 14, 'g'],
  ['Ketamine', 'B', 6, 22, 'g'],
  ['Benzodiazepines', 'C', 5, 40, 'tablets'],
] as const;

/** Scheduled seizure report; now and then a load in kilograms in a column of grams. */
export function seizureFiles(seed: string, from: string): FeedFile[] {
  return months
    .filter((when) => when.id >= from)
    .map((when) => {
      const random = seeded(`${seed}/seizure/${when.id}`);
      const rows: [number, string][] = [];
      for (const [drug, group, mean, size, unit] of drugs)
        for (let n = random.count(mean, 1.3); n > 0; n--) {
          const large = unit === 'g' && random.chance(0.02);
          const amount = large
            ? (1 + random.wait(2)).toFixed(2)
            : (1 + random.wait(size)).toFixed(1);
          const day = startOf(when) + random.below(when.days);
          rows.push([
            day,
            `${britishDay(isoDay(day))},${drug},${group},${unit === 'plants' || unit === 'tablets' ? Math.round(Number(amount)) : amount},${large ? 'kg' : unit},${random.pick(policingAreas)[0]}`,
          ]);
        }
      rows.sort((a, b) => a[0] - b[0]);
      const run = daysAfter(endOf(when), 5);
      return {
        name: `BO_SEIZURE_${when.compact}.csv`,
        content: report(
          'drug seizures',
          britishDay(run),
          'Seizure Ref,Date,Drug,Class,Quantity,Unit,LPA',
          rows.map(([, line], i) => `SYN-SZ-${when.compact}-${padded(i + 1, 3)},${line}`),
        ),
        arrived: `${run}T06:35:00Z`,
      };
    });
}
