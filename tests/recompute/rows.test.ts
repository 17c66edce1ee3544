import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Host } from '../../src/host/index.ts';
import { command } from '../support/command.ts';
import { everythingHome } from '../support/everything-home.ts';
import { sampleHost } from '../support/sample-home.ts';
import { readCsv } from './csv.ts';
import { type Meaning, meaningIn } from './meaning.ts';
import { monthsFrom } from './raw-sample.ts';
import { readWorkbook } from './workbook.ts';

interface ShownRow {
  readonly values: Readonly<Record<string, unknown>>;
  readonly origin: {
    readonly load: number;
    readonly file: string;
    readonly sheet: string;
    readonly row: number;
    readonly cells: Readonly<Record<string, string>>;
  };
}
interface Behind {
  readonly rows: readonly ShownRow[];
  readonly total: number;
  readonly equal: boolean;
}

const months = monthsFrom('2022-04', '2026-01');
const forces = ['E23000014', 'E23000015', 'E23000016', 'E23000017'];
const policingAreas = ['HAN', 'LON', 'CAN', 'BUR', 'LIC', 'NEW', 'COD', 'STA', 'LEE', 'TAM'];
/** Points in which the facts of a source stand; `knownOn` opens what was replaced since. */
interface Place {
  readonly source: string;
  readonly measure: string;
  readonly dataset: string;
  readonly periods: readonly string[];
  readonly areas: readonly string[];
  readonly knownOn: boolean;
}
const places: readonly Place[] = [
  {
    source: 'bo-crime',
    measure: 'everything.crime',
    dataset: 'crime',
    periods: months,
    areas: [...policingAreas, 'unknown'],
    knownOn: true,
  },
  {
    source: 'bo-outcome',
    measure: 'everything.outcome',
    dataset: 'outcome',
    periods: months,
    areas: [...policingAreas, 'unknown'],
    knownOn: false,
  },
  {
    source: 'apmis-ocg',
    measure: 'everything.ocg',
    dataset: 'ocg',
    periods: months,
    areas: ['E23000015'],
    knownOn: false,
  },
  {
    source: 'apmis-disruption',
    measure: 'everything.disruption',
    dataset: 'disruption',
    periods: months,
    areas: ['E23000015'],
    knownOn: true,
  },
  {
    source: 'nrm-published',
    measure: 'everything.nrm',
    dataset: 'nrm-published',
    periods: ['2022-Q1', '2022-Q2', '2022-Q3', '2022-Q4', '2023-Q1'],
    areas: forces,
    knownOn: false,
  },
  {
    source: 'recorded-crime',
    measure: 'everything.recorded',
    dataset: 'recorded-crime',
    periods: ['2018-03', '2018-06', '2018-12', '2019-03', '2019-06', '2023-12', '2024-12'].map(
      (month) => `${month}/R12`,
    ),
    areas: forces,
    knownOn: false,
  },
  {
    source: 'population-district',
    measure: 'everything.population',
    dataset: 'population',
    periods: Array.from({ length: 22 }, (_, i) => `${2001 + i}-06`),
    areas: ['E23000015'],
    knownOn: false,
  },
];

/** The same draw each time, so that a fact that differs can be found again. */
function draws(): () => number {
  let state = 20260210;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('the rows behind a point are the cells of the archived files', () => {
  let host: Host;
  let home: string;
  const shas = new Map<number, { sha256: string; source: string; file: string }>();
  const files = new Map<string, (sheet: string, address: string) => string>();

  before(async () => {
    ({ host, home } = await everythingHome());
    const { loads } = (await command(host, ['loads'])) as {
      loads: { load: number; sha256: string; source: string; file: string }[];
    };
    for (const load of loads) shas.set(load.load, load);
  });

  /** A cell of the file that a load kept, found by its hash. */
  function cell(load: number, sheet: string, address: string): string {
    const { sha256 = '', file = '' } = shas.get(load) ?? {};
    const known =
      files.get(sha256) ?? open(join(home, 'archive', sha256.slice(0, 2), sha256), file);
    files.set(sha256, known);
    return known(sheet, address).trim();
  }

  for (const place of places)
    test(`of 200 facts of ${place.source}, every value is its cell`, async () => {
      const meaning = meaningIn(join(home, 'framework'), place.source === 'nrm-published');
      const wrong: string[] = [];
      const seen = new Set<string>();
      const next = draws();
      const points = place.periods.flatMap((period) =>
        place.areas.map((area) => ({ period, area })),
      );
      for (const { period, area } of shuffled(points, next)) {
        if (seen.size >= 200) break;
        const known =
          place.knownOn && next() < 0.4 ? ['--as-at', dayAfterMonth(period, next())] : [];
        const args = ['rows', place.measure, '--period', period, '--area', area, ...known];
        const { rows, equal } = (await command(host, args)) as Behind;
        assert.equal(equal, true, args.join(' '));
        const own = rows.filter((row) => shas.get(row.origin.load)?.source === place.source);
        for (const row of shuffled(own, next).slice(0, Math.min(12, 200 - seen.size))) {
          const key = `${row.origin.load} ${row.origin.row}`;
          seen.add(key);
          wrong.push(...differences(row, place.dataset, meaning, cell));
        }
      }
      assert.deepEqual(wrong, []);
      // Nine districts in 22 years are all there is.
      assert.equal(seen.size, place.source === 'population-district' ? 198 : 200);
    });

  test('a value that is not its cell is named with its cell', async () => {
    const meaning = meaningIn(join(home, 'framework'), false);
    const asked = ['rows', 'everything.disruption', '--period', '2025-06'];
    const [row] = ((await command(host, asked)) as Behind).rows;
    assert.ok(row);
    const arrests = Number(row.values.arrests) + 1;
    const planted = { ...row, values: { ...row.values, arrests, level: 'major or minor' } };
    assert.deepEqual(
      differences(planted, 'disruption', meaning, cell).map((found) => found.split(' ')[2]),
      ['level:', 'arrests:'],
    );
  });
});

/** In an order of its own. */
function shuffled<T>(list: readonly T[], next: () => number): T[] {
  return list
    .map((entry) => ({ entry, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}

/** Values of a row that are not what their cells say; every cell stands in the row and column named. */
function differences(
  row: ShownRow,
  dataset: string,
  meaning: Meaning,
  cell: (load: number, sheet: string, address: string) => string,
): string[] {
  const { load, sheet, cells, file } = row.origin;
  assert.ok(Object.keys(cells).length >= 3, `${file} names its cells`);
  return Object.entries(cells).flatMap(([column, address]) => {
    const written = cell(load, sheet, address);
    const value = row.values[column] ?? null;
    return value === meaning(dataset, column, written)
      ? []
      : [`${file} ${sheet}!${address} ${column}: “${written}” is shown as ${value}`];
  });
}

function open(path: string, file: string): (sheet: string, address: string) => string {
  const bytes = readFileSync(path);
  if (file.endsWith('.xlsx')) {
    const sheets = readWorkbook(bytes);
    return (sheet, address) => sheets.find((s) => s.name === sheet)?.cells.get(address) ?? '';
  }
  const records = readCsv(bytes.toString('utf8'));
  return (_, address) => {
    const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    const column = [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);
    return records[Number(row) - 1]?.[column - 1] ?? '';
  };
}

/** A day of the four months after a month. */
function dayAfterMonth(month: string, share: number): string {
  const start = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 6);
  return new Date(start + Math.floor(share * 120) * 86_400_000).toISOString().slice(0, 10);
}

test('these rows add up to the point, for every measure: in a quarter, and in a place in a month as known on a day', async () => {
  const host = await sampleHost();
  const wrong: string[] = [];
  for (const id of host.framework.measures.keys())
    for (const where of [
      ['--period', '2025-Q3'],
      ['--period', '2024-06', '--area', 'lpa-hanley', '--as-at', '2024-07-31'],
    ]) {
      const { equal, total, rows } = (await command(host, ['rows', id, ...where])) as Behind;
      if (!equal || rows.length !== Math.min(total, 1000)) wrong.push(`${id} ${where.join(' ')}`);
    }
  assert.deepEqual(wrong, []);
});
