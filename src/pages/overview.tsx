import { chartOf, sparkSvg } from '../charts/index.ts';
import type { Against } from '../figures/index.ts';
import type { Finding, OutcomeLine, Overview, ThemeLine } from '../findings/index.ts';
import { dayLabel, monthsLabel, periodLabel } from '../periods/index.ts';
import {
  changeParts,
  comparisonOf,
  countWord,
  formatFigure,
  unitWords,
  verdictOrder,
  verdictWords,
} from '../wording/index.ts';
import { type Frame, page, Raw, Section, Title, VerdictMark } from './layout.tsx';

export interface OverviewView {
  readonly overview: Overview;
  readonly against: Against;
  readonly freshness: readonly {
    readonly state: 'complete' | 'late' | 'refused';
    readonly text: string;
  }[];
  readonly automation: string;
  readonly query: string;
}

/** Outcomes, what changed, themes, freshness: the chief officer's ten seconds. */
export function overviewPage(view: OverviewView, frame: Frame): string {
  const { overview } = view;
  return page(frame, {
    current: '/',
    title: 'Overview',
    children: (
      <>
        <Title
          kicker={`Overview · ${periodLabel(overview.period)}`}
          title={overview.title.text}
          lead={overview.lead.text}
          side={<Key />}
        />
        <div class="outcomes">
          {overview.outcomes.map((line) => (
            <Outcome key={line.id} line={line} query={view.query} />
          ))}
        </div>
        <div class="two-lines">
          <p>{overview.notKnown.text}</p>
          <p>{overview.forDecision.text}</p>
        </div>
        <p class="caption">
          Shaded band: usual range (process limits of the baseline). Marked points break a rule of
          the NHS “Making data count” set.{' '}
          <a href="/definitions#charts">How to read these charts</a>
        </p>
        <WhatChanged findings={overview.findings} query={view.query} family={overview.family} />
        <Section
          title="Themes"
          note={`Lead measure of each theme, ${monthsLabel(overview.period)}`}
        >
          <ThemesTable themes={overview.themes} against={view.against} query={view.query} />
        </Section>
        <Section title="How fresh is the data" note={<a href="/sources">All sources</a>}>
          <div class="three">
            {view.freshness.map((item) => (
              <div key={item.text}>
                <span class={`pill pill-${item.state}`}>
                  {
                    { complete: 'Complete', late: 'Late', refused: 'Refused or missing' }[
                      item.state
                    ]
                  }
                </span>
                <p>{item.text}</p>
              </div>
            ))}
          </div>
          <p class="caption">{view.automation}</p>
        </Section>
      </>
    ),
  });
}

function Key() {
  return (
    <>
      <p class="key-head">Verdicts</p>
      <ul class="key">
        {verdictOrder.slice(0, 5).map((word) => (
          <li key={word}>
            <VerdictMark
              word={word}
              direction={
                word === 'improving' || word === 'worsening' || word === 'changed' ? 'up' : null
              }
              small
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function Outcome({ line, query }: { line: OutcomeLine; query: string }) {
  const { series } = line;
  return (
    <article class="outcome">
      <h2>
        {series ? <a href={`/measures/${series.measure.id}${query}`}>{line.title}</a> : line.title}
      </h2>
      <VerdictMark word={line.word} direction={line.direction} />
      {series && series.figure.value !== null ? (
        <>
          <div class="figure-row">
            <div>
              <p class="figure">{formatFigure(series.measure, series.figure)}</p>
              <p class="unit">
                {line.caution
                  ? `${series.measure.title.charAt(0).toLowerCase()}${series.measure.title.slice(1)}`
                  : unitWords(series.measure) || series.measure.title}
              </p>
            </div>
            <Raw html={sparkSvg(chartOf(series, 24))} />
          </div>
          {line.change && <p class="change">{line.change.text}</p>}
          <p class="because">
            {line.because.text}
            {line.caution ? ` This is ${line.caution}.` : ''}
          </p>
        </>
      ) : (
        <p class="because missing">{line.missing ?? line.because.text}</p>
      )}
    </article>
  );
}

function WhatChanged({
  findings,
  query,
  family,
}: {
  findings: readonly Finding[];
  query: string;
  family: Overview['family'];
}) {
  const columns = [
    ['worse', 'Getting worse', 'worsening', 'up'],
    ['better', 'Getting better', 'improving', 'up'],
    ['gap', 'Gaps', 'missing', null],
  ] as const;
  return (
    <Section
      title="What changed"
      note={<a href={`/findings${query}`}>{`All ${countWord(findings.length, 'finding')}`}</a>}
    >
      <div class="three">
        {columns.map(([kind, title, word, direction]) => {
          const own = findings.filter((f) => f.kind === kind);
          return (
            <div key={kind}>
              <h3 class="column-head">
                <VerdictMark word={word} direction={direction} small />
                <span class="sr"> </span>
                {title}
                <span class="count">{countWord(own.length, 'finding')}</span>
              </h3>
              {own.length === 0 ? (
                <p class="empty-line">None.</p>
              ) : (
                <ul class="findings">
                  {own.slice(0, 3).map((finding) => (
                    <FindingItem key={finding.id} finding={finding} query={query} />
                  ))}
                </ul>
              )}
            </div>
          );
        })}
      </div>
      <p class="caption">{`${countWord(family.reported, 'change')} among ${family.judged} measures and areas that could be judged; about one in ten of these is expected to be chance.`}</p>
    </Section>
  );
}

export function FindingItem({ finding, query }: { finding: Finding; query: string }) {
  const area =
    finding.area && finding.area.kind !== 'force'
      ? `${query ? `${query}&` : '?'}area=${finding.area.id}`
      : query;
  return (
    <li>
      <p>
        {finding.measure ? (
          <a href={`/measures/${finding.measure.id}${area}`}>{finding.sentence.text}</a>
        ) : (
          <a href={`/themes/${finding.theme}${query}`}>{finding.sentence.text}</a>
        )}
      </p>
      <p class="evidence">{finding.evidence.text}</p>
    </li>
  );
}

function ThemesTable({
  themes,
  against,
  query,
}: {
  themes: readonly ThemeLine[];
  against: Against;
  query: string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label="Themes table">
      <table class="themes">
        <thead>
          <tr>
            <th scope="col">Theme</th>
            <th scope="col">Measures by verdict</th>
            <th scope="col">Lead measure</th>
            <th scope="col">24 months</th>
            <th scope="col" class="num">
              Figure
            </th>
            <th scope="col" class="num">
              Change
            </th>
            <th scope="col">Verdict</th>
            <th scope="col" class="num">
              Data to
            </th>
          </tr>
        </thead>
        <tbody>
          {themes.map((line) => {
            const comparison = line.lead ? comparisonOf(line.lead, against) : null;
            const change =
              line.lead && comparison
                ? changeParts(line.lead.measure, comparison)
                : { amount: 'not comparable', percent: '' };
            return (
              <tr key={line.theme}>
                <th scope="row">
                  <a href={`/themes/${line.theme}${query}`}>{line.title}</a>
                </th>
                <td>
                  <span class="counts">
                    {line.counts.map((count) => (
                      <span
                        key={`${count.word}${count.direction}`}
                        class={`count-of verdict-${count.word}`}
                      >
                        <VerdictIcon word={count.word} direction={count.direction} />
                        {count.count}
                        <span class="sr"> {verdictWords[count.word].toLowerCase()} </span>
                      </span>
                    ))}
                  </span>
                </td>
                <td>{line.lead?.measure.title ?? 'none'}</td>
                <td>
                  {line.lead && line.lead.chartFigures.length > 1 ? (
                    <Raw html={sparkSvg(chartOf(line.lead, 24), 140, 34)} />
                  ) : (
                    <span class="word-cell">no data</span>
                  )}
                </td>
                <td class="num">
                  {line.lead ? formatFigure(line.lead.measure, line.lead.figure) : 'no data'}
                </td>
                <td class="num">
                  <ChangeCell amount={change.amount} percent={change.percent} />
                </td>
                <td>
                  {line.lead && (
                    <VerdictMark
                      word={line.lead.verdict.word}
                      direction={line.lead.verdict.direction}
                    />
                  )}
                </td>
                <td class="num">
                  {line.lead?.dates.dataTo ? dayLabel(line.lead.dates.dataTo, 'short') : 'no data'}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function VerdictIcon({
  word,
  direction,
}: {
  word: OutcomeLine['word'];
  direction: 'up' | 'down' | null;
}) {
  return (
    <span class="icon-only">
      <VerdictMark word={word} direction={direction} small />
    </span>
  );
}

/** A change as two aligned parts; arrows are spoken. */
export function ChangeCell({ amount, percent }: { amount: string; percent: string }) {
  const arrow = /^[↑↓]/.exec(amount)?.[0];
  return (
    <span class={arrow ? 'delta' : 'delta word-cell'}>
      <span>
        {arrow && (
          <>
            <span aria-hidden="true">{arrow}</span>
            <span class="sr">{arrow === '↑' ? 'up' : 'down'}</span>
          </>
        )}
        {arrow ? amount.slice(1) : amount}
      </span>
      {percent && <span class="percent">{percent}</span>}
    </span>
  );
}
