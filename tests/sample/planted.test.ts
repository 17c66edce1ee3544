import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { planted } from '../../sample/world.ts';
import type { CollateResult } from '../../src/collation/index.ts';
import type { Host } from '../../src/host/index.ts';
import {
  monthsAfter,
  monthsFrom,
  type RawSample,
  type Row,
  rawSample,
} from '../recompute/raw-sample.ts';
import { command } from '../support/command.ts';
import { repository } from '../support/home.ts';
import { sample, sampleHost } from '../support/sample-home.ts';
import { everySeed } from '../support/thorough.ts';
import { addressOf, list } from './faulty-cells.ts';

const live = (rows: readonly Row[], classes: readonly string[]) =>
  rows.filter((r) => r['Crime Status'] === 'Live' && classes.includes(r['HO Class'] ?? ''));
const machinery = (rows: readonly Row[]) =>
  live(rows, ['49']).filter((r) =>
    /^(Plant|Agricultural) machinery$/.test(r['Property Type'] ?? ''),
  );

/** The reported quarter and the same one a year before. */
const quarter = monthsFrom('2025-10', '2025-12');
const yearBefore = monthsFrom('2024-10', '2024-12');

for (const seed of everySeed())
  describe(`what is planted in the files of seed ${seed}`, () => {
    let raw: RawSample;
    before(async () => {
      raw = rawSample((await sample(seed)).files);
    });
    const change = (count: (rows: readonly Row[]) => readonly Row[]) =>
      count(raw.crimes(quarter)).length / count(raw.crimes(yearBefore)).length;

    test('business burglary falls and theft of machinery rises by what is planted, give or take chance', () => {
      const { businessBurglaryFalls, plantTheftRises } = planted;
      const burglary = (rows: readonly Row[]) => live(rows, businessBurglaryFalls.classes);
      for (const { from, factor, count } of [
        { ...businessBurglaryFalls, count: burglary },
        { ...plantTheftRises, count: machinery },
      ]) {
        // The months since, beside the same months a year before.
        const since = monthsFrom(from, monthsAfter(from, 5));
        const now = count(raw.crimes(since)).length;
        const before = count(raw.crimes(since.map((month) => monthsAfter(month, -12)))).length;
        const change = Math.log(now / before);
        const chance = 3 * Math.sqrt(1 / now + 1 / before);
        assert.ok(Math.abs(change - Math.log(factor)) < chance, `${before} to ${now}`);
        assert.ok(Math.abs(change) > chance, `${before} to ${now} is more than chance`);
      }
    });

    test('thefts from vehicles rise in Burton, hidden in a force total that stays', () => {
      const thefts = (rows: readonly Row[]) => live(rows, ['45']);
      assert.ok(change((rows) => thefts(rows).filter((r) => r.LPA === 'BUR')) > 1.6);
      assert.ok(Math.abs(change(thefts) - 1) < 0.15, `${change(thefts)}`);
    });

    test('minor disruptions rise from July 2025, major ones do not', () => {
      const months = (first: string, last: string, level: RegExp) =>
        raw.disruptions(monthsFrom(first, last)).filter((r) => level.test(r.Level ?? '')).length;
      const ratio = (level: RegExp) =>
        months('2025-07', '2025-12', level) / months('2024-07', '2024-12', level);
      assert.ok(ratio(/^min/i) > 1.35, `${ratio(/^min/i)}`);
      assert.ok(ratio(/^maj/i) < ratio(/^min/i));
    });
  });

describe('what becomes of it', () => {
  let host: Host;
  let results: readonly CollateResult[];
  let files: string;
  before(async () => {
    ({ results, files } = await sample());
    host = await sampleHost();
  });

  test('the recording drive is a declared break of what counts disruptions', () => {
    const theme = parse(
      readFileSync(join(repository(), 'framework', 'themes', 'disruption.yaml'), 'utf8'),
      { merge: true },
    );
    const all = theme.measures.find((m: { id: string }) => m.id === 'disruption.all');
    assert.deepEqual(
      all.breaks.map((b: { at: unknown }) => String(b.at)),
      ['2025-07-01'],
    );
  });

  test('one export is refused at exactly the three cells that cannot be, and a corrected one follows', () => {
    const file = list(files, 'APMIS_Disruptions_20260204.xlsx', 'Disruption ID');
    const bad = file.rows.flatMap(({ row, values }) => [
      ...(/^(maj|major|mod|moderate|min|minor)$/i.test(values.Level ?? '')
        ? []
        : [addressOf(file, 'Level', row)]),
      ...(/^\d{4}-\d{2}-\d{2}$/.test(values['Activity Date'] ?? '')
        ? []
        : [addressOf(file, 'Activity Date', row)]),
      ...(Number(values['Cash GBP'] ?? 0) < 0 ? [addressOf(file, 'Cash GBP', row)] : []),
    ]);
    const refused = results.filter((r) => r.status === 'refused');
    assert.deepEqual(
      refused.map((r) => r.file),
      [file.name],
    );
    const errors = (refused[0]?.problems ?? []).filter((p) => p.severity === 'error');
    assert.deepEqual(errors.map((p) => p.where.cell).sort(), bad.sort());
    assert.deepEqual(errors.map((p) => p.code).sort(), ['C101', 'C103', 'C105']);
    const after = results.find((r) => r.file === 'APMIS_Disruptions_20260206.xlsx');
    assert.equal(after?.status, 'loaded');
  });

  test('on the reporting day the outcomes of January are late, and nothing else of the four feeds is', async () => {
    const { due } = (await command(host, ['due'])) as {
      due: readonly { source: string; month: string; state: string }[];
    };
    const late = due.filter((d) => /^(bo|apmis)-/.test(d.source) && d.state === 'late');
    assert.deepEqual(
      late.map((d) => [d.source, d.month]),
      [['bo-outcome', '2026-01']],
    );
  });

  test('the report of December says by how many crimes November was restated', async () => {
    const { loads } = (await command(host, ['loads'])) as {
      loads: readonly {
        file: string;
        notes: { restated?: readonly { month: string; before: number; after: number }[] };
      }[];
    };
    const raw = rawSample(files);
    const known = (day: string) =>
      raw.crimes(['2025-11'], day).filter((r) => r['Crime Status'] === 'Live').length;
    const december = loads.find((l) => l.file === 'BO_SOC_CRIME_202512.csv');
    assert.deepEqual(
      december?.notes.restated?.find((r) => r.month === '2025-11'),
      { month: '2025-11', before: known('2025-12-31'), after: known('2026-01-31') },
    );
    assert.ok(known('2026-01-31') < known('2025-12-31'));
  });
});
