import type {
  ColumnDefinition,
  DatasetDefinition,
  Framework,
  SourceDefinition,
} from '../framework/index.ts';
import { addDays, addMonths, day, type Month, monthOf } from '../periods/index.ts';
import { nearestName, type Problem, problem } from '../problems/index.ts';
import type { StagedColumn, Staging, TableSchema } from '../warehouse/index.ts';
import { readerOf } from './codes.ts';
import type { Recognised } from './recognise.ts';

/** A dataset's columns found on a sheet, with what every written code stands for. */
export interface MappedPart {
  readonly dataset: DatasetDefinition;
  readonly schema: TableSchema;
  readonly columns: readonly StagedColumn[];
  /** Column of the dataset -> column letter in the file. */
  readonly layout: Readonly<Record<string, string>>;
  readonly headings: ReadonlyMap<string, string>;
  /** Written values that stand for nothing known, by column. */
  readonly unknown: readonly {
    readonly column: ColumnDefinition;
    readonly value: string;
    readonly rows: number;
    readonly nearest: string | null;
  }[];
  readonly problems: readonly Problem[];
}

export async function mapPart(
  framework: Framework,
  found: Recognised,
  datasetId: string,
  staging: Staging,
  name: string,
  from: number,
  to: number,
): Promise<MappedPart> {
  const dataset = framework.datasets.get(datasetId);
  if (!dataset) throw new RangeError(`no dataset ${datasetId}`);
  const { source, header, sheet } = found;
  const problems: Problem[] = [];
  const columns: StagedColumn[] = [];
  const layout: Record<string, string> = {};
  const headings = new Map<string, string>();
  const unknown: MappedPart['unknown'][number][] = [];
  const words = (means: string) =>
    source.markers.flatMap((m) => (m.means === means && 'word' in m.fits ? [m.fits.word] : []));
  const missing = words('missing');
  const zero = words('zero');
  for (const [columnName, origin] of source.loads.get(datasetId) ?? []) {
    const column = dataset.columns.get(columnName);
    if (!column) continue;
    const reader = readerOf(framework, column, source);
    const empty = column.vocabulary === 'areas' && column.unknown === 'keep' ? 'unknown' : null;
    if (origin.kind !== 'column') {
      const value =
        origin.kind === 'is'
          ? origin.value
          : origin.kind === 'cell' || origin.kind === 'period'
            ? null
            : (new RegExp(origin.pattern).exec(origin.kind === 'sheet' ? sheet.name : name)?.[1] ??
              null);
      columns.push({
        name: columnName,
        type: column.type,
        from: { kind: 'is', value },
        formats: [],
        codes: null,
        missing,
        zero,
        whenEmpty: null,
      });
      continue;
    }
    const index = header.names.indexOf(origin.column);
    if (index < 0) {
      problems.push(
        problem(
          'S103',
          { column: origin.column, nearest: nearestName(origin.column, header.names) },
          { sheet: sheet.name },
        ),
      );
      continue;
    }
    layout[columnName] = columnLetter(index);
    headings.set(columnName, origin.column);
    let codes: Map<string, string | readonly string[] | null> | null = null;
    if (reader || origin.words.size > 0) {
      codes = new Map();
      for (const { value, rows } of await staging.distinct(index, from, to)) {
        const word = origin.words.get(value) ?? value;
        const reading = reader ? reader(word) : { code: word, nearest: null };
        codes.set(value, reading.code);
        if (reading.code === null) unknown.push({ column, value, rows, nearest: reading.nearest });
      }
    }
    columns.push({
      name: columnName,
      type: column.type,
      from: { kind: 'grid', index },
      formats: formatsOf(origin.format),
      codes,
      missing,
      zero,
      whenEmpty: empty,
    });
  }
  if (!columns.some((c) => c.name === 'force'))
    columns.push({
      name: 'force',
      type: 'code',
      from: { kind: 'is', value: framework.force },
      formats: [],
      codes: null,
      missing: [],
      zero: [],
      whenEmpty: null,
    });
  if (!columns.some((c) => c.name === 'area'))
    columns.push({
      name: 'area',
      type: 'code',
      from: { kind: 'is', value: 'unknown' },
      formats: [],
      codes: null,
      missing: [],
      zero: [],
      whenEmpty: null,
    });
  return { dataset, schema: schemaOf(dataset), columns, layout, headings, unknown, problems };
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
function formatsOf(declared: string | null): string[] {
  const iso = ['%Y-%m-%d', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%d %H:%M:%S'];
  if (!declared) return iso;
  const made = declared
    .replace('dd', '%d')
    .replace('/mm/', '/%m/')
    .replace('yyyy', '%Y')
    .replace('hh:mm', '%H:%M');
  return declared.includes('hh') ? [made, made.replace(' %H:%M', ''), ...iso] : [made, ...iso];
}

/** A1 letters of a column from 0. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** The day a snapshot speaks for: the end of the day before it was taken (domain.md 7.3). */
export function snapshotDay(source: SourceDefinition, name: string): string | null {
  const groups = source.period.pattern
    ? new RegExp(source.period.pattern).exec(name)?.groups
    : undefined;
  return groups?.year && groups.month && groups.day
    ? addDays(day(`${groups.year}-${groups.month}-${groups.day}`), -1)
    : null;
}

/** The months a file speaks for: as its name says, else from its first row to its last. */
export async function monthsOfFile(
  source: SourceDefinition,
  mapped: MappedPart,
  staging: Staging,
  name: string,
  from: number,
  to: number,
  arrivedAt: string,
): Promise<{ first: string; last: string; partial: string | null } | null> {
  const partial = arrivedAt.slice(0, 7);
  if (source.period.from === 'file-name') {
    const groups = new RegExp(source.period.pattern ?? '').exec(name)?.groups;
    if (!groups?.year || !groups.month) return null;
    const month = `${groups.year}-${groups.month}`;
    return { first: month, last: month, partial };
  }
  if (source.period.complete === 'year') return null;
  const span = await staging.span(
    mapped.columns,
    source.period.column ?? mapped.schema.date ?? '',
    from,
    to,
  );
  if (!span) return null;
  const last =
    source.period.complete === 'quarter'
      ? addMonths(monthOf(day(span.last)), 2)
      : (span.last.slice(0, 7) as Month);
  return { first: span.first.slice(0, 7), last, partial };
}
