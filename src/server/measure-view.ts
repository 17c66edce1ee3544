import {
  type Against,
  expectedNext,
  type Figure,
  type Question,
  type Series,
} from '../figures/index.ts';
import { actionsKnown } from '../findings/index.ts';
import { findArea } from '../framework/index.ts';
import { boundariesOf, type Host, openList } from '../host/index.ts';
import {
  type ComparedRow,
  definitionWords,
  type LoadRow,
  type MeasureView,
  measurePage,
  type RestatedRow,
} from '../pages/index.ts';
import {
  addDays,
  monthsLabel,
  parseDay,
  parseMonth,
  periodOf,
  previousPeriod,
  sameLastYear,
} from '../periods/index.ts';
import {
  changeBetween,
  changeParts,
  comparisonOf,
  formatFigure,
  plainDays,
} from '../wording/index.ts';
import { areasOf, placeKind } from './areas-view.ts';
import { categoriesOf } from './categories-view.ts';
import { frameOf, questionFor, type Shown } from './frame.ts';
import { shownOfMeasure } from './known-years.ts';
import type { PageQuery } from './question-query.ts';
import type { Asked } from './route.ts';
import { thingOf } from './view-of.ts';

/** Chart, comparisons, areas, categories, figures and where they come from. */
export async function measureView(
  asked: Asked<{ id: string }, PageQuery>,
  wanted: Shown,
): Promise<string | null> {
  const { host, params, query, actor } = asked;
  const measure = host.framework.measures.get(params.id);
  if (!measure) return null;
  const shown = await shownOfMeasure(host, measure, wanted);
  const question = questionFor(measure.id, shown);
  // Asked in one turn, so that they share their statements.
  const [series, year, areas, categories] = await Promise.all([
    host.figures.series(question),
    yearOf(host, question),
    areasOf(host, measure, shown, placeKind(query.split)),
    categoriesOf(host, measure, shown, query.below),
  ]);
  const restated = await restatedOf(host, question, series);
  const view: MeasureView = {
    series,
    themeTitle: host.framework.themes.get(measure.theme)?.title ?? measure.theme,
    notes: measure.notes,
    month: monthOf(series),
    compared: compared(series, year),
    region: comparisonOf(series, 'region'),
    areas,
    boundaries: boundariesOf(host),
    categories,
    loads: await loadsOf(host, series),
    absent: await absentOf(host, series),
    restated,
    definition: definitionWords(measure, host.framework),
    knownOn: shown.view.asAt ?? host.reportingDay,
    actions: await actionsOn(asked, measure.id, shown),
    canSeeRows: host.refuse(actor, 'see-rows', '', thingOf(host, measure.id)) === null,
    expected: expectedNext(series),
    query: shown.query,
    showAll: query.all !== undefined,
  };
  return measurePage(view, await frameOf(asked, wanted));
}

/** Operations and sites that aimed at the measure: all where the whole force is shown, else those in the area. */
async function actionsOn(
  { host, actor }: Pick<Asked, 'host' | 'actor'>,
  measure: string,
  { view }: Shown,
): Promise<MeasureView['actions']> {
  const { areas, force } = host.framework;
  const shown = findArea(areas, view.area ?? force)?.code ?? force;
  const known = await actionsKnown(host.figures, openList(host, actor), {
    reportingDay: host.reportingDay,
    ...(view.asAt ? { asAt: view.asAt } : {}),
  });
  return known
    .filter((a) => a.aimedAt === measure && (shown === force || a.place === shown))
    .map(({ title, from, ended, place }) => ({
      title,
      from,
      ended,
      where: shown === force ? (findArea(areas, place)?.title ?? null) : null,
    }));
}

/** The last month of a longer period, among the points of the chart. */
const monthOf = ({ shown, chartFigures }: Series): Figure | null =>
  shown.grain === 'month'
    ? null
    : (chartFigures.find((f) => f.period.grain === 'month' && f.period.last === shown.last) ??
      null);

/** The twelve months to the end of a shorter period. */
async function yearOf(host: Host, question: Question): Promise<Series | null> {
  if (!['month', 'quarter', 'half'].includes(question.by)) return null;
  return host.figures.series({
    ...question,
    by: 'rolling-12',
    period: periodOf('rolling-12', question.period.last),
  });
}

/** Month on month and on year; the period on the one before, on last year and on baseline; twelve months on twelve. */
function compared(shown: Series, year: Series | null): ComparedRow[] {
  const rows: ComparedRow[] = [...monthRows(shown)];
  const add = (series: Series, against: Against, before: string) => {
    const comparison = comparisonOf(series, against);
    if (!comparison) return;
    const stopped = ['not-comparable', 'incomplete', 'withheld', 'missing', 'late'].includes(
      comparison.verdict,
    );
    rows.push({
      label: `${monthsLabel(series.shown)} on ${before}`,
      measure: series.measure,
      figure: series.figure,
      before: comparison.base,
      change: changeParts(series.measure, comparison),
      note:
        stopped || comparison.because.startsWith('Too few')
          ? plainDays(comparison.because)
          : series === year
            ? enteredAndLeft(year)
            : noteOf(series, against),
    });
  };
  const before = previousPeriod(shown.shown);
  const lastYear = sameLastYear(shown.shown);
  if (before && before.id !== lastYear.id) add(shown, 'previous', monthsLabel(before));
  add(shown, 'same-last-year', monthsLabel(lastYear));
  for (const comparison of shown.comparisons)
    if (comparison.against.startsWith('baseline:')) add(shown, comparison.against, 'baseline');
  if (year) add(year, 'previous', 'the 12 months before');
  return rows;
}

/** The last month on the one before and on the same month last year, from the points of the chart. */
function monthRows(series: Series): ComparedRow[] {
  const { measure, chartFigures, breaks } = series;
  const month = monthOf(series);
  if (!month) return [];
  const at = chartFigures.indexOf(month);
  return [1, 12].flatMap((back) => {
    const before = chartFigures[at - back];
    if (!before) return [];
    const change = changeBetween(measure, month, before, breaks);
    const season = back === 1 && series.judged !== 'moves' && /^[↑↓]/.test(change.amount);
    return [
      {
        label: `${monthsLabel(month.period)} on ${monthsLabel(before.period)}`,
        measure,
        figure: month,
        before,
        change,
        note:
          change.amount === 'incomplete'
            ? 'The month still grows as late entries come in.'
            : season
              ? 'Season not removed'
              : '',
      },
    ];
  });
}

/** A rolling year moves by what leaves it as much as by what enters (domain.md, trap 16). */
function enteredAndLeft({ measure, chartFigures, shown }: Series): string {
  if (measure.kind !== 'flow' && measure.kind !== 'sum' && measure.kind !== 'movement') return '';
  const at = chartFigures.findIndex((f) => f.period.last === shown.last);
  const entered = chartFigures[at];
  const left = chartFigures.find((f) => entered && f.period.id === sameLastYear(entered.period).id);
  if (entered?.value == null || left?.value == null) return '';
  const said = (f: Figure) => `${monthsLabel(f.period)} (${formatFigure(measure, f)})`;
  return `Its last ${entered.period.grain}: ${said(entered)} entered, ${said(left)} left`;
}

/** What a reader must know to take the change as it is meant. */
function noteOf(series: Series, against: Against): string {
  const { grain } = series.shown;
  const { kind } = series.measure;
  if (against === 'previous' && (grain === 'month' || grain === 'quarter'))
    return series.judged === 'moves' ? '' : 'Season not removed';
  if (!against.startsWith('baseline:') || !series.baseline) return '';
  const times = { month: '', quarter: ', times three', half: ', times six' } as Record<
    string,
    string
  >;
  const adds = kind === 'flow' || kind === 'sum' || kind === 'movement';
  return `${series.baseline.title}${adds ? (times[grain] ?? '') : ''}`;
}

const shownLoads = 12;

/** Loads of the measure's sources, those behind the figure shown first. */
async function loadsOf(host: Host, series: Series): Promise<LoadRow[]> {
  const loads = await host.figures.loads();
  const undone = new Set(loads.flatMap((l) => (l.undoes === null ? [] : [l.undoes])));
  const used = new Set([series.figure, ...series.chartFigures].flatMap((f) => f.loads));
  const behind = new Set(series.figure.loads);
  const own = loads
    .filter((l) => l.kind === 'load' && (used.has(l.load) || series.sources.includes(l.source)))
    .reverse();
  return [...own.filter((l) => behind.has(l.load)), ...own.filter((l) => !behind.has(l.load))]
    .slice(0, shownLoads)
    .map((l) => ({
      load: l.load,
      source: l.source,
      file: l.file,
      sheet: sheetOf(l.layout, l.file),
      rows: l.rowsLoaded,
      arrivedAt: l.arrivedAt,
      byHand: l.byHand,
      state: undone.has(l.load) ? 'Taken out' : used.has(l.load) ? 'In use' : 'Replaced',
    }));
}

/** Sources that would feed the measure and of which nothing has come. */
async function absentOf({ framework, figures }: Host, series: Series): Promise<string[]> {
  const loads = await figures.loads();
  const undone = new Set(loads.map((l) => l.undoes));
  const come = new Set(loads.filter((l) => !undone.has(l.load)).map((l) => l.source));
  return series.sources
    .filter((source) => !come.has(source))
    .flatMap((source) => framework.sources.get(source)?.title ?? []);
}

/** A workbook's sheet by its name; a CSV has none. */
function sheetOf(layout: Readonly<Record<string, unknown>>, file: string): string | null {
  const { sheets } = layout as { sheets?: Record<string, string> };
  const name = Object.values(sheets ?? {})[0];
  return name && !/\.(csv|gz)$/i.test(file) ? name : null;
}

const shownRestated = 4;

/** The newest months that a later file restated, as known the day before it came and as known now. */
async function restatedOf(host: Host, question: Question, series: Series): Promise<RestatedRow[]> {
  if (series.chartFigures[0]?.period.grain !== 'month') return [];
  const loads = await host.figures.loads();
  const restated = loads
    .filter((l) => series.sources.includes(l.source))
    .flatMap((l) => (l.notes.restated ?? []).map((r) => ({ load: l, month: parseMonth(r.month) })))
    .filter(({ load, month }) => {
      const known = question.asAt === undefined || load.arrivedAt.slice(0, 10) <= question.asAt;
      return month !== null && known;
    })
    .reverse()
    .slice(0, shownRestated);
  const rows = restated.map(async ({ load, month }): Promise<RestatedRow[]> => {
    const arrived = parseDay(load.arrivedAt.slice(0, 10));
    const now = series.chartFigures.find((f) => f.period.id === month);
    if (month === null || arrived === null || !now) return [];
    const before = await host.figures.series({
      ...question,
      by: 'month',
      period: periodOf('month', month),
      asAt: addDays(arrived, -1),
    });
    // The file changed the month of its dataset; this measure of it may be as it was.
    if (before.figure.status === 'complete' && before.figure.value === now.value) return [];
    const { file, arrivedAt } = load;
    return [{ now, before: before.figure, file, arrivedAt }];
  });
  return (await Promise.all(rows)).flat();
}
