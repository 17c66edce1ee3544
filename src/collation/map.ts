import type {
  ColumnDefinition,
  ColumnSource,
  DatasetDefinition,
  Framework,
  SourceDefinition,
} from '../framework/index.ts';
import type { Period } from '../periods/index.ts';
import { nearestName, type Problem, problem } from '../problems/index.ts';
import type { StagedColumn, StagedWord, TableSchema } from '../warehouse/index.ts';
import { referredCell } from './cell-reference.ts';
import { readerOf } from './codes.ts';
import { type CellsOf, cellOf } from './lineage.ts';
import { headingsNamed, namesOf } from './shapes/header.ts';
import type { StagedHeading, StagedRows } from './staged-rows.ts';

/** A dataset's columns found in the rows of a part, with what every written code stands for. */
export interface MappedPart {
  readonly dataset: DatasetDefinition;
  readonly schema: TableSchema;
  readonly columns: readonly StagedColumn[];
  /** Column of the dataset -> where its cells stand. */
  readonly layout: Readonly<Record<string, CellsOf>>;
  readonly headings: ReadonlyMap<string, string>;
  /** The cells were typed: a date is one because the spreadsheet says so. */
  readonly typed: boolean;
  /** Date columns whose source declares no format. */
  readonly unformatted: ReadonlySet<string>;
  /** Written values that stand for nothing known, by column. */
  readonly unknown: readonly {
    readonly column: ColumnDefinition;
    readonly value: string;
    readonly rows: number;
    readonly nearest: string | null;
  }[];
  readonly problems: readonly Problem[];
}

/** What names and cells of the file say for all rows of a part. */
export interface FileSays {
  readonly name: string;
  readonly period: Period | null;
}

/** A column whose written values a reader turns into codes, once it is known which stand there. */
interface ToRead {
  /** Its place among the columns. */
  readonly at: number;
  readonly column: ColumnDefinition;
  readonly words: ReadonlyMap<string, string>;
  readonly reader: ReturnType<typeof readerOf>;
}

interface Found {
  readonly columns: StagedColumn[];
  readonly toRead: ToRead[];
  readonly layout: Record<string, CellsOf>;
  readonly headings: Map<string, string>;
  readonly unformatted: Set<string>;
  readonly unknown: MappedPart['unknown'][number][];
  readonly problems: Problem[];
}

export async function mapPart(
  framework: Framework,
  source: SourceDefinition,
  rows: StagedRows,
  datasetId: string,
  says: FileSays,
): Promise<MappedPart> {
  const dataset = framework.datasets.get(datasetId);
  if (!dataset) throw new RangeError(`no dataset ${datasetId}`);
  const { toRead, ...found }: Found = {
    columns: [],
    toRead: [],
    layout: {},
    headings: new Map(),
    unformatted: new Set(),
    unknown: [],
    problems: [],
  };
  for (const [name, origin] of rows.part.loads.get(datasetId) ?? []) {
    const column = dataset.columns.get(name);
    if (!column) continue;
    if (origin.kind === 'column')
      mapColumn(framework, source, rows, column, origin, { toRead, ...found });
    else mapConstant(framework, source, rows, column, origin, says, found);
  }
  await readValues(rows, toRead, found);
  for (const [name, value] of [
    ['force', framework.force],
    ['area', 'unknown'],
  ] as const)
    if (!found.columns.some((c) => c.name === name))
      found.columns.push(constant(name, 'code', value));
  return { dataset, schema: schemaOf(dataset), typed: rows.typed, ...found };
}

const constant = (
  name: string,
  type: StagedColumn['type'],
  value: string | null,
): StagedColumn => ({
  ...{ name, type, formats: [], codes: null, missing: [], zero: [], whenEmpty: null },
  from: { kind: 'is', value },
});

/** One value for all rows; what names and cells say is read like a written cell. */
function mapConstant(
  framework: Framework,
  source: SourceDefinition,
  rows: StagedRows,
  column: ColumnDefinition,
  origin: Exclude<ColumnSource, { kind: 'column' }>,
  says: FileSays,
  found: Omit<Found, 'toRead'>,
): void {
  const value = constantValue(rows, column.name, origin, says, found);
  const reader =
    origin.kind === 'is' || origin.kind === 'period' ? null : readerOf(framework, column, source);
  const reading = value !== null && reader ? reader(value) : null;
  if (value !== null && reading?.code === null)
    found.problems.push(
      problem(
        'C103',
        {
          value,
          vocabulary: `the ${column.vocabulary ?? 'codes'}`,
          nearest: reading.nearest,
          rows: 1,
        },
        { sheet: rows.view.name },
      ),
    );
  const code = typeof reading?.code === 'string' ? reading.code : value;
  const type = column.type === 'codes' ? 'text' : column.type;
  found.columns.push({ ...constant(column.name, type, code), formats: formatsOf(null) });
}

function constantValue(
  rows: StagedRows,
  name: string,
  origin: Exclude<ColumnSource, { kind: 'column' }>,
  says: FileSays,
  found: Pick<Found, 'layout' | 'problems'>,
): string | null {
  switch (origin.kind) {
    case 'is':
      return origin.value;
    case 'file-name':
      return new RegExp(origin.pattern).exec(says.name)?.[1] ?? null;
    case 'sheet':
      return new RegExp(origin.pattern).exec(rows.view.name)?.[1] ?? null;
    case 'cell': {
      const cell = referredCell(rows.view, origin.cell);
      if (cell) found.layout[name] = { cell: cell.cell };
      else
        found.problems.push(
          problem('S114', { label: origin.cell, nearest: null }, { sheet: rows.view.name }),
        );
      return cell?.text ?? null;
    }
    case 'period':
      if (says.period === null)
        found.problems.push(
          problem(
            'S106',
            { pattern: 'a period that name, sheet or cell say' },
            { sheet: rows.view.name },
          ),
        );
      return says.period ? (origin.end ? says.period.end : says.period.start) : null;
  }
}

function mapColumn(
  framework: Framework,
  source: SourceDefinition,
  rows: StagedRows,
  column: ColumnDefinition,
  origin: Extract<ColumnSource, { kind: 'column' }>,
  found: Found,
): void {
  // A part with nothing to report has no rows, and perhaps no header either.
  const heading = rows.nil ? null : headingOf(rows, origin.column, found.problems);
  if (heading === null) {
    if (rows.nil) found.columns.push(constant(column.name, column.type, null));
    return;
  }
  found.layout[column.name] = heading.cells;
  found.headings.set(column.name, origin.column);
  const unit =
    origin.unit?.kind === 'column' ? headingOf(rows, origin.unit.column, found.problems) : null;
  if (column.type === 'date' && origin.format === null) found.unformatted.add(column.name);
  const staged: StagedColumn = {
    name: column.name,
    type: column.type,
    from: { kind: 'grid', index: heading.index },
    formats: formatsOf(origin.format),
    codes: null,
    missing: [],
    zero: [],
    whenEmpty: column.vocabulary === 'areas' && column.unknown === 'keep' ? 'unknown' : null,
    words: wordsFor(source, column),
    ...(origin.unit?.kind === 'factor' ? { factor: origin.unit.factor } : {}),
    ...(origin.unit?.kind === 'column' && unit
      ? { factor: { index: unit.index, factors: origin.unit.factors } }
      : {}),
    ...(origin.pattern === null ? {} : { pattern: origin.pattern }),
    ...(origin.joined ? { joined: joinedOf(rows, origin.joined, found.problems) } : {}),
  };
  const dated = column.type === 'month' && origin.format !== null;
  const reader = dated ? null : readerOf(framework, column, source, origin.truncated);
  if (reader !== null || origin.words.size > 0)
    found.toRead.push({ at: found.columns.length, column, words: origin.words, reader });
  found.columns.push(staged);
}

/** The codes of all columns that have any, their different values asked for at once. */
async function readValues(
  rows: StagedRows,
  toRead: readonly ToRead[],
  { columns, unknown }: Pick<Found, 'columns' | 'unknown'>,
): Promise<void> {
  const staged = toRead.flatMap(({ at }) => columns[at] ?? []);
  const values = await rows.staging.distinct(staged, rows.from, rows.to);
  for (const [i, { at, column, words, reader }] of toRead.entries()) {
    const codes = new Map<string, string | readonly string[] | null>();
    for (const { value, rows: count } of values[i] ?? []) {
      const word = words.get(value) ?? value;
      const reading = reader ? reader(word) : { code: word, nearest: null };
      codes.set(value, reading.code);
      if (reading.code === null)
        unknown.push({ column, value, rows: count, nearest: reading.nearest });
    }
    const known = columns[at];
    if (known) columns[at] = { ...known, codes };
  }
}

const joinedOf = (
  rows: StagedRows,
  { columns, as }: { readonly columns: readonly string[]; readonly as: string },
  problems: Problem[],
): NonNullable<StagedColumn['joined']> => ({
  indexes: columns.map((name) => headingOf(rows, name, problems)?.index ?? -1),
  as,
});

/** The heading that a source means; one that is missing or stands twice is a problem. */
function headingOf(rows: StagedRows, name: string, problems: Problem[]): StagedHeading | null {
  const headings = rows.headings.map((h) => ({ ...h, column: h.index }));
  const found = headingsNamed(headings, name);
  const place = { sheet: rows.view.name };
  const [only] = found;
  if (only === undefined) {
    const nearest = nearestName(name, namesOf(headings));
    problems.push(problem('S103', { column: name, nearest }, place));
    return null;
  }
  if (found.length > 1) {
    problems.push(
      problem('S109', { column: name, headings: found.map(({ full }) => full) }, place),
    );
    return null;
  }
  return rows.headings[headings.findIndex((h) => h.index === only.column)] ?? null;
}

const numeric = ['integer', 'decimal', 'money', 'score'];

/** Words that stand for nothing may stand anywhere; those of numbers only where a number should. */
function wordsFor(source: SourceDefinition, column: ColumnDefinition): StagedWord[] {
  const numbers = numeric.includes(column.type);
  const refusable = numbers || column.type === 'date' || column.type === 'boolean';
  return source.markers.filter(({ means }) =>
    means === 'missing' || means === 'not-applicable'
      ? true
      : means === 'refused'
        ? refusable
        : numbers,
  );
}

/** The warehouse's view of a dataset. */
export function schemaOf(dataset: DatasetDefinition): TableSchema {
  return {
    dataset: dataset.id,
    kind: dataset.kind,
    key: dataset.key,
    date: dataset.date,
    columns: [...dataset.columns.values()].map((column) => ({
      name: column.name,
      type: column.type,
      class: column.class,
    })),
    cells: dataset.cells,
  };
}

/** `strptime` formats for a declared one; ISO is always read, since typed cells arrive so. */
export function formatsOf(declared: string | null): string[] {
  const iso = ['%Y-%m-%d', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M'];
  if (!declared) return iso;
  const made = declared
    .replace('hh:mm:ss', '%H:%M:%S')
    .replace('hh:mm', '%H:%M')
    .replace('dd', '%d')
    .replace('mmmm', '%B')
    .replace('mmm', '%b')
    .replace('mm', '%m')
    .replace('yyyy', '%Y')
    .replace(/\byy\b/, '%y');
  return declared.includes('hh')
    ? [made, made.replace(/ %H:%M(:%S)?/, ''), ...iso]
    : [made, ...iso];
}

/** The cell of a column in a staged row; of a constant the row's first. */
export function addressIn(mapped: MappedPart, name: string, row: number): string {
  const cells = mapped.layout[name];
  return (cells === undefined ? null : cellOf(cells, row)) ?? cellOf('A', row) ?? '';
}
