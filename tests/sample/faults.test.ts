import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { CollateResult } from '../../src/collation/index.ts';
import type { Host } from '../../src/host/index.ts';
import { dayOf } from '../recompute/raw-sample.ts';
import { readWorkbook } from '../recompute/workbook.ts';
import { unzip } from '../recompute/zip.ts';
import { command } from '../support/command.ts';
import { everythingHome } from '../support/everything-home.ts';
import { sample } from '../support/sample-home.ts';
import { addressOf, type FileRow, type GeneratedFile, list, report } from './faulty-cells.ts';

/** A fault of a feed, the file it stands in, what became of it, and the proof of both. */
interface Fault {
  readonly source: string;
  /** As the sources of the domain name it. */
  readonly fault: string;
  readonly became: string;
  readonly proof: () => Promise<void>;
}

/** What typically goes wrong with each of the restricted feeds (domain.md 5.1). */
const typical: Readonly<Record<string, readonly string[]>> = {
  'apmis-ocg': [
    ...['title rows', 'merged headers', 'renumbered groups', 'merged groups', 'blank tier'],
    ...['score as text', 'hidden sheets'],
  ],
  'apmis-disruption': [
    ...['two groups in one cell', 'free-text theme', 'level spelled three ways'],
    'activity date after recorded date',
  ],
  'bo-crime': [
    ...['extra title lines', 'footer total', 'dd/mm/yyyy hh:mm', 'offence text cut at 30'],
    ...['month still open on the day of the run', 'class not known yet'],
  ],
  'bo-outcome': [
    ...['alternate offence suffix', 'two outcomes for one crime'],
    'outcome before its crime was recorded',
  ],
};

let folder: string;
let host: Host;
let results: readonly CollateResult[];
const loads = new Map<string, number>();

before(async () => {
  ({ files: folder, results } = await sample());
  ({ host } = await everythingHome());
  for (const { file, load } of results) if (load !== null) loads.set(file, load);
});

interface Shown {
  readonly values: Readonly<Record<string, unknown>>;
  readonly origin: { readonly load: number; readonly row: number };
}

/** The fact that a row of a file became, or undefined. */
async function factOf(
  file: GeneratedFile,
  row: FileRow,
  asked: readonly [measure: string, period: string, area?: string | undefined],
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [measure, period, area] = asked;
  const args = ['rows', measure, '--period', period, ...(area ? ['--area', area] : [])];
  const { rows } = (await command(host, args)) as { rows: readonly Shown[] };
  return rows.find((r) => r.origin.load === loads.get(file.name) && r.origin.row === row.row)
    ?.values;
}
const only = (file: GeneratedFile, wanted: (values: FileRow['values']) => boolean): FileRow => {
  const found = file.rows.find(({ values }) => wanted(values));
  assert.ok(found, `${file.name} holds the fault`);
  return found;
};
const resultOf = (file: GeneratedFile): CollateResult => {
  const found = results.find((r) => r.file === file.name);
  assert.ok(found);
  return found;
};
/** Cells of a file that are named with a code. */
const named = (file: GeneratedFile, code: string) =>
  resultOf(file)
    .problems.filter((p) => p.code === code)
    .map((p) => ({ cell: p.where.cell, severity: p.severity }));
const shown = async (measure: string, period: string, ...more: readonly string[]) => {
  const args = ['measure', measure, '--period', period, ...more];
  const { points } = (await command(host, args)) as {
    points: readonly { period: string; value: number | null; status: string }[];
  };
  return points.find((p) => p.period === period);
};

const groups = (day = '20260201') => list(folder, `APMIS_Master_OCG_${day}.xlsx`, 'URN');
const disruptions = () => list(folder, 'APMIS_Disruptions_20260206.xlsx', 'Disruption ID');
const crimes = (month = '202601') => report(folder, `BO_SOC_CRIME_${month}.csv`);
const outcomes = (month = '202512') => report(folder, `BO_SOC_OUTCOME_${month}.csv`);
const months = ['2025-12', '2025-11', '2025-10', '2025-09', '2025-08', '2025-07'];
/** Rows whose crime stands in an earlier row of the file. */
const repeats = (file: GeneratedFile): FileRow[] => {
  const seen = new Set<string>();
  return file.rows.filter(({ values: { 'Crime Number': ref = '' } }) => {
    const again = seen.has(ref);
    seen.add(ref);
    return again;
  });
};
const monthOf = (written = '') => dayOf(written).slice(0, 7);
const disrupted = (row: FileRow) =>
  ['everything.disruption', monthOf(row.values['Activity Date'])] as const;

const faults: readonly Fault[] = [
  {
    source: 'apmis-ocg',
    fault: 'title rows',
    became: 'passed over: the first group is the row under the header',
    proof: async () => {
      const file = groups();
      assert.match(file.above.join(' '), /Master OCG list.*Run 01\/02\/2026/s);
      const [first] = file.rows;
      assert.ok(first);
      const fact = await factOf(file, first, ['everything.ocg', '2026-01']);
      assert.equal(fact?.ocg_ref, first.values.URN);
      assert.equal(resultOf(file).rows, file.rows.length);
    },
  },
  {
    source: 'apmis-ocg',
    fault: 'merged headers',
    became: 'read: columns are known by the lower of the two header rows',
    proof: async () => {
      const file = groups();
      const parts = unzip(readFileSync(join(folder, file.name)));
      const merges = [...parts.values()].map(
        (b) => /<mergeCell ref="(A5:[A-Z]+5)"/.exec(b.toString())?.[1],
      );
      assert.ok(merges.some(Boolean), 'a head spans columns');
      const row = only(file, (v) => v.Force === 'Staffordshire');
      const fact = await factOf(file, row, ['everything.ocg', '2026-01']);
      assert.equal(fact?.owner, row.values.Owner);
      assert.equal(fact?.review_due, row.values['Next Review']);
    },
  },
  {
    source: 'apmis-ocg',
    fault: 'renumbered groups',
    became: 'counted as merged into the new reference, and neither archived nor vanished',
    proof: async () => {
      const row = only(groups('20240701'), (v) => v.URN === 'SYN-OCG-019');
      assert.equal(row.values['Merged Into'], 'SYN-OCG-119');
      assert.equal((await shown('everything.merged', '2024-06'))?.value, 1);
      assert.equal((await shown('everything.vanished', '2024-06'))?.value, 0);
    },
  },
  {
    source: 'apmis-ocg',
    fault: 'merged groups',
    became: 'counted as merged, not as archived: no success',
    proof: async () => {
      const row = only(groups('20240301'), (v) => v.URN === 'SYN-OCG-007');
      assert.equal(row.values['Merged Into'], 'SYN-OCG-003');
      assert.equal((await shown('everything.merged', '2024-02'))?.value, 1);
      const gone = (file: GeneratedFile) =>
        new Set(
          file.rows.filter(({ values }) => values.Status === 'Archived').map((r) => r.values.URN),
        );
      const earlier = gone(groups('20240201'));
      const archived = [...gone(groups('20240301'))].filter((urn) => !earlier.has(urn));
      assert.equal((await shown('ocg.archived', '2024-02'))?.value, archived.length);
    },
  },
  {
    source: 'apmis-ocg',
    fault: 'blank tier',
    became: 'loaded: the group counts, and in no tier',
    proof: async () => {
      const file = groups('20251201');
      const row = only(file, (v) => (v.Tier ?? '') === '' && v.Force === 'Staffordshire');
      const fact = await factOf(file, row, ['everything.ocg', '2025-11']);
      assert.equal(fact?.tier, null);
      assert.equal(fact?.status, row.values.Status?.toLowerCase());
    },
  },
  {
    source: 'apmis-ocg',
    fault: 'score as text',
    became: 'read as the number it is',
    proof: async () => {
      const file = groups();
      const [sheet] = readWorkbook(readFileSync(join(folder, file.name)));
      const texts = file.rows.filter((r) =>
        sheet?.texts.has(addressOf(file, 'MoRiLE Score', r.row)),
      );
      assert.equal(texts.length, 1);
      const [row] = texts;
      assert.ok(row);
      const fact = await factOf(file, row, ['everything.ocg', '2026-01']);
      assert.equal(fact?.score, Number(row.values['MoRiLE Score']));
    },
  },
  {
    source: 'apmis-ocg',
    fault: 'hidden sheets',
    became: 'not read',
    proof: async () => {
      const file = groups();
      const sheets = readWorkbook(readFileSync(join(folder, file.name)));
      assert.deepEqual(
        sheets.filter((s) => s.hidden).map((s) => s.name),
        ['Lists'],
      );
      const { rows } = (await command(host, ['rows', 'everything.ocg', '--period', '2026-01'])) as {
        rows: readonly { origin: { sheet: string } }[];
      };
      assert.deepEqual([...new Set(rows.map((r) => r.origin.sheet))], ['OCG Master']);
    },
  },
  {
    source: 'apmis-disruption',
    fault: 'two groups in one cell',
    became: 'loaded: one disruption of two groups',
    proof: async () => {
      const file = disruptions();
      const row = only(file, (v) => (v['Subject URN'] ?? '').includes('/'));
      const fact = await factOf(file, row, disrupted(row));
      const both = (row.values['Subject URN'] ?? '').split('/').map((urn) => urn.trim());
      assert.equal(fact?.target_ref, both.sort().join('; '));
    },
  },
  {
    source: 'apmis-disruption',
    fault: 'free-text theme',
    became: 'kept without a theme, and noted at its first cell with the number of such cells',
    proof: async () => {
      const file = disruptions();
      const text = (v: FileRow['values']) => /violence/.test(v['Threat Type'] ?? '');
      const row = only(file, text);
      assert.equal((await factOf(file, row, disrupted(row)))?.theme, null);
      assert.deepEqual(named(file, 'C124'), [
        { cell: addressOf(file, 'Threat Type', row.row), severity: 'note' },
      ]);
      const said = resultOf(file).problems.find((p) => p.code === 'C124');
      assert.equal(said?.data.cells, file.rows.filter((r) => text(r.values)).length);
    },
  },
  {
    source: 'apmis-disruption',
    fault: 'level spelled three ways',
    became: 'read as one level',
    proof: async () => {
      const file = disruptions();
      for (const spelling of ['Minor', 'MINOR', 'Min']) {
        const row = only(file, (v) => v.Level === spelling);
        assert.equal((await factOf(file, row, disrupted(row)))?.level, 'minor', spelling);
      }
    },
  },
  {
    source: 'apmis-disruption',
    fault: 'activity date after recorded date',
    became: 'kept as written, and noted at each cell',
    proof: async () => {
      const file = disruptions();
      const early = file.rows.filter(
        ({ values: v }) => (v['Date Recorded'] ?? '') < (v['Activity Date'] ?? ''),
      );
      const [row] = early;
      assert.ok(row);
      const fact = await factOf(file, row, disrupted(row));
      assert.equal(fact?.recorded_on, row.values['Date Recorded']);
      assert.equal(fact?.activity_on, row.values['Activity Date']);
      assert.deepEqual(
        named(file, 'C115'),
        early.map((r) => ({ cell: addressOf(file, 'Date Recorded', r.row), severity: 'note' })),
      );
    },
  },
  {
    source: 'bo-crime',
    fault: 'extra title lines',
    became: 'passed over: every row under the header is loaded or set aside',
    proof: async () => {
      const file = crimes();
      assert.equal(file.above.length, 2);
      const { rows, setAside } = resultOf(file);
      assert.equal(rows + setAside, file.rows.length);
    },
  },
  {
    source: 'bo-crime',
    fault: 'footer total',
    became: 'no row of data, and held against the rows found',
    proof: async () => {
      const file = crimes();
      assert.equal(file.footer, `Total records,${file.rows.length}`);
      assert.deepEqual(named(file, 'C107'), []);
      assert.equal(resultOf(file).status, 'loaded');
    },
  },
  {
    source: 'bo-crime',
    fault: 'dd/mm/yyyy hh:mm',
    became: 'read as the local day',
    proof: async () => {
      const file = crimes();
      const row = only(
        file,
        (v) => /^31\/12\/2025 23:[0-5]\d$/.test(v['Recorded Date'] ?? '') && v.LPA !== '',
      );
      const fact = await factOf(file, row, ['everything.crime', '2025-12', row.values.Ward]);
      assert.equal(fact?.recorded_on, '2025-12-31');
    },
  },
  {
    source: 'bo-crime',
    fault: 'offence text cut at 30',
    became: 'not read: the class says what the offence is',
    proof: async () => {
      const file = crimes();
      const row = only(
        file,
        (v) =>
          v.Offence?.length === 30 && v.LPA !== '' && monthOf(v['Recorded Date']) === '2025-12',
      );
      const fact = await factOf(file, row, ['everything.crime', '2025-12', row.values.Ward]);
      assert.equal(fact?.offence, row.values['HO Class']);
      assert.ok(!Object.values(fact ?? {}).includes(row.values.Offence), 'the text is nowhere');
    },
  },
  {
    source: 'bo-crime',
    fault: 'month still open on the day of the run',
    became: 'incomplete until the next report completes it',
    proof: async () => {
      const file = crimes('202509');
      assert.match(file.above.join(' '), /Run 30\/09\/2025/);
      const then = await shown(
        'soac.vehicle-crime',
        '2025-09',
        '--by',
        'month',
        '--as-at',
        '2025-10-01',
      );
      const now = await shown('soac.vehicle-crime', '2025-09', '--by', 'month');
      assert.equal(then?.status, 'partial');
      assert.equal(now?.status, 'complete');
      assert.ok(Number(then?.value) < Number(now?.value));
    },
  },
  {
    source: 'bo-crime',
    fault: 'class not known yet',
    became: 'set aside with its cell; loaded from the next report, which has the class',
    proof: async () => {
      const [first, next] = [crimes('202511'), crimes('202512')];
      const unknown = first.rows.filter(({ values }) => values['HO Class'] === 'N/K');
      assert.ok(unknown.length > 0 && unknown.length === resultOf(first).setAside);
      assert.deepEqual(
        named(first, 'C103'),
        unknown.map((r) => ({ cell: addressOf(first, 'HO Class', r.row), severity: 'warning' })),
      );
      const row = only(next, (v) => v['Crime Number'] === unknown[0]?.values['Crime Number']);
      assert.notEqual(row.values['HO Class'], 'N/K');
      assert.equal(named(next, 'C103').length, resultOf(next).setAside);
    },
  },
  {
    source: 'bo-outcome',
    fault: 'alternate offence suffix',
    became: 'kept as 1A, below charged or summonsed and counted with it',
    proof: async () => {
      const file = outcomes();
      const row = only(file, (v) => v['Outcome Type'] === '1A' && v.LPA !== '');
      const fact = await factOf(file, row, ['everything.outcome', '2025-12', row.values.LPA]);
      assert.equal(fact?.outcome, '1A');
      const soc = only(file, (v) => v['Outcome Type'] === '1A' && v['HO Class'] === '92A');
      const counted = await factOf(file, soc, ['cj.charged', '2025-12']);
      assert.equal(counted?.crime_ref, soc.values['Crime Number']);
    },
  },
  {
    source: 'bo-outcome',
    fault: 'two outcomes for one crime',
    became: 'both loaded, as outcomes given, and noted with their number',
    proof: async () => {
      const files = months.map((month) => ({ month, file: outcomes(month.replace('-', '')) }));
      const found = files.find(({ file }) => repeats(file).length > 0);
      assert.ok(found, 'a crime has two outcomes in a month');
      const { month, file } = found;
      const { 'Crime Number': ref, LPA } = repeats(file)[0]?.values ?? {};
      const both = file.rows.filter(({ values }) => values['Crime Number'] === ref);
      assert.equal(both.length, 2);
      for (const row of both) {
        const fact = await factOf(file, row, ['everything.outcome', month, LPA || 'unknown']);
        assert.equal(fact?.outcome, row.values['Outcome Type']);
      }
      const note = resultOf(file).problems.find((p) => p.code === 'C110');
      assert.equal(note?.severity, 'note');
      assert.equal(note?.data.repeated, repeats(file).length);
    },
  },
  {
    source: 'bo-outcome',
    fault: 'outcome before its crime was recorded',
    became: 'kept as written, and noted at each cell',
    proof: async () => {
      // The rows behind a point are given a thousand at most: one fault in an area with fewer is read again.
      let read = 0;
      for (const month of months) {
        const file = outcomes(month.replace('-', ''));
        const early = file.rows.filter(
          ({ values: v }) => dayOf(v['Outcome Date'] ?? '') < dayOf(v['Recorded Date'] ?? ''),
        );
        assert.deepEqual(
          named(file, 'C115'),
          early.map((r) => ({ cell: addressOf(file, 'Outcome Date', r.row), severity: 'note' })),
        );
        const row = early.find(
          (r) => file.rows.filter(({ values: v }) => v.LPA === r.values.LPA).length < 1000,
        );
        if (!row) continue;
        const area = row.values.LPA || 'unknown';
        const fact = await factOf(file, row, ['everything.outcome', month, area]);
        assert.equal(fact?.outcome_on, dayOf(row.values['Outcome Date'] ?? ''));
        read++;
      }
      assert.ok(read > 0, 'the files hold the fault');
    },
  },
];

describe('every typical fault of a feed stands in a generated file', () => {
  test('none of the list is left out', () => {
    for (const [source, names] of Object.entries(typical))
      assert.deepEqual(
        faults.filter((f) => f.source === source).map((f) => f.fault),
        names,
      );
  });
  for (const { source, fault, became, proof } of faults)
    test(`${source}, ${fault}: ${became}`, proof);
});

describe('what the published tables bring with them', () => {
  test('totals inside the table: read alone, so that nobody counts twice', async () => {
    const referrals = await shown('modern-slavery.nrm-published', '2022-Q1', '--by', 'quarter');
    const all = await shown('everything.nrm', '2022-Q1', '--by', 'quarter');
    assert.equal(referrals?.value, 21);
    assert.ok(Number(all?.value) > 40, 'added up blindly it is more than twice as much');
  });
  test('trap 29: two vintages of residents: one through a series', async () => {
    const asked = ['measure', 'soac.vehicle-rate-people', '--by', 'quarter', '--period', '2025-Q3'];
    const { points } = (await command(host, asked)) as { points: { denominator: number }[] };
    assert.equal(new Set(points.map((p) => p.denominator)).size, 1);
  });
});

describe('a return that never came', () => {
  const quartersOf = (kind: string) =>
    readdirSync(folder).flatMap(
      (name) => new RegExp(`^${kind}_(\\d{4}-Q\\d)`).exec(name)?.[1] ?? [],
    );
  test('trap 3: leaves its quarter missing, though other returns speak for the same quarter', async () => {
    const came = new Set(quartersOf('MSHT_Tracker'));
    const absent = quartersOf('ROCU_Return').filter((quarter) => !came.has(quarter));
    assert.equal(absent.length, 1, 'one tracker was never sent');
    for (const quarter of absent) {
      const live = await shown('modern-slavery.live', quarter, '--by', 'quarter');
      assert.deepEqual([live?.value, live?.status], [null, 'missing']);
      const partners = await shown('partnership.intelligence', quarter, '--by', 'quarter');
      assert.equal(partners?.status, 'complete');
    }
  });
});
