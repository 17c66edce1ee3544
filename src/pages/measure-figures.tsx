import type { Figure, MeasureFacts, Series } from '../figures/index.ts';
import { monthsLabel } from '../periods/index.ts';
import { changeBetween, countWord, formatFigure, formatValue } from '../wording/index.ts';
import { unitHead } from './areas-table.tsx';
import { ChangeCell, Scroll, Section, VerdictMark } from './parts.tsx';

const shortList = 12;

/** The table of the chart: every point with its mean, limits and signal, and the rows behind it. */
export function FiguresTable({
  series,
  showAll,
  query,
  rows,
}: {
  series: Series;
  showAll: boolean;
  query: string;
  /** Address of the rows behind a period; null for readers who may not open them. */
  rows: ((period: string) => string) | null;
}) {
  const { chartFigures, measure } = series;
  const from = showAll ? 0 : Math.max(0, chartFigures.length - shortList);
  const grain = chartFigures[0]?.period.grain ?? 'month';
  const unit = grain === 'month' || grain === 'quarter' ? grain : 'year';
  const yearly = grain === 'month' ? 12 : grain === 'quarter' ? 4 : null;
  const asked = new URLSearchParams(query);
  asked.set('all', '1');
  return (
    <Section
      id="figures"
      title="Figures behind the chart"
      note={
        from === 0 ? (
          countWord(chartFigures.length, unit)
        ) : (
          <>
            {`Last ${shortList} of ${countWord(chartFigures.length, unit)}. `}
            <a href={`/measures/${measure.id}?${asked.toString()}#figures`}>Show all</a>
          </>
        )
      }
    >
      <Scroll name="Figures behind the chart">
        <table class="dense">
          <caption class="sr">{`${measure.title}: figures behind the chart`}</caption>
          <thead>
            <tr>
              <th scope="col">{unit.charAt(0).toUpperCase() + unit.slice(1)}</th>
              <th scope="col" class="num">
                {unitHead(measure.unit)}
              </th>
              <th scope="col" class="num">{`on ${unit} before`}</th>
              {yearly && <th scope="col" class="num">{`on same ${unit} last year`}</th>}
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
            {chartFigures.map((figure, i) =>
              i < from ? null : (
                <PointRow
                  key={figure.period.id}
                  series={series}
                  figure={figure}
                  index={i}
                  yearly={yearly}
                  rows={rows}
                />
              ),
            )}
          </tbody>
        </table>
      </Scroll>
    </Section>
  );
}

function PointRow({
  series,
  figure,
  index,
  yearly,
  rows,
}: {
  series: Series;
  figure: Figure;
  index: number;
  yearly: number | null;
  rows: ((period: string) => string) | null;
}) {
  const { measure, breaks, chartFigures } = series;
  const point = series.chart?.points[index];
  const before = (back: number) => {
    const { amount, percent } = changeBetween(measure, figure, chartFigures[index - back], breaks);
    return (
      <td class="num">
        <ChangeCell amount={amount} percent={back === 1 ? '' : percent} />
      </td>
    );
  };
  return (
    <tr>
      <th scope="row">{monthsLabel(figure.period, 'short')}</th>
      <td class={figure.value === null ? 'num word-cell' : 'num'}>
        {formatFigure(measure, figure)}
        {figure.status === 'partial' || figure.immature ? ' so far' : ''}
      </td>
      {before(1)}
      {yearly && before(yearly)}
      <td class="num">{levelText(measure, point?.cl ?? null)}</td>
      <td class="num">
        {point && point.lcl !== null && point.ucl !== null ? (
          `${formatValue(measure, Math.max(0, point.lcl))} to ${formatValue(measure, point.ucl)}`
        ) : (
          <span class="word-cell">none</span>
        )}
      </td>
      <td class="signal-cell">
        <Signal series={series} figure={figure} point={point} />
      </td>
      <td>
        {figure.value === null ? (
          <span class="word-cell">none</span>
        ) : rows === null ? (
          <span class="word-cell">not allowed</span>
        ) : (
          <a href={rows(figure.period.id)}>
            Rows<span class="sr"> behind {monthsLabel(figure.period)}</span>
          </a>
        )}
      </td>
    </tr>
  );
}

const levelText = (measure: MeasureFacts, value: number | null) =>
  value === null ? <span class="word-cell">none</span> : formatValue(measure, value);

/** The rule that a point meets, in its verdict's shape and colour. */
function Signal({
  series,
  figure,
  point,
}: {
  series: Series;
  figure: Figure;
  point: NonNullable<Series['chart']>['points'][number] | undefined;
}) {
  if (figure.value === null) return <span class="word-cell">no data</span>;
  if (figure.status === 'partial' || figure.immature)
    return <span class="word-cell">still growing, not judged</span>;
  if (series.judged === 'moves') return <span class="word-cell">judged by movements</span>;
  if (series.waits) return <span class="word-cell">judged by days between events</span>;
  // A run chart has no limits; any other without them is too short to judge, or a list.
  if (!point || (point.ucl === null && series.chart?.type !== 'run'))
    return <span class="word-cell">not judged</span>;
  const directed = point.signals.find((s) => /-(above|below|up|down)$/.test(s));
  if (!directed) return <span class="word-cell">within usual range</span>;
  const direction = /-(above|up)$/.test(directed) ? 'up' : 'down';
  const { better } = series.measure;
  const word =
    better === 'neutral'
      ? 'changed'
      : (better === 'higher') === (direction === 'up')
        ? 'improving'
        : 'worsening';
  return (
    <VerdictMark word={word} direction={direction} small says={signalWords(directed, series)} />
  );
}

function signalWords(id: string, series: Series): string {
  const centre = series.chart?.type === 'run' ? 'median' : 'mean';
  const seasonal = series.judged === 'month-adjusted' ? ', season allowed for' : '';
  const said = (
    {
      'outside-above': 'beyond the upper limit',
      'outside-below': 'beyond the lower limit',
      'shift-above': `run of 7 or more above the ${centre}`,
      'shift-below': `run of 7 or more below the ${centre}`,
      'trend-up': '7 rising in a row',
      'trend-down': '7 falling in a row',
      'two-of-three-above': '2 of 3 near the upper limit',
      'two-of-three-below': '2 of 3 near the lower limit',
      'long-run-above': 'long run above the median',
      'long-run-below': 'long run below the median',
    } as Record<string, string>
  )[id];
  return `${said ?? id.replaceAll('-', ' ')}${seasonal}`;
}
