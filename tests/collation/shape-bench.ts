import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CollateResult,
  type CollationContext,
  collate,
  originCells,
  schemaOf,
} from '../../src/collation/index.ts';
import { openReader, type Reader } from '../../src/files/index.ts';
import { type Framework, loadFramework } from '../../src/framework/index.ts';
import { type SheetContent, writeWorkbook } from '../../src/ooxml/index.ts';
import { openWarehouse, type Warehouse } from '../../src/warehouse/index.ts';
import { atEnd, freshFolder } from '../support/folder.ts';

/** Datasets that the layouts of these tests are loaded into. */
const files: Record<string, string> = {
  'framework.yaml': `
framework: shapes
title: Shapes
force: ours
marking: OFFICIAL
calendar: { financial-year-starts: april, timezone: Europe/London }
baselines: {}
outcomes: []
`,
  'areas/areas.yaml': `
areas:
  - { code: F1, id: ours, title: Ours Police, kind: force, aliases: [Ours] }
  - { code: F2, id: theirs, title: Theirs Police, kind: force }
  - { code: L1, id: north, title: North, kind: lpa, in: [F1], aliases: [MAR7] }
  - { code: L2, id: south, title: South, kind: lpa, in: [F1] }
  - { code: unknown, id: unknown, title: Not recorded, kind: unknown }
`,
  'vocabularies/forces.yaml': `
vocabulary: forces
title: Forces
codes: { F1: { title: Ours Police, aliases: [Ours] }, F2: Theirs Police }
`,
  'vocabularies/fraud.yaml': `
vocabulary: fraud
title: Fraud
codes: { investment: Investment fraud, courier: Courier fraud, cyber: { title: Hacking of social media and email, aliases: [Hacking] } }
`,
  'datasets/fraud.yaml': `
dataset: fraud
kind: observations
grain: one number for each category and month
date: month
columns:
  month: { type: month, required: true }
  category: { type: code, vocabulary: fraud, required: true }
  reports: { type: integer, minimum: 0 }
  loss_gbp: { type: money, minimum: 0, magnitude: 30 }
cells: [force, category]
`,
  'themes/fraud.yaml': `
theme: fraud
title: Fraud
question: How much?
owner: us
lead: fraud.reports
measures:
  - { id: fraud.reports, title: Reports of fraud, role: threat, unit: reports, value: { of: fraud, count: sum reports } }
`,
  'datasets/cube.yaml': `
dataset: cube
kind: observations
grain: one number for each responder, exploitation, age and nationality
date: quarter
columns:
  quarter: { type: month, required: true }
  responder: { type: text, required: true }
  exploitation: { type: text, total: Total }
  age: { type: text, total: Total }
  nationality: { type: text, total: Total }
  people: { type: integer, minimum: 0 }
`,
  'datasets/returned.yaml': `
dataset: returned
kind: observations
grain: one number for each item and month
date: month
columns:
  month: { type: month, required: true }
  item: { type: text, required: true }
  number: { type: integer, minimum: 0 }
  approved_by: { type: text }
`,
  'datasets/item.yaml': `
dataset: item
kind: events
grain: one row for each item
date: found_on
columns:
  item_ref: { type: text, key: true, class: record }
  found_on: { type: date, required: true, not-after: reporting-day }
  closed_on: { type: date }
  kind: { type: text }
  groups: { type: codes, separator: [";", " and "] }
  beat: { type: text }
  persons: { type: integer, minimum: 0 }
  value_gbp: { type: money }
  weight_kg: { type: decimal }
  category: { type: code, vocabulary: fraud, unknown: stop }
rules:
  - { holds: closed_on not-before found_on, fault: set-aside }
`,
  'datasets/encounter.yaml': `
dataset: encounter
kind: events
grain: one row for each encounter
date: seen_on
columns:
  case_ref: { type: text, key: true }
  seen_on: { type: date, required: true }
  persons: { type: integer }
`,
};

/** A framework of the bench with the given sources. */
export function benchFramework(sources: Readonly<Record<string, string>>): Framework {
  const folder = freshFolder('shapes-framework');
  const all = { ...files };
  for (const [id, yaml] of Object.entries(sources))
    all[`sources/${id}.yaml`] =
      `source: ${id}\ntitle: ${id}\nowner: us\nmarking: OFFICIAL\n${yaml}`;
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const loaded = loadFramework(folder);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.value;
}

/** A fact as it was stored, and where each of its cells stands. */
export interface BenchFact {
  readonly [column: string]: unknown;
  readonly cells: Readonly<Record<string, string>>;
  readonly sheet: string;
}

export interface Bench {
  readonly framework: Framework;
  readonly warehouse: Warehouse;
  /** Collates a workbook made of sheets. */
  book(name: string, sheets: readonly SheetContent[], arrivedAt?: string): Promise<CollateResult>;
  /** Collates any file. */
  file(name: string, bytes: Uint8Array | string, arrivedAt?: string): Promise<CollateResult>;
  /** Facts that count now, in the order of the file. */
  facts(dataset: string): Promise<BenchFact[]>;
  /** Months covered now, by whether they are complete. */
  months(dataset: string): Promise<Record<string, boolean>>;
}

/** One child reads for all benches of a test run. */
let reader: Reader | null = null;
function theReader(): Reader {
  if (reader === null) {
    const opened = openReader({}, freshFolder('shapes-reader'));
    atEnd(() => opened.close());
    reader = opened;
  }
  return reader;
}

/** A real home's collation over a warehouse in memory. */
export async function shapeBench(sources: Readonly<Record<string, string>>): Promise<Bench> {
  const framework = benchFramework(sources);
  const schemas = [...framework.datasets.values()].map(schemaOf);
  const folder = freshFolder('shapes');
  const warehouse = await openWarehouse({ path: ':memory:', temp: '', allowed: [folder] }, schemas);
  atEnd(() => warehouse.close());
  let made = 0;
  const file: Bench['file'] = (name, bytes, arrivedAt = '2026-02-05T09:00:00Z') => {
    const path = join(folder, `${++made}-${name}`);
    writeFileSync(path, bytes);
    const context: CollationContext = {
      ...{
        framework,
        engine: warehouse.engine,
        reader: theReader(),
        arrivedAt,
        loadedAt: arrivedAt,
      },
      sha256: Promise.resolve(createHash('sha256').update(bytes).update(name).digest('hex')),
      safe: Promise.resolve(),
      look: null,
      read: () => undefined,
      reportingDay: '2026-02-10',
      actor: 'test',
      sampleHome: false,
      work: folder,
    };
    return collate(path, name, context);
  };
  return {
    framework,
    warehouse,
    file,
    book: async (name, sheets, arrivedAt) => file(name, await writeWorkbook({ sheets }), arrivedAt),
    facts: async (dataset) => {
      const rows = await warehouse.engine.all(
        `select f.* exclude (slice) replace (sheet::double as sheet, row::double as row), c.load::double as load from "fact_${dataset}" f join (select distinct slice, load from coverage where valid_to is null) c using (slice) order by c.load, f.sheet, f.row % 4294967296, f.row`,
      );
      const layouts = new Map((await warehouse.loads()).map((l) => [l.load, l.layout]));
      return rows.map(({ load, sheet, row, ...values }) => {
        const layout = layouts.get(Number(load)) ?? {};
        const origin = originCells(layout, dataset, Number(sheet), Number(row));
        return {
          ...Object.fromEntries(Object.entries(values).map(([k, v]) => [k, plain(v)])),
          load: Number(load),
          cells: origin.cells,
          sheet: (layout.sheets as Record<string, string>)[String(sheet)] ?? '',
        };
      });
    },
    months: async (dataset) =>
      Object.fromEntries(
        (
          await warehouse.engine.all(
            `select coalesce(month, '') as month, bool_and(complete) as complete from coverage where dataset = '${dataset}' and valid_to is null group by 1 order by 1`,
          )
        ).map((r) => [String(r.month), Boolean(r.complete)]),
      ),
  };
}

function plain(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'object') return String(value);
  return value;
}

/** Code and cell of every problem, in order: `C110 B7`. */
export const said = (result: CollateResult): string[] =>
  result.problems.map((p) => `${p.code}${p.where.cell ? ` ${p.where.cell}` : ''}`);

/** Status and problems in one word, for a result that should be loaded. */
export const outcomeOf = (result: CollateResult): string =>
  result.status === 'loaded'
    ? 'loaded'
    : `${result.status}: ${result.problems.map((p) => `${p.code} ${JSON.stringify(p.where)} ${p.message}`).join('\n')}`;

/** Some columns of facts, as lines. */
export const lines = (facts: readonly BenchFact[], ...columns: string[]): string[] =>
  facts.map((fact) => columns.map((c) => String(fact[c] ?? '')).join(' | '));
