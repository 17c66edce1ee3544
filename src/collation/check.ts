import type { ColumnDefinition } from '../framework/index.ts';
import { day, dayLabel, daysIn, monthNames } from '../periods/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import type { Hit, Rule, Staging } from '../warehouse/index.ts';
import { columnLetter, type MappedPart } from './map.ts';
import type { Recognised } from './recognise.ts';

/** At most this many cells are named for each rule; the rest are counted. */
const named = 25;

export interface CheckedPart {
  readonly problems: readonly Problem[];
  readonly setAside: readonly {
    sheet: number;
    row: number;
    code: string;
    heading: string;
    value: string;
  }[];
}

/** Every rule of the contract over the staged rows, in one query; faults by cell. */
export async function checkPart(
  mapped: MappedPart,
  staging: Staging,
  found: Recognised,
  from: number,
  to: number,
  reportingDay: string,
): Promise<CheckedPart> {
  const rules = mapped.columns.flatMap((column) =>
    rulesOf(mapped, mapped.dataset.columns.get(column.name), reportingDay),
  );
  const limit = 100_000;
  const { counts, hits } = await staging.check(mapped.columns, rules, from, to, limit);
  const problems: Problem[] = [];
  const setAside: { sheet: number; row: number; code: string; heading: string; value: string }[] =
    [];
  const shown = new Map<string, number>();
  for (const hit of hits) {
    const column = mapped.dataset.columns.get(hit.rule.column);
    if (!column) continue;
    const fault = faultOf(column, hit);
    if (fault === 'keep') continue;
    const found_ = problemOf(
      mapped,
      column,
      hit,
      counts.get(hit.rule.id) ?? 1,
      found,
      reportingDay,
    );
    if (fault === 'set-aside')
      setAside.push({
        sheet: found.sheet.index,
        row: hit.row,
        code: found_.code,
        heading: mapped.headings.get(column.name) ?? column.name,
        value: hit.value,
      });
    const count = (shown.get(hit.rule.id) ?? 0) + 1;
    shown.set(hit.rule.id, count);
    if (count <= named)
      problems.push(fault === 'set-aside' ? { ...found_, severity: 'warning' } : found_);
  }
  for (const [rule, count] of shown) {
    const total = Math.max(count, counts.get(rule) ?? 0);
    if (total > named)
      problems.push(problem('C109', { more: total - named, rule }, { sheet: found.sheet.name }));
  }
  return { problems, setAside };
}

function rulesOf(
  mapped: MappedPart,
  column: ColumnDefinition | undefined,
  reportingDay: string,
): Rule[] {
  if (!column) return [];
  const id = (what: string) => `${column.name} ${what}`;
  const rules: Rule[] = [];
  const open =
    !['text', 'codes'].includes(column.type) &&
    !(column.type === 'code' && !mapped.columns.find((c) => c.name === column.name)?.codes);
  if (open) rules.push({ id: id('type'), column: column.name, what: 'type' });
  if (column.required) rules.push({ id: id('required'), column: column.name, what: 'required' });
  if (column.notAfter)
    rules.push({
      id: id('not-after'),
      column: column.name,
      what: 'not-after',
      limit: column.notAfter === 'reporting-day' ? reportingDay : column.notAfter,
    });
  if (column.minimum !== null)
    rules.push({ id: id('minimum'), column: column.name, what: 'minimum', limit: column.minimum });
  if (column.key && mapped.dataset.key.length === 1)
    rules.push({ id: id('unique'), column: column.name, what: 'unique' });
  return rules;
}

/** A code that is not known does what `unknown` says, any other fault what `fault` says. */
function faultOf(column: ColumnDefinition, hit: Hit): 'keep' | 'set-aside' | 'stop' {
  if (hit.rule.what === 'type' && (column.type === 'code' || column.type === 'codes'))
    return column.unknown;
  if (hit.rule.what === 'required' || hit.rule.what === 'unique' || hit.rule.what === 'not-after')
    return column.fault === 'keep' ? 'stop' : column.fault;
  return column.fault;
}

function problemOf(
  mapped: MappedPart,
  column: ColumnDefinition,
  hit: Hit,
  rows: number,
  found: Recognised,
  reportingDay: string,
): Problem {
  const heading = mapped.headings.get(column.name) ?? column.name;
  const staged = mapped.columns.find((c) => c.name === column.name);
  const letter = staged?.from.kind === 'grid' ? columnLetter(staged.from.index) : 'A';
  const where = { sheet: found.sheet.name, cell: `${letter}${hit.row}`, heading };
  switch (hit.rule.what) {
    case 'required':
      return problem('C102', { column: heading }, where);
    case 'not-after':
      return problem(
        'C104',
        { value: hit.value, limit: dayLabel(day(String(hit.rule.limit ?? reportingDay))) },
        where,
      );
    case 'minimum':
      return problem('C105', { value: hit.value, minimum: Number(hit.rule.limit) }, where);
    case 'unique':
      return problem('C106', { value: hit.value, column: heading, rows }, where);
    case 'type': {
      const unknown = mapped.unknown.find(
        (u) => u.column.name === column.name && u.value === hit.value,
      );
      if (unknown)
        return problem(
          'C103',
          {
            value: hit.value,
            vocabulary: vocabularyTitle(column),
            nearest: unknown.nearest,
            rows: unknown.rows,
          },
          where,
        );
      return problem(
        'C101',
        {
          value: hit.value,
          type: typeWords[column.type] ?? column.type,
          hint: hintOf(column, hit.value),
        },
        where,
      );
    }
  }
}

const vocabularyTitle = (column: ColumnDefinition) =>
  column.vocabulary === 'areas'
    ? 'the areas'
    : `the ${(column.vocabulary ?? 'codes').replaceAll('-', ' ')}`;

const typeWords: Partial<Record<ColumnDefinition['type'], string>> = {
  date: 'a date',
  month: 'a month',
  integer: 'a whole number',
  decimal: 'a number',
  money: 'an amount of money',
  boolean: 'yes or no',
  score: 'a score',
};

/** "September has 30 days." for 31/09/2025. */
function hintOf(column: ColumnDefinition, value: string): string {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(value);
  if (column.type !== 'date' || !parts) return '';
  const [d, m, y] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const name = monthNames[m - 1];
  return name && d > daysIn(y, m) ? `${name} has ${daysIn(y, m)} days.` : '';
}
