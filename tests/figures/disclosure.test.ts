import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { buildPack, type Host } from '../../src/host/index.ts';
import { unzip } from '../../src/ooxml/index.ts';
import { openApp } from '../../src/server/index.ts';
import { command } from '../support/command.ts';
import { valueIn } from '../support/outcome.ts';
import { type ShownSum, solved } from './attacker.ts';
import { districtOf, places, plantedHome } from './planted.ts';

interface Point {
  period: string;
  start: string;
  end: string;
  status: string;
  numerator: number | null;
  denominator: number | null;
}
interface Told {
  area: string;
  points: Point[];
}

interface Counted {
  readonly id: string;
  /** Name of what it counts; of a share its part. */
  readonly part: string;
  readonly whole?: string;
  /** How finely its source speaks. */
  readonly grain: 'month' | 'quarter';
  /** A register: a period is what stood at its end. */
  readonly stock?: boolean;
}

const quarterly = (id: string, part: string, whole?: string): Counted => ({
  ...{ id: `modern-slavery.${id}`, part, grain: 'quarter' },
  ...(whole ? { whole } : {}),
});
const register = (id: string, part: string, whole?: string): Counted => ({
  ...{ id: `nominals.${id}`, part, grain: 'month', stock: true },
  ...(whole ? { whole } : {}),
});
const measures: readonly Counted[] = [
  quarterly('nrm', 'nrm'),
  quarterly('dtn', 'dtn'),
  quarterly('children', 'child', 'nrm'),
  quarterly('referral-crimed', 'crimed', 'referred'),
  { id: 'safeguarding.cse-offences', part: 'cse', grain: 'month' },
  register('active', 'active'),
  register('at-liberty', 'free', 'active'),
];
/** Referrals are by one of two routes, and that is known. */
const made: Readonly<Record<string, readonly string[]>> = { referred: ['nrm', 'dtn'] };
const grains: Readonly<Record<Counted['grain'], readonly string[]>> = {
  quarter: ['quarter', 'half', 'calendar-year', 'rolling-12'],
  month: ['month', 'quarter', 'rolling-3', 'ytd'],
};
const areas = [...places, 'unknown'];
let host: Host;
/** The same home with one person of a small number counted in another area, whose number is small too. */
let other: Host;
const moved = { from: 'NEW', to: 'COD' };

before(async () => {
  host = await plantedHome('disclosure');
  other = await plantedHome('disclosure-other', moved);
});

const ask = async (id: string, by: string, asAt: string | null, split: string | null) => {
  const answer = (await command(host, [
    ...['measure', id, '--by', by, '--from', '2025-04', '--to', '2025-12'],
    ...(split ? ['--split', split] : []),
    ...(asAt ? ['--as-at', asAt] : []),
  ])) as { series?: Told[]; points: Point[] };
  return answer.series ?? [{ area: 'force', points: answer.points }];
};

/** Local areas whose numbers add up to that of an area; the force has those of place unknown too. */
function inside(area: string): readonly string[] {
  const found = host.framework.areas.byCode;
  const code = [...found.values()].find((a) => a.id === area)?.code ?? area;
  if (places.includes(code)) return [code];
  const within = places.filter((place) => districtOf[place] === code);
  if (within.length > 0) return within;
  return found.get(code)?.kind === 'force' || area === 'force' ? areas : ['unknown'];
}

function monthsIn(start: string, end: string): string[] {
  const found: string[] = [];
  for (let at = start.slice(0, 7); at <= end.slice(0, 7); ) {
    found.push(at);
    const [y, m] = at.split('-').map(Number);
    at = new Date(Date.UTC(y ?? 0, m ?? 1, 1)).toISOString().slice(0, 7);
  }
  return found;
}

const quarterOf = (month: string) =>
  `${month.slice(0, 4)} quarter ${Math.ceil(Number(month.slice(5)) / 3)}`;

/** Names of the smallest numbers that a point is the sum of. */
function namesOf(of: Counted, number: string, area: string, point: Point): string[] {
  const months = of.stock ? [point.end.slice(0, 7)] : monthsIn(point.start, point.end);
  const when = new Set(months.map((m) => (of.grain === 'quarter' ? quarterOf(m) : m)));
  return (made[number] ?? [number]).flatMap((n) =>
    inside(area).flatMap((place) => [...when].map((w) => `${n} in ${place}, ${w}`)),
  );
}

/** Everything that is shown of a day, and every number that is not. */
async function shownOn(asAt: string | null): Promise<{ sums: ShownSum[]; held: string[][] }> {
  const sums: ShownSum[] = [];
  const held: string[][] = [];
  for (const of of measures.filter((m) => asAt === null || m.grain === 'quarter'))
    for (const by of grains[of.grain])
      for (const split of [null, 'district', 'lpa'])
        for (const { area, points } of await ask(of.id, by, asAt, split))
          for (const point of points) {
            const part = namesOf(of, of.part, area, point);
            if (point.status === 'withheld') held.push(part);
            if (point.numerator !== null) sums.push({ of: part, is: point.numerator });
            if (of.whole && point.denominator !== null)
              sums.push({ of: namesOf(of, of.whole, area, point), is: point.denominator });
          }
  // What is left of a whole is people too.
  for (const { part, whole } of measures)
    for (const name of whole
      ? new Set(sums.flatMap((s) => s.of).filter((n) => n.startsWith(`${part} in`)))
      : []) {
      const at = name.slice(part.length);
      sums.push({
        of: [name, `not ${name}`],
        less: (made[whole ?? ''] ?? [whole]).map((n) => `${n}${at}`),
        is: 0,
      });
    }
  return { sums, held };
}

describe('a withheld number cannot be worked out', () => {
  test('the attacker finds what a total, a chain of sums or a range gives away', () => {
    const sums: ShownSum[] = [
      { of: ['a', 'b'], is: 7 },
      { of: ['b', 'c'], is: 5 },
      { of: ['a', 'c'], is: 4 },
      { of: ['d', 'e'], is: 0 },
      { of: ['f', 'g'], is: 3 },
      { of: ['h', 'not h'], less: ['b'], is: 0 },
      { of: ['h', 'i'], is: 8 },
      { of: ['i'], is: 4 },
    ];
    const found = Object.fromEntries([...solved(sums)].sort());
    assert.deepEqual(found, { a: 3, b: 4, c: 1, d: 0, e: 0, h: 4, i: 4, 'not h': 0 });
  });

  for (const asAt of [null, '2025-10-20'])
    test(`from the months, quarters, years, places, parts and wholes that are shown${asAt ? ` as known on ${asAt}` : ''}`, async () => {
      const { sums, held } = await shownOn(asAt);
      assert.ok(held.length > 60, `${held.length} numbers are withheld`);
      const known = solved(sums);
      const sumOf = (names: readonly string[]) =>
        names.reduce((sum, name) => sum + (known.get(name) ?? 0), 0);
      // Nobody is no secret: nought is shown wherever it stands (DESIGN.md 7).
      const leaks = held.filter(
        (names) => names.every((name) => known.has(name)) && sumOf(names) !== 0,
      );
      assert.deepEqual(
        leaks.map((names) => `${names.join(' + ')} = ${sumOf(names)}`),
        [],
      );
    });
});

const analyst = { name: 'analyst', roles: ['analyst' as const], themes: [] };

/** Everything that leaves a home about the two areas: what differs by chance is taken out. */
async function exits(of: Host): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const { app } = valueIn(await openApp(of, { host: '127.0.0.1', port: 0 }));
  valueIn(await of.accounts.add('analyst', 'three words will do', ['analyst']));
  const { token } = await of.accounts.startSession('analyst');
  const headers = { host: '127.0.0.1:8321', cookie: `socpf=${token}` };
  const keep = (name: string, bytes: Buffer | Uint8Array) => {
    const text = Buffer.from(bytes).toString('latin1');
    found.set(
      name,
      text
        .replaceAll(/name="_csrf" value="[^"]+"/g, '')
        .replaceAll(/[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, '#'),
    );
  };
  const ids = ['modern-slavery.nrm', 'modern-slavery.referral-crimed'];
  // One of the two as a local area and the other as the district that it is.
  const addresses = [
    ...[
      '/themes/modern-slavery.xlsx?period=2025-Q2',
      `/themes/modern-slavery?period=2025-Q2&area=${moved.from}`,
    ],
    '/themes/no-such',
    ...[moved.from, 'E07000196'].flatMap((code) =>
      ids.flatMap((id) => [
        `/measures/${id}?period=2025-Q2&area=${code}&all=1`,
        ...['', '.csv', '.xlsx', '.png'].map(
          (kind) => `/api/measures/${id}${kind}?period=2025-Q2&area=${code}`,
        ),
      ]),
    ),
    ...ids.flatMap((id) => [
      ...['quarter', 'half', 'rolling-12'].flatMap((by) =>
        ['district', 'lpa', 'age_group', 'sex'].map(
          (split) => `/api/measures/${id}?by=${by}&split=${split}&to=2025-12`,
        ),
      ),
      ...[`/api/measures/${id}.map.png?period=2025-Q2`, `/measures/${id}?period=2025-Q2&split=lpa`],
      `/measures/${id}?period=2025-Q2&as-at=2025-10-20`,
    ]),
  ];
  for (const url of addresses) {
    const answer = await app.inject({ url, headers });
    if (/\.xlsx/.test(url) && answer.statusCode === 200)
      for (const [part, bytes] of await unzip(answer.rawPayload)) keep(`${url} ${part}`, bytes);
    else keep(url, answer.rawPayload);
  }
  const built = valueIn(
    await buildPack(
      of,
      { pack: 'soc-quarterly', period: '2025-Q2', area: moved.from, asAt: null },
      analyst,
    ),
  );
  for (const [part, bytes] of await unzip(readFileSync(built.file)))
    if (part.endsWith('.xlsx'))
      for (const [inner, own] of await unzip(bytes)) keep(`pack ${part} ${inner}`, own);
    else keep(`pack ${part}`, bytes);
  return found;
}

test('two homes that differ in withheld numbers alone are one to a reader: pages, tables, pictures, workbooks, packs', async () => {
  const count = async (of: Host, area: string) => {
    const rows = await of.rows(
      { measure: 'modern-slavery.nrm', period: '2025-Q2', area, category: null, asAt: null },
      analyst,
    );
    return valueIn(rows).total;
  };
  for (const area of [moved.from, moved.to])
    assert.notEqual(await count(host, area), await count(other, area), 'they do differ');
  const [one, two] = [await exits(host), await exits(other)];
  assert.ok(one.size > 120, `${one.size} exits`);
  assert.deepEqual([...one.keys()], [...two.keys()]);
  const differ = [...one].filter(([name, text]) => two.get(name) !== text).map(([name]) => name);
  assert.deepEqual(differ, []);
});
