import type { Problem } from '../problems/index.ts';
import { countWord } from '../wording/index.ts';
import { type Frame, page, Section, Title } from './layout.tsx';

export interface SourceRow {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly how: string;
  readonly dataTo: string;
  readonly due: string;
  readonly lastArrival: string;
  readonly rows: number;
  readonly state: 'complete' | 'set-aside' | 'late' | 'refused' | 'missing' | 'not-due';
  readonly stateWords: string;
}

export interface FileResult {
  readonly file: string;
  readonly status: 'loaded' | 'already-loaded' | 'refused';
  readonly source: string | null;
  readonly words: string;
  readonly problems: readonly Problem[];
}

export interface SourcesView {
  readonly sources: readonly SourceRow[];
  readonly results: readonly FileResult[];
  readonly automation: string;
  readonly canLoad: boolean;
}

/** Drop zone, what became of each file with every problem at its cell, all sources. */
export function sourcesPage(view: SourcesView, frame: Frame): string {
  const attention = view.sources.filter((s) => s.state !== 'complete' && s.state !== 'not-due');
  const title =
    attention.length === 0
      ? `All ${countWord(view.sources.length, 'source')} are complete`
      : `${countWord(attention.length, 'source')} of ${view.sources.length} ${attention.length === 1 ? 'needs' : 'need'} attention`;
  return page(frame, {
    current: '/sources',
    title: 'Sources',
    islands: ['upload'],
    children: (
      <>
        <Title
          kicker="Sources"
          title={title}
          lead="Every place figures come from: its owner, its last arrival, what is due."
        />
        {view.canLoad ? (
          <form
            class="drop"
            data-island="upload"
            method="post"
            action="/api/files"
            encType="multipart/form-data"
          >
            <input type="hidden" name="_csrf" value={frame.csrf} />
            <p>
              <strong>Drop a file here</strong>, or choose one. It is recognised, checked and loaded
              whole, or every problem is named with its cell.
            </p>
            <label class="file">
              <span>Choose a file</span>
              <input type="file" name="file" multiple required />
            </label>
            <button type="submit" class="primary">
              Load
            </button>
            <p class="progress-line" role="status" aria-live="polite" />
          </form>
        ) : (
          <p class="empty-box">You can see the sources. Analysts can load files.</p>
        )}
        <div class="results" data-results>
          {view.results.map((result) => (
            <Result key={`${result.file}${result.words}`} result={result} />
          ))}
        </div>
        <Section title="All sources" note={view.automation}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section class="scroll" tabIndex={0} aria-label="All sources">
            <table>
              <thead>
                <tr>
                  <th scope="col">Source</th>
                  <th scope="col">Owner</th>
                  <th scope="col">How it arrives</th>
                  <th scope="col">Data to</th>
                  <th scope="col">Next due</th>
                  <th scope="col">Last arrival</th>
                  <th scope="col" class="num">
                    Rows
                  </th>
                  <th scope="col">State</th>
                </tr>
              </thead>
              <tbody>
                {[...attention, ...view.sources.filter((s) => !attention.includes(s))].map(
                  (source) => (
                    <tr key={source.id}>
                      <th scope="row">{source.title}</th>
                      <td>{source.owner}</td>
                      <td>{source.how}</td>
                      <td>{source.dataTo}</td>
                      <td>{source.due}</td>
                      <td>{source.lastArrival}</td>
                      <td class="num">{source.rows.toLocaleString('en-GB')}</td>
                      <td>
                        <span class={`pill pill-${source.state}`}>{source.stateWords}</span>
                      </td>
                    </tr>
                  ),
                )}
              </tbody>
            </table>
          </section>
        </Section>
      </>
    ),
  });
}

/** One file's result; a refusal comes with its problems by cell. */
function Result({ result }: { result: FileResult }) {
  const errors = result.problems.filter((p) => p.severity !== 'note');
  return (
    <article class={`result result-${result.status}`}>
      <h2 tabIndex={-1}>{result.words}</h2>
      {errors.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">What we found</th>
              <th scope="col">What to do</th>
              <th scope="col">Code</th>
            </tr>
          </thead>
          <tbody>
            {errors.slice(0, 30).map((p) => (
              <tr key={`${p.code}${p.where.cell ?? ''}${p.message}`}>
                <th scope="row">
                  {[p.where.cell, p.where.heading].filter(Boolean).join(', ') ||
                    p.where.sheet ||
                    'the file'}
                </th>
                <td>{p.message}</td>
                <td>{p.mend}</td>
                <td>{p.code}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}
