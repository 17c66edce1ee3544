import {
  type Boundaries,
  type ChartAction,
  chartOf,
  chartSvg,
  type Chart as Drawn,
  waitsChartOf,
  withActions,
  withExpected,
} from '../charts/index.ts';
import type { Comparison, ExpectedNext, Figure, Series } from '../figures/index.ts';
import { monthLabel, monthsLabel, type PlainDate, periodLabel } from '../periods/index.ts';
import {
  changeWords,
  expectedBasis,
  expectedWords,
  formatFigure,
  plainDays,
  sentence,
  titleSentence,
  valuePart,
  verdictReason,
} from '../wording/index.ts';
import type { AreasView } from './areas-table.tsx';
import { figureRowsHref, rowsHref, WalkedChart } from './chart-holder.tsx';
import { type Frame, page } from './layout.tsx';
import {
  ByArea,
  Categories,
  type CategoriesView,
  Compared,
  type ComparedRow,
} from './measure-compared.tsx';
import { FiguresTable } from './measure-figures.tsx';
import { type LoadRow, Restated, type RestatedRow, WhereFrom } from './measure-sources.tsx';
import { Scroll, Section, Title, VerdictMark } from './parts.tsx';

export interface MeasureView {
  readonly series: Series;
  readonly themeTitle: string;
  readonly notes: string | null;
  /** The last month of the period shown, where the source has months and the period is longer. */
  readonly month: Figure | null;
  /** Six comparisons: what against what, with the two figures. */
  readonly compared: readonly ComparedRow[];
  readonly region: Comparison | null;
  /** Null where an area is shown already. */
  readonly areas: AreasView | null;
  readonly boundaries: Boundaries | null;
  readonly categories: CategoriesView | null;
  readonly loads: readonly LoadRow[];
  /** Titles of its sources of which nothing has come. */
  readonly absent: readonly string[];
  readonly restated: readonly RestatedRow[];
  readonly definition: string;
  /** The day whose end the figures are known at. */
  readonly knownOn: PlainDate;
  readonly canSeeRows: boolean;
  /** Operations and sites that aimed at it, in the area shown. */
  readonly actions: readonly ChartAction[];
  /** Where its next months are expected; null where nothing may be said (methods.md section 7). */
  readonly expected: ExpectedNext | null;
  readonly query: string;
  readonly showAll: boolean;
}

/** Everything an analyst needs to defend one figure. */
export function measurePage(view: MeasureView, frame: Frame): string {
  const { series, query } = view;
  const { measure } = series;
  const file = (ending: string) => `/api/measures/${measure.id}.${ending}${query}`;
  const behind = view.canSeeRows ? (figure: Figure) => figureRowsHref(series, figure, query) : null;
  return page(frame, {
    current: '/measures',
    title: measure.title,
    islands: ['chart'],
    downloads: [
      { label: 'Figures (XLSX)', href: file('xlsx') },
      { label: 'Figures (CSV)', href: file('csv') },
      { label: 'Chart (PNG)', href: file('png') },
      ...(view.areas?.kind === 'district' && view.boundaries
        ? [{ label: 'Map (PNG)', href: file('map.png') }]
        : []),
    ],
    children: (
      <>
        <Title
          kicker={
            <>
              <a href={`/${query}`}>Overview</a> /{' '}
              <a href={`/themes/${measure.theme}${query}`}>{view.themeTitle}</a> / {measure.title}
            </>
          }
          title={titleSentence(series).text}
          lead={leadOf(view)}
          side={<Verdict series={series} />}
        />
        <Chart view={view} />
        <WaitsChart
          series={series}
          rows={view.canSeeRows ? (on) => rowsOfDay(series, on, query) : null}
        />
        <Section title="Compared">
          <Compared rows={view.compared} region={view.region} behind={behind} />
        </Section>
        {view.areas && (
          <ByArea
            areas={view.areas}
            boundaries={view.boundaries}
            canExport={frame.user?.canExport ?? false}
          />
        )}
        {view.categories && (
          <Section id="categories" title="By category" note={periodLabel(series.shown)}>
            <Categories
              view={view.categories}
              query={query}
              rows={
                view.canSeeRows
                  ? (one, split) =>
                      `${rowsHref(one, one.shown.id, query)}&${new URLSearchParams({ split, category: one.category ?? '' }).toString()}`
                  : null
              }
            />
          </Section>
        )}
        <FiguresTable
          series={series}
          showAll={view.showAll}
          query={query}
          rows={view.canSeeRows ? (period) => rowsHref(series, period, query) : null}
        />
        <Section title="What changed between versions of the data">
          <Restated rows={view.restated} measure={measure} behind={behind} />
        </Section>
        <Section title="Where does this come from">
          <WhereFrom
            series={series}
            loads={view.loads}
            absent={view.absent}
            definition={view.definition}
            notes={view.notes}
            knownOn={view.knownOn}
            rows={view.canSeeRows ? rowsHref(series, series.shown.id, query) : null}
          />
        </Section>
      </>
    ),
  });
}

/** "171 offences in September 2025 and 510 in the quarter, 163 fewer than the same quarter last year (−24%)." */
function leadOf({ series, month }: MeasureView): string {
  const { measure, figure, shown } = series;
  if (figure.value === null)
    return `${formatFigure(measure, figure)} for ${periodLabel(shown)}. ${verdictReason(series)}`.replace(
      /^./,
      (first) => first.toUpperCase(),
    );
  const text = (of: Figure) => sentence(...valuePart(measure, of)).text;
  const change = changeWords(series, 'same-last-year');
  const place = series.area.kind === 'force' ? '' : ` in ${series.area.title}`;
  const so = figure.status === 'partial' || figure.immature ? ' so far' : '';
  const said =
    month && month.value !== null
      ? `${text(month)} in ${monthsLabel(month.period)} and ${formatFigure(measure, figure)} in ${shown.grain === 'quarter' ? 'the quarter' : monthsLabel(shown)}${place}${so}`
      : `${text(figure)} in ${monthsLabel(shown)}${place}`;
  return `${said}${change ? `, ${sentence(...change).text}` : ''}.`;
}

function Verdict({ series }: { series: Series }) {
  const { verdict, measure } = series;
  const rule =
    verdict.rule === 'none' || verdict.rule === 'moves-binomial' ? '' : `Rule: ${verdict.because}`;
  return (
    <>
      <p>
        <VerdictMark word={verdict.word} direction={verdict.direction} />
      </p>
      <p class="verdict-why">
        {measure.better === 'neutral'
          ? 'Direction is not judged. '
          : `${measure.better === 'lower' ? 'Lower' : 'Higher'} is better. `}
        {verdictReason(series)} {rule}
      </p>
    </>
  );
}

function Chart({ view }: { view: MeasureView }) {
  const { series, query } = view;
  const { measure } = series;
  const known = series.chartFigures.some((f) => f.value !== null);
  const grain = series.chartFigures[0]?.period.grain ?? 'month';
  const place = series.area.kind === 'force' ? 'whole force' : series.area.title;
  return (
    <Section
      title={`${measure.title} by ${grain === 'rolling-12' ? 'year' : grain.replaceAll('-', ' ')}, ${place}`}
    >
      {known ? (
        <WalkedChart
          series={series}
          chart={drawnChart(view)}
          name={measure.title}
          table="#figures"
          {...(view.canSeeRows
            ? { rows: (period: string) => rowsHref(series, period, query) }
            : {})}
          draw={(chart) => drawings(chart, 'main')}
        />
      ) : (
        <div class="empty-box">
          <h3>No figures for this measure yet</h3>
          <p>
            {plainDays(series.verdict.because)} <a href="/sources">See the sources</a>
          </p>
        </div>
      )}
      <p class="caption">
        {known ? `${limitsNote(series)} ` : ''}
        {chartNotes(series)}
        {view.expected &&
          ` ${view.expected.holds ? `${expectedWords(measure, view.expected)} ` : ''}${expectedBasis(view.expected)}`}
        {view.actions.length > 0 && (
          <>
            {' '}
            <a href={`/themes/${measure.theme}${query}#actions`}>Did the actions on it work?</a>
          </>
        )}
      </p>
    </Section>
  );
}

/** The chart with the actions that aimed at it and the range of the months to come. */
const drawnChart = ({ series, actions, expected }: MeasureView): Drawn =>
  withExpected(
    withActions(chartOf(series), actions),
    expected,
    expected ? expectedWords(series.measure, expected) : '',
  );

/** One chart at the width of each medium. */
const drawings = (chart: Drawn, id: string) => [
  { name: 'on-wide', svg: chartSvg(chart, { id: `${id}-wide`, form: 'full' }) },
  { name: 'on-middle', svg: chartSvg(chart, { id: `${id}-middle`, form: 'middle' }) },
  { name: 'on-phone', svg: chartSvg(chart, { id: `${id}-phone`, form: 'phone' }) },
];

/** The rows of the month or quarter that a source speaks of and a day lies in. */
function rowsOfDay(series: Series, on: string, query: string): string | null {
  const period = series.chartFigures.find(
    (f) => f.period.start <= on && on <= f.period.end,
  )?.period;
  return period ? rowsHref(series, period.id, query) : null;
}

function RowsLink({ href, text, of }: { href: string | null; text: string; of: string }) {
  if (href === null) return <>{text}</>;
  return (
    <a href={href}>
      {text}
      <span class="sr">{`: rows behind ${of}`}</span>
    </a>
  );
}

/** A rare measure is judged by the days between its events: they are drawn, and stand in a table. */
function WaitsChart({
  series,
  rows,
}: {
  series: Series;
  /** Where the rows of the period of a day are, for those who may open them. */
  rows: ((on: string) => string | null) | null;
}) {
  const chart = waitsChartOf(series);
  if (!chart) return null;
  return (
    <Section title="Days between events">
      <WalkedChart
        series={series}
        chart={chart}
        name={chart.heading}
        table="#waits"
        draw={(drawn) => drawings(drawn, 'waits')}
      />
      <p class="caption">
        Each point is one event; higher means longer between them.
        {series.waits?.open
          ? ' The hollow point is the wait since the last event, which has not ended.'
          : ''}
      </p>
      <details class="waits-table" id="waits">
        <summary class="button">The days as a table</summary>
        <Scroll name="Days between events">
          <table class="dense">
            <caption class="sr">{chart.heading}</caption>
            <thead>
              <tr>
                <th scope="col">Event on</th>
                <th scope="col" class="num">
                  Days since the one before
                </th>
              </tr>
            </thead>
            <tbody>
              {chart.points.map((point) => (
                <tr key={`${point.index}${point.label}`}>
                  <th scope="row">{point.label}</th>
                  <td class="num">
                    <RowsLink
                      href={rows?.(point.start) ?? null}
                      text={point.text}
                      of={point.label}
                    />
                    {point.soFar ? ' so far' : ''}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </Section>
  );
}

/** What the chart leaves out, or reads differently. */
function chartNotes(series: Series): string {
  const chart = chartOf(series);
  const high = series.measure.kind === 'share' && !chart.y.fromZero;
  const known = series.chartFigures.some((f) => f.value !== null);
  return [
    ...(high ? ['The axis does not start at zero.'] : []),
    ...(known && chart.gaps.length > 0 ? [gapWords(series, chart.gaps)] : []),
    ...series.notes.filter((note) => note.kind !== 'gap').map((note) => plainDays(note.text)),
  ].join(' ');
}

/** "December 2023 and January 2024 were not supplied and are not counted as zero." */
function gapWords(series: Series, gaps: Drawn['gaps']): string {
  const stretches = gaps.flatMap(({ first, last }) => {
    const [from, to] = [series.chartFigures[first]?.period, series.chartFigures[last]?.period];
    if (!from || !to) return [];
    return first === last
      ? monthsLabel(from)
      : `${monthLabel(from.first)} to ${monthLabel(to.last)}`;
  });
  const one = gaps.length === 1 && gaps[0]?.first === gaps[0]?.last;
  return `${stretches.join(', ')} ${one ? 'was not supplied and is' : 'were not supplied and are'} not counted as zero.`;
}

const chartNames: Readonly<Record<string, string>> = {
  xmr: 'Limits: mean of the baseline ± 2.66 × mean moving range (XmR).',
  run: 'Run chart: the line is the median; rules of Anhøj.',
  p: 'p chart: limits vary with the number behind each point.',
  'p-prime': 'p′ chart (Laney): limits vary with the number behind each point.',
  u: 'u chart: limits vary with the number behind each point.',
  'u-prime': 'u′ chart (Laney): limits vary with the number behind each point.',
  c: 'c chart: limits from the mean of the counts.',
  g: 'Counts by month; judged by the g chart of days between events.',
  t: 'Counts by month; judged by the t chart of time between events.',
};
const ruleNames: Readonly<Record<string, string>> = {
  mdc: 'NHS “Making data count”',
  anhoej: 'Anhøj',
};

function limitsNote(series: Series): string {
  if (series.judged === 'moves')
    return 'A register has no limits: its verdict comes from what moved in and out.';
  const chart = series.waits?.chart ?? series.chart;
  if (!chart) return '';
  if (series.judged === 'month-adjusted')
    return 'Mean and limits follow the season (u′ chart of month-adjusted values).';
  return `${chartNames[chart.type] ?? ''} Rule set: ${ruleNames[chart.rules] ?? chart.rules}.`;
}
