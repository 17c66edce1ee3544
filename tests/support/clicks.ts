/** Numbers of a page and the links that stand with them, read from its HTML. */
export const plain = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll('&amp;', '&');
export const linksIn = (html: string) =>
  [...html.matchAll(/<a [^>]*?href="([^"]+)"/g)].map((m) => (m[1] ?? '').replaceAll('&amp;', '&'));
export const isRows = (link: string) => /^\/measures\/[^/]+\/rows\?/.test(link);
export const isMeasure = (link: string) => /^\/measures\/[^/?]+(\?|$)/.test(link);
/** How many rows a file brought is opened to that file. */
export const isLoad = (link: string) => /^\/sources\/[^/]+#load-\d+$/.test(link);
export const isTheme = (link: string) => /^\/themes\/[^/?]+(\?|$)/.test(link);

/** Pieces of a page in which a number stands beside what opens it: rows of tables, cards, list items. */
export function piecesWithNumbers(html: string): string[] {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  const rows = [...main.matchAll(/<table\b[\s\S]*?<\/table>/g)].flatMap(([table]) => {
    const head = /<thead[\s\S]*?<\/thead>/.exec(table)?.[0] ?? '';
    return (
      [...table.matchAll(/<tr\b[\s\S]*?<\/tr>/g)]
        .map(([row]) => row)
        .filter((row) =>
          [...row.matchAll(/<td class="num[^"]*">([\s\S]*?)<\/td>/g)].some((m) =>
            /\d/.test(plain(m[1] ?? '')),
          ),
        )
        // Where a column is a measure its head opens it.
        .map((row) => (linksIn(row).length > 0 ? row : head + row))
    );
  });
  const cards = [...main.matchAll(/<(?:article|figure)\b[\s\S]*?<\/(?:article|figure)>/g)]
    .map(([card]) => card)
    .filter((card) => /class="figure|class="value/.test(card));
  return [...rows, ...cards];
}

/** Whether a row of a table has a figure, and not the usual range alone. */
const hasFigure = (piece: string): boolean => {
  const [, first] = /<td class="num[^"]*">([\s\S]*?)<\/td>/.exec(piece) ?? [];
  return first === undefined || /\d/.test(plain(first));
};

/** Pieces with a figure from which no link leads on towards its cells. */
export const withoutWay = (html: string): string[] =>
  piecesWithNumbers(html)
    .filter(hasFigure)
    .filter(
      (piece) => !linksIn(piece).some((l) => isRows(l) || isMeasure(l) || isTheme(l) || isLoad(l)),
    )
    .map((piece) => plain(piece).replaceAll(/\s+/g, ' ').trim().slice(0, 120));
