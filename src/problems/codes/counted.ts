/** `1 row`, `2 rows`, `1,200 rows`: a count with its noun, as every sentence of the table says it. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

/** The form of a verb that goes with a count: `was` of one, `were` of more. */
export const verb = (n: number, one: string, many: string): string => (n === 1 ? one : many);
