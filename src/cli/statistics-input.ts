import { type Problem, problem } from '../problems/index.ts';

/** Thrown inside a run of `socpf statistics`; becomes its one coded sentence. */
export class Stop extends Error {
  readonly problem: Problem;
  constructor(p: Problem) {
    super(p.message);
    this.problem = p;
  }
}

export const usage = (detail: string): Stop => new Stop(problem('U101', { detail }));

/** Options as typed after the method: `--name value` or `--name=value`. */
export class Options {
  readonly #given = new Map<string, string>();

  constructor(args: readonly string[], known: readonly string[]) {
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] ?? '';
      const [, name = '', joined] = /^--([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
      if (!known.includes(name)) throw usage(`“${arg}” is not an option of this method`);
      if (this.#given.has(name)) throw usage(`--${name} is given twice`);
      const value = joined ?? args[++i];
      if (value === undefined) throw usage(`--${name} has no value`);
      this.#given.set(name, value);
    }
  }

  /** One of the words; `otherwise` where the option is not given, an error where that is undefined. */
  word<T extends string>(name: string, words: readonly T[], otherwise?: T): T {
    const given = this.#given.get(name) ?? otherwise;
    const word = words.find((w) => w === given);
    if (word === undefined) throw usage(`--${name} is one of ${words.join(', ')}`);
    return word;
  }

  number(name: string): number | null {
    const text = this.#given.get(name);
    if (text === undefined) return null;
    const value = numberOf(text);
    if (value === null) throw usage(`--${name} is a number`);
    return value;
  }

  confidence(): number {
    const value = this.number('confidence') ?? 0.95;
    if (value <= 0 || value >= 1) throw usage('--confidence lies between 0 and 1, such as 0.95');
    return value;
  }
}

const numberOf = (text: string): number | null =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : null;

/** A value at fault on one line of a sentence, however it stood in the file. */
const wrong = (line: number, value: string, why: string): Stop =>
  new Stop(problem('U111', { line, value: value.replace(/\s+/g, ' ').slice(0, 40), why }));

/** One row of the input, its cells by column. */
export class Row {
  readonly #line: number;
  readonly #cells: ReadonlyMap<string, string>;
  constructor(line: number, cells: ReadonlyMap<string, string>) {
    this.#line = line;
    this.#cells = cells;
  }

  has(column: string): boolean {
    return this.#cells.has(column);
  }

  /** As it stands in the file. */
  text(column: string): string {
    return this.#cells.get(column) ?? '';
  }

  /** Null where blank. */
  number(column: string): number | null {
    const text = this.text(column).trim();
    if (text === '') return null;
    const value = numberOf(text);
    if (value === null) throw this.bad(text, 'is not a number');
    return value;
  }

  /** A number of nought or more; null where blank. */
  count(column: string): number | null {
    const value = this.number(column);
    if (value !== null && value < 0) throw this.bad(this.text(column), 'is below nought');
    return value;
  }

  bad(value: string | number, why: string): Stop {
    return wrong(this.#line, String(value), why);
  }
}

/** Rows of the CSV on standard input: the columns named, in any order, and none besides. */
export function readRows(
  stdin: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Row[] {
  const [head, ...records] = parseCsv(stdin);
  const names = head?.cells ?? [];
  const odd = names.find(
    (name, i) => ![...required, ...optional].includes(name) || names.indexOf(name) !== i,
  );
  const absent = required.find((name) => !names.includes(name));
  const column = absent ?? odd;
  if (column !== undefined)
    throw new Stop(
      problem('U110', {
        column,
        fault: absent ? 'missing' : twice(names, column) ? 'twice' : 'unknown',
        columns: [...required, ...optional],
      }),
    );
  return records.map(({ line, cells }) => {
    if (cells.length > names.length)
      throw wrong(
        line,
        cells[names.length] ?? '',
        `stands beyond the ${names.length} columns of the header`,
      );
    return new Row(line, new Map(names.map((name, i) => [name, cells[i] ?? ''])));
  });
}

const twice = (names: readonly string[], name: string) =>
  names.indexOf(name) !== names.lastIndexOf(name);

interface CsvRecord {
  /** Line of the file on which it starts. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** RFC 4180: quotes, doubled quotes, line breaks inside quotes; a line with nothing at all is no row. */
function parseCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const source = text.replace(/^\uFEFF/, '');
  let [cells, cell, quoted, wasQuoted]: [string[], string, boolean, boolean] = [
    [],
    '',
    false,
    false,
  ];
  let [line, start] = [1, 1];
  const endRecord = () => {
    const last = wasQuoted ? cell : cell.replace(/\r$/, '');
    if (cells.length > 0 || last !== '' || wasQuoted)
      records.push({ line: start, cells: [...cells, last] });
    [cells, cell, wasQuoted, start] = [[], '', false, line];
  };
  for (let i = 0; i < source.length; i++) {
    const c = source[i] ?? '';
    if (c === '\n') line++;
    if (quoted && c === '"' && source[i + 1] === '"') cell += source[++i];
    else if (quoted && c === '"') quoted = false;
    else if (quoted) cell += c;
    else if (c === '"' && cell === '' && !wasQuoted) [quoted, wasQuoted] = [true, true];
    else if (c === ',') {
      cells.push(cell);
      [cell, wasQuoted] = ['', false];
    } else if (c === '\n') endRecord();
    else if (!(wasQuoted && c === '\r')) cell += c;
  }
  if (quoted) throw wrong(start, cell, 'opens a quote that is never closed');
  endRecord();
  return records;
}
