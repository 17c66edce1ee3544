import type { RowsBehind } from '../figures/index.ts';
import { countWord, idWords, lowerFirst, plainNumber } from '../wording/index.ts';
import { type Frame, page } from './layout.tsx';
import { Scroll, Title } from './parts.tsx';

export interface RowsView {
  readonly measure: { readonly id: string; readonly title: string };
  /** The point as printed: `482 offences`. */
  readonly figure: string;
  readonly period: string;
  readonly area: string;
  readonly behind: RowsBehind;
  /** To go back to the view the reader came from. */
  readonly query: string;
}

const shownRows = 300;

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
          lead={`${behind.equal ? `These rows add up to the point: ${view.figure}.` : `These rows do not add up to the point, ${view.figure}. Tell whoever runs this home.`} ${view.area}. Looking at them has been recorded.`}
        />
        {behind.rows.length === 0 ? (
          <p class="empty-box">
            No row stands behind this point: the files speak for the period and hold none.
          </p>
        ) : (
          <RowsTable behind={behind} />
        )}
        {behind.total > shownRows && (
          <p class="caption">{`The first ${shownRows} of ${plainNumber(behind.total)} rows are shown; all were counted.`}</p>
        )}
      </>
    ),
  });
}

function RowsTable({ behind }: { behind: RowsBehind }) {
  const columns = Object.keys(behind.rows[0]?.values ?? {});
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
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {behind.rows.slice(0, shownRows).map((row) => (
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

const headOf = (column: string): string => {
  const words = idWords(column);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
