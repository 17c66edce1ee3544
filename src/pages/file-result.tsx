import type { Problem } from '../problems/index.ts';
import { countWord, plainNumber } from '../wording/index.ts';
import { Pill, Scroll } from './parts.tsx';

export interface FileResult {
  readonly file: string;
  readonly status: 'loaded' | 'already-loaded' | 'refused';
  readonly sourceId: string | null;
  readonly source: string | null;
  readonly load: number | null;
  readonly rows: number;
  readonly setAside: number;
  /** What the load changed of what was known before, one sentence each. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
  /** What a refused file offers its reader; null where nothing of it was kept. */
  readonly mending: Mending | null;
}

/** What helps to mend a refused file. */
export interface Mending {
  /** Number of the arrival: `/arrivals/12` lists every problem. */
  readonly arrival: number;
  /** Around the bad cells; null where no cell is named or the file is gone. */
  readonly excerpt: ExcerptView | null;
  readonly downloads: { readonly marked: boolean; readonly list: boolean };
}

/** A piece of a sheet: letters of its columns, its headings, rows with the bad cells described. */
export interface ExcerptView {
  readonly sheet: string;
  readonly columns: readonly string[];
  readonly head: { readonly row: number; readonly texts: readonly string[] } | null;
  readonly rows: readonly {
    readonly row: number;
    readonly cells: readonly {
      readonly address: string;
      readonly text: string;
      readonly problem: string | null;
    }[];
  }[];
}

/** Problems beside the result; the page of the file has all of them. */
const shownProblems = 10;

/** One file's result; a refusal comes with its problems by cell and what helps to mend them. */
export function Result({
  result,
  canUndo,
  csrf,
}: {
  result: FileResult;
  canUndo: boolean;
  csrf: string;
}) {
  const errors = result.problems.filter((p) => p.severity !== 'note');
  const source =
    result.sourceId && result.source ? (
      <a href={`/sources/${result.sourceId}`}>{result.source}</a>
    ) : null;
  return (
    <article class={`result result-${result.status}`}>
      <div class="result-head">
        <h3 tabIndex={-1}>{headline(result)}</h3>
        {result.status === 'refused' && (
          <Pill state="refused">{`${countWord(errors.length, 'problem')} to correct`}</Pill>
        )}
        {result.status === 'loaded' && (
          <Pill state="complete">{countWord(result.rows, 'row')}</Pill>
        )}
        {result.setAside > 0 && (
          <Pill state="set-aside">{`${countWord(result.setAside, 'row')} set aside`}</Pill>
        )}
      </div>
      <p class="note">
        {source && <>Recognised as {source}. </>}
        {result.status === 'refused' ? 'The figures on every page are as they were before. ' : ''}
        {result.notes.join(' ')}
      </p>
      {errors.length > 0 && (
        <RefusedBody problems={errors.slice(0, shownProblems)} mending={result.mending} />
      )}
      {errors.length > shownProblems && (
        <p class="caption">
          {`The first ${shownProblems} of ${plainNumber(errors.length)} problems. `}
          {result.mending && (
            <a href={`/arrivals/${result.mending.arrival}`}>
              Show all<span class="sr"> problems of {result.file}</span>
            </a>
          )}
        </p>
      )}
      {result.status === 'loaded' && result.load !== null && canUndo && (
        <Undo load={result.load} rows={result.rows} csrf={csrf} />
      )}
    </article>
  );
}

function headline(result: FileResult): string {
  switch (result.status) {
    case 'refused':
      return `${result.file} was refused. Nothing was loaded`;
    case 'loaded':
      return `${result.file} was loaded`;
    case 'already-loaded':
      return `${result.file} was loaded before. Nothing changed`;
  }
}

/** Problems by cell, the sheet around them, and the file or the list to send back. */
export function RefusedBody({
  problems,
  mending,
}: {
  problems: readonly Problem[];
  mending: Mending | null;
}) {
  const excerpt = mending?.excerpt ?? null;
  const id = (address: string) => `cell-${mending?.arrival}-${address}`;
  const inExcerpt = new Set(
    excerpt?.rows.flatMap(({ cells }) =>
      cells.flatMap(({ address, problem }) => (problem === null ? [] : [address])),
    ),
  );
  return (
    <>
      <div class={excerpt ? 'mending' : undefined}>
        <Problems
          problems={problems}
          link={(p) =>
            p.where.sheet === excerpt?.sheet && inExcerpt.has(p.where.cell ?? '')
              ? `#${id(p.where.cell ?? '')}`
              : null
          }
        />
        {excerpt && <Excerpt excerpt={excerpt} id={id} />}
      </div>
      {mending && <Downloads mending={mending} />}
    </>
  );
}

function Excerpt({ excerpt, id }: { excerpt: ExcerptView; id: (address: string) => string }) {
  return (
    <Scroll name={`Cells of ${excerpt.sheet}`}>
      <table class="cells">
        <caption class="sr">{`${excerpt.sheet}: the rows around the cells to correct, with row numbers and column letters`}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="sr">Row</span>
            </th>
            {excerpt.columns.map((letter) => (
              <th scope="col" key={letter}>
                {letter}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {excerpt.head && (
            <tr class="cells-head">
              <th scope="row">{excerpt.head.row}</th>
              {excerpt.head.texts.map((text, i) => (
                <td key={excerpt.columns[i]}>{text}</td>
              ))}
            </tr>
          )}
          {excerpt.rows.map(({ row, cells }) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {cells.map(({ address, text, problem }) =>
                problem === null ? (
                  <td key={address}>{text}</td>
                ) : (
                  <td key={address} id={id(address)} class="bad-cell" tabIndex={-1}>
                    {text === '' ? <span class="word-cell">empty</span> : text}
                    <span class="sr">{`. To correct: ${problem}`}</span>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Downloads({ mending: { arrival, downloads } }: { mending: Mending }) {
  if (!downloads.marked && !downloads.list) return null;
  return (
    <p class="downloads">
      {downloads.marked && (
        <a class="button primary" href={`/arrivals/${arrival}/marked.xlsx`} download>
          Download the file with these cells marked
        </a>
      )}
      {downloads.list && (
        <a class="button" href={`/arrivals/${arrival}/problems.csv`} download>
          Download the list of problems (CSV)
        </a>
      )}
    </p>
  );
}

/** Every problem with its cell, what was found and what to do. */
export function Problems({
  problems,
  link = () => null,
}: {
  problems: readonly Problem[];
  /** Where the cell of a problem stands on the page, if it does. */
  link?: (problem: Problem) => string | null;
}) {
  return (
    <Scroll name="Problems by cell">
      <table class="dense">
        <caption class="sr">Problems by cell</caption>
        <thead>
          <tr>
            <th scope="col">Cell</th>
            <th scope="col">What we found</th>
            <th scope="col">What to do</th>
            <th scope="col">Code</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((p) => {
            const to = link(p);
            return (
              <tr key={`${p.code}${p.where.sheet ?? ''}${p.where.cell ?? ''}${p.message}`}>
                <th scope="row">{to ? <a href={to}>{placeOf(p)}</a> : placeOf(p)}</th>
                <td>{p.message}</td>
                <td>{p.mend}</td>
                <td>{p.code}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

/** `Cases!C9, Date of referral`. */
function placeOf({ where }: Problem): string {
  const cell = where.cell
    ? `${where.sheet && !/\.csv/i.test(where.sheet) ? `${where.sheet}!` : ''}${where.cell}`
    : (where.sheet ?? '');
  return [cell, where.heading].filter(Boolean).join(', ') || 'the file';
}

/** Says what goes back before it is done; nothing is lost, for no load is ever deleted. */
export function Undo({ load, rows, csrf }: { load: number; rows: number; csrf: string }) {
  return (
    <details class="undo" data-island="disclosure">
      <summary>
        Undo<span class="sr"> load {load}</span>
      </summary>
      <form class="panel" method="post" action={`/api/loads/${load}/undo`}>
        <input type="hidden" name="_csrf" value={csrf} />
        <p>{`Undo this load? ${countWord(rows, 'row goes', 'rows go')} back to what ${rows === 1 ? 'it was' : 'they were'} before it. The load stays in the history.`}</p>
        <button type="submit" class="primary">
          Undo load
        </button>
      </form>
    </details>
  );
}
