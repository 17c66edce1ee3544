import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Actor } from '../../src/access/index.ts';
import type { Host } from '../../src/host/index.ts';
import { writeWorkbook } from '../../src/ooxml/index.ts';
import { command } from '../support/command.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';

const analyst: Actor = { name: 'analyst', roles: ['analyst'], themes: [] };
const places = ['HAN', 'LON', 'CAN', 'BUR', 'LIC', 'NEW', 'COD', 'STA', 'LEE', 'TAM'];
const quarters = ['2025-Q1', '2025-Q2'];
/** What was made: local policing area -> quarter -> referrals. */
const truth = new Map<string, Map<string, number>>();
let host: Host;

interface Told {
  area: string;
  points: { period: string; value: number | null; status: string; numerator: number | null }[];
}

before(async () => {
  host = await emptyHost({ sample: true, name: 'withheld' });
  let state = 7;
  const below = (n: number) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
  const header = ['Episode Ref', 'On', 'Kind', 'Child No', 'Adult or child'];
  const folder = freshFolder('withheld-files');
  for (const [q, quarter] of quarters.entries()) {
    const rows: string[][] = [];
    for (const place of places) {
      const n = below(16);
      truth.set(place, (truth.get(place) ?? new Map()).set(quarter, n));
      for (let i = 0; i < n; i++)
        rows.push([
          ...[`SYN-SG-${q}-${rows.length}`, `${10 + i}/0${5 + 3 * q}/2025`, 'Referral'],
          ...[`SYN-CH-${rows.length}`, 'Child', 'Criminal', 'No', place],
        ]);
    }
    const path = join(folder, `Safeguarding_Return_${quarter}.xlsx`);
    writeFileSync(
      path,
      await writeWorkbook({
        sheets: [
          {
            name: 'Episodes',
            rows: [['SYNTHETIC'], [...header, 'Exploitation', 'Repeat', 'LPA'], ...rows],
          },
          {
            name: 'Standing',
            rows: [['SYNTHETIC'], ['Item', 'Number'], ['Children assessed at high risk', 60]],
          },
        ],
      }),
    );
    const [result] = await host.collate([path], analyst);
    assert.equal(result?.status, 'loaded', JSON.stringify(result?.problems));
  }
});

const ask = async (...more: string[]) =>
  (await command(host, [
    'measure',
    'safeguarding.referrals',
    '--from',
    '2025-07',
    '--to',
    '2025-09',
    ...more,
  ])) as {
    series: Told[];
    points: Told['points'];
  };

describe('a number that is withheld', () => {
  test('is no value and no numerator, wherever its area is asked for', async () => {
    for (const place of places)
      for (const point of (await ask('--by', 'quarter', '--area', place)).points) {
        const n = truth.get(place)?.get(point.period) ?? 0;
        if (n > 0 && n < 5) assert.equal(point.status, 'withheld', `${place} ${point.period}`);
        if (point.status === 'withheld')
          assert.deepEqual([point.value, point.numerator], [null, null]);
        else assert.equal(point.value, n, `${place} ${point.period}`);
      }
  });

  test('cannot be solved from the quarters, half, districts, local areas and totals shown', async () => {
    const shown = new Map<string, number | null>();
    for (const by of ['quarter', 'half'])
      for (const split of ['district', 'lpa'])
        for (const told of (await ask('--by', by, '--split', split)).series)
          for (const p of told.points) shown.set(`${told.area}|${p.period}`, p.value);
    const hidden = places.flatMap((place) =>
      quarters.map((q) => `${place}|${q}`).filter((name) => typeof shown.get(name) !== 'number'),
    );
    assert.ok(hidden.length > 2, 'something is hidden');
    const sums: { names: string[]; total: number }[] = [];
    for (const p of (await ask('--by', 'quarter')).points)
      sums.push({
        names: places.map((place) => `${place}|${p.period}`),
        total: p.value ?? assert.fail(JSON.stringify(p)),
      });
    const inStoke = (name: string) => name.startsWith('HAN') || name.startsWith('LON');
    for (const q of quarters) {
      const stoke = shown.get(`E06000021|${q}`);
      const names = places.map((place) => `${place}|${q}`).filter(inStoke);
      if (typeof stoke === 'number') sums.push({ names, total: stoke });
    }
    for (const place of places) {
      const half = shown.get(`${place}|2025-H1`);
      const names = quarters.map((q) => `${place}|${q}`);
      if (typeof half === 'number') sums.push({ names, total: half });
    }
    const districts: Record<string, string> = {
      ...{ CAN: 'E07000192', BUR: 'E07000193', LIC: 'E07000194', NEW: 'E07000195' },
      ...{ COD: 'E07000196', STA: 'E07000197', LEE: 'E07000198', TAM: 'E07000199' },
    };
    for (const [place, district] of Object.entries(districts))
      for (const q of quarters) {
        const same = shown.get(`${district}|${q}`);
        if (typeof same === 'number') sums.push({ names: [`${place}|${q}`], total: same });
      }
    type Range = readonly [number, number];
    const widest: Range = [0, 1000];
    const bounds = new Map<string, Range>(hidden.map((name) => [name, widest]));
    const left = sums.map(({ names, total }) => ({
      unknown: names.filter((name) => bounds.has(name)),
      total: total - names.reduce((sum, name) => sum + (shown.get(name) ?? 0), 0),
    }));
    for (let round = 0; round < 50; round++)
      for (const { unknown, total } of left)
        for (const name of unknown) {
          const others = unknown
            .filter((other) => other !== name)
            .map((other): Range => bounds.get(other) ?? widest);
          const [low, high] = bounds.get(name) ?? widest;
          bounds.set(name, [
            Math.max(low, total - others.reduce((sum, range) => sum + range[1], 0)),
            Math.min(high, total - others.reduce((sum, range) => sum + range[0], 0)),
          ]);
        }
    assert.deepEqual(
      [...bounds].filter(([, [low, high]]) => low === high),
      [],
    );
  });
});
