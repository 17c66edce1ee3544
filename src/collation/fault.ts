import type { ColumnDefinition, SourceDefinition } from '../framework/index.ts';
import { day, dayLabel, daysIn, monthNames } from '../periods/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import type { Hit } from '../warehouse/index.ts';
import { addressIn, type MappedPart } from './map.ts';
import type { StagedRows } from './staged-rows.ts';

/** What a fault is put into words with. */
export interface CheckContext {
  readonly mapped: MappedPart;
  readonly rows: StagedRows;
  readonly source: SourceDefinition;
  readonly reportingDay: string;
}

/** A broken rule as a problem at its cell. */
export function problemOf(
  { mapped, rows, reportingDay }: CheckContext,
  column: ColumnDefinition,
  hit: Hit,
  count: number,
): Problem {
  const heading = mapped.headings.get(column.name) ?? column.name;
  const where = {
    sheet: rows.view.name,
    cell: addressIn(mapped, column.name, hit.row),
    heading,
  };
  const { value, rule } = hit;
  switch (rule.what) {
    case 'required':
      return problem('C102', { column: heading }, where);
    case 'not-after':
      return problem(
        'C104',
        { value, limit: dayLabel(day(String(rule.limit ?? reportingDay))) },
        where,
      );
    case 'minimum':
      return problem('C105', { value, minimum: Number(rule.limit) }, where);
    case 'unique':
      return problem('C106', { value, column: heading, rows: count }, where);
    case 'refused':
      return problem('C111', { value }, where);
    case 'unit':
      return problem('C112', { value }, where);
    case 'dated':
      return problem('C113', { value, column: heading }, where);
    case 'within':
      return problem(
        'C114',
        {
          value,
          first: dayLabel(day(rule.between?.first ?? reportingDay)),
          last: dayLabel(day(rule.between?.last ?? reportingDay)),
        },
        where,
      );
    case 'holds':
      return problem('C115', { value, other: hit.other, rule: rule.id }, where);
    case 'type':
      return wrongType(mapped, column, hit, where);
  }
}

function wrongType(
  mapped: MappedPart,
  column: ColumnDefinition,
  { value }: Hit,
  where: { readonly sheet: string; readonly cell: string; readonly heading: string },
): Problem {
  const unknown = mapped.unknown.find((u) => u.column.name === column.name && u.value === value);
  if (unknown && column.type !== 'month')
    return problem(
      'C103',
      {
        value,
        vocabulary: vocabularyTitle(column),
        nearest: unknown.nearest,
        rows: unknown.rows,
      },
      where,
    );
  const [, a, b] = /^(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b/.exec(value) ?? [];
  if (mapped.unformatted.has(column.name) && a && b && Number(a) <= 31 && Number(b) <= 31)
    return problem('C116', { value, readings: readingsOf(Number(a), Number(b)) }, where);
  return problem(
    'C101',
    { value, type: typeWords[column.type] ?? column.type, hint: hintOf(column, value) },
    where,
  );
}

/** "3 April or 4 March"; one of them where the other cannot be. */
function readingsOf(a: number, b: number): string {
  const say = (d: number, m: number) => (m >= 1 && m <= 12 ? [`${d} ${monthNames[m - 1]}`] : []);
  return [...new Set([...say(a, b), ...say(b, a)])].join(' or ');
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

/** "September has 30 days." for 31/09/2025; words beside a number are named as such. */
function hintOf(column: ColumnDefinition, value: string): string {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(value);
  if (column.type === 'date' && parts) {
    const [d, m, y] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
    const name = monthNames[m - 1];
    return name && d > daysIn(y, m) ? `${name} has ${daysIn(y, m)} days.` : '';
  }
  if (['integer', 'decimal', 'money', 'score'].includes(column.type)) {
    if (/\d/.test(value) && /[a-z]/i.test(value)) return 'It holds words beside a number.';
    if (column.type === 'integer' && /^\d+\.\d+$/.test(value))
      return 'It has a part behind the point.';
    if (/^[^\d]+$/.test(value)) return 'The source does not say what the word means.';
  }
  return '';
}
