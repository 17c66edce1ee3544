import type { Problem } from '../problems/index.ts';
import { countWord, plainNumber } from '../wording/index.ts';
import { type Mending, RefusedBody } from './file-result.tsx';
import { type Frame, page } from './layout.tsx';
import { Section, Title } from './parts.tsx';

export interface RefusedView {
  readonly file: string;
  readonly source: { readonly id: string; readonly title: string } | null;
  readonly arrivedAt: string;
  /** Those of this page. */
  readonly problems: readonly Problem[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly mending: Mending;
  /** Why nothing of the file can be shown or sent back; null where it can. */
  readonly gone: string | null;
}

export const problemsOfPage = 100;

/** Every problem of a refused file, the sheet around the first, and the file to send back. */
export function refusedPage(view: RefusedView, frame: Frame): string {
  const { total, source } = view;
  return page(frame, {
    current: '/sources',
    title: `${view.file} was refused`,
    children: (
      <>
        <Title
          kicker={
            <>
              <a href="/sources">Sources</a>
              {source && (
                <>
                  {' / '}
                  <a href={`/sources/${source.id}`}>{source.title}</a>
                </>
              )}
              {' / Refused file'}
            </>
          }
          title={`${view.file} was refused: ${countWord(total, 'problem')} to correct`}
          lead={`Nothing was loaded; the figures on every page are as they were before. It came on ${view.arrivedAt}.`}
        />
        <Section title="Problems by cell">
          <RefusedBody problems={view.problems} mending={view.mending} />
          {total > problemsOfPage && <Pages view={view} />}
          {view.gone && <p class="caption">{view.gone}</p>}
        </Section>
      </>
    ),
  });
}

function Pages({ view: { page: at, total, problems, mending } }: { view: RefusedView }) {
  const last = Math.ceil(total / problemsOfPage);
  const from = (at - 1) * problemsOfPage;
  const link = (to: number, words: string) =>
    to < 1 || to > last ? null : (
      <a href={`/arrivals/${mending.arrival}${to === 1 ? '' : `?page=${to}`}`}>{words}</a>
    );
  return (
    <nav class="pages" aria-label="Pages of problems">
      <span>{`Problems ${plainNumber(from + 1)} to ${plainNumber(from + problems.length)} of ${plainNumber(total)}.`}</span>
      {link(at - 1, 'Previous')}
      {link(at + 1, 'Next')}
    </nav>
  );
}
