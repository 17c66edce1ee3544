import { plainNumber } from '../wording/index.ts';

/** Where in a long list a page stands, and the others. */
export function Pager({
  name,
  at,
  shown,
  total,
  size,
  href,
  after = '',
}: {
  /** What is listed: `Rows`. */
  name: string;
  /** Page, from 1. */
  at: number;
  /** How many of them this page shows. */
  shown: number;
  total: number;
  /** How many a page holds. */
  size: number;
  href: (page: number) => string;
  /** Said behind the count: `; all were counted`. */
  after?: string;
}) {
  const last = Math.ceil(total / size);
  const from = (at - 1) * size;
  const link = (to: number, words: string) =>
    to < 1 || to > last || to === at ? null : <a href={href(to)}>{words}</a>;
  return (
    <nav class="pages" aria-label={`Pages of ${name.toLowerCase()}`}>
      {shown > 0 && (
        <span>{`${name} ${plainNumber(from + 1)} to ${plainNumber(from + shown)} of ${plainNumber(total)}${after}.`}</span>
      )}
      {at > 2 && link(1, 'First')}
      {link(at - 1, 'Previous')}
      {link(at + 1, 'Next')}
      {at < last - 1 && link(last, `Last, page ${plainNumber(last)}`)}
    </nav>
  );
}
