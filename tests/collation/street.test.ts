import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import yazl from 'yazl';
import type { Host } from '../../src/host/index.ts';
import { answered } from '../support/command.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost } from '../support/home.ts';
import { sharedPath } from '../support/shared.ts';
import { table } from '../support/table.ts';

/**
 * Real street files through the real commands, against figures that independent code worked out from
 * the same files. Each force's months come plain, compressed and in archives, as people send them.
 */
const uk = sharedPath('uk');
const skip = uk === null ? 'skipped: ../shared/data not present' : false;
const folder = freshFolder('street');
let host: Host;

const categories = [
  ...['anti-social-behaviour', 'bicycle-theft', 'burglary', 'criminal-damage-and-arson', 'drugs'],
  ...['other-crime', 'other-theft', 'possession-of-weapons', 'public-order', 'robbery'],
  ...['shoplifting', 'theft-from-the-person', 'vehicle-crime', 'violence-and-sexual-offences'],
];

const socpf = (...args: readonly string[]) => answered(host, args, folder);

interface Collated {
  readonly results: readonly {
    readonly file: string;
    readonly status: string;
    readonly rows: number;
    readonly problems: readonly { code: string; data: Record<string, unknown> }[];
  }[];
}
interface Split {
  readonly series: readonly {
    readonly area: string;
    readonly points: readonly { period: string; value: number | null; status: string }[];
  }[];
}

/** Street files of some forces: `2025-01` -> path of the .gz. */
function streetFiles(force: RegExp): Map<string, string> {
  const months = join(uk ?? '', 'police-uk');
  return new Map(
    readdirSync(months)
      .sort()
      .flatMap((month) =>
        readdirSync(join(months, month))
          .filter((name) => name.endsWith('-street.csv.gz') && force.test(name))
          .map((name) => [basename(name, '.gz'), join(months, month, name)] as const),
      ),
  );
}

/** Lays files out as they might come: every third plain, every third in one archive, the rest as they are. */
async function laidOut(files: ReadonlyMap<string, string>, name: string): Promise<string> {
  const to = join(folder, name);
  mkdirSync(to);
  const zip = new yazl.ZipFile();
  let n = 0;
  for (const [file, path] of files) {
    const how = n++ % 3;
    if (how === 0) writeFileSync(join(to, file), gunzipSync(readFileSync(path)));
    else if (how === 1) copyFileSync(path, join(to, `${file}.gz`));
    else zip.addBuffer(gunzipSync(readFileSync(path)), `${file.slice(0, 7)}/${file}`);
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  writeFileSync(join(to, 'archive.zip'), Buffer.concat(chunks));
  return to;
}

const slug = (category: string) => category.toLowerCase().replaceAll(' ', '-');

/** `month area` -> count of a category (`all` for the sum), as published figures have it. */
function published(): Map<string, Map<string, number>> {
  const cells = new Map<string, Map<string, number>>();
  for (const row of table(join(uk ?? '', 'figures', 'crime-by-district-month.csv'))) {
    const at = `${row.month} ${row.district_code || 'unknown'}`;
    for (const category of [slug(row.category ?? ''), 'all']) {
      const of = cells.get(category) ?? new Map<string, number>();
      of.set(at, (of.get(at) ?? 0) + Number(row.count));
      cells.set(category, of);
    }
  }
  return cells;
}

/** Every cell of every category, and every month that no file speaks for. */
async function compareAll(): Promise<void> {
  const wanted = published();
  assert.deepEqual([...wanted.keys()].sort(), ['all', ...categories].sort());
  const months = new Set([...(wanted.get('all') ?? [])].map(([at]) => at.slice(0, 7)));
  let compared = 0;
  for (const [category, cells] of wanted) {
    const { said } = await socpf(
      ...['measure', `street.${category}`, '--split', 'district'],
      ...['--from', '2014-01', '--to', '2025-11'],
    );
    const got = new Map<string, number>();
    for (const { area, points } of (said as Split).series)
      for (const { period, value, status } of points)
        if (!months.has(period))
          assert.deepEqual([value, status], [null, 'missing'], `${category} ${period} is a gap`);
        else {
          assert.equal(status, 'complete', `${category} ${period} ${area}`);
          if (value !== 0) got.set(`${period} ${area}`, Number(value));
        }
    assert.deepEqual(sorted(got), sorted(cells), category);
    compared += got.size;
  }
  assert.ok(compared > 5_000, `${compared} cells compared`);
}

const sorted = (cells: ReadonlyMap<string, number>) => [...cells].sort();

describe('data.police.uk street files, as published', { skip }, () => {
  before(async () => {
    if (uk !== null) host = await emptyHost({ sample: false, name: 'street' });
  });

  test('every Staffordshire month in its three packings equals the published figures, cell by cell', async () => {
    const files = streetFiles(/-staffordshire-/);
    const { exit, said } = await socpf('collate', await laidOut(files, 'ours'));
    assert.equal(exit, 0, JSON.stringify(said).slice(0, 500));
    const { results } = said as Collated;
    assert.deepEqual(new Set(results.map((r) => r.status)), new Set(['loaded']));
    assert.equal(results.length, files.size);
    await compareAll();
  });

  test('rows without a Crime ID and repeated ones are loaded, and counted in the notes of their load', async () => {
    const { said } = await socpf('collate', await laidOut(streetFiles(/-war|-west-m/), 'others'));
    assert.deepEqual(new Set((said as Collated).results.map((r) => r.status)), new Set(['loaded']));
    const manifest = new Map(
      table(join(uk ?? '', 'MANIFEST.csv')).map((row) => [basename(row.file ?? '', '.gz'), row]),
    );
    const loads = (await socpf('loads')).said as {
      loads: {
        file: string;
        rowsLoaded: number;
        notes: { unkeyed: { without: number; repeated: number }[] };
      }[];
    };
    assert.equal(loads.loads.length, streetFiles(/./).size);
    let repeated = 0;
    for (const { file, rowsLoaded, notes } of loads.loads) {
      const name = basename(file.split('!').at(-1) ?? '', '.gz');
      const row = manifest.get(name);
      const [unkeyed] = notes.unkeyed;
      assert.equal(rowsLoaded, Number(row?.rows), name);
      assert.equal(unkeyed?.without, Number(row?.rows_without_crime_id), name);
      assert.equal(unkeyed?.repeated, Number(row?.repeated_crime_ids), name);
      repeated += unkeyed?.repeated ?? 0;
    }
    assert.ok(repeated > 0, 'some file repeats one, or this proves nothing');
  });

  test('with the other forces’ files beside them, our districts still equal the published figures', async () => {
    await compareAll();
  });

  test('a region of which one force sent nothing has no total, however many sent theirs', async () => {
    const { said } = await socpf(
      ...['measure', 'street.all', '--area', 'west-midlands-region'],
      ...['--from', '2025-01', '--to', '2025-11'],
    );
    const { points, verdict } = said as Split['series'][number] & {
      verdict: { word: string; because: string };
    };
    assert.match(verdict.because, /^West Midlands Police: nothing for this period/);
    assert.deepEqual(
      points.map((p) => [p.value, p.status]),
      points.map(() => [null, 'missing']),
    );
    assert.equal(points.length, 11);
  });

  test('a force’s figure is all rows of its own files, and the same month again replaces its own alone', async () => {
    const month = 'Violence and sexual offences';
    const region = table(join(uk ?? '', 'figures', 'region-crime-by-month.csv')).filter(
      (row) => row.month === '2025-06' && row.category === month,
    );
    const ofForce = async (area: string) => {
      const { said } = await socpf(
        ...['measure', `street.${slug(month)}`, '--area', area, '--from', '2025-06'],
        ...['--to', '2025-06'],
      );
      return (said as { points: { value: number | null }[] }).points[0]?.value;
    };
    const all = () =>
      Promise.all(['staffordshire', 'warwickshire', 'west-mercia'].map((area) => ofForce(area)));
    const wanted = ['Staffordshire', 'Warwickshire', 'West Mercia'].map((force) =>
      Number(region.find((row) => row.force === force)?.count),
    );
    assert.deepEqual(await all(), wanted);

    const path = streetFiles(/^2025-06-warwickshire/).get('2025-06-warwickshire-street.csv') ?? '';
    const [head, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
    const dropped = lines.findIndex((line) => line.includes(`,${month},`));
    const fewer = lines.filter((_, i) => i !== dropped);
    writeFileSync(
      join(folder, '2025-06-warwickshire-street.csv'),
      `${[head, ...fewer].join('\n')}\n`,
    );
    const { said } = await socpf('collate', '2025-06-warwickshire-street.csv');
    assert.equal((said as Collated).results[0]?.status, 'loaded');
    assert.deepEqual(await all(), [wanted[0], Number(wanted[1]) - 1, wanted[2]]);
    assert.equal((await socpf('doctor')).exit, 0);
  });
});

describe('published counts beside the publisher’s own files', () => {
  test('R70: a month is read from the files where they are there, and from the counts where they are not; never from both', async () => {
    const own = await emptyHost({ sample: false, name: 'street-counts' });
    const to = freshFolder('street-counts-files');
    writeFileSync(
      join(to, 'crime-by-district-month.csv'),
      'month,district_code,district_name,category,count\n2025-05,E07000197,Stafford,Burglary,7\n2025-06,E07000197,Stafford,Burglary,9\n2025-06,,(no location),Burglary,2\n2025-08,E07000197,Stafford,Burglary,4\n',
    );
    const head =
      'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context';
    const row = (n: number) =>
      `${n},2025-06,Staffordshire Police,Staffordshire Police,,,On or near X,,,Burglary,,`;
    writeFileSync(
      join(to, '2025-06-staffordshire-street.csv'),
      `${[head, row(1), row(2), row(3)].join('\n')}\n`,
    );
    const burglaries = async () => {
      const { exit, said } = await answered(own, [
        ...['measure', 'street.burglary', '--from', '2025-05', '--to', '2025-08'],
      ]);
      assert.equal(exit, 0);
      return (said as Split['series'][number]).points.map((p) => p.value ?? p.status);
    };
    const collate = async (file: string) =>
      assert.equal((await answered(own, ['collate', join(to, file)])).exit, 0, file);
    await collate('crime-by-district-month.csv');
    assert.deepEqual(await burglaries(), [7, 11, 'missing', 4]);
    await collate('2025-06-staffordshire-street.csv');
    assert.deepEqual(await burglaries(), [7, 3, 'missing', 4]);
  });
});
