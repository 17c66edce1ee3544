import type { Place, Problem } from './problem.ts';

/** The place as a person reads it: `themes/soac.yaml:12:5`, `return.xlsx, sheet "Tasking", cell C9`. */
export function printPlace(where: Place): string {
  const parts: string[] = [];
  if (where.file !== undefined) {
    const line = where.line === undefined ? '' : `:${where.line}`;
    parts.push(`${where.file}${line}${line && where.column ? `:${where.column}` : ''}`);
  }
  if (where.sheet !== undefined) parts.push(`sheet “${where.sheet}”`);
  if (where.cell !== undefined) parts.push(`cell ${where.cell}`);
  if (where.heading !== undefined) parts.push(`column “${where.heading}”`);
  if (where.slide !== undefined) parts.push(`slide ${where.slide}`);
  if (where.shape !== undefined) parts.push(`shape “${where.shape}”`);
  return parts.join(', ');
}

/** A problem on one line: code, place, sentence, mend. */
export function printProblem(problem: Problem): string {
  const place = printPlace(problem.where);
  return `${problem.code} ${place ? `${place}: ` : ''}${problem.message} ${problem.mend}`;
}
