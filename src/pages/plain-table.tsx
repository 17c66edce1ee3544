import type { ComponentChildren } from 'preact';
import { Scroll } from './parts.tsx';

/** A table of words, the first cell of each row its heading. */
export function PlainTable({
  name,
  heads,
  rows,
  empty,
  class: own,
}: {
  name: string;
  heads: readonly string[];
  rows: readonly { readonly key: string; readonly cells: readonly ComponentChildren[] }[];
  empty: string;
  class?: string;
}) {
  if (rows.length === 0) return <p class="empty-box">{empty}</p>;
  return (
    <Scroll name={name}>
      <table class={own ? `dense plain-table ${own}` : 'dense plain-table'}>
        <caption class="sr">{name}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, i) =>
                i === 0 ? (
                  <th scope="row" key={heads[i]}>
                    {cell}
                  </th>
                ) : (
                  <td key={heads[i]}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
