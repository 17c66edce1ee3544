import { type Problem, printProblem, problem } from '../problems/index.ts';
import { type ChartRow, type ChartType, controlChart, ruleSets } from '../statistics/index.ts';

/** What a run of `socpf statistics` prints and how it ends. */
export interface StatisticsResult {
  readonly exit: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

const types: readonly ChartType[] = ['xmr', 'run', 'p', 'p-prime', 'u', 'u-prime', 'c', 'g', 't'];

class Stop extends Error {
  readonly problem: Problem;
  constructor(p: Problem) {
    super(p.message);
    this.problem = p;
  }
}

/** `chart` of methods.md 1.1: CSV in, JSON or a table out. */
export function statisticsCommand(args: readonly string[], stdin: string): StatisticsResult {
  try {
    const [method, ...rest] = args;
    if (method !== 'chart')
      throw new Stop(problem('U103', { what: 'method', name: method ?? '', nearest: 'chart' }));
    return chart(optionsOf(rest, ['type', 'freeze', 'rules', 'target', 'better', 'screen']), stdin);
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault;
    return {
      exit: fault.problem.code === 'U110' || fault.problem.code === 'U111' ? 1 : 2,
      stdout: '',
      stderr: printProblem(fault.problem),
    };
  }
}

function optionsOf(args: readonly string[], known: readonly string[]): Map<string, string> {
  const options = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const name = args[i] ?? '';
    if (name === '--json') options.set('json', 'true');
    else if (name.startsWith('--') && known.includes(name.slice(2)) && args[i + 1] !== undefined)
      options.set(name.slice(2), args[++i] ?? '');
    else throw new Stop(problem('U101', { detail: `“${name}” is not an option of this command` }));
  }
  return options;
}

function chart(options: ReadonlyMap<string, string>, stdin: string): StatisticsResult {
  const type = options.get('type') as ChartType;
  if (!types.includes(type))
    throw new Stop(problem('U101', { detail: `--type is one of ${types.join(', ')}` }));
  const rules = options.get('rules');
  if (rules !== undefined && !ruleSets[rules])
    throw new Stop(
      problem('U101', { detail: `--rules is one of ${Object.keys(ruleSets).join(', ')}` }),
    );
  const better = (options.get('better') ?? 'neutral') as 'neutral';
  if (!['lower', 'higher', 'neutral'].includes(better))
    throw new Stop(problem('U101', { detail: '--better is lower, higher or neutral' }));
  const screen = (options.get('screen') ?? 'once') as 'once';
  if (!['once', 'none'].includes(screen))
    throw new Stop(problem('U101', { detail: '--screen is once or none' }));
  const freeze = numberOption(options, 'freeze');
  if (freeze !== null && (!Number.isInteger(freeze) || freeze < 1))
    throw new Stop(problem('U101', { detail: '--freeze is a whole number of rows' }));
  const made = controlChart(rowsOf(stdin, type), {
    type,
    ...(rules ? { rules } : {}),
    freeze,
    target: numberOption(options, 'target'),
    better,
    screen,
  });
  if (options.has('json')) return { exit: 0, stdout: JSON.stringify(made, null, 2), stderr: '' };
  const head = ['x', 'value', 'cl', 'lcl', 'ucl', 'part', 'signals'];
  const lines = made.points.map((p) =>
    [p.x, p.value, p.cl, p.lcl, p.ucl, p.part, p.signals.join(' ')]
      .map((v) => (v === null ? '' : String(v)))
      .join('\t'),
  );
  return { exit: 0, stdout: [head.join('\t'), ...lines].join('\n'), stderr: '' };
}

function numberOption(options: ReadonlyMap<string, string>, name: string): number | null {
  const text = options.get(name);
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new Stop(problem('U101', { detail: `--${name} is a number` }));
  return value;
}

function rowsOf(stdin: string, type: ChartType): ChartRow[] {
  const [head = [], ...records] = parseCsv(stdin);
  const known = ['x', 'y', 'n', 'exclude', 'part'];
  const odd = head.find((name) => !known.includes(name));
  if (odd !== undefined) throw new Stop(problem('U110', { column: odd }));
  const needsN = ['p', 'p-prime', 'u', 'u-prime'].includes(type);
  for (const name of ['x', 'y', ...(needsN ? ['n'] : [])])
    if (!head.includes(name)) throw new Stop(problem('U110', { column: name }));
  return records.map((record, i) => {
    const cell = (name: string) =>
      head.includes(name) ? (record[head.indexOf(name)] ?? '').trim() : '';
    const number = (name: string): number | null => {
      const text = cell(name);
      if (text === '') return null;
      const value = Number(text);
      if (!Number.isFinite(value)) throw bad(i, text, 'is not a number');
      return value;
    };
    const [y, n] = [number('y'), number('n')];
    const counted = type === 'c' || needsN;
    if (y !== null && y < 0 && (counted || type === 'g'))
      throw bad(i, String(y), 'is a count below nought');
    if (y !== null && y <= 0 && type === 't')
      throw bad(i, String(y), 'is no time between events: it must be above nought');
    if (n !== null && n < 0) throw bad(i, String(n), 'is below nought');
    if ((type === 'p' || type === 'p-prime') && y !== null && n !== null && y > n)
      throw bad(i, String(y), `is more than its n of ${n}`);
    const exclude = cell('exclude');
    if (!['', '0', '1'].includes(exclude)) throw bad(i, exclude, 'is not 0 or 1');
    const part = number('part');
    if (part !== null && !Number.isInteger(part))
      throw bad(i, String(part), 'is not a whole number');
    return {
      x: cell('x'),
      y,
      ...(head.includes('n') ? { n } : {}),
      exclude: exclude === '1',
      ...(part !== null ? { part } : {}),
    };
  });
}

const bad = (i: number, value: string, why: string) =>
  new Stop(problem('U111', { line: i + 2, value, why }));

/** RFC 4180: quotes, doubled quotes, line breaks inside quotes. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/^\uFEFF/, '');
  for (let i = 0; i < source.length; i++) {
    const c = source[i] ?? '';
    if (quoted) {
      if (c === '"' && source[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      record.push(cell);
      cell = '';
    } else if (c === '\n') {
      record.push(cell.replace(/\r$/, ''));
      if (record.length > 1 || record[0] !== '') records.push(record);
      record = [];
      cell = '';
    } else cell += c;
  }
  if (cell !== '' || record.length > 0) records.push([...record, cell.replace(/\r$/, '')]);
  return records;
}
