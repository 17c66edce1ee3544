import { Scroll, Section } from './parts.tsx';

/** Rows that others supplied, as they stand; no figure is made of them. */
export interface ReadList {
  readonly title: string;
  readonly note: string | null;
  /** Which edition is shown; null where none has come. */
  readonly edition: string | null;
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly cells: readonly { readonly text: string; readonly number: boolean }[];
    /** The row of the file, and the load that brought it. */
    readonly from: { readonly words: string; readonly href: string };
  }[];
}

export function ReadLists({ lists }: { lists: readonly ReadList[] }) {
  return (
    <>
      {lists.map((list) => (
        <Section key={list.title} title={list.title} note={list.edition ?? undefined} class="wide">
          {list.rows.length === 0 ? (
            <p class="empty-line">No edition has come yet.</p>
          ) : (
            <Scroll name={list.title}>
              <table>
                <caption class="sr">{list.title}</caption>
                <thead>
                  <tr>
                    {list.heads.map((head, i) => (
                      <th scope="col" class={isNumber(list, i) ? 'num' : undefined} key={head}>
                        {head}
                      </th>
                    ))}
                    <th scope="col">From</th>
                  </tr>
                </thead>
                <tbody>
                  {list.rows.map(({ cells, from }) => (
                    <tr key={from.words}>
                      {cells.map(({ text }, i) => (
                        <td class={isNumber(list, i) ? 'num' : undefined} key={list.heads[i]}>
                          {text}
                        </td>
                      ))}
                      <td>
                        <a href={from.href}>{from.words}</a>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )}
          {list.note && <p class="caption">{list.note}</p>}
        </Section>
      ))}
    </>
  );
}

const isNumber = (list: ReadList, column: number): boolean =>
  list.rows.some(({ cells }) => cells[column]?.number);
