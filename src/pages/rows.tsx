import type { RowsBehind } from '../figures/index.ts';
import { countWord, idWords, lowerFirst, plainNumber } from '../wording/index.ts';
import { type Frame, page } from './layout.tsx';
import { Pager } from './pager.tsx';
import { Scroll, Title } from './parts.tsx';

export interface RowsView {
  readonly measure: { readonly id: string; readonly title: string };
  /** The point as printed: `482 offences`. */
  readonly figure: string;
  /** Whether the point has a figure; if not `figure` says why. */
  readonly known: boolean;
  readonly period: string;
  readonly area: string;
  readonly behind: RowsBehind;
  /** Which page of the rows, from 1. */
  readonly page: number;
  /** To go back to the view the reader came from. */
  readonly query: string;
  /** The point as its address says it: names and values. */
  readonly point: readonly (readonly [string, string])[];
  /** Why she looks, as far as she has said. */
  readonly reason: string;
  /** The force asks why rows are taken away. */
  readonly mustSayWhy: boolean;
  readonly canTake: boolean;
}

export const rowsOfPage = 300;

/** The rows behind a point, each with the cell it came from. */
export function rowsPage(view: RowsView, frame: Frame): string {
  const { behind } = view;
  return page(frame, {
    current: '/measures',
    title: `Rows behind ${view.measure.title}, ${view.period}`,
    children: (
      <>
        <Title
          kicker={
            <>
              <a href={`/measures/${view.measure.id}${view.query}`}>{view.measure.title}</a> / Rows
            </>
          }
          title={`${countWord(behind.total, 'row')} behind ${lowerFirst(view.measure.title)}, ${view.period}`}
          lead={`${sumWords(view)} ${view.area}. Looking at them has been recorded.`}
        />
        {behind.rows.length === 0 ? (
          <p class="empty-box">
            {behind.total === 0
              ? view.known
                ? 'No row stands behind this point: the files speak for the period and hold none.'
                : 'No row stands behind this point: no file has spoken for the period.'
              : `There are ${plainNumber(Math.ceil(behind.total / rowsOfPage))} pages, and this is none of them.`}
          </p>
        ) : (
          <RowsTable behind={behind} />
        )}
        {behind.total > rowsOfPage && <Pages view={view} />}
        {behind.total > 0 && view.canTake && <TakeAll view={view} />}
      </>
    ),
  });
}

/** Whether the rows, counted again one by one, are the point; where it has no figure, why. */
function sumWords({ behind, figure, known }: RowsView): string {
  if (!known) return `The point has no figure: ${figure}.`;
  return behind.equal
    ? `These rows add up to the point: ${figure}.`
    : `These rows do not add up to the point, ${figure}. Tell whoever runs this home.`;
}

/** Where in the rows this page stands, and the others. */
function Pages({ view: { behind, measure, page: at, point, reason } }: { view: RowsView }) {
  const href = (to: number) => {
    const asked = new URLSearchParams(point.map(([name, value]) => [name, value]));
    if (reason) asked.set('reason', reason);
    if (to > 1) asked.set('page', String(to));
    return `/measures/${measure.id}/rows?${asked.toString()}`;
  };
  return (
    <Pager
      name="Rows"
      at={at}
      shown={behind.rows.length}
      total={behind.total}
      size={rowsOfPage}
      href={href}
      after="; all were counted"
    />
  );
}

/** All rows as a file: recorded as a disclosure, with the reason where one is given. */
function TakeAll({ view: { behind, measure, point, reason, mustSayWhy } }: { view: RowsView }) {
  return (
    <form class="take" method="get" action={`/measures/${measure.id}/rows.csv`}>
      {point.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label class="field">
        <span>{mustSayWhy ? 'Reason' : 'Reason, if you wish to give one'}</span>
        <input
          type="text"
          name="reason"
          maxLength={500}
          autocomplete="off"
          value={reason}
          required={mustSayWhy}
        />
      </label>
      <button type="submit">
        {behind.total === 1
          ? 'Download the row (CSV)'
          : `Download all ${plainNumber(behind.total)} rows (CSV)`}
      </button>
      <span class="note">Taking them away is recorded with your name.</span>
    </form>
  );
}

function RowsTable({ behind }: { behind: RowsBehind }) {
  const columns = Object.keys(behind.rows[0]?.values ?? {});
  const letters = new Map(columns.map((column) => [column, letterOf(behind, column)]));
  return (
    <Scroll name="Rows">
      <table class="dense rows-behind">
        <caption class="sr">Rows behind the point, each with its file, sheet and row</caption>
        <thead>
          <tr>
            <th scope="col">File, sheet and row</th>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {headOf(column)}
                {letters.get(column) && (
                  <span class="unit">
                    <span class="sr">, </span>
                    {`column ${letters.get(column)}`}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {behind.rows.map((row) => (
            <tr key={`${row.origin.load}-${row.origin.sheet}-${row.origin.row}`}>
              <th scope="row">{`${row.origin.file}${row.origin.sheet && row.origin.sheet !== row.origin.file ? `, ${row.origin.sheet}` : ''}, row ${row.origin.row}`}</th>
              {columns.map((column) => (
                <td key={column} title={row.origin.cells[column]}>
                  {row.values[column] === null || row.values[column] === undefined ? (
                    <span class="word-cell">empty</span>
                  ) : (
                    String(row.values[column])
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The letter of the column in the file, where it is one for all these rows: with the row it names the cell. */
function letterOf({ rows }: RowsBehind, column: string): string | null {
  const letters = new Set(
    rows.flatMap(({ origin }) => /^[A-Z]+/.exec(origin.cells[column] ?? '')?.[0] ?? []),
  );
  return letters.size === 1 ? ([...letters][0] ?? null) : null;
}

const headOf = (column: string): string => {
  const words = idWords(column);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
