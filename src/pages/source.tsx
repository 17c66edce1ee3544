import type { Problem } from '../problems/index.ts';
import { countShown, countWord, instantLabel, plainNumber } from '../wording/index.ts';
import { type Mending, RefusedBody, Undo } from './file-result.tsx';
import { type Frame, page } from './layout.tsx';
import { Pill, type PillState, Scroll, Section, Title } from './parts.tsx';

export interface SourceView {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly marking: string;
  readonly state: PillState;
  readonly stateWords: string;
  /** What is owed next, in words. */
  readonly next: string;
  readonly definition: readonly { readonly what: string; readonly words: string }[];
  readonly loads: readonly {
    readonly load: number;
    readonly file: string;
    readonly period: string;
    /** Null where the file also brings rows that this reader may not see. */
    readonly rows: number | null;
    readonly setAside: number | null;
    readonly arrivedAt: string;
    readonly actor: string;
    readonly state: 'In use' | 'Replaced' | 'Taken out';
  }[];
  readonly allLoads: number;
  /** Problems of the newest file, where that was refused. */
  readonly open: {
    readonly file: string;
    readonly problems: readonly Problem[];
    readonly total: number;
    readonly mending: Mending;
  } | null;
  readonly columns: readonly {
    readonly heading: string;
    readonly means: string;
    readonly kind: string;
    readonly rule: string;
  }[];
  readonly canUndo: boolean;
  readonly undone: string | null;
}

const states = { 'In use': 'complete', Replaced: 'neutral', 'Taken out': 'neutral' } as const;

/** State and next due date, definition, loads with Undo, problems still open, expected columns. */
export function sourcePage(view: SourceView, frame: Frame): string {
  return page(frame, {
    current: '/sources',
    title: view.title,
    children: (
      <>
        <Title
          kicker={
            <>
              <a href="/sources">Sources</a> / {view.title}
            </>
          }
          title={`${view.title}: ${view.stateWords.charAt(0).toLowerCase()}${view.stateWords.slice(1)}`}
          lead={`${view.next} Owner: ${view.owner}. Marking: ${view.marking}.`}
          side={
            <p>
              <Pill state={view.state}>{view.stateWords}</Pill>
            </p>
          }
        />
        {view.undone && (
          <p class="result result-loaded" role="status">
            {view.undone}
          </p>
        )}
        {view.open && (
          <Section title="Problems still open" note={view.open.file}>
            <RefusedBody problems={view.open.problems} mending={view.open.mending} />
            {view.open.problems.length < view.open.total && (
              <p class="caption">
                {`The first ${view.open.problems.length} of ${plainNumber(view.open.total)} problems. `}
                <a href={`/arrivals/${view.open.mending.arrival}`}>Show all</a>
              </p>
            )}
          </Section>
        )}
        <Section title="Definition">
          <dl class="facts side-by-side">
            {view.definition.map(({ what, words }) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </Section>
        <Section
          id="loads"
          title="Loads"
          note={
            view.loads.length < view.allLoads ? (
              <>
                {`The newest ${view.loads.length} of ${countWord(view.allLoads, 'load')}. `}
                <a href={`/sources/${view.id}?all=1#loads`}>Show all</a>
              </>
            ) : (
              countWord(view.loads.length, 'load')
            )
          }
        >
          {view.loads.length === 0 ? (
            <p class="empty-box">
              Nothing has been loaded. <a href="/sources">Add the first file</a>
            </p>
          ) : (
            <Loads view={view} csrf={frame.csrf} />
          )}
        </Section>
        <Section
          title="Expected columns"
          note={<a href={`/sources/${view.id}.xlsx`}>Download the template</a>}
        >
          <Columns columns={view.columns} />
        </Section>
      </>
    ),
  });
}

function Loads({ view, csrf }: { view: SourceView; csrf: string }) {
  return (
    <Scroll name="Loads">
      <table class="dense">
        <caption class="sr">Loads, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Load</th>
            <th scope="col">File</th>
            <th scope="col">Speaks for</th>
            <th scope="col" class="num">
              Rows
            </th>
            <th scope="col" class="num">
              Set aside
            </th>
            <th scope="col">Arrived</th>
            <th scope="col">State</th>
            {view.canUndo && <th scope="col">Undo</th>}
          </tr>
        </thead>
        <tbody>
          {view.loads.map((load) => (
            <tr key={load.load} id={`load-${load.load}`}>
              <th scope="row">{`L-${load.load}`}</th>
              <td class="break">{load.file}</td>
              <td>{load.period}</td>
              <td class="num">{countShown(load.rows)}</td>
              <td class="num">{countShown(load.setAside)}</td>
              <td>{`${instantLabel(load.arrivedAt, 'short')}, ${load.actor}`}</td>
              <td>
                <Pill state={states[load.state]}>{load.state}</Pill>
              </td>
              {view.canUndo && (
                <td>
                  {load.state === 'In use' ? (
                    <Undo load={load.load} rows={load.rows ?? 0} csrf={csrf} />
                  ) : (
                    <span class="word-cell">none</span>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Columns({ columns }: { columns: SourceView['columns'] }) {
  return (
    <Scroll name="Expected columns">
      <table class="dense">
        <caption class="sr">Expected columns</caption>
        <thead>
          <tr>
            <th scope="col">Heading in the file</th>
            <th scope="col">Means</th>
            <th scope="col">Holds</th>
            <th scope="col">Rule</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((c) => (
            <tr key={`${c.heading}${c.means}`}>
              <th scope="row">{c.heading}</th>
              <td>{c.means}</td>
              <td>{c.kind}</td>
              <td>{c.rule}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
