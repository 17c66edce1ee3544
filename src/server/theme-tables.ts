import type { Series } from '../figures/index.ts';
import type { MeasureDefinition, ThemeDefinition, ThemeTable } from '../framework/index.ts';
import type { Host } from '../host/index.ts';
import { placeKinds, type RelatedColumn, type RelatedTable, rowsHref } from '../pages/index.ts';
import { monthsLabel, sameLastYear } from '../periods/index.ts';
import { idWords } from '../wording/index.ts';
import { questionFor, type Shown } from './frame.ts';
import { shownOfMeasure } from './known-years.ts';
import type { Asked } from './route.ts';
import { themeThing } from './view-of.ts';

/** The related tables of a theme for what is shown, all asked in one turn so that they share their statements. */
export async function relatedTables(
  { host, actor }: Pick<Asked, 'host' | 'actor'>,
  theme: ThemeDefinition,
  shown: Shown,
): Promise<RelatedTable[]> {
  const mayRows = host.refuse(actor, 'see-rows', '', themeThing(host, theme.id)) === null;
  // A row for each place says nothing where one place is shown already.
  const wanted = theme.tables.filter((t) => shown.view.area === undefined || !isPlaces(t.by));
  return Promise.all([
    ...wanted.map((table) => relatedTable(host, table, shown, mayRows)),
    ...breakdownsOf(host, theme, shown).map((measure) => breakdown(host, measure, shown, mayRows)),
  ]);
}

/** Measures that are shown as a table of their parts, where no declared table shows those parts. */
function breakdownsOf(host: Host, theme: ThemeDefinition, shown: Shown): MeasureDefinition[] {
  return theme.measures
    .flatMap((id) => host.framework.measures.get(id) ?? [])
    .filter(({ chart, by }) => {
      if (chart !== 'table' || by === null) return false;
      if (isPlaces(by.column)) return shown.view.area === undefined;
      return !theme.tables.some((table) => table.by === by.column);
    });
}

/** A measure by the members of its breakdown, beside the same period a year before. */
async function breakdown(
  host: Host,
  measure: MeasureDefinition,
  wanted: Shown,
  mayRows: boolean,
): Promise<RelatedTable> {
  const by = measure.by?.column ?? '';
  const shown = await shownOfMeasure(host, measure, wanted);
  const { period } = shown.view;
  const columns = await Promise.all(
    [period, sameLastYear(period)].map(async (of): Promise<RelatedColumn> => {
      const question = { ...questionFor(measure.id, shown), period: of };
      const [parts, whole] = await Promise.all([
        host.figures.split(question, by),
        host.figures.series(question),
      ]);
      return {
        title: monthsLabel(of, 'short'),
        of: new Map(parts.map((s) => [codeOf(s), s])),
        whole,
        blankIsNone: countsRows(host, measure),
        rows: mayRows ? rowsBehindCell(whole, by, shown.query) : null,
        // Of forces there is no whole: ours is one of them.
        beside: by === 'force',
      };
    }),
  );
  return {
    title: measure.title,
    note: measure.notes,
    head: isPlaces(by) ? placeKinds[by].one : capital(idWords(by)),
    columns,
    rows: rowsOf(host, { measure: measure.id, by }, columns),
  };
}

async function relatedTable(
  host: Host,
  table: ThemeTable,
  shown: Shown,
  mayRows: boolean,
): Promise<RelatedTable> {
  const columns = await Promise.all(
    table.columns.map(async ({ measure, by, title }): Promise<RelatedColumn> => {
      const known = host.framework.measures.get(measure);
      const own = known ? await shownOfMeasure(host, known, shown) : shown;
      const question = questionFor(measure, own);
      const [parts, whole] = await Promise.all([
        host.figures.split(question, by),
        host.figures.series(question),
      ]);
      return {
        title: [
          title ?? whole.measure.title,
          ...(own === shown ? [] : [monthsLabel(whole.shown, 'short')]),
        ].join(', '),
        of: new Map(parts.map((s) => [codeOf(s), s])),
        whole,
        blankIsNone: countsRows(host, known),
        rows: mayRows ? rowsBehindCell(whole, by, shown.query) : null,
        beside: by !== table.by,
      };
    }),
  );
  return {
    title: table.title,
    note: table.note,
    head: isPlaces(table.by) ? placeKinds[table.by].one : capital(idWords(table.by)),
    columns,
    rows: rowsOf(host, { measure: table.columns[0]?.measure ?? '', by: table.by }, columns),
  };
}

/** What somebody else counted holds no noughts: a member it does not name is not known. */
const countsRows = ({ framework }: Host, measure: MeasureDefinition | undefined): boolean =>
  framework.datasets.get(measure?.value.of ?? '')?.kind !== 'observations';

/** A place or a force is asked for as an area, any other member by its column and code; what has no code is not asked for. */
function rowsBehindCell(whole: Series, by: string, query: string) {
  const of = (area: string) =>
    rowsHref({ ...whole, area: { ...whole.area, id: area } }, whole.shown.id, query);
  return (code: string | null): string | null => {
    if (code === null) return of(whole.area.id);
    if (code === '') return null;
    if (isPlaces(by) || by === 'force') return of(code);
    return `${of(whole.area.id)}&${new URLSearchParams({ split: by, category: code }).toString()}`;
  };
}

const isPlaces = (by: string): by is keyof typeof placeKinds => by in placeKinds;
const codeOf = (series: Series): string => series.category ?? series.area.id;
/** Something is said of it: a count, or that it may not be shown. */
const speaks = ({ figure }: Series): boolean =>
  figure.value === null ? figure.status !== 'not-applicable' : figure.value !== 0;

/** Every member of which any column says something, in the order of its vocabulary or bands; without one, what is most first. What is not recorded comes last. */
function rowsOf(
  { framework }: Host,
  { measure, by }: { measure: string; by: string },
  columns: readonly RelatedColumn[],
) {
  const first = framework.measures.get(measure);
  const column = framework.datasets.get(first?.value.of ?? '')?.columns.get(by);
  const codes = column?.vocabulary ? framework.vocabularies.get(column.vocabulary)?.codes : null;
  const banded = (first?.by?.bands.length ?? 0) > 0 && first?.by?.column === by;
  const order = [...(codes ?? (banded ? columns[0]?.of : undefined) ?? new Map()).keys()];
  const titles = new Map<string, string>();
  const said = columns.flatMap(({ of }) => [...of]).filter(([, series]) => speaks(series));
  for (const [code, series] of said)
    titles.set(
      code,
      isPlaces(by)
        ? series.area.kind === 'unknown'
          ? 'Place not recorded'
          : series.area.title
        : series.category === null
          ? series.area.title
          : (codes?.get(code)?.title ?? notRecorded(code)),
    );
  const size = (code: string) => columns[0]?.of.get(code)?.figure.value ?? -1;
  const unknown = (code: string) => (['', 'unknown'].includes(code) ? 1 : 0);
  return [...titles]
    .map(([code, title]) => ({ code, title }))
    .sort(
      (a, b) =>
        unknown(a.code) - unknown(b.code) ||
        (order.length > 0
          ? order.indexOf(a.code) - order.indexOf(b.code)
          : size(b.code) - size(a.code)) ||
        (a.title < b.title ? -1 : 1),
    );
}

const notRecorded = (code: string) => (['', 'unknown'].includes(code) ? 'None recorded' : code);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
