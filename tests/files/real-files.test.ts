import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  type Cell,
  defaultLimits,
  gridOf,
  lookAt,
  members,
  openReader,
  type SheetCells,
  type SheetLook,
  sheetsOf,
} from '../../src/files/index.ts';
import { sharedPath } from '../support/shared.ts';

/** Ground truth of ../shared/data/files, read by programs that share no code with ours. */
interface Expected {
  readonly sheets?: readonly ExpectedSheet[];
  readonly cells?: ExpectedSheet['cells'];
  readonly nonEmptyFields?: number;
  readonly widest?: number;
  readonly delimiter?: string;
}
interface ExpectedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly usedRange: string | null;
  readonly nonEmptyCells: number;
  readonly mergedRanges?: number;
  readonly cells: Record<string, { type: string; value: unknown }>;
}

const files = sharedPath('files');
const skip = files === null ? 'skipped: ../shared/data not present' : false;
const folder = mkdtempSync(join(tmpdir(), 'socpf-test-'));
const reader = openReader();
after(async () => {
  await reader.close();
  rmSync(folder, { recursive: true, force: true });
});

const truth = (name: string): Expected | null => {
  try {
    return JSON.parse(readFileSync(join(files ?? '', 'expected', `${name}.json`), 'utf8'));
  } catch {
    return null;
  }
};

/** Files whose expectation is that of another reader's guess, with the reason. */
const argued: Record<string, string> = {
  'wide-merged-heads.csv': 'valid UTF-8, which the reference read as Windows-1252',
};

describe('real workbooks and CSVs are read as others read them', { skip }, () => {
  const read = ['statistics', 'formats', 'csv'].flatMap((kind) =>
    files === null ? [] : readdirSync(join(files, kind)).map((name) => join(kind, name)),
  );
  for (const path of read.filter((one) => /\.(?:csv|xlsx|xlsm)$/.test(one))) {
    const name = path.split(/[/\\]/).at(-1) ?? '';
    const expected = truth(name);
    if (expected === null || name === 'xls-saved-as.xlsx' || argued[name] !== undefined) continue;
    test(`${name}: sheets, ranges, counts and sampled cells agree`, async () => {
      const at = join(files ?? '', path);
      const reply = await sheetsOf(at, name, reader);
      const look = await lookAt(at, name, reader);
      assert.ok(reply.ok, JSON.stringify(reply));
      assert.ok(look.ok, JSON.stringify(look));
      const sheets = expected.sheets ?? [
        { name, cells: expected.cells ?? {}, nonEmptyCells: expected.nonEmptyFields },
      ];
      assert.equal(reply.value.sheets.length, sheets.length);
      for (const [n, sheet] of sheets.entries()) {
        const ours: SheetCells | undefined = reply.value.sheets[n];
        const seen: SheetLook | undefined = look.value.sheets[n];
        assert.equal(ours?.name, sheet.name);
        assert.equal(ours?.filled, sheet.nonEmptyCells);
        assert.equal(seen?.filled, sheet.nonEmptyCells);
        if ('usedRange' in sheet) {
          assert.equal(ours?.range, sheet.usedRange);
          assert.equal(seen?.range, sheet.usedRange);
          assert.equal(ours?.hidden, sheet.hidden);
          assert.equal(seen?.merged, sheet.mergedRanges ?? 0);
        }
        for (const [a, wanted] of Object.entries(sheet.cells)) {
          const cell: Cell | undefined = ours?.cells.find((one) => one.a === a);
          if (wanted.type === 'duration')
            assert.ok(Math.abs(Number(cell?.v) * 86_400 - Number(wanted.value)) < 0.001);
          else if (wanted.type === 'formula-without-value') assert.equal(cell?.t, 'formula');
          else assert.deepEqual(cell, { a, v: wanted.value, t: wanted.type });
        }
      }
      if (expected.delimiter) assert.equal(look.value.delimiter, expected.delimiter);
      if (expected.widest) assert.equal(look.value.sheets[0]?.columns, expected.widest);
    });
  }
});

describe('hostile and unreadable files are refused by code, or load what is sound', {
  skip,
}, () => {
  /** Code of the refusal, or the count of filled cells of what loads. */
  const outcomes: Record<string, string | number> = {
    'formats/csv-saved-as.xlsx': 'F103',
    'formats/html-saved-as.xls': 'F103',
    'formats/xls-saved-as.xlsx': 'F103',
    'formats/biff8-values.xls': 'F104',
    'formats/xlsx-encrypted-agile.xlsx': 'F105',
    'formats/xls-encrypted-rc4.xls': 'F105',
    'formats/ods-encrypted.ods': 'F105',
    'csv/big5-characters.csv': 'F110',
    'csv/invalid-utf8.csv': 'F110',
    'csv/nul-byte-in-field.csv': 'F111',
    'csv/empty-file.csv': 'F102',
    'hostile/bomb-1gib.csv.gz': 'F203',
    'hostile/bomb-nested-2.5gib.zip': 'F203',
    'hostile/bomb-overlap-3gib.xlsx': 'F203',
    'hostile/bomb-sheet-1gib.xlsx': 'F203',
    'hostile/columns-20000.csv': 'F207',
    'hostile/corrupted-zip-oom.zip': 'F106',
    'hostile/dimension-whole-grid.xlsx': 4,
    'hostile/duplicate-part.xlsx': 'F113',
    'hostile/entities-billion.xlsx': 'F108',
    'hostile/entities-content-types.xlsx': 'F108',
    'hostile/entities-quadratic.xlsx': 'F108',
    'hostile/external-entity-file.xlsx': 'F108',
    'hostile/entry-name-mismatch.zip': 'F115',
    'hostile/fuzz-csv-1.csv': 'F111',
    'hostile/fuzz-xlsx-1.xlsx': 'F106',
    'hostile/fuzz-xlsx-3.xlsx': 'F118',
    'hostile/headers-prototype-keys.csv': 10,
    'hostile/impossible-references.xlsx': 'F118',
    'hostile/invalid-xml.xlsx': 'F106',
    'hostile/many-merges.xlsx': 0,
    'hostile/merges-one-million-overlapping.xlsx': 'F203',
    'hostile/path-traversal.zip': 'F114',
    'hostile/pdf-named.xlsx': 'F103',
    'hostile/quote-never-closed.csv': 'F112',
    'hostile/shared-string-multiplied.xlsx': 'F208',
    'hostile/truncated-half.xlsx': 'F106',
    'hostile/truncated.csv.gz': 'F106',
    'hostile/xlsx-named.csv': 'F103',
  };
  for (const [path, wanted] of Object.entries(outcomes))
    test(`${path}: ${typeof wanted === 'string' ? wanted : `${wanted} cells`}`, async () => {
      const at = join(files ?? '', path);
      const found = await members(at, folder, defaultLimits);
      const member = found.ok ? found.value[0] : undefined;
      const outcome = member ? await lookAt(member.path, member.name, reader) : found;
      assert.equal(
        outcome.ok && 'sheets' in outcome.value
          ? outcome.value.sheets[0]?.filled
          : !outcome.ok && outcome.problems[0]?.code,
        wanted,
      );
      assert.equal(readdirSync(folder).length, 0, 'nothing is left behind');
    });
});

describe('the Home Office tables of recorded crime', { skip }, () => {
  test('R76: every table of every edition becomes a grid with its rows numbered', async () => {
    const crime = sharedPath('uk/recorded-crime');
    assert.ok(crime !== null);
    for (const name of readdirSync(crime).filter((one) => one.endsWith('.xlsx'))) {
      const look = await lookAt(join(crime, name), name, reader);
      assert.ok(look.ok);
      const n = look.value.sheets.findIndex((sheet) => sheet.name.startsWith('Table P1'));
      const grid = await gridOf(join(crime, name), look.value, n, folder, reader);
      assert.ok(grid.ok);
      const lines = readFileSync(grid.value.path, 'utf8').split('\n');
      assert.match(lines[0] ?? '', /^1,/);
      assert.ok(lines.some((line) => /^\d+,.*Staffordshire/.test(line)));
      assert.equal(grid.value.columns, (look.value.sheets[n]?.columns ?? 0) + 1);
      rmSync(grid.value.path);
    }
  });
});
