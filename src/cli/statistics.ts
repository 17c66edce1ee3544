import { type Problem, printProblem, problem } from '../problems/index.ts';
import {
  byar,
  type ChartRow,
  type ChartType,
  type ControlChart,
  controlChart,
  eTest,
  exactPoisson,
  exactRatesTest,
  exactRatioInterval,
  type FunnelType,
  funnel,
  ruleSets,
  wilson,
} from '../statistics/index.ts';
import { table } from './output.ts';
import { Options, type Row, readRows, Stop } from './statistics-input.ts';

/** What a run of `socpf statistics` prints and how it ends. */
export interface StatisticsResult {
  readonly exit: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

/** A field of the answer. */
type Cell = string | number | boolean | null | readonly string[];
type Answer = Readonly<Record<string, unknown>>;

const methods: Readonly<Record<string, (args: readonly string[], stdin: string) => Answer>> = {
  chart,
  interval,
  funnel: peers,
  compare,
};

const types: readonly ChartType[] = ['xmr', 'run', 'p', 'p-prime', 'u', 'u-prime', 'c', 'g', 't'];

/** Options and columns of each method, as `socpf statistics --help` prints them. */
const help: readonly string[] = [
  'CSV on standard input; a table of the fields on standard output, JSON with --json.',
  '',
  `chart     --type ${types.join('|')} [--freeze N] [--rules ${Object.keys(ruleSets).join('|')}]`,
  '          [--target T] [--better lower|higher|neutral] [--screen once|none]',
  '          columns x, y; n for p, p-prime, u, u-prime; exclude (1) and part where wanted',
  'interval  --method byar|exact|wilson [--confidence 0.95]',
  '          columns count; n (needed for wilson)',
  'funnel    --type rate|proportion|ratio [--overdispersion none|multiplicative|additive]',
  '          columns area, count, n (expected counts for ratio)',
  'compare   --method e-test|exact [--confidence 0.95]',
  '          columns count1, n1, count2, n2',
];

/** The methods alone (methods.md section 1): CSV in, JSON or a table of the same fields out. */
export function statisticsCommand(args: readonly string[], stdin: string): StatisticsResult {
  const [method = '', ...rest] = args.filter((arg) => arg !== '--json');
  const json = args.includes('--json');
  if (rest.includes('--help') || method === '--help')
    return { exit: 0, stdout: help.join('\n'), stderr: '' };
  try {
    const run = methods[method];
    if (!run)
      throw new Stop(
        problem('U103', { what: 'method', name: method, nearest: Object.keys(methods).join(', ') }),
      );
    const answer = run(rest, stdin);
    return {
      exit: 0,
      stdout: json ? JSON.stringify(answer, null, 2) : readable(answer).join('\n'),
      stderr: '',
    };
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault;
    return refusal(fault.problem, json);
  }
}

function refusal(found: Problem, json: boolean): StatisticsResult {
  return {
    exit: found.code === 'U110' || found.code === 'U111' ? 1 : 2,
    stdout: json ? JSON.stringify({ problems: [found] }, null, 2) : '',
    stderr: printProblem(found),
  };
}

const needsN = (type: ChartType) => ['p', 'p-prime', 'u', 'u-prime'].includes(type);

function chart(args: readonly string[], stdin: string): Answer {
  const options = new Options(args, ['type', 'freeze', 'rules', 'target', 'better', 'screen']);
  const type = options.word('type', types);
  const rules = options.word('rules', Object.keys(ruleSets), type === 'run' ? 'anhoej' : 'mdc');
  const freeze = options.number('freeze');
  if (freeze !== null && (!Number.isInteger(freeze) || freeze < 1))
    throw new Stop(problem('U101', { detail: '--freeze is a whole number of rows, 1 or more' }));
  const settings = {
    type,
    rules,
    freeze,
    target: options.number('target'),
    better: options.word('better', ['lower', 'higher', 'neutral'], 'neutral'),
    screen: options.word('screen', ['once', 'none'], 'once'),
  };
  const rows = readRows(
    stdin,
    needsN(type) ? ['x', 'y', 'n'] : ['x', 'y'],
    needsN(type) ? ['exclude', 'part'] : ['n', 'exclude', 'part'],
  );
  const made: ControlChart = controlChart(
    rows.map((row) => chartRow(row, type)),
    settings,
  );
  return { ...made };
}

function chartRow(row: Row, type: ChartType): ChartRow {
  const signed = type === 'xmr' || type === 'run';
  const y = signed ? row.number('y') : row.count('y');
  const n = row.count('n');
  if (type === 't' && y === 0)
    throw row.bad(row.text('y'), 'is no time between events: it must be above nought');
  if ((type === 'p' || type === 'p-prime') && y !== null && n !== null && y > n)
    throw row.bad(row.text('y'), `is more than its n of ${n}`);
  const exclude = row.text('exclude').trim();
  if (!['', '0', '1'].includes(exclude)) throw row.bad(exclude, 'is not 0 or 1');
  const part = row.has('part') ? row.number('part') : 1;
  if (part === null || !Number.isInteger(part))
    throw row.bad(row.text('part'), 'is not the whole number of a part');
  return { x: row.text('x'), y, ...(row.has('n') ? { n } : {}), exclude: exclude === '1', part };
}

function interval(args: readonly string[], stdin: string): Answer {
  const options = new Options(args, ['method', 'confidence']);
  const method = options.word('method', ['byar', 'exact', 'wilson']);
  const confidence = options.confidence();
  const rows = readRows(
    stdin,
    method === 'wilson' ? ['count', 'n'] : ['count'],
    method === 'wilson' ? [] : ['n'],
  ).map((row) => {
    const [count, n] = [row.count('count'), row.count('n')];
    if (method === 'wilson' && count !== null && n !== null && count > n)
      throw row.bad(row.text('count'), `is more than its n of ${n}`);
    if (count === null || n === 0 || (n === null && method === 'wilson'))
      return { count, n, value: null, lower: null, upper: null };
    if (method === 'wilson')
      return { count, n, value: count / (n ?? 1), ...wilson(count, n ?? 1, confidence) };
    const bounds = (method === 'byar' ? byar : exactPoisson)(count, confidence);
    const per = n ?? 1;
    return { count, n, value: count / per, lower: bounds.lower / per, upper: bounds.upper / per };
  });
  return { method, confidence, rows };
}

function peers(args: readonly string[], stdin: string): Answer {
  const options = new Options(args, ['type', 'overdispersion']);
  const type = options.word<FunnelType>('type', ['rate', 'proportion', 'ratio']);
  const overdispersion = options.word(
    'overdispersion',
    ['none', 'multiplicative', 'additive'],
    'none',
  );
  const rows = readRows(stdin, ['area', 'count', 'n']).map((row) => {
    const [count, n] = [row.count('count'), row.count('n')];
    if (type === 'proportion' && n !== null && !Number.isInteger(n))
      throw row.bad(row.text('n'), 'is not a whole number, which a proportion needs');
    if (type === 'proportion' && count !== null && n !== null && count > n)
      throw row.bad(row.text('count'), `is more than its n of ${n}`);
    return { area: row.text('area'), count, n };
  });
  return { ...funnel(rows, type, overdispersion) };
}

function compare(args: readonly string[], stdin: string): Answer {
  const options = new Options(args, ['method', 'confidence']);
  const method = options.word('method', ['e-test', 'exact']);
  const confidence = options.confidence();
  const rows = readRows(stdin, ['count1', 'n1', 'count2', 'n2']).map((row) => {
    const [count1, count2] = [whole(row, 'count1'), whole(row, 'count2')];
    const [n1, n2] = [exposure(row, 'n1'), exposure(row, 'n2')];
    const [rate1, rate2] = [count1 / n1, count2 / n2];
    const exact = method === 'exact';
    const bounds = exact
      ? exactRatioInterval(count1, n1, count2, n2, confidence)
      : { lower: null, upper: null };
    return {
      count1,
      n1,
      count2,
      n2,
      rate1,
      rate2,
      difference: rate1 - rate2,
      ratio: rate2 === 0 ? null : rate1 / rate2,
      ratio_lower: bounds.lower,
      ratio_upper: bounds.upper,
      p: (exact ? exactRatesTest : eTest)(count1, n1, count2, n2),
    };
  });
  return { method, confidence, rows };
}

function whole(row: Row, column: string): number {
  const value = row.count(column);
  if (value === null || !Number.isInteger(value))
    throw row.bad(row.text(column), 'is not a whole count');
  return value;
}

function exposure(row: Row, column: string): number {
  const value = row.count(column);
  if (value === null || value === 0) throw row.bad(row.text(column), 'is no exposure above nought');
  return value;
}

/** Single fields as lines, lists as tables: the same fields as the JSON, no number rounded. */
function readable(answer: Answer): string[] {
  const lines: string[] = [];
  const tables: string[] = [];
  for (const [name, value] of Object.entries(answer)) {
    if (!Array.isArray(value)) {
      for (const [field, text] of Object.entries(flat(name, value)))
        lines.push(`${field}: ${written(text)}`);
      continue;
    }
    const rows = value.map((row) => Object.assign({}, ...nested(row)) as Record<string, Cell>);
    const head = Object.keys(rows[0] ?? {});
    if (head.length > 0)
      tables.push(
        '',
        ...table(
          head,
          rows.map((row) => head.map((field) => written(row[field] ?? null))),
        ),
      );
  }
  return [...lines, ...tables];
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

/** `{ icons: { variation } }` as `icons.variation`. */
function flat(name: string, value: unknown): Record<string, Cell> {
  if (value === null || typeof value !== 'object' || isList(value))
    return { [name]: value as Cell };
  return Object.assign(
    {},
    ...Object.entries(value).map(([inner, part]) => flat(`${name}.${inner}`, part)),
  ) as Record<string, Cell>;
}

const nested = (row: object): Record<string, Cell>[] =>
  Object.entries(row).map(([name, value]) => flat(name, value));

const written = (value: Cell): string =>
  value === null ? '-' : isList(value) ? value.join(' ') || '-' : String(value);
