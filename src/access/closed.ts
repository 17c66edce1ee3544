import type {
  Condition,
  Framework,
  MeasureDefinition,
  ThemeDefinition,
  Value,
} from '../framework/index.ts';

/** Columns that say which theme a row is about. */
export const themeColumns = ['theme', 'primary_theme'] as const;

/**
 * What of an open measure would count hidden themes (domain.md 14.2): the columns whose members do,
 * and its rows where some are about one. A member does where a hidden measure counts just that member.
 */
export function closedOf(
  measure: MeasureDefinition,
  framework: Framework,
  hidden: ReadonlySet<string>,
): NonNullable<MeasureDefinition['closed']> | null {
  const above = [...framework.measures.values()]
    .filter((m) => hidden.has(m.theme))
    .flatMap(valuesOf);
  const own = valuesOf(measure);
  const telling = own.flatMap((value) => themeTelling(value, framework, hidden));
  const counting = own.flatMap((value) =>
    above.filter((h) => h.of === value.of).flatMap((h) => memberOf(value, h)),
  );
  const columns = [...new Set([...telling, ...counting])];
  if (columns.length === 0) return null;
  return { columns, rows: telling.some((column) => isThemeColumn(column)) };
}

/** A measure as it is open: its breakdown goes where that is closed. */
export function withClosed(
  measure: MeasureDefinition,
  closed: MeasureDefinition['closed'] | null,
): MeasureDefinition {
  if (!closed) return measure;
  const by = measure.by && closed.columns.includes(measure.by.column) ? null : measure.by;
  return { ...measure, by, closed };
}

/** A theme whose tables show no closed column. */
export function withOpenTables(
  theme: ThemeDefinition,
  measures: ReadonlyMap<string, MeasureDefinition>,
): ThemeDefinition {
  const isOpen = (measure: string, by: string) =>
    !measures.get(measure)?.closed?.columns.includes(by);
  const tables = theme.tables.flatMap((table) => {
    const columns = table.columns.filter(
      (c) => isOpen(c.measure, table.by) && isOpen(c.measure, c.by),
    );
    return columns.length > 0 ? [{ ...table, columns }] : [];
  });
  return { ...theme, tables };
}

const valuesOf = ({ value, whole }: MeasureDefinition): Value[] =>
  whole ? [value, whole] : [value];

const isThemeColumn = (name: string): boolean => themeColumns.some((column) => column === name);

/** Columns that say the theme, unless the value holds them to themes that are open. */
function themeTelling(value: Value, framework: Framework, hidden: ReadonlySet<string>): string[] {
  const columns = [...(framework.datasets.get(value.of)?.columns.values() ?? [])];
  const holdsOpen = (name: string) =>
    value.where.some(
      (c) => c.kind === 'in' && c.column === name && !c.codes.some((code) => hidden.has(code)),
    );
  return columns
    .filter(({ name, vocabulary }) => {
      const codes = framework.vocabularies.get(vocabulary ?? '')?.codes;
      return isThemeColumn(name) || [...hidden].some((theme) => codes?.has(theme));
    })
    .map((column) => column.name)
    .filter((name) => !holdsOpen(name));
}

/** The column of which a hidden value counts some members alone, and else what the open one counts. */
function memberOf(open: Value, hidden: Value): string[] {
  const known = new Set(open.where.map((c) => JSON.stringify(c)));
  const apart = hidden.where.filter((c) => !known.has(JSON.stringify(c)));
  const [only, ...more] = apart;
  return only?.kind === 'in' && more.length === 0 && meets(open.where, only) ? [only.column] : [];
}

/** Whether conditions let some of the codes through. */
const meets = (
  where: readonly Condition[],
  { column, codes }: Extract<Condition, { kind: 'in' }>,
): boolean =>
  where.every(
    (c) => c.kind !== 'in' || c.column !== column || c.codes.some((code) => codes.includes(code)),
  );
