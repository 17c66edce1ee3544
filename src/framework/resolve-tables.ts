import type { z } from 'zod';
import { type Context, cannot, type Place, unknown } from './context.ts';
import type { MeasureDefinition, ThemeList, ThemeTable } from './definitions.ts';
import type { themeYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';

/** Kinds of place that a table can have a row for, besides the values of a column. */
const places = ['district', 'lpa', 'ward', 'force'];

/** The related tables of a theme: measures of its own side by side, a row for each value of a column. */
export function resolveTables(
  file: YamlFile<z.infer<typeof themeYaml>>,
  measures: readonly MeasureDefinition[],
  context: Context,
): ThemeTable[] {
  const written = new Set(file.value.measures.map((m) => m.id));
  return file.value.tables.map((table, t) => {
    // A column that is named wrong once is told once.
    const told = new Set<string>();
    const columns = table.measures.map((column, i) => {
      const given = typeof column === 'string' ? { measure: column } : column;
      const by = ('by' in given ? given.by : undefined) ?? table.by;
      const path = ['tables', t, 'measures', i];
      const measure = measures.find((m) => m.id === given.measure);
      if (!written.has(given.measure))
        unknown(context, 'measure of this theme', given.measure, written, file.place(path));
      else if (measure && !places.includes(by))
        checkColumn(context, measure, by, told, () => file.place(path));
      return {
        measure: given.measure,
        by,
        title: ('title' in given ? given.title : undefined) ?? null,
      };
    });
    return { title: table.title, by: table.by, note: table.note ?? null, columns };
  });
}

/** What is counted must have the column; so must the whole of a share, or every row would have all of it. */
function checkColumn(
  context: Context,
  measure: MeasureDefinition,
  by: string,
  told: Set<string>,
  place: () => ReturnType<Place>,
): void {
  for (const value of [measure.value, measure.whole]) {
    const dataset = value ? context.datasets.get(value.of) : undefined;
    if (!dataset || dataset.columns.has(by) || told.has(`${dataset.id} ${by}`)) continue;
    told.add(`${dataset.id} ${by}`);
    unknown(context, `column of ${dataset.id}`, by, dataset.columns.keys(), place());
  }
}

/** Lists of a theme: of a dataset that there is, with columns that everybody who sees figures may read. */
export function resolveLists(
  file: YamlFile<z.infer<typeof themeYaml>>,
  context: Context,
): ThemeList[] {
  return file.value.lists.map((list, i): ThemeList => {
    const path = ['lists', i];
    const dataset = context.datasets.get(list.of);
    if (!dataset)
      unknown(context, 'dataset', list.of, context.datasets.keys(), file.place([...path, 'of']));
    for (const name of [list.newest, ...Object.keys(list.columns)]) {
      const column = dataset?.columns.get(name);
      if (dataset && !column)
        unknown(context, `column of ${list.of}`, name, dataset.columns.keys(), file.place(path));
      else if (column && column.class !== 'open')
        cannot(context, list.title, `the column “${name}” is not open to all`, file.place(path));
    }
    return {
      title: list.title,
      of: list.of,
      newest: list.newest,
      columns: new Map(Object.entries(list.columns)),
      note: list.note ?? null,
    };
  });
}
