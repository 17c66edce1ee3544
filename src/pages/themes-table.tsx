import { chartOf, sparkSvg } from '../charts/index.ts';
import type { Against } from '../figures/index.ts';
import type { ThemeLine, VerdictCount } from '../findings/index.ts';
import { dayLabel, daysBetween, type Period, type PlainDate } from '../periods/index.ts';
import { changeParts, comparisonOf, formatFigure, verdictWords } from '../wording/index.ts';
import { ChangeCell, Raw, Scroll, VerdictMark } from './parts.tsx';

const grainHeads: Readonly<Record<Period['grain'], string>> = {
  month: 'Month',
  quarter: 'Quarter',
  half: 'Half-year',
  'financial-year': 'Year',
  'calendar-year': 'Year',
  'rolling-3': '3 months',
  'rolling-12': '12 months',
  ytd: 'Year to date',
};

const changeHead = (against: Against): string =>
  against === 'previous'
    ? 'Change on period before'
    : against === 'same-last-year'
      ? 'Change on year'
      : against.startsWith('baseline:')
        ? 'Change on baseline'
        : 'Change less region’s';

/** A day in a table: its year only where that is not plain from the period shown. */
export const tableDay = (day: PlainDate, shown: Period): string =>
  dayLabel(day, Math.abs(daysBetween(day, shown.end)) < 300 ? 'table' : 'short');

/** Every theme by its lead measure; on a phone a list of three lines each. */
export function ThemesTable({
  themes,
  period,
  against,
  query,
}: {
  themes: readonly ThemeLine[];
  period: Period;
  against: Against;
  query: string;
}) {
  return (
    <>
      <Scroll name="Themes table" class="not-phone">
        <table class="themes">
          <caption class="sr">Themes with measures by verdict, lead measure and change</caption>
          <thead>
            <tr>
              <th scope="col">Theme</th>
              <th scope="col">Measures by verdict</th>
              <th scope="col">Lead measure</th>
              <th scope="col">24 months</th>
              <th scope="col" class="num">
                {grainHeads[period.grain]}
              </th>
              <th scope="col" class="num">
                {changeHead(against)}
              </th>
              <th scope="col">Verdict</th>
              <th scope="col" class="num">
                Data to
              </th>
            </tr>
          </thead>
          <tbody>
            {themes.map((line) => (
              <ThemeRow
                key={line.theme}
                line={line}
                period={period}
                against={against}
                query={query}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      <ul class="theme-list phone-only">
        {themes.map((line) => (
          <ThemeItem key={line.theme} line={line} against={against} query={query} />
        ))}
      </ul>
    </>
  );
}

interface LineProps {
  readonly line: ThemeLine;
  readonly against: Against;
  readonly query: string;
}

function ThemeRow({ line, period, against, query }: LineProps & { readonly period: Period }) {
  const { lead } = line;
  return (
    <tr>
      <th scope="row">
        <a href={`/themes/${line.theme}${query}`}>{line.title}</a>
      </th>
      <td>
        <Counts counts={line.counts} />
      </td>
      <td>{lead?.measure.title ?? 'none'}</td>
      <td>
        <Spark line={line} />
      </td>
      <td class="num">{lead ? <Value line={line} /> : 'no data'}</td>
      <td class="num">
        <Change line={line} against={against} />
      </td>
      <td class="verdict-cell">
        {lead && <VerdictMark word={lead.verdict.word} direction={lead.verdict.direction} />}
      </td>
      <td class="num">
        {lead?.dates.dataTo ? (
          tableDay(lead.dates.dataTo, period)
        ) : (
          <span class="word-cell">no data</span>
        )}
      </td>
    </tr>
  );
}

function ThemeItem({ line, against, query }: LineProps) {
  const { lead } = line;
  return (
    <li>
      <a href={`/themes/${line.theme}${query}`}>{line.title}</a>
      <Counts counts={line.counts} />
      {lead && <VerdictMark word={lead.verdict.word} direction={lead.verdict.direction} />}
      <Spark line={line} />
      <span class="theme-figures">
        <strong>
          <Value line={line} />
        </strong>{' '}
        <Change line={line} against={against} />
      </span>
      <span class="theme-lead">{lead?.measure.title ?? 'no measure'}</span>
    </li>
  );
}

function Value({ line: { lead } }: { line: ThemeLine }) {
  if (!lead) return <>no data</>;
  const text = formatFigure(lead.measure, lead.figure);
  return lead.figure.value === null ? <span class="word-cell">{text}</span> : <>{text}</>;
}

function Change({ line: { lead }, against }: { line: ThemeLine; against: Against }) {
  const comparison = lead ? comparisonOf(lead, against) : null;
  const change =
    lead && comparison
      ? changeParts(lead.measure, comparison)
      : { amount: 'not comparable', percent: '' };
  return <ChangeCell amount={change.amount} percent={change.percent} />;
}

function Spark({ line: { lead } }: { line: ThemeLine }) {
  return lead?.chartFigures.some((f) => f.value !== null) ? (
    <Raw html={sparkSvg(chartOf(lead, 24), 140, 34)} />
  ) : (
    <span class="word-cell">no data</span>
  );
}

/** How many measures have each verdict: icon and number, the word for a screen reader. */
export function Counts({ counts }: { counts: readonly VerdictCount[] }) {
  return (
    <span class="counts">
      {counts.map(({ word, direction, count }) => (
        <span
          key={`${word}${direction}`}
          class={`count-of verdict-${word}`}
          title={`${count} ${verdictWords[word].toLowerCase()}`}
        >
          <span class="icon-only">
            <VerdictMark word={word} direction={direction} small />
          </span>
          {count}
          <span class="sr"> {verdictWords[word].toLowerCase()} </span>
        </span>
      ))}
    </span>
  );
}
