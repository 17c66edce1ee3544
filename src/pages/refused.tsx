import type { Problem } from '../problems/index.ts';
import { countWord } from '../wording/index.ts';
import { type Mending, RefusedBody } from './file-result.tsx';
import { type Frame, page } from './layout.tsx';
import { Pager } from './pager.tsx';
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
          {total > problemsOfPage && (
            <Pager
              name="Problems"
              at={view.page}
              shown={view.problems.length}
              total={total}
              size={problemsOfPage}
              href={(to) => `/arrivals/${view.mending.arrival}${to === 1 ? '' : `?page=${to}`}`}
            />
          )}
          {view.gone && <p class="caption">{view.gone}</p>}
        </Section>
      </>
    ),
  });
}
