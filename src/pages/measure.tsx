import { type Boundaries, chartOf, chartSvg, mapSvg, waitsChartOf } from '../charts/index.ts';
import type { Comparison, Series } from '../figures/index.ts';
import { dayLabel, monthsLabel, periodLabel } from '../periods/index.ts';
import {
  changeParts,
  formatFigure,
  formatValue,
  plainDays,
  titleSentence,
  verdictReason,
} from '../wording/index.ts';
import { type Frame, page, Raw, Section, Title, VerdictMark } from './layout.tsx';
import { ChangeCell } from './overview.tsx';
import { DistrictTable } from './theme.tsx';

export interface MeasureView {
  readonly series: Series;
  readonly themeTitle: string;
  readonly notes: string | null;
  /** Six comparisons: what against what, with the two figures. */
  readonly compared: readonly {
    readonly label: string;
    readonly series: Series;
    readonly comparison: Comparison;
  }[];
  readonly districts: readonly Series[];
  readonly boundaries: Boundaries | null;
  readonly loads: readonly {
    readonly load: number;
    readonly file: string;
    readonly rows: number;
    readonly arrivedAt: string;
    readonly state: 'In use' | 'Replaced' | 'Taken out';
  }[];
  readonly restated: readonly {
    readonly month: string;
    readonly before: number;
    readonly after: number;
    readonly file: string;
  }[];
  readonly definition: string;
  readonly canSeeRows: boolean;
  readonly query: string;
  readonly showAll: boolean;
}

/** Everything an analyst needs to defend one figure. */
export function measurePage(view: MeasureView, frame: Frame): string {
  const { series, query } = view;
  const { measure, verdict, shown } = series;
  const chart = chartOf(series);
  const waits = waitsChartOf(series);
  const hasChart = series.chartFigures.some((f) => f.value !== null);
  const rows = [...series.chartFigures]
    .map((figure, i) => ({ figure, point: series.chart?.points[i] }))
    .reverse();
  const months = view.showAll ? rows : rows.slice(0, 12);
  const download = `/api/measures/${measure.id}`;
  return page(frame, {
    current: '/measures',
    title: measure.title,
    islands: ['chart'],
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
          lead={`${formatFigure(measure, series.figure)}${series.figure.value !== null && measure.unit !== '%' && measure.unit !== 'GBP' ? ` ${measure.unit}` : ''} in ${periodLabel(shown)}, ${series.area.kind === 'force' ? 'whole force' : series.area.title}.`}
          side={
            <>
              <VerdictMark word={verdict.word} direction={verdict.direction} />
              <p>
                {measure.better === 'neutral'
                  ? 'Direction is not judged. '
                  : `${measure.better === 'lower' ? 'Lower' : 'Higher'} is better. `}
                {verdictReason(series)}{' '}
                {verdict.rule === 'none' || verdict.rule === 'moves-binomial'
                  ? ''
                  : `Rule: ${verdict.because}`}
              </p>
            </>
          }
        />
        <Section
          title={`${measure.title} by ${series.chartFigures[0]?.period.grain ?? 'month'}`}
          note={
            <>
              <a href="#figures">Show as table</a> · <a href={`${download}.png${query}`}>PNG</a> ·{' '}
              <a href={`${download}.xlsx${query}`}>XLSX</a> ·{' '}
              <a href={`${download}.csv${query}`}>CSV</a>
            </>
          }
        >
          {hasChart ? (
            <section
              class="chart-holder"
              data-island="chart"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is walked point by point from the keyboard
              tabIndex={0}
              aria-label={`Chart, point by point with the arrow keys: ${measure.title}`}
              data-points={JSON.stringify(
                chart.points.map((p) => [
                  p.spoken,
                  p.value === null
                    ? null
                    : `/measures/${measure.id}/rows?period=${p.period}&area=${series.area.id}`,
                ]),
              )}
            >
              <Raw html={chartSvg(chart, { id: 'main' })} class="chart-wide" />
              <p class="speak" aria-live="polite" />
            </section>
          ) : (
            <p class="empty-box">
              {`No figures for this measure yet. ${verdict.because}`}{' '}
              <a href="/sources">See sources</a>
            </p>
          )}
          <p class="caption">
            {limitsNote(series)} {series.notes.map((note) => plainDays(note.text)).join(' ')}
          </p>
        </Section>
        {waits && (
          <Section title="Days between events">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section class="scroll" tabIndex={0} aria-label="Days between events">
              <Raw html={chartSvg(waits, { id: 'waits' })} class="chart-wide" />
            </section>
            <p class="caption">
              Each point is one event; higher means longer between them.
              {series.waits?.open
                ? ' The hollow point is the wait since the last event, which has not ended.'
                : ''}
            </p>
          </Section>
        )}
        <Section title="Compared">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section class="scroll" tabIndex={0} aria-label="Comparisons">
            <table>
              <thead>
                <tr>
                  <th scope="col">Period</th>
                  <th scope="col" class="num">
                    Figure
                  </th>
                  <th scope="col" class="num">
                    Before
                  </th>
                  <th scope="col" class="num">
                    Change
                  </th>
                  <th scope="col">Note</th>
                </tr>
              </thead>
              <tbody>
                {view.compared.map(({ label, series: own, comparison }) => {
                  const change = changeParts(measure, comparison);
                  return (
                    <tr key={label}>
                      <th scope="row">{label}</th>
                      <td class="num">{formatFigure(measure, own.figure)}</td>
                      <td class="num">
                        {comparison.base ? formatFigure(measure, comparison.base) : 'no data'}
                      </td>
                      <td class="num">
                        <ChangeCell amount={change.amount} percent={change.percent} />
                      </td>
                      <td>
                        {comparison.verdict === 'not-comparable' ||
                        comparison.verdict === 'incomplete' ||
                        comparison.against === 'region' ||
                        comparison.against === 'region-without-us'
                          ? plainDays(comparison.because)
                          : ''}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
        </Section>
        {view.districts.length > 0 && (
          <Section title="By district" note={periodLabel(shown)}>
            <div class="map-and-table">
              {view.boundaries && (
                <div>
                  <Raw
                    html={mapSvg(
                      view.districts
                        .filter((s) => s.area.kind === 'district')
                        .map((s) => ({
                          code: s.area.id,
                          name: s.area.title,
                          value: s.figure.value,
                          text: formatFigure(measure, s.figure),
                        })),
                      view.boundaries,
                      `Map of ${measure.title} by district, ${monthsLabel(shown)}. The table beside it holds the same figures.`,
                    )}
                  />
                  <p class="caption">
                    Five classes of equal width, set by the figure shown. Boundaries: Office for
                    National Statistics, Open Government Licence; contains OS data © Crown
                    copyright.
                  </p>
                </div>
              )}
              <DistrictTable series={view.districts} against="same-last-year" />
            </div>
          </Section>
        )}
        <Section
          id="figures"
          title="Figures behind the chart"
          note={
            view.showAll || rows.length <= 12 ? (
              `${rows.length} periods`
            ) : (
              <a
                href={`${query || '?'}${query ? '&' : ''}all=1#figures`}
              >{`Last 12 of ${rows.length}. Show all`}</a>
            )
          }
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section class="scroll" tabIndex={0} aria-label="Figures behind the chart">
            <table>
              <thead>
                <tr>
                  <th scope="col">Period</th>
                  <th scope="col" class="num">
                    {measure.unit === 'GBP' ? 'Pounds' : measure.unit}
                  </th>
                  <th scope="col" class="num">
                    {series.chart?.type === 'run' ? 'Median' : 'Mean'}
                  </th>
                  <th scope="col" class="num">
                    Limits
                  </th>
                  <th scope="col">Signal</th>
                  <th scope="col">Rows</th>
                </tr>
              </thead>
              <tbody>
                {months.map(({ figure, point }) => (
                  <tr key={figure.period.id}>
                    <th scope="row">{monthsLabel(figure.period, 'short')}</th>
                    <td class="num">
                      {formatFigure(measure, figure)}
                      {figure.status === 'partial'
                        ? ' so far'
                        : figure.immature
                          ? ' (late entries expected)'
                          : ''}
                    </td>
                    <td class="num">
                      {point?.cl === null || point?.cl === undefined
                        ? 'none'
                        : formatValue(measure, point.cl)}
                    </td>
                    <td class="num">
                      {point && point.lcl !== null && point.ucl !== null
                        ? `${formatValue(measure, Math.max(0, point.lcl))} to ${formatValue(measure, point.ucl)}`
                        : 'none'}
                    </td>
                    <td>
                      {point && point.signals.length > 0
                        ? point.signals.map(signalWords).join('; ')
                        : series.judged === 'moves'
                          ? 'judged by movements'
                          : series.waits
                            ? 'judged by days between events'
                            : 'within usual range'}
                    </td>
                    <td>
                      {figure.value === null ? (
                        <span class="word-cell">none</span>
                      ) : view.canSeeRows ? (
                        <a
                          href={`/measures/${measure.id}/rows?period=${figure.period.id}&area=${series.area.id}`}
                        >
                          Rows<span class="sr"> behind {monthsLabel(figure.period)}</span>
                        </a>
                      ) : (
                        <span class="word-cell">not allowed</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </Section>
        <Section title="What changed between versions of the data">
          {view.restated.length === 0 ? (
            <p class="empty-line">No month of this measure’s sources has been restated.</p>
          ) : (
            <ul class="plain">
              {view.restated.slice(-8).map((r) => (
                <li
                  key={`${r.month}${r.file}`}
                >{`${r.month}: ${r.before.toLocaleString('en-GB')} rows before, ${r.after.toLocaleString('en-GB')} since ${r.file}`}</li>
              ))}
            </ul>
          )}
        </Section>
        <Section title="Where does this come from">
          <div class="map-and-table from">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section class="scroll" tabIndex={0} aria-label="Loads">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Load</th>
                    <th scope="col">File</th>
                    <th scope="col" class="num">
                      Rows
                    </th>
                    <th scope="col">Arrived</th>
                    <th scope="col">State</th>
                  </tr>
                </thead>
                <tbody>
                  {view.loads.map((load) => (
                    <tr key={load.load}>
                      <th scope="row">{load.load}</th>
                      <td class="break">{load.file}</td>
                      <td class="num">{load.rows.toLocaleString('en-GB')}</td>
                      <td>{load.arrivedAt.slice(0, 10)}</td>
                      <td>
                        <span
                          class={`pill ${load.state === 'In use' ? 'pill-complete' : 'pill-neutral'}`}
                        >
                          {load.state}
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <dl class="facts">
              <dt>Definition</dt>
              <dd>
                {view.definition}
                {view.notes ? ` ${view.notes}` : ''}{' '}
                <span class="hash">{series.figure.definition.slice(0, 12)}</span>
              </dd>
              <dt>Dates</dt>
              <dd>{`Data to ${series.dates.dataTo ? dayLabel(series.dates.dataTo) : 'none'}. As known at ${series.dates.asAt.slice(0, 16).replace('T', ' ')}. Calculated ${series.dates.builtAt.slice(0, 16).replace('T', ' ')}.`}</dd>
              <dt>Rows</dt>
              <dd>
                {view.canSeeRows ? (
                  <a
                    href={`/measures/${measure.id}/rows?period=${shown.id}&area=${series.area.id}`}
                  >{`Show the rows behind ${monthsLabel(shown)}. Looking is recorded.`}</a>
                ) : (
                  'You can see the figures, not the rows. Analysts and theme leads can open them.'
                )}
              </dd>
            </dl>
          </div>
        </Section>
      </>
    ),
  });
}

function limitsNote(series: Series): string {
  if (series.judged === 'moves')
    return 'A register has no limits: its verdict comes from what moved in and out.';
  const type = series.waits?.chart.type ?? series.chart?.type;
  if (!type) return '';
  if (series.judged === 'month-adjusted')
    return 'Mean and limits follow the season (u′ chart of month-adjusted values).';
  const names: Record<string, string> = {
    xmr: 'Limits: mean of the baseline ± 2.66 × mean moving range (XmR).',
    run: 'Run chart: the line is the median; rules of Anhøj.',
    p: 'p chart: limits vary with the number behind each point.',
    'p-prime': 'p′ chart (Laney): limits vary with the number behind each point.',
    u: 'u chart.',
    'u-prime': 'u′ chart (Laney).',
    c: 'c chart: limits from the mean of the counts.',
    g: 'Counts by month; judged by the g chart of days between events.',
    t: 'Counts by month; judged by the t chart of time between events.',
  };
  return `${names[type] ?? ''} Rule set: ${ruleSetName((series.waits?.chart ?? series.chart)?.rules ?? '')}.`;
}

const ruleSetName = (id: string): string => (id === 'mdc' ? 'NHS “Making data count”' : id);

const signalWords = (id: string): string =>
  ({
    'outside-above': 'beyond the upper limit',
    'outside-below': 'beyond the lower limit',
    'shift-above': 'run of 7 or more above the mean',
    'shift-below': 'run of 7 or more below the mean',
    'trend-up': '7 rising in a row',
    'trend-down': '7 falling in a row',
    'two-of-three-above': '2 of 3 near the upper limit',
    'two-of-three-below': '2 of 3 near the lower limit',
    'long-run-above': 'long run above the median',
    'long-run-below': 'long run below the median',
  })[id] ?? id;
