import type { Against, Series } from '../figures/index.ts';
import { dayLabel, monthsLabel, type Period, periodOf, previousPeriod } from '../periods/index.ts';
import {
  changeBetween,
  changeParts,
  comparisonOf,
  formatFigure,
  listWords,
  lowerFirst,
} from '../wording/index.ts';
import { ChangeCell, Scroll, VerdictMark } from './parts.tsx';

/** One measure for the period shown, with its months, and for the twelve months to its end. */
export interface MeasurePeriods {
  readonly shown: Series;
  /** Null where the period shown is a year already. */
  readonly year: Series | null;
}

const roles = [
  ['threat', 'Threat and offending'],
  ['activity', 'Activity'],
  ['outcome', 'Outcomes'],
] as const;

/** Month, quarter and year of every measure, each against what went before; grouped by kind. */
export function ManyPeriods({
  measures,
  query,
}: {
  measures: readonly MeasurePeriods[];
  query: string;
}) {
  const [first] = measures;
  if (!first) return <p class="empty-line">This theme has no measure.</p>;
  const month = monthOf(first.shown);
  const columns = 6 + (month ? 2 : 0) + (first.year ? 2 : 0);
  return (
    <>
      <Scroll name="Measures by month, quarter and year">
        <table class="dense periods">
          <caption class="sr">Comparisons of each measure by month, quarter and year</caption>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              {month && <PeriodHeads period={month} />}
              <PeriodHeads period={first.shown.shown} />
              <th scope="col" class="num">
                on last year
              </th>
              {first.year && (
                <>
                  <th scope="col" class="num">
                    12 months
                  </th>
                  <th scope="col" class="num">
                    on last year
                  </th>
                </>
              )}
              <th scope="col" class="num">
                on baseline
              </th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          {roles.map(([role, title]) => {
            const own = measures.filter((m) => m.shown.measure.role === role);
            return own.length === 0 ? null : (
              <tbody key={role}>
                <tr>
                  <th scope="rowgroup" colSpan={columns} class="rowgroup">
                    {title}
                  </th>
                </tr>
                {own.map((m) => (
                  <MeasureRow
                    key={m.shown.measure.id}
                    measure={m}
                    monthly={month !== null}
                    query={query}
                  />
                ))}
              </tbody>
            );
          })}
        </table>
      </Scroll>
      <p class="caption">{notesOf(measures)}</p>
    </>
  );
}

function PeriodHeads({ period }: { period: Period }) {
  const before = previousPeriod(period);
  return (
    <>
      <th scope="col" class="num">
        {period.grain === 'month' ? monthsLabel(period, 'short') : bare(period)}
      </th>
      <th scope="col" class="num">
        {before ? `on ${bare(before)}` : 'on the period before'}
      </th>
    </>
  );
}

/** `Oct to Dec`: the months of a period without their year, which the page says above. */
const bare = (period: Period): string => monthsLabel(period, 'short').replace(/ \d{4}$/, '');

/** The last month of a longer period. */
const monthOf = ({ shown }: Series): Period | null =>
  shown.grain === 'month' ? null : periodOf('month', shown.last);

function MeasureRow({
  measure: { shown, year },
  monthly,
  query,
}: {
  measure: MeasurePeriods;
  monthly: boolean;
  query: string;
}) {
  const { measure, verdict, baseline } = shown;
  return (
    <tr>
      <th scope="row">
        <a href={`/measures/${measure.id}${query}`}>{measure.title}</a>
      </th>
      {monthly && <LastMonth series={shown} />}
      <Value series={shown} />
      <Change series={shown} against="previous" />
      <Change series={shown} against="same-last-year" />
      {year && (
        <>
          <Value series={year} />
          <Change series={year} against="previous" />
        </>
      )}
      {baseline ? (
        <Change series={shown} against={`baseline:${baseline.id}`} />
      ) : (
        <td class="num word-cell">no baseline</td>
      )}
      <td class="verdict-cell">
        <VerdictMark word={verdict.word} direction={verdict.direction} />
      </td>
    </tr>
  );
}

/** The last month among the points of the chart, and its change on the month before. */
function LastMonth({ series }: { series: Series }) {
  const { measure, chartFigures, breaks, shown } = series;
  const figure = chartFigures.find(
    (f) => f.period.grain === 'month' && f.period.last === shown.last,
  );
  if (!figure)
    return (
      <>
        <td class="num word-cell">not applicable</td>
        <td class="num word-cell">not applicable</td>
      </>
    );
  const before = chartFigures[chartFigures.indexOf(figure) - 1];
  const { amount } = changeBetween(measure, figure, before, breaks);
  return (
    <>
      <td class={figure.value === null ? 'num word-cell' : 'num'}>
        {formatFigure(measure, figure)}
      </td>
      <td class="num">
        <ChangeCell amount={amount} percent="" />
      </td>
    </>
  );
}

function Value({ series }: { series: Series }) {
  const text = formatFigure(series.measure, series.figure);
  return series.figure.value === null ? (
    <td class="num word-cell">{text}</td>
  ) : (
    <td class="num">{text}</td>
  );
}

function Change({ series, against }: { series: Series; against: Against }) {
  const comparison = comparisonOf(series, against);
  if (!comparison) return <td class="num word-cell">not comparable</td>;
  const change = changeParts(series.measure, comparison);
  return (
    <td class="num">
      <ChangeCell amount={change.amount} percent={change.percent} />
    </td>
  );
}

/** Why some are not compared, once each. */
function notesOf(measures: readonly MeasurePeriods[]): string {
  const baseline = measures.map((m) => m.shown.baseline).find((b) => b !== null);
  const breaks = new Map<string, string[]>();
  for (const { shown } of measures)
    for (const b of shown.breaks) {
      const text = b.unexplained
        ? `${dayLabel(b.at)}, ${lowerFirst(b.reason)}`
        : `counted differently since ${dayLabel(b.at)}`;
      breaks.set(text, [...(breaks.get(text) ?? []), shown.measure.title]);
    }
  return [
    baseline
      ? `Baseline: ${baseline.title.charAt(0).toLowerCase()}${baseline.title.slice(1)}, for as many months as the period has.`
      : '',
    ...[...breaks].map(
      ([text, titles]) =>
        `${titles.length > 4 ? `${titles.length} measures` : listWords(titles)}: ${text}; not compared across that date.`,
    ),
  ]
    .filter(Boolean)
    .join(' ');
}
