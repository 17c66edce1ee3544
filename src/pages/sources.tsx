import { countShown, countWord, lowerFirst, numberWord, plainNumber } from '../wording/index.ts';
import { type FileResult, Result } from './file-result.tsx';
import { type Frame, page } from './layout.tsx';
import { Pill, type PillState, Scroll, Section, Title } from './parts.tsx';

export interface SourceRow {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly how: string;
  readonly dataTo: string;
  readonly due: string;
  readonly lastArrival: string;
  /** Null where it also brings rows that this reader may not see. */
  readonly rows: number | null;
  readonly state: PillState;
  readonly stateWords: string;
}

export interface SourcesView {
  readonly sources: readonly SourceRow[];
  readonly results: readonly FileResult[];
  readonly automation: Automation;
  readonly canLoad: boolean;
  readonly canUndo: boolean;
  readonly knownOn: string;
  /** Those that need attention before the others, on demand. */
  readonly attentionFirst: boolean;
  /** What an upload may bring at most, as words. */
  readonly limit: string;
  /** Files on their way in, for those who load them. */
  readonly arriving: { readonly done: number; readonly total: number } | null;
  /** Files that lie in the home's inbox, and what came of the last ones. */
  readonly inbox: { readonly waiting: number; readonly results: readonly FileResult[] };
}

/** Rows by how they came. */
export interface Automation {
  readonly automatic: number;
  readonly template: number;
  readonly typed: number;
}

const stillArriving = ({ done, total }: { done: number; total: number }): string =>
  `${countWord(total - done, 'file')} of ${plainNumber(total)} ${total - done === 1 ? 'is' : 'are'} still arriving.`;

/** Drop zone, what became of each file with every problem at its cell, all sources. */
export function sourcesPage(view: SourcesView, frame: Frame): string {
  return page(frame, {
    current: '/sources',
    title: 'Sources',
    islands: ['upload'],
    children: (
      <>
        <Title kicker={`Sources · as at ${view.knownOn}`} title={titleOf(view.sources)} />
        {view.arriving && <p class="note">{stillArriving(view.arriving)}</p>}
        <section aria-labelledby="add">
          <h2 id="add" class="sr">
            Add a file
          </h2>
          {view.canLoad ? (
            <Drop csrf={frame.csrf} limit={view.limit} />
          ) : (
            <p class="empty-box">You can see the sources. Analysts can load files.</p>
          )}
          <div class="results" role="status" data-results>
            {view.results.map((result) => (
              <Result
                key={`${result.file}${result.load}`}
                result={result}
                canUndo={view.canUndo}
                csrf={frame.csrf}
              />
            ))}
          </div>
        </section>
        {view.canLoad && <Inbox view={view} csrf={frame.csrf} />}
        <All view={view} />
        <Section title="How much arrives with no hand">
          <AutomationBar automation={view.automation} />
        </Section>
      </>
    ),
  });
}

const needsAttention = (s: SourceRow) => s.state !== 'complete' && s.state !== 'not-due';

/** "Ten of 14 sources are complete; two are late and one has nothing loaded". */
function titleOf(sources: readonly SourceRow[]): string {
  const of = (...states: PillState[]) => sources.filter((s) => states.includes(s.state)).length;
  const good = of('complete', 'not-due', 'set-aside');
  const parts = (
    [
      [of('late'), 'is late', 'are late'],
      [of('refused'), 'has a refused file', 'have a refused file'],
      [of('missing'), 'has stopped or never come', 'have stopped or never come'],
    ] as const
  ).flatMap(([n, one, many]) => (n === 0 ? [] : [`${numberWord(n)} ${n === 1 ? one : many}`]));
  const whole = numberWord(good).replace(/^./, (c) => c.toUpperCase());
  if (parts.length === 0) return `All ${countWord(sources.length, 'source')} are complete`;
  if (good === 0 && of('missing') === sources.length)
    return `None of ${numberWord(sources.length)} sources has brought a file yet`;
  if (good === 0) {
    const [first = '', ...others] = parts;
    return `None of ${numberWord(sources.length)} sources is complete; ${others.length > 0 ? `${[first, ...others.slice(0, -1)].join(', ')} and ${others.at(-1)}` : first}`;
  }
  const rest = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0];
  return `${whole} of ${numberWord(sources.length)} sources ${good === 1 ? 'is' : 'are'} complete; ${rest}`;
}

function Drop({ csrf, limit }: { csrf: string; limit: string }) {
  return (
    <form
      class="drop"
      data-island="upload"
      method="post"
      action="/api/files"
      encType="multipart/form-data"
    >
      <input type="hidden" name="_csrf" value={csrf} />
      <svg class="drop-icon" viewBox="0 0 34 34" width="34" height="34" aria-hidden="true">
        <path d="M17 23V6M10.5 12.5L17 6L23.5 12.5M5 23V29H29V23" />
      </svg>
      <div class="drop-words">
        <p>
          <strong>Drop a file here</strong>, or several.
        </p>
        <p class="note">{`CSV, XLSX or a zip of either, up to ${limit}. The source is recognised from its name and columns. Nothing is loaded until it passes every check.`}</p>
        <p class="progress-line" role="status" aria-live="polite" />
      </div>
      <label class="file">
        <span>Choose a file</span>
        <input type="file" name="file" multiple required />
      </label>
      <button type="submit" class="primary load-button">
        Load
      </button>
    </form>
  );
}

/** What other systems laid into the folder of the home: said only where there is something to say. */
function Inbox({ view, csrf }: { view: SourcesView; csrf: string }) {
  const { waiting, results } = view.inbox;
  if (waiting === 0 && results.length === 0) return null;
  return (
    <Section title="From the inbox" note="The newest files of the last seven days.">
      {waiting > 0 && (
        <p class="note">{`${countWord(waiting, 'file')} in the inbox, taken once they no longer change.`}</p>
      )}
      <div class="results">
        {results.map((result, n) => (
          <Result key={String(n)} result={result} canUndo={view.canUndo} csrf={csrf} />
        ))}
      </div>
    </Section>
  );
}

function All({ view }: { view: SourcesView }) {
  const rows = view.attentionFirst
    ? [...view.sources.filter(needsAttention), ...view.sources.filter((s) => !needsAttention(s))]
    : view.sources;
  return (
    <Section
      id="all"
      title="All sources"
      note={
        view.attentionFirst ? (
          <a href="/sources#all">In the order of the framework</a>
        ) : (
          <a href="/sources?first=attention#all">Those that need attention first</a>
        )
      }
    >
      <Scroll name="All sources" class="not-phone">
        <table>
          <caption class="sr">Sources with owner, arrival, data-to date and state</caption>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Owner</th>
              <th scope="col">Arrives</th>
              <th scope="col">Data to</th>
              <th scope="col">Due</th>
              <th scope="col">Last arrival</th>
              <th scope="col" class="num">
                Rows
              </th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((source) => (
              <tr key={source.id}>
                <th scope="row">
                  <a href={`/sources/${source.id}`}>{source.title}</a>
                </th>
                <td>{source.owner}</td>
                <td>{source.how}</td>
                <td class="day">{source.dataTo}</td>
                <td class="day">{source.due}</td>
                <td class="day">{source.lastArrival}</td>
                <td class="num">{countShown(source.rows)}</td>
                <td>
                  <Pill state={source.state}>{source.stateWords}</Pill>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <ul class="source-list phone-only">
        {rows.map((source) => (
          <li key={source.id}>
            <a href={`/sources/${source.id}`}>{source.title}</a>
            <Pill state={source.state}>{source.stateWords}</Pill>
            <span class="note">{`${source.owner}, ${lowerFirst(source.how)}. Data to ${lowerFirst(source.dataTo)}. Rows: ${countShown(source.rows)}.`}</span>
          </li>
        ))}
      </ul>
      <p class="caption">
        Late: past its due date with no file and no “nothing to report”. Missing: late by more than
        60 days.
      </p>
    </Section>
  );
}

/** Share of rows by how they came, as one bar with its words. */
function AutomationBar({ automation }: { automation: Automation }) {
  const total = automation.automatic + automation.template + automation.typed;
  if (total === 0) return <p class="empty-line">Nothing has been loaded.</p>;
  const parts = (
    [
      ['automatic', automation.automatic, 'automatic'],
      ['template', automation.template, 'by template'],
      ['typed', automation.typed, 'typed'],
    ] as const
  ).filter(([, n]) => n > 0);
  const width = 720;
  let at = 0;
  const words = parts.map(([, n, name]) => `${plainNumber((100 * n) / total)}% ${name}`);
  return (
    <>
      <svg
        class="automation"
        viewBox={`0 0 ${width} 22`}
        width={width}
        height="22"
        role="img"
        aria-label={`Rows by how they arrived: ${words.join(', ')}`}
      >
        {parts.map(([kind, n]) => {
          const from = at;
          at += (n / total) * width;
          return (
            <rect
              key={kind}
              class={`by-${kind}`}
              x={from}
              y="0"
              width={Math.max(1, at - from - (at < width ? 2 : 0))}
              height="22"
            />
          );
        })}
      </svg>
      <p class="automation-words">
        <strong>{words[0]}</strong>
        {words.length > 1 ? `, ${words.slice(1).join(', ')}` : ''}
      </p>
      <p class="caption">{`Share of the ${plainNumber(total)} rows in use.`}</p>
    </>
  );
}
