import type { Series } from '../figures/index.ts';
import { formatFigure } from '../wording/index.ts';
import { unitHead } from './areas-table.tsx';
import { Scroll, Section } from './parts.tsx';

/** A related table of a theme, as the framework declares it, with its figures. */
export interface RelatedTable {
  readonly title: string;
  readonly note: string | null;
  /** What a row is: "Capability". */
  readonly head: string;
  readonly columns: readonly RelatedColumn[];
  readonly rows: readonly { readonly code: string; readonly title: string }[];
}

export interface RelatedColumn {
  readonly title: string;
  /** Code of the row -> its figure. */
  readonly of: ReadonlyMap<string, Series>;
  /** The whole, each counted once; rows may add up to more. */
  readonly whole: Series;
  /** No row of a member means that there is none of it; else it is not known. */
  readonly blankIsNone: boolean;
  /** Address of the rows behind the cell of a member, or of the whole (null), for those who may open them. */
  readonly rows: ((code: string | null) => string | null) | null;
  /** Split by another column than the table's own: its whole is no total of these rows. */
  readonly beside: boolean;
}

/** Measures side by side, a row for each member; the whole is a figure of its own, never a sum of rows. */
export function RelatedTables({
  tables,
  query,
}: {
  tables: readonly RelatedTable[];
  query: string;
}) {
  return (
    <>
      {tables.map((table) => (
        <Section key={table.title} title={table.title} note={table.note ?? undefined} class="wide">
          {table.rows.length === 0 ? (
            <p class="empty-line">There is nothing to show for this period.</p>
          ) : (
            <Related table={table} query={query} />
          )}
        </Section>
      ))}
    </>
  );
}

function Related({ table, query }: { table: RelatedTable; query: string }) {
  const { columns } = table;
  return (
    <Scroll name={table.title}>
      <table class="related">
        <caption class="sr">{table.title}</caption>
        <thead>
          <tr>
            <th scope="col">{table.head}</th>
            {columns.map((column) => (
              <th scope="col" class="num" key={column.title}>
                <a href={`/measures/${column.whole.measure.id}${query}`}>{column.title}</a>
                <span class="unit">{unitHead(column.whole.measure.unit)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ code, title }) => (
            <tr key={code}>
              <th scope="row">{title}</th>
              {columns.map((column) => (
                <Cell
                  key={column.title}
                  series={column.of.get(code) ?? null}
                  whole={column.whole}
                  blankIsNone={column.blankIsNone}
                  of={title}
                  rows={column.of.has(code) ? (column.rows?.(code) ?? null) : null}
                />
              ))}
            </tr>
          ))}
        </tbody>
        <tbody>
          <tr class="total">
            <th scope="row">All</th>
            {columns.map((column) =>
              column.beside ? (
                <td class="num" key={column.title}>
                  <span class="word-cell">not added</span>
                </td>
              ) : (
                <Cell
                  key={column.title}
                  series={column.whole}
                  whole={column.whole}
                  blankIsNone={column.blankIsNone}
                  of="All"
                  rows={column.rows?.(null) ?? null}
                />
              ),
            )}
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

/** A count that no row has is none; what cannot be worked out without rows is in words. */
function Cell({
  series,
  whole,
  blankIsNone,
  of,
  rows,
}: {
  series: Series | null;
  whole: Series;
  /** Whose cell it is: the row's name. */
  of: string;
  rows: string | null;
  blankIsNone: boolean;
}) {
  const { measure, figure } = whole;
  const counted = !['share', 'rate', 'median'].includes(measure.kind) && figure.value !== null;
  const blank = blankIsNone ? (counted ? '0' : 'not applicable') : 'no data';
  const text = series ? formatFigure(measure, series.figure) : blank;
  if (!/\d/.test(text))
    return (
      <td class="num">
        <span class="word-cell">{text}</span>
      </td>
    );
  return (
    <td class="num">
      {rows ? (
        <a href={rows}>
          {text}
          <span class="sr">{`: rows behind ${measure.title}, ${of}`}</span>
        </a>
      ) : (
        text
      )}
    </td>
  );
}
