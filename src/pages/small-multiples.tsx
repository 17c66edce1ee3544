import { chartOf, chartSvg, type Form } from '../charts/index.ts';
import type { Series } from '../figures/index.ts';
import { monthsLabel } from '../periods/index.ts';
import { formatFigure, plainDays, unitWords } from '../wording/index.ts';
import { WalkedChart } from './chart-holder.tsx';
import { VerdictMark } from './parts.tsx';

const months = 30;
const forms: readonly (readonly [Form, string])[] = [
  ['multiple', 'on-screen'],
  ['multiple-phone', 'on-phone'],
  ['multiple-print', 'on-paper'],
];

/** Every measure of a theme over the same months, each on its own scale from zero. */
export function SmallMultiples({ series, query }: { series: readonly Series[]; query: string }) {
  return (
    <div class="multiples">
      {series.map((one) => (
        <SmallMultiple key={one.measure.id} series={one} query={query} />
      ))}
    </div>
  );
}

function SmallMultiple({ series, query }: { series: Series; query: string }) {
  const { measure, figure, verdict } = series;
  const known = series.chartFigures.some((f) => f.value !== null);
  const unit = unitWords(measure);
  return (
    <article class="multiple">
      <h3>
        <a href={`/measures/${measure.id}${query}`}>{measure.title}</a>
      </h3>
      <VerdictMark word={verdict.word} direction={verdict.direction} />
      <p class="multiple-figure">
        {figure.value === null
          ? `${formatFigure(measure, figure)} for ${monthsLabel(series.shown, 'short')}`
          : `${formatFigure(measure, figure)}${unit ? ` ${unit}` : ''}`}
      </p>
      {known ? (
        <WalkedChart
          series={series}
          chart={chartOf(series, months)}
          name={measure.title}
          table={`/measures/${measure.id}${query}#figures`}
          draw={(chart) =>
            forms.map(([form, name]) => ({
              name,
              svg: chartSvg(chart, { id: `${measure.id.replaceAll('.', '-')}-${name}`, form }),
            }))
          }
        />
      ) : (
        <div class="empty-box">
          <p>{plainDays(verdict.because)}</p>
          <p>
            <a href="/sources">See the sources</a>
          </p>
        </div>
      )}
    </article>
  );
}
