import { plainNumber } from '../wording/index.ts';
import { type Frame, page } from './layout.tsx';
import { Section, Title } from './parts.tsx';
import { PlainTable } from './plain-table.tsx';

export interface UseView {
  readonly days: number;
  readonly counts: boolean;
  readonly pages: readonly UseRow[];
  readonly themes: readonly UseRow[];
}

/** A kind of page or a theme, and how often people of each role opened it. */
export interface UseRow {
  readonly name: string;
  readonly byRole: ReadonlyMap<string, number>;
}

const roles = [
  ['viewer', 'Viewers'],
  ['theme-lead', 'Theme leads'],
  ['analyst', 'Analysts'],
  ['administrator', 'Administrators'],
] as const;

/** How pages are used, without watching anybody. */
export function usePage(view: UseView, frame: Frame): string {
  return page(frame, {
    current: '/admin',
    title: 'Use of the pages',
    children: (
      <>
        <Title
          kicker={
            <>
              <a href="/admin">Admin</a> · Use of the pages
            </>
          }
          title={view.counts ? 'Pages are counted by role, people are not' : 'Nothing is counted'}
          lead={`How often each kind of page was opened in the last ${view.days} days. No name, no address and no hour is kept.`}
        />
        <UseTable title="By page" head="Page" rows={view.pages} />
        <UseTable title="By theme" head="Theme" rows={view.themes} />
        <Section title="Counting">
          <form method="post" action="/admin/use" class="build">
            <input type="hidden" name="_csrf" value={frame.csrf} />
            <p>
              {view.counts
                ? 'Turned off, what was counted is forgotten.'
                : 'Turned on, counting starts at nothing.'}
            </p>
            <button type="submit" name="count" value={view.counts ? 'off' : 'on'}>
              {view.counts ? 'Stop counting' : 'Start counting'}
            </button>
          </form>
        </Section>
      </>
    ),
  });
}

function UseTable({ title, head, rows }: { title: string; head: string; rows: readonly UseRow[] }) {
  return (
    <Section title={title}>
      <PlainTable
        name={title}
        heads={[head, ...roles.map(([, name]) => name)]}
        rows={rows.map(({ name, byRole }) => ({
          key: name,
          cells: [name, ...roles.map(([role]) => plainNumber(byRole.get(role) ?? 0))],
        }))}
        empty="Nothing has been counted yet."
      />
    </Section>
  );
}
