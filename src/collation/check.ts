import type { ColumnDefinition, RowRule, SourceDefinition } from '../framework/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import type { Hit, Rule } from '../warehouse/index.ts';
import { type CheckContext, problemOf } from './fault.ts';
import { addressIn, type MappedPart } from './map.ts';
import type { StagedRows } from './staged-rows.ts';
import { turnedDates } from './turned-dates.ts';

/** At most this many cells are named for each rule; the rest are counted. What stops a file is to be mended cell by cell. */
const named = { stop: 500, other: 25 };
/** Rows that one rule may set aside or find; beyond, a file is refused for its share. */
const limit = 100_000;

export interface SetAside {
  readonly sheet: number;
  readonly row: number;
  readonly code: string;
  readonly heading: string;
  readonly value: string;
}

export interface CheckedPart {
  readonly problems: readonly Problem[];
  readonly setAside: readonly SetAside[];
}

/** Days within which rows may be dated, where the file names its period. */
export interface Bounds {
  readonly column: string;
  readonly first: string;
  readonly last: string;
}

/** Every rule of the contract over the staged rows, in one query; faults by cell. */
export async function checkPart(
  mapped: MappedPart,
  rows: StagedRows,
  source: SourceDefinition,
  reportingDay: string,
  bounds: Bounds | null,
): Promise<CheckedPart> {
  const contracts = [...mapped.dataset.rules, ...rulesOfPart(rows, mapped)];
  const rules = [
    ...mapped.columns.flatMap((column) =>
      rulesOf(mapped, mapped.dataset.columns.get(column.name), reportingDay),
    ),
    ...contracts.map((rule) => holdsRule(rule, reportingDay)),
    ...(bounds ? [withinRule(bounds)] : []),
  ];
  const { staging, from, to } = rows;
  const broken = await staging.check(mapped.columns, rules, from, to, limit);
  const judged = judge({ mapped, rows, source, reportingDay }, contracts, broken);
  return { ...judged, problems: [...judged.problems, ...(await turnedDates(mapped, rows))] };
}

interface Broken {
  readonly counts: ReadonlyMap<string, number>;
  readonly hits: readonly Hit[];
}

/** What becomes of each broken rule: said, the row set aside, or the file stopped. */
function judge(
  context: CheckContext,
  contracts: readonly RowRule[],
  { counts, hits }: Broken,
): CheckedPart {
  const { mapped, rows } = context;
  const problems: Problem[] = [];
  const setAside: SetAside[] = [];
  const shown = new Map<string, number>();
  const told = new Map<string, number>();
  const kept = new Set<string>();
  for (const hit of hits) {
    const column = mapped.dataset.columns.get(hit.rule.column);
    if (!column) continue;
    const contract = contracts.find((rule) => rule.says === hit.rule.id);
    const fault = contract?.fault ?? faultOf(column, hit);
    if (fault === 'keep' && !contract) {
      if (!kept.has(hit.rule.id)) problems.push(leftEmpty(context, column, hit, counts));
      kept.add(hit.rule.id);
      continue;
    }
    const found = problemOf(context, column, hit, counts.get(hit.rule.id) ?? 1);
    if (fault === 'set-aside') setAside.push(asideOf(context, column, hit, found.code));
    const count = (shown.get(hit.rule.id) ?? 0) + 1;
    shown.set(hit.rule.id, count);
    if (count <= (fault === 'stop' ? named.stop : named.other)) {
      told.set(hit.rule.id, count);
      problems.push(
        fault === 'stop' ? found : { ...found, severity: fault === 'keep' ? 'note' : 'warning' },
      );
    }
  }
  for (const [rule, count] of shown) {
    const total = Math.max(count, counts.get(rule) ?? 0);
    const more = total - (told.get(rule) ?? 0);
    if (more > 0) problems.push(problem('C109', { more, rule }, { sheet: rows.view.name }));
  }
  return { problems, setAside };
}

const asideOf = (
  { mapped, rows }: CheckContext,
  column: ColumnDefinition,
  hit: Hit,
  code: string,
): SetAside => ({
  ...{ sheet: rows.view.index, row: hit.row, code, value: hit.value },
  heading: mapped.headings.get(column.name) ?? column.name,
});

const withinRule = (bounds: Bounds): Rule => ({
  id: `${bounds.column} within`,
  column: bounds.column,
  what: 'within',
  between: bounds,
});

/** What is kept though it cannot be read: said once for a column, at its first cell. */
function leftEmpty(
  { mapped, rows }: CheckContext,
  column: ColumnDefinition,
  hit: Hit,
  counts: ReadonlyMap<string, number>,
): Problem {
  const heading = mapped.headings.get(column.name) ?? column.name;
  const cell = addressIn(mapped, column.name, hit.row);
  return problem(
    'C124',
    { value: hit.value, column: heading, cells: counts.get(hit.rule.id) ?? 1 },
    { sheet: rows.view.name, cell, heading },
  );
}

/** Rules of the source that are about columns this dataset has loaded. */
const rulesOfPart = (rows: StagedRows, mapped: MappedPart): RowRule[] =>
  rows.part.rules.filter((rule) => mapped.columns.some((column) => column.name === rule.left));

function holdsRule(rule: RowRule, reportingDay: string): Rule {
  const right =
    rule.right === null
      ? null
      : rule.right.kind === 'column'
        ? { column: rule.right.column }
        : { value: rule.right.value === 'reporting-day' ? reportingDay : rule.right.value };
  return {
    id: rule.says,
    column: rule.left,
    what: 'holds',
    holds: { is: rule.is, right, when: rule.when },
  };
}

const numeric = ['integer', 'decimal', 'money', 'score'];

function rulesOf(
  mapped: MappedPart,
  column: ColumnDefinition | undefined,
  reportingDay: string,
): Rule[] {
  if (!column) return [];
  const staged = mapped.columns.find((c) => c.name === column.name);
  const rule = (what: Rule['what'], more: Partial<Rule> = {}): Rule => ({
    ...{ id: `${column.name} ${what}`, column: column.name, what },
    ...more,
  });
  const open =
    !['text', 'codes'].includes(column.type) && !(column.type === 'code' && !staged?.codes);
  const words = staged?.words ?? [];
  return [
    ...(open || (column.type === 'codes' && staged?.codes) ? [rule('type')] : []),
    ...(words.some(({ means }) => means === 'refused') ? [rule('refused')] : []),
    ...(typeof staged?.factor === 'object' ? [rule('unit')] : []),
    // Only a sheet of typed cells can have had a code turned into a date.
    ...(column.type === 'text' && staged?.from.kind === 'grid' && mapped.typed
      ? [rule('dated')]
      : []),
    ...(column.required ? [rule('required')] : []),
    ...(column.notAfter
      ? [
          rule('not-after', {
            limit: column.notAfter === 'reporting-day' ? reportingDay : column.notAfter,
          }),
        ]
      : []),
    ...(column.minimum !== null && numeric.includes(column.type)
      ? [rule('minimum', { limit: column.minimum })]
      : []),
    ...(column.key && mapped.dataset.key.length === 1 ? [rule('unique')] : []),
  ];
}

/** A code that is not known does what `unknown` says, any other fault what `fault` says. */
function faultOf(column: ColumnDefinition, hit: Hit): 'keep' | 'set-aside' | 'stop' {
  const { what } = hit.rule;
  if (what === 'type' && (column.type === 'code' || column.type === 'codes')) return column.unknown;
  if (what === 'within') return 'stop';
  const must = ['required', 'unique', 'not-after', 'refused', 'unit'];
  if (must.includes(what)) return column.fault === 'keep' ? 'stop' : column.fault;
  return column.fault;
}
