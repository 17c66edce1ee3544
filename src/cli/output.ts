import { type Problem, printProblem } from '../problems/index.ts';

/** How every command prints: a person's lines, or one JSON object. */
export interface Output {
  readonly json: boolean;
  line(text: string): void;
  error(text: string): void;
}

// Whoever reads us may stop reading (`socpf loads | head`): the command still ends well.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault;
  });

export const processOutput = (json: boolean): Output => ({
  json,
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
});

/** A result: JSON as it is, or lines. */
export function print(output: Output, value: unknown, lines: () => readonly string[]): number {
  if (output.json) output.line(JSON.stringify(value, null, 2));
  else for (const line of lines()) output.line(line);
  return 0;
}

/** One coded sentence a problem on standard error; with --json also as an object. Never a stack trace. */
export function refuse(output: Output, problems: readonly Problem[], exit = 1): number {
  for (const problem of problems) output.error(printProblem(problem));
  if (output.json) output.line(JSON.stringify({ problems }, null, 2));
  return exit;
}

/** Columns set side by side for a terminal. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const draw = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [draw(head), draw(widths.map((w) => '-'.repeat(w))), ...rows.map(draw)];
}
