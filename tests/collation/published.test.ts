import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Host } from '../../src/host/index.ts';
import { answered } from '../support/command.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost, repository } from '../support/home.ts';
import { table } from '../support/table.ts';

/** Published tables in a home without any extract: each figure beside the plain sum of its rows. */
const published = join(repository(), 'sample', 'published');
const folder = freshFolder('published');
let host: Host;

interface Series {
  readonly points: readonly { period: string; value: number | null; status: string }[];
  readonly comparisons: readonly {
    against: string;
    base: { period: string; value: number | null } | null;
    change: number | null;
    points: number | null;
  }[];
  readonly dates: { readonly dataTo: string };
  readonly synthetic: boolean;
}

const measure = async (...args: readonly string[]) =>
  (await answered(host, ['measure', ...args], folder)).said as Series;

before(async () => {
  host = await emptyHost({ sample: false, name: 'published' });
  const { exit } = await answered(host, ['collate', published], folder);
  assert.equal(exit, 1, 'tables that no source describes are refused, the others loaded');
});

describe('published tables land where they belong', () => {
  test('quarters of the NRM are calendar quarters: April to June 2022, 21 referrals, is our 2022-Q1', async () => {
    const rows = table(join(published, 'nrm-police-referrals-by-quarter.csv')).filter(
      (row) =>
        row.first_responder === 'Staffordshire Police' &&
        row.exploitation_type === 'Total' &&
        row.age_at_exploitation === 'Total',
    );
    const financial = new Map(
      rows.map((row) => {
        const [year = 0, quarter = 0] = (row.quarter ?? '').split('-Q').map(Number);
        return [
          quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`,
          Number(row.referrals),
        ] as const;
      }),
    );
    assert.equal(financial.get('2022-Q1'), 21, 'as the Home Office published it');
    const { points, synthetic } = await measure(
      ...[
        'modern-slavery.nrm-published',
        '--by',
        'quarter',
        '--from',
        '2021-10',
        '--to',
        '2023-09',
      ],
    );
    assert.deepEqual(
      points.flatMap((p) => (p.value === null ? [] : [[p.period, p.value]])),
      [...financial].sort(),
    );
    assert.ok(points.some((p) => p.value === null && p.status !== 'complete'));
    assert.equal(synthetic, false, 'what is published is real');
  });

  test('trap 5 R5 R63: the region is the four forces’ table: year endings, their change beside ours, without us too', async () => {
    const forces = ['E23000014', 'E23000015', 'E23000016', 'E23000017'];
    const rows = table(join(published, 'recorded-crime-by-force-year.csv')).filter(
      (row) => row.edition === '2024-12' && row.offence === 'Vehicle offences',
    );
    const sum = (year: string, of: readonly string[]) =>
      rows
        .filter((row) => row.year_ending === year && of.includes(row.area_code ?? ''))
        .reduce((total, row) => total + Number(row.count), 0);
    const change = (of: readonly string[]) => sum('2024-12', of) / sum('2023-12', of) - 1;
    const ours = ['E23000015'];
    const others = forces.filter((code) => !ours.includes(code));
    const { comparisons } = await measure('soac.vehicle-crime', '--by', 'quarter');
    for (const [against, of] of [
      ['region', forces],
      ['region-without-us', others],
    ] as const) {
      const found = comparisons.find((c) => c.against === against);
      assert.equal(found?.base?.period, '2024-12/R12', against);
      assert.equal(found.base.value, sum('2024-12', of), against);
      assert.equal(found.change, null, 'a year ending is not set against a quarter');
      assert.ok(Math.abs(Number(found.points) - (change(ours) - change(of))) < 1e-12, against);
    }
  });

  test('without its own extract a measure has no figure of ours, and the region none by month', async () => {
    const own = await measure('soac.vehicle-crime', '--from', '2024-01', '--to', '2024-12');
    assert.deepEqual(new Set(own.points.map((p) => p.value)), new Set([null]));
    const region = await measure(
      ...[
        'soac.vehicle-crime',
        '--area',
        'west-midlands-region',
        '--from',
        '2024-01',
        '--to',
        '2024-12',
      ],
    );
    assert.deepEqual(new Set(region.points.map((p) => p.value)), new Set([null]));
  });
});
