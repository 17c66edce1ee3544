import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { CellValue } from '../../src/ooxml/index.ts';
import { sharedPath } from '../support/shared.ts';
import { outcomeOf, shapeBench } from './shape-bench.ts';

const forces = ['Staffordshire Police', 'West Mercia Police', 'Warwickshire Police'];
/** Published referrals of calendar 2023 Q1 with each as first responder. */
const published = [12, 17, 13];

interface Line {
  readonly key: readonly string[];
  readonly nationality: string;
  readonly people: number;
}

/** The published cube of these forces, totals in every dimension. */
function cube(path: string): Line[] {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  return text.split('\n').flatMap((line) => {
    const cells = [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)/g)].map((m) => m[1] ?? m[2] ?? '');
    const [, responder = '', exploitation = '', age = '', gender = '', nationality = '', people] =
      cells;
    return forces.includes(responder)
      ? [{ key: [responder, exploitation, age, gender], nationality, people: Number(people) }]
      : [];
  });
}

/** The same as the bulletin prints it: an outline, blanks as above, each total opening its group. */
function printed(lines: readonly Line[]): CellValue[][] {
  const nationalities = [...new Set(lines.map((l) => l.nationality))].filter((n) => n !== 'Total');
  const rows = new Map<string, Line[]>();
  for (const line of lines) {
    const key = line.key.join('|');
    rows.set(key, [...(rows.get(key) ?? []), line]);
  }
  const rank = (word: string | undefined) => (word === 'Total' ? '' : (word ?? ''));
  const ordered = [...rows.values()].sort((a, b) => {
    const [x, y] = [a[0]?.key.map(rank).join('|') ?? '', b[0]?.key.map(rank).join('|') ?? ''];
    return x < y ? -1 : 1;
  });
  let above: readonly string[] = [];
  const body = ordered.map((row): CellValue[] => {
    const key = row[0]?.key ?? [];
    const same = key.findIndex((word, i) => word !== above[i]);
    const left = key.map((word, i) => (i < same ? null : word));
    above = key;
    const of = new Map(row.map((l) => [l.nationality, l.people]));
    return [...left, ...nationalities.map((n) => of.get(n) || null), of.get('Total') ?? 0];
  });
  const head = ['First responder', 'Exploitation type', 'Age at exploitation', 'Gender'];
  return [['Table 11'], [...head, ...nationalities, 'Total'], ...body];
}

const path = sharedPath('uk/nrm/nrm-referrals-police-2023-q1.csv.gz');
describe('the published table of referrals, printed as an outline', () => {
  if (path === null) test('skipped: ../shared/data not present', () => {});
  else
    test('counts each referral once, and every total in it is what its group makes', async () => {
      const bench = await shapeBench({
        nrm: `
method: automated
published: true
recognise: { name: "NRM_*.xlsx", says: Table 11 }
read: { shape: outline, header: { starts-at: First responder }, levels: [First responder, Exploitation type, Age at exploitation, Gender], across: { heading: Nationality, values: People, of: names }, totals: { across: Total } }
period: { file-name: 'NRM_(?<words>Q\\d_\\d{4})', calendar: calendar }
replaces: { period: quarter }
loads: { cube: { quarter: { period: start }, responder: First responder, exploitation: Exploitation type, age: Age at exploitation, nationality: Nationality, people: People } }
`,
      });
      const rows = printed(cube(path));
      assert.equal(
        outcomeOf(await bench.book('NRM_Q1_2023.xlsx', [{ name: 'Table_11', rows }])),
        'loaded',
      );
      const facts = await bench.facts('cube');
      const referrals = forces.map((force) =>
        facts.filter((f) => f.responder === force).reduce((sum, f) => sum + Number(f.people), 0),
      );
      assert.deepEqual(referrals, published);
      assert.ok(facts.every((f) => f.quarter === '2023-01-01'));
    });
});
