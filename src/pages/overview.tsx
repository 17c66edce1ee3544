import { chartOf, sparkSvg } from '../charts/index.ts';
import type { Against, Series } from '../figures/index.ts';
import type { Finding, ForDecision, OutcomeLine, Overview } from '../findings/index.ts';
import { monthsLabel, periodLabel } from '../periods/index.ts';
import {
  againstWords,
  changeParts,
  comparisonOf,
  countWord,
  formatFigure,
  lowerFirst,
  unitWords,
} from '../wording/index.ts';
import { ForYou, type ForYouView } from './for-you.tsx';
import { type Frame, page } from './layout.tsx';
import { FindingItem, Moved, Pill, Raw, Section, Title, VerdictMark } from './parts.tsx';
import { type SinceEdition, SinceLines } from './since.tsx';
import { Counts, ThemesTable } from './themes-table.tsx';

export interface OverviewView {
  readonly overview: Overview;
  /** The last issued edition against what is known now; null where none was issued. */
  readonly edition: SinceEdition | null;
  readonly forDecision: ForDecision;
  /** Null for who has nothing to do here but read. */
  readonly forYou: ForYouView | null;
  readonly against: Against;
  readonly freshness: readonly Fresh[];
  readonly automation: string;
  readonly query: string;
  /** Sources that feed the framework, and whether any has brought anything. */
  readonly sources: { readonly all: number; readonly loaded: number };
  /** A sample home: one line says how to start one of one's own. */
  readonly sample: boolean;
}

/** Sources of one state, each with what is to be said of it. */
export interface Fresh {
  readonly state: 'complete' | 'late' | 'refused';
  readonly items: readonly { readonly name: string; readonly words: string }[];
  /** Said where there is no item. */
  readonly none: string;
}

/** Outcomes, what changed, themes, freshness: the chief officer's ten seconds. */
export function overviewPage(view: OverviewView, frame: Frame): string {
  const { overview } = view;
  if (view.sources.loaded === 0) return emptyOverview(view, frame);
  return page(frame, {
    current: '/',
    title: 'Overview',
    downloads: [{ label: 'Figures of this page (XLSX)', href: `/overview.xlsx${view.query}` }],
    ...(view.sample ? { strip: <OwnFiles /> } : {}),
    children: (
      <>
        <Title
          kicker={`Overview · ${periodLabel(overview.period)}, compared with ${againstWords(view.against, overview.period)}`}
          title={overview.title.text}
          lead={overview.lead.text}
          below={view.forYou && <ForYou view={view.forYou} />}
          side={<Key />}
        />
        <section aria-labelledby="outcomes">
          <h2 id="outcomes" class="sr">
            Intended outcomes
          </h2>
          <div class="outcomes">
            {overview.outcomes.map((line) => (
              <Outcome key={line.id} line={line} against={view.against} query={view.query} />
            ))}
          </div>
          <div class="two-lines">
            <p>{overview.notKnown.text}</p>
            <ForDecisionLine of={view.forDecision} query={view.query} />
          </div>
          <p class="caption">
            Shaded band: usual range (process limits of the baseline). Marked points break a rule of
            the NHS “Making data count” set.{' '}
            <a href="/definitions#charts">How to read these charts</a>
          </p>
        </section>
        <WhatChanged view={view} />
        <Section
          id="themes"
          title="Themes"
          note={
            <>
              {`Lead measure of each theme. ${monthsLabel(overview.period)} against ${againstWords(view.against, overview.period)} · `}
              <a href={`/matrix${view.query}`}>Threat against activity</a>
            </>
          }
        >
          <ThemesTable
            themes={overview.themes}
            period={overview.period}
            against={view.against}
            query={view.query}
          />
        </Section>
        <Section title="How fresh is the data" note={<a href="/sources">All sources</a>}>
          <div class="three fresh">
            {view.freshness.map((item) => (
              <Freshness key={item.state} item={item} />
            ))}
          </div>
          <p class="caption">{view.automation}</p>
        </Section>
      </>
    ),
  });
}

/** Whom the first ask is of, and on what, as far as the line holds it. */
function firstAsk({ owner, measure }: Finding, asks: number): string {
  const of = `, ${asks === 1 ? 'of' : 'the first of'} the ${lowerFirst(owner)}`;
  const on = measure ? `${of} on ${lowerFirst(measure.title)}` : of;
  return [on, of].find((words) => words.length <= 110) ?? '';
}

/** What a meeting has before it, in one line: asks of this period, and decisions still open. */
function ForDecisionLine({
  of: { asks, open, overdue },
  query,
}: {
  of: ForDecision;
  query: string;
}) {
  const [first] = asks;
  const late =
    overdue === 0
      ? ''
      : overdue < open
        ? `, ${overdue} overdue`
        : open === 1
          ? ', overdue'
          : open === 2
            ? ', both overdue'
            : ', all overdue';
  return (
    <p>
      For decision:{' '}
      {first ? (
        <>
          <a href={`/findings${query}`}>{countWord(asks.length, 'ask')}</a>
          {firstAsk(first, asks.length)}
        </>
      ) : (
        'nothing is asked this period'
      )}
      {'; '}
      {open === 0 ? (
        'no earlier decision is open.'
      ) : (
        <>
          <a href="/decisions">{countWord(open, 'decision')}</a>
          {` open${late}.`}
        </>
      )}
    </p>
  );
}

/** Nothing has been loaded: what will be here, why it is not, the one next action. */
function emptyOverview(view: OverviewView, frame: Frame): string {
  return page(frame, {
    current: '/',
    title: 'Overview',
    children: (
      <>
        <Title kicker="Overview" title="No figures yet" />
        <div class="empty-box">
          <h2>Nothing has been loaded</h2>
          <p>{`${countWord(view.sources.all, 'source')} feed${view.sources.all === 1 ? 's' : ''} this framework. None has brought a file. The six outcomes, what changed and the themes stand here once the first has.`}</p>
          {frame.user?.canLoad ? (
            <p>
              <a class="button primary" href="/sources">
                Add the first file
              </a>
            </p>
          ) : (
            <p>Analysts can load files.</p>
          )}
        </div>
      </>
    ),
  });
}

const OwnFiles = () => (
  <>
    This is the sample. To use your own files, start an empty home:{' '}
    <code>npm start -- --home FOLDER</code>
  </>
);

function Key() {
  return (
    <>
      <p class="key-head">Verdicts</p>
      <ul class="key">
        <li>
          <VerdictMark
            word="improving"
            direction="up"
            small
            says="Improving (arrow: direction of the figure)"
          />
        </li>
        <li>
          <VerdictMark word="worsening" direction="up" small />
        </li>
        <li>
          <VerdictMark word="changed" direction="up" small says="Changed, direction not judged" />
        </li>
        <li class="pair">
          <VerdictMark word="no-significant-change" direction={null} small />
          <VerdictMark word="too-few-to-say" direction={null} small />
        </li>
        <li class="pair">
          <VerdictMark word="missing" direction={null} small />
          <VerdictMark word="late" direction={null} small />
        </li>
      </ul>
    </>
  );
}

function Outcome({ line, against, query }: { line: OutcomeLine; against: Against; query: string }) {
  const { series } = line;
  return (
    <article class="outcome">
      <h3 class={line.title.length > longestUnder ? 'long' : undefined}>
        {series ? <a href={`/measures/${series.measure.id}${query}`}>{line.title}</a> : line.title}
      </h3>
      <p class="outcome-verdict">
        <VerdictMark word={line.word} direction={line.direction} />
        {line.caution && <span class="caution">{line.caution}</span>}
        {line.others.length > 0 && (
          <span class="others">
            <span class="sr">Its other measures: </span>
            <Counts counts={line.others} />
          </span>
        )}
      </p>
      <div class="figure-row">
        <div>
          <p class={series?.figure.value === null || !series ? 'figure none' : 'figure'}>
            {series ? formatFigure(series.measure, series.figure) : 'no figure'}
          </p>
          {series && <p class="unit">{underFigure(line.title, series)}</p>}
        </div>
        {series?.chartFigures.some((f) => f.value !== null) && (
          <Raw html={sparkSvg(chartOf(series, 24))} />
        )}
      </div>
      {series && <ChangeLine series={series} against={against} />}
      <p class="because">{line.missing ?? line.because.text}</p>
    </article>
  );
}

/** Letters of a name over which it has less room: two lines beside the small chart. */
const longestUnder = 56;

/** What the figure counts, unless the outcome's own name says it. */
const underFigure = (outcome: string, series: Series): string =>
  series.measure.title.toLowerCase() === outcome.toLowerCase() ||
  series.measure.title.length > longestUnder
    ? unitWords(series.measure)
    : lowerFirst(series.measure.title);

/** "↓ 163 (−24%) on the same quarter last year (673)"; nothing where the reason below says why not. */
function ChangeLine({ series, against }: { series: Series; against: Against }) {
  const comparison = comparisonOf(series, against);
  if (!comparison || comparison.base === null) return null;
  const { amount, percent } = changeParts(series.measure, comparison);
  const than = againstWords(against, series.shown);
  if (amount === 'no change')
    return (
      <p class="change">
        <strong>the same</strong> {`as ${than} (${formatFigure(series.measure, comparison.base)})`}
      </p>
    );
  if (!/^[↑↓]/.test(amount)) return null;
  const region = against === 'region' || against === 'region-without-us';
  return (
    <p class="change">
      <strong>
        <Moved amount={amount} />
        {percent && ` (${percent})`}
      </strong>{' '}
      {region
        ? `on the change of ${than}`
        : `on ${than} (${formatFigure(series.measure, comparison.base)})`}
    </p>
  );
}

function WhatChanged({ view }: { view: OverviewView }) {
  const { query, edition } = view;
  const { findings, family, setAside } = view.overview;
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
                <span class="icon-only">
                  <VerdictMark word={word} direction={direction} />
                </span>
                {title}
                <span class="count">{countWord(own.length, 'finding')}</span>
              </h3>
              {own.length === 0 ? (
                <p class="empty-line">None.</p>
              ) : (
                <ShortList findings={own.slice(0, 3)} query={query} />
              )}
            </div>
          );
        })}
      </div>
      {edition && <SinceLines since={edition} query={query} />}
      <p class="caption">
        {`${countWord(family.reported, 'change')} among ${family.judged} measures and areas that could be judged; about one in ten of these is expected to be chance.`}
        {setAside.length > 0 && (
          <>
            {' Not among them: '}
            <a href={`/findings${query}#set-aside`}>
              {`${countWord(setAside.length, 'finding')} set aside, with the reason`}
            </a>
            .
          </>
        )}
      </p>
    </Section>
  );
}

/** What began since the last edition, then what continues. */
function ShortList({ findings, query }: { findings: readonly Finding[]; query: string }) {
  const list = (some: readonly Finding[]) => (
    <ul class="findings">
      {some.map((finding) => (
        <FindingItem key={finding.id} finding={finding} query={query} />
      ))}
    </ul>
  );
  const began = findings.filter((f) => !f.continuing);
  const continuing = findings.filter((f) => f.continuing);
  return (
    <>
      {began.length > 0 && list(began)}
      {continuing.length > 0 && <h4 class="continuing">Continuing</h4>}
      {continuing.length > 0 && list(continuing)}
    </>
  );
}

const freshWords = { complete: 'Complete', late: 'Late', refused: 'Refused or missing' } as const;

function Freshness({ item }: { item: Fresh }) {
  return (
    <div>
      <p>
        <Pill state={item.state}>{freshWords[item.state]}</Pill>
      </p>
      <p>
        {item.items.length === 0
          ? item.none
          : item.items.map(({ name, words }) => (
              <span key={name}>
                <strong>{name}</strong>
                {words}{' '}
              </span>
            ))}
      </p>
    </div>
  );
}
