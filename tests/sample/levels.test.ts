import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { named, readCsv } from '../recompute/csv.ts';
import { dayOf, monthsFrom, type Row, rawSample } from '../recompute/raw-sample.ts';
import { repository } from '../support/home.ts';
import { sample } from '../support/sample-home.ts';
import { sharedPath } from '../support/shared.ts';
import { everySeed } from '../support/thorough.ts';

const table = (path: string): Row[] => {
  const [head = [], ...records] = readCsv(readFileSync(path, 'utf8'));
  return records.map((r) => named(head, r));
};
const published = (name: string) => table(join(repository(), 'sample', 'published', name));

/** Subgroups of the published tables that hold no other. */
const leaves = [
  ...['Homicide', 'Death or serious injury - unlawful driving', 'Violence with injury'],
  ...['Violence without injury', 'Stalking and harassment', 'Sexual offences', 'Robbery'],
  ...['Residential burglary', 'Non-residential burglary', 'Vehicle offences'],
  ...['Theft from the person', 'Bicycle theft', 'Shoplifting', 'Other theft offences'],
  ...['Criminal damage and arson', 'Drug offences', 'Possession of weapons offences'],
  ...['Public order offences', 'Miscellaneous crimes'],
];

/** Home Office class to published subgroup, by the offence tree of the framework read as plain YAML. */
function subgroups(): ReadonlyMap<string, string> {
  const { codes } = parse(
    readFileSync(join(repository(), 'framework', 'vocabularies', 'offences.yaml'), 'utf8'),
  );
  type Entry = { title: string; below?: Record<string, Entry | string> } | string;
  const found = new Map<string, string>();
  const walk = (entries: Record<string, Entry>, under: string | null) => {
    for (const [code, entry] of Object.entries(entries)) {
      const title = typeof entry === 'string' ? entry : entry.title;
      const leaf =
        leaves.find((name) => name === title || title.startsWith(`${name} against`)) ?? under;
      if (leaf) found.set(code, leaf);
      if (typeof entry !== 'string') walk(entry.below ?? {}, leaf);
    }
  };
  walk(codes, null);
  return found;
}

const monthOf = (r: Row) => dayOf(r['Recorded Date'] ?? '').slice(0, 7);
const daysIn = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();

/** Live rows by any key, once each year's final state. */
function countBy(rows: readonly Row[], key: (r: Row) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const r of rows) counts.set(key(r), (counts.get(key(r)) ?? 0) + 1);
  return counts;
}

for (const seed of everySeed())
  describe(`live recorded crime of seed ${seed} is as published`, () => {
    const subgroupOf = subgroups();
    let live: readonly Row[] = [];
    before(async () => {
      live = rawSample((await sample(seed)).files)
        .crimes(monthsFrom('2023-01', '2025-11'))
        .filter((r) => r['Crime Status'] === 'Live');
    });
    const subgroup = (r: Row) => subgroupOf.get(r['HO Class'] ?? '') ?? `class ${r['HO Class']}`;

    for (const year of ['2023', '2024'])
      test(`each subgroup of ${year} within a tenth of the published total`, () => {
        const counts = countBy(
          live.filter((r) => monthOf(r).startsWith(year)),
          subgroup,
        );
        assert.deepEqual([...counts.keys()].sort(), [...leaves].sort());
        const totals = published('recorded-crime-by-force-year.csv').filter(
          (r) =>
            r.area_code === 'E23000015' &&
            r.edition === '2024-12' &&
            r.year_ending === `${year}-12`,
        );
        for (const leaf of leaves) {
          const total = Number(totals.find((r) => r.offence === leaf)?.count);
          const count = counts.get(leaf) ?? 0;
          assert.ok(
            Math.abs(count - total) <= 0.1 * total,
            `${leaf}: ${count}, published ${total}`,
          );
        }
      });

    test('each district of 2024 within a tenth, where more than 500 were recorded', () => {
      const wards = new Map(
        table(join(repository(), 'framework', 'areas', 'wards.csv')).map((r) => [
          r.code,
          r.district,
        ]),
      );
      // One in seventy has no ward.
      const placed = live.filter((r) => monthOf(r).startsWith('2024') && r.Ward !== '');
      const counts = countBy(placed, (r) => `${wards.get(r.Ward)} ${subgroup(r)}`);
      let compared = 0;
      for (const r of published('recorded-crime-by-district-year.csv')) {
        const total = Number(r.count);
        if (r.year_ending !== '2024-12' || !r.district_code || total <= 500) continue;
        if (!leaves.includes(r.offence ?? '')) continue;
        const count = counts.get(`${r.district_code} ${r.offence}`) ?? 0;
        compared++;
        assert.ok(
          Math.abs(count / 0.985 - total) <= 0.1 * total + 3 * Math.sqrt(total),
          `${r.district_name}, ${r.offence}: ${count}, published ${total}`,
        );
      }
      assert.ok(compared > 40, `${compared} compared`);
    });

    test('the months of a year rise and fall as in the published street files', () => {
      const path = sharedPath('uk/figures/crime-by-district-month.csv');
      if (path === null) return console.log('skipped: ../shared/data not present');
      const street = table(path).filter((r) => r.month?.startsWith('2025'));
      const months = monthsFrom('2025-01', '2025-11');
      // What has a season of its own; thefts of plant, cars and the like move with nobody's calendar.
      const seasonal: Readonly<Record<string, readonly string[]>> = {
        'Violence and sexual offences': leaves.filter((l) => /^(Viol|Stalk|Sexual)/.test(l)),
        'Criminal damage and arson': ['Criminal damage and arson'],
        'Public order': ['Public order offences'],
        'Bicycle theft': ['Bicycle theft'],
      };
      for (const [category, groups] of Object.entries(seasonal)) {
        const theirs = profile(months, (month) =>
          street
            .filter((r) => r.month === month && r.category === category)
            .reduce((sum, r) => sum + Number(r.count), 0),
        );
        const ours = countBy(
          live.filter((r) => groups.includes(subgroup(r))),
          monthOf,
        );
        const made = profile(months, (month) => ours.get(month) ?? 0);
        const total = months.reduce((sum, month) => sum + (ours.get(month) ?? 0), 0);
        // Three times what chance moves a month's count by, and a tenth of the level.
        const slack = 0.1 + 3 / Math.sqrt(total / months.length);
        months.forEach((month, i) => {
          const apart = Math.abs((made[i] ?? 0) - (theirs[i] ?? 0));
          assert.ok(apart <= slack, `${category} ${month}: ${made[i]} for ${theirs[i]}`);
        });
        assert.ok(correlation(made, theirs) > 0.6, `${category}: ${correlation(made, theirs)}`);
      }
    });
  });

/** Rows a day of each month over their mean. */
function profile(months: readonly string[], count: (month: string) => number): number[] {
  const daily = months.map((month) => count(month) / daysIn(month));
  const mean = daily.reduce((sum, d) => sum + d, 0) / daily.length;
  return daily.map((d) => d / mean);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, v, i) => sum + (v - 1) * ((y[i] ?? 1) - 1), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
