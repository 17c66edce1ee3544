import { type Problem, problem } from '../problems/index.ts';
import { type Context, column, type Place, unknown } from './context.ts';
import type { YamlFile } from './read-yaml.ts';
import { resolveRule, whenOf } from './row-rule.ts';
import type {
  ColumnSource,
  ControlTotal,
  Marker,
  PeriodDefinition,
  ReadDefinition,
  Replacement,
  SourceDefinition,
  SourcePart,
  UnitDefinition,
  Variant,
} from './source.ts';
import type { ReadYaml, SourceYaml } from './source-grammar.ts';
import { hashOf } from './vocabulary.ts';

type PartYaml = NonNullable<SourceYaml['parts']>[number];
type PeriodYaml = NonNullable<SourceYaml['period']>;

/** A source checked against the datasets it loads; one that says `read` and `loads` alone has one part. */
export function resolveSource(file: YamlFile<SourceYaml>, context: Context): SourceDefinition {
  const yaml = file.value;
  const must = (wrong: boolean, path: PropertyKey[], detail: string) => {
    if (wrong)
      context.problems.push(
        problem('Y102', { path: path.map(String).join(' › '), detail }, file.place(path)),
      );
  };
  must(!yaml.parts && !yaml.loads, [], 'it needs `loads`, or `parts` that each have them');
  must(
    Boolean(yaml.parts && yaml.loads),
    ['loads'],
    'what is loaded stands in the parts where there are any',
  );
  must(
    yaml.recognise.columns.length + yaml.recognise.says.length === 0,
    ['recognise'],
    'it needs `columns` of a header or a text that the file `says`',
  );
  const parts = partsOf(yaml).map(({ part, path }) => resolvePart(part, yaml, path, file, context));
  const loads = new Map<string, ReadonlyMap<string, ColumnSource>>();
  for (const part of parts)
    for (const [dataset, columns] of part.loads)
      loads.set(dataset, new Map([...(loads.get(dataset) ?? []), ...columns]));
  return {
    id: yaml.source,
    title: yaml.title,
    owner: yaml.owner,
    marking: yaml.marking,
    method: yaml.method,
    published: yaml.published,
    arrives: yaml.arrives
      ? {
          every: yaml.arrives.every,
          due: {
            days: Number.parseInt(yaml.arrives.due, 10),
            working: yaml.arrives.due.includes('working'),
          },
        }
      : null,
    recognise: {
      names: yaml.recognise.name,
      columns: yaml.recognise.columns,
      says: yaml.recognise.says,
    },
    parts,
    period: parts[0]?.period ?? periodOf(undefined),
    loads,
    setAsideStopAbove: Number.parseFloat(yaml['set-aside']?.['stop-above'] ?? '2') / 100,
    variants: yaml.variants.map((variant, i) => {
      must(
        (variant.part ?? 1) > parts.length,
        ['variants', i, 'part'],
        `there are ${parts.length} parts`,
      );
      return variantOf(variant);
    }),
    markers: Object.entries(yaml.markers).map(([word, means]) => markerOf(word, means)),
    hash: hashOf(yaml),
  };
}

/** The parts as written, and where; keys of the source itself make the only one, else stand for what a part leaves out. */
function partsOf(yaml: SourceYaml): { part: PartYaml; path: PropertyKey[] }[] {
  if (yaml.parts) return yaml.parts.map((part, i) => ({ part, path: ['parts', i] }));
  const part: PartYaml = {
    read: yaml.read ?? {},
    loads: yaml.loads ?? {},
    checks: yaml.checks ?? [],
    rules: [],
    'may-be-absent': false,
  };
  return [{ part, path: [] }];
}

function resolvePart(
  part: PartYaml,
  yaml: SourceYaml,
  path: PropertyKey[],
  file: YamlFile<SourceYaml>,
  context: Context,
): SourcePart {
  const datasets = Object.entries(part.loads).flatMap(([id, columns]) => {
    const dataset = context.datasets.get(id);
    if (!dataset) {
      const where = file.place([...path, 'loads', id]);
      unknown(context, 'dataset', id, context.datasets.keys(), where);
      return [];
    }
    for (const name of Object.keys(columns))
      column(context, dataset, name, [...path, 'loads', id, name], file.place);
    return [dataset];
  });
  const read = readOf({ ...(yaml.parts ? yaml.read : {}), ...part.read });
  checkRead(read, [...path, 'read'], context.problems, file.place);
  const rulesOf = (rules: PartYaml['rules'], at: PropertyKey[]) =>
    rules.flatMap((rule, i) =>
      datasets
        .slice(0, 1)
        .flatMap((dataset) => resolveRule(context, rule, dataset, [...at, 'rules', i], file.place)),
    );
  return {
    read,
    period: periodOf(part.period ?? yaml.period),
    replaces: replacementOf(part.replaces ?? yaml.replaces),
    loads: new Map(
      Object.entries(part.loads).map(([dataset, columns]) => [
        dataset,
        new Map(Object.entries(columns).map(([name, source]) => [name, columnSourceOf(source)])),
      ]),
    ),
    checks: part.checks.map((check, i) =>
      checkOf(check, [...path, 'checks', i], datasets.length, context, file.place),
    ),
    rules: [...(yaml.parts ? [] : rulesOf(yaml.rules, [])), ...rulesOf(part.rules, path)],
    cumulative: part.cumulative ?? yaml.cumulative ?? null,
    mayBeAbsent: part['may-be-absent'],
  };
}

/** Each shape needs some keys, and a table without a header cannot be found. */
function checkRead(
  read: ReadDefinition,
  path: PropertyKey[],
  problems: Problem[],
  place: Place,
): void {
  const must = (wrong: boolean, detail: string) => {
    if (wrong)
      problems.push(problem('Y102', { path: path.map(String).join(' › '), detail }, place(path)));
  };
  const { shape, header, across, levels, form } = read;
  must(
    !header.startsAt && (shape === 'table' || shape === 'outline'),
    `a ${shape} needs \`header: { starts-at: ... }\``,
  );
  must(shape === 'crosstab' && !across, 'a crosstab needs `across: { heading: ..., values: ... }`');
  must(
    shape === 'crosstab' && across?.of === 'names' && !(header.startsAt && read.left.length > 0),
    'a crosstab across names needs `header: { starts-at: ... }` and the `left` columns',
  );
  must(shape === 'outline' && levels.length === 0, 'an outline needs `levels`');
  must(shape === 'form' && form === null, 'a form needs `labels`');
  must(shape === 'form' && Boolean(across) && !form?.long, 'a form across periods needs `items`');
}

function checkOf(
  check: PartYaml['checks'][number],
  path: PropertyKey[],
  datasets: number,
  context: Context,
  place: Place,
): ControlTotal {
  const dataset = check.of ? context.datasets.get(check.of) : null;
  if (check.of && !dataset)
    unknown(context, 'dataset', check.of, context.datasets.keys(), place([...path, 'of']));
  if (datasets > 1 && !check.of)
    context.problems.push(
      problem('Y102', { path: 'checks', detail: 'say `of` which dataset' }, place(path)),
    );
  if (dataset && check.by) column(context, dataset, check.by, [...path, 'by'], place);
  return {
    total: check.total === 'rows' ? 'rows' : { sum: check.total.slice(4) },
    of: check.of ?? null,
    where: dataset
      ? whenOf(context, check.where, dataset, [...path, 'where'], place)
      : new Map(Object.entries(check.where)),
    by: check.by ?? null,
    cell: check.cell,
  };
}

const periodOf = (yaml: PeriodYaml | undefined): PeriodDefinition => {
  const snapshot = yaml?.snapshot;
  const from = yaml?.['file-name']
    ? 'file-name'
    : yaml?.cell
      ? 'cell'
      : yaml?.sheet
        ? 'sheet'
        : snapshot
          ? 'snapshot-date'
          : 'column';
  return {
    from,
    column: yaml?.column ?? null,
    pattern: yaml?.['file-name'] ?? yaml?.sheet ?? (typeof snapshot === 'string' ? snapshot : null),
    cell: yaml?.cell ?? (typeof snapshot === 'object' ? snapshot.cell : null),
    complete: yaml?.complete ?? 'month',
    calendar: yaml?.calendar ?? null,
    gaps: yaml?.gaps ?? 'nought',
  };
};

function replacementOf(yaml: SourceYaml['replaces']): Replacement {
  if (yaml === undefined) return { what: 'period', period: 'month', within: [] };
  return typeof yaml === 'string'
    ? { what: yaml, period: 'month', within: [] }
    : { what: 'period', period: yaml.period, within: yaml.within };
}

const unitFactors = { thousands: 1000, millions: 1_000_000, pence: 0.01 };

function columnSourceOf(source: PartYaml['loads'][string][string]): ColumnSource {
  const plain = {
    ...{ format: null, words: new Map(), unit: null },
    ...{ truncated: null, pattern: null, joined: null },
  };
  if (typeof source === 'string') return { kind: 'column', column: source, ...plain };
  if ('is' in source) return { kind: 'is', value: source.is };
  if ('file-name' in source) return { kind: 'file-name', pattern: source['file-name'] };
  if ('sheet' in source) return { kind: 'sheet', pattern: source.sheet };
  if ('cell' in source) return { kind: 'cell', cell: source.cell };
  if ('period' in source) return { kind: 'period', end: source.period === 'end' };
  if ('columns' in source)
    return {
      ...plain,
      kind: 'column',
      column: source.columns[0] ?? '',
      format: source.format ?? null,
      words: new Map(Object.entries(source.words ?? {})),
      joined: { columns: source.columns, as: source.as },
    };
  return {
    kind: 'column',
    column: source.column,
    format: source.format ?? null,
    words: new Map(Object.entries(source.words ?? {})),
    unit: unitOf(source.unit),
    truncated: source.truncated ?? null,
    pattern: source.pattern ?? null,
    joined: null,
  };
}

function unitOf(
  yaml:
    | number
    | keyof typeof unitFactors
    | { column: string; factors: Record<string, number> }
    | undefined,
): UnitDefinition | null {
  if (yaml === undefined) return null;
  if (typeof yaml === 'object')
    return { kind: 'column', column: yaml.column, factors: new Map(Object.entries(yaml.factors)) };
  return { kind: 'factor', factor: typeof yaml === 'number' ? yaml : unitFactors[yaml] };
}

/** `/^\d+ \(.*\)$/` is a pattern, anything else a word. */
function markerOf(text: string, means: Marker['means']): Marker {
  const pattern = /^\/(.+)\/$/.exec(text)?.[1];
  return { fits: pattern ? { pattern } : { word: text.toLowerCase() }, means };
}

const readOf = (yaml: ReadYaml): ReadDefinition => ({
  shape: yaml.shape ?? 'table',
  sheet: yaml.sheet ?? null,
  eachSheet: yaml['each-sheet'] ?? false,
  hidden: yaml.hidden ?? false,
  block: yaml.block ?? 1,
  under: yaml.under ?? null,
  header: {
    startsAt: yaml.header?.['starts-at']?.replace(/^first row with /, '') ?? null,
    rows: yaml.header?.rows ?? 1,
    footnotes: yaml.header?.footnotes === 'strip',
  },
  endsAt: yaml['ends-at'] ?? [],
  skip: yaml.skip ?? [],
  rows: [
    ...Object.entries(yaml['leave-out'] ?? {}).map(([heading, texts]) => ({
      ...{ heading, texts, only: false },
    })),
    ...Object.entries(yaml.only ?? {}).map(([heading, texts]) => ({
      ...{ heading, texts, only: true },
    })),
  ],
  nothing: yaml.nothing ?? ['nothing to report', 'nil return'],
  declared: yaml.declared ?? [],
  left: yaml.left ?? [],
  levels: yaml.levels ?? [],
  across: yaml.across ?? null,
  totals: {
    across: yaml.totals?.across ?? [],
    down: (yaml.totals?.down ?? []).map((total) =>
      typeof total === 'string' ? { row: total, of: 'all' } : total,
    ),
    word: yaml.totals?.word ?? 'Total',
    keep: yaml.totals?.keep ?? false,
  },
  form: yaml.labels
    ? {
        labels: yaml.labels,
        long: yaml.items ?? null,
      }
    : null,
});

/** Definition keys that a YAML key of `read` decides. */
const decides: Readonly<Record<keyof ReadYaml, keyof ReadDefinition>> = {
  shape: 'shape',
  sheet: 'sheet',
  'each-sheet': 'eachSheet',
  hidden: 'hidden',
  block: 'block',
  under: 'under',
  header: 'header',
  'ends-at': 'endsAt',
  skip: 'skip',
  'leave-out': 'rows',
  only: 'rows',
  nothing: 'nothing',
  declared: 'declared',
  left: 'left',
  levels: 'levels',
  across: 'across',
  totals: 'totals',
  labels: 'form',
  items: 'form',
};

function variantOf(yaml: SourceYaml['variants'][number]): Variant {
  const full = readOf(yaml.read ?? {});
  return {
    until: yaml.until,
    // Only what the variant says; the rest stays as the part has it.
    read: Object.fromEntries(
      Object.keys(yaml.read ?? {}).map((key) => {
        const decided = decides[key as keyof ReadYaml];
        return [decided, full[decided]];
      }),
    ),
    columns: new Map(Object.entries(yaml.columns ?? {})),
    part: yaml.part === undefined ? null : yaml.part - 1,
  };
}
