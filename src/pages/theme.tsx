import { chartOf, chartSvg } from '../charts/index.ts';
import type { Against, Series } from '../figures/index.ts';
import type { ThemeStory } from '../findings/index.ts';
import { periodLabel } from '../periods/index.ts';
import { changeParts, comparisonOf, formatFigure } from '../wording/index.ts';
import { type Frame, page, Raw, Section, Title, VerdictMark } from './layout.tsx';
import { ChangeCell, FindingItem } from './overview.tsx';

export interface ThemeView {
  readonly title: string;
  readonly question: string;
  readonly owner: string;
  readonly story: ThemeStory;
  readonly against: Against;
  readonly sources: readonly { readonly title: string; readonly dataTo: string }[];
  readonly districts: {
    readonly measure: string;
    readonly title: string;
    readonly series: readonly Series[];
  } | null;
  readonly query: string;
}

/** Narrative, small multiples, the table, districts, findings of one theme. */
export function themePage(view: ThemeView, frame: Frame): string {
  const { story, query } = view;
  const shown = story.series[0]?.shown;
  const roles = ['threat', 'activity', 'outcome'] as const;
  return page(frame, {
    current: '/themes',
    title: view.title,
    islands: ['chart'],
    children: (
      <>
        <Title
          kicker={
            <>
              <a href={`/${query}`}>Overview</a> / {view.title}
              {shown ? ` · ${periodLabel(shown)}` : ''}
            </>
          }
          title={story.title.text}
          lead={view.question}
          side={
            <>
              <p class="key-head">Sources</p>
              <ul class="plain">
                {view.sources.map((source) => (
                  <li key={source.title}>
                    {source.title}: <strong>{source.dataTo}</strong>
                  </li>
                ))}
                {view.sources.length === 0 && <li>None has been loaded.</li>}
              </ul>
            </>
          }
        />
        {story.sentences.length > 0 && (
          <Section
            title="What the figures say"
            note={`Drafted from the figures. Owner: ${view.owner}`}
          >
            <div class="narrative">
              {story.sentences.map((s) => (
                <p key={s.text}>
                  {s.parts.map((part, i) =>
                    typeof part === 'string' ? (
                      part
                    ) : (
                      <strong key={`${part.figure}${part.shows}${i}`}>{part.text}</strong>
                    ),
                  )}
                </p>
              ))}
              {story.ask && <p class="ask">{story.ask.text}</p>}
            </div>
          </Section>
        )}
        <Section
          title="Each measure, 30 months"
          note="Same months in all; each on its own scale from zero"
        >
          <div class="multiples">
            {story.series.map((series) => (
              <article key={series.measure.id} class="multiple">
                <h3>
                  <a href={`/measures/${series.measure.id}${query}`}>{series.measure.title}</a>
                </h3>
                <VerdictMark
                  word={series.verdict.word}
                  direction={series.verdict.direction}
                  small
                />
                <p class="multiple-figure">
                  {formatFigure(series.measure, series.figure)}{' '}
                  <span>
                    {series.figure.value === null
                      ? ''
                      : series.measure.unit === '%' || series.measure.unit === 'GBP'
                        ? ''
                        : series.measure.unit}
                  </span>
                </p>
                {series.chartFigures.some((f) => f.value !== null) ? (
                  <Raw
                    html={chartSvg(chartOf(series, 30), {
                      id: series.measure.id.replace('.', '-'),
                      form: 'multiple',
                    })}
                  />
                ) : (
                  <p class="empty-box">{series.verdict.because}</p>
                )}
              </article>
            ))}
          </div>
        </Section>
        <Section title="In figures" note={shown ? periodLabel(shown) : ''}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section class="scroll" tabIndex={0} aria-label="Measures of the theme">
            <table>
              <thead>
                <tr>
                  <th scope="col">Measure</th>
                  <th scope="col">Unit</th>
                  <th scope="col" class="num">
                    Figure
                  </th>
                  <th scope="col" class="num">
                    On the period before
                  </th>
                  <th scope="col" class="num">
                    On the same period last year
                  </th>
                  <th scope="col" class="num">
                    On baseline
                  </th>
                  <th scope="col">Verdict</th>
                </tr>
              </thead>
              {roles.map((role) => {
                const own = story.series.filter((s) => s.measure.role === role);
                return own.length === 0 ? null : (
                  <tbody key={role}>
                    <tr>
                      <th scope="rowgroup" colSpan={7} class="rowgroup">
                        {{ threat: 'Threat', activity: 'Activity', outcome: 'Outcomes' }[role]}
                      </th>
                    </tr>
                    {own.map((series) => (
                      <tr key={series.measure.id}>
                        <th scope="row">
                          <a href={`/measures/${series.measure.id}${query}`}>
                            {series.measure.title}
                          </a>
                        </th>
                        <td>{series.measure.unit === 'GBP' ? 'pounds' : series.measure.unit}</td>
                        <td class="num">{formatFigure(series.measure, series.figure)}</td>
                        <Compared series={series} against="previous" />
                        <Compared series={series} against="same-last-year" />
                        <Compared
                          series={series}
                          against={series.baseline ? `baseline:${series.baseline.id}` : 'region'}
                        />
                        <td>
                          <VerdictMark
                            word={series.verdict.word}
                            direction={series.verdict.direction}
                          />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                );
              })}
            </table>
          </section>
        </Section>
        {view.districts && (
          <Section title="By district" note={view.districts.title}>
            <DistrictTable series={view.districts.series} against="same-last-year" />
          </Section>
        )}
        <Section title="Findings of the theme">
          {story.findings.length === 0 ? (
            <p class="empty-line">No change in this theme is more than chance.</p>
          ) : (
            <ul class="findings">
              {story.findings.map((finding) => (
                <FindingItem key={finding.id} finding={finding} query={query} />
              ))}
            </ul>
          )}
        </Section>
      </>
    ),
  });
}

function Compared({ series, against }: { series: Series; against: Against }) {
  const comparison = against === 'region' ? null : comparisonOf(series, against);
  if (!comparison)
    return <td class="num word-cell">{against === 'region' ? 'no baseline' : 'not comparable'}</td>;
  const change = changeParts(series.measure, comparison);
  return (
    <td class="num">
      <ChangeCell amount={change.amount} percent={change.percent} />
    </td>
  );
}

/** Districts with figure, change and verdict; places that are not recorded have their own row. */
export function DistrictTable({
  series,
  against,
}: {
  series: readonly Series[];
  against: Against;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label="Figures by district">
      <table>
        <thead>
          <tr>
            <th scope="col">District</th>
            <th scope="col" class="num">
              {series[0]?.measure.unit === '%' ? 'Per cent' : (series[0]?.measure.unit ?? 'Figure')}
            </th>
            <th scope="col" class="num">
              On last year
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {series.map((s) => {
            const comparison = comparisonOf(s, against);
            const change = comparison
              ? changeParts(s.measure, comparison)
              : { amount: 'not comparable', percent: '' };
            return (
              <tr key={s.area.id}>
                <th scope="row">{s.area.title}</th>
                <td class="num">{formatFigure(s.measure, s.figure)}</td>
                <td class="num">
                  <ChangeCell amount={change.amount} percent={change.percent} />
                </td>
                <td>
                  {s.area.kind === 'unknown' ? (
                    <span class="word-cell">not compared</span>
                  ) : (
                    <VerdictMark word={s.verdict.word} direction={s.verdict.direction} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
