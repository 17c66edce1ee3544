/** A quoted identifier. SQL is built only from these, from literals made here, and from this room's own words. */
export const id = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A quoted literal; text is escaped, numbers must be finite. */
export function lit(value: string | number | boolean | null): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`not a number that SQL can hold: ${value}`);
    return String(value);
  }
  return `'${value.replaceAll("'", "''")}'`;
}

/** `('a', 'b')`; an empty list holds nothing, which no value is in. */
export const list = (values: readonly (string | number)[]): string =>
  values.length === 0 ? '(null)' : `(${values.map(lit).join(', ')})`;
