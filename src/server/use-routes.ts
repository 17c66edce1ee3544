import { z } from 'zod';
import {
  countsUse,
  type Host,
  type PageUse,
  pageUse,
  setCounting,
  useDays,
} from '../host/index.ts';
import { type UseRow, usePage } from '../pages/index.ts';
import { frameOf } from './frame.ts';
import { type Asked, page, type Reply, type Route, refusal, route } from './route.ts';

/** How pages are used, by role and theme and by nobody's name. */
export const useRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/admin/use',
    action: 'administer',
    words: 'see how pages are used',
    summary: 'How often each kind of page was opened, by role and by theme; no names',
    answers: 'page',
    handler: async (asked) => page(await useView(asked)),
  }),
  route({
    method: 'POST',
    path: '/admin/use',
    action: 'administer',
    words: 'turn the counting of pages on or off',
    summary: 'Turns the counting of pages on or off; off forgets what was counted',
    answers: 'page',
    body: z.object({ count: z.enum(['on', 'off']) }),
    handler: async ({ host, body, actor }): Promise<Reply> => {
      const no = await setCounting(host, body.count === 'on', actor);
      return no ? refusal(403, no) : { kind: 'go', to: '/admin/use' };
    },
  }),
];

async function useView(asked: Asked): Promise<string> {
  const { host } = asked;
  const used = await pageUse(host);
  return usePage(
    {
      days: useDays,
      counts: await countsUse(host),
      pages: rowsBy(used, ({ page }) => pageWords[page] ?? page),
      themes: rowsBy(
        used.filter((u) => u.theme !== ''),
        ({ theme }) => themeTitle(host, theme),
      ),
    },
    await frameOf(asked, null),
  );
}

const themeTitle = ({ whole }: Host, theme: string): string =>
  whole.themes.get(theme)?.title ?? theme;

/** Kinds of page in the words of the menu; a path of another says itself. */
const pageWords: Readonly<Record<string, string>> = {
  '/': 'Overview',
  '/themes': 'Themes, the list',
  '/themes/:id': 'A theme',
  '/measures': 'Measures, the list',
  '/measures/:id': 'A measure',
  '/measures/:id/rows': 'Rows behind a figure',
  '/findings': 'Findings',
  '/decisions': 'Decisions',
  '/matrix': 'Threat against activity',
  '/sources': 'Sources, the list',
  '/sources/:id': 'A source',
  '/registers/:kind': 'A register',
  '/packs': 'Packs',
  '/definitions': 'Definitions and methods',
  '/feedback': 'Feedback',
  '/admin': 'Admin',
};

function rowsBy(used: readonly PageUse[], nameOf: (one: PageUse) => string): UseRow[] {
  const rows = new Map<string, Map<string, number>>();
  for (const one of used) {
    const row = rows.get(nameOf(one)) ?? new Map<string, number>();
    row.set(one.role, (row.get(one.role) ?? 0) + one.opened);
    rows.set(nameOf(one), row);
  }
  return [...rows]
    .map(([name, byRole]) => ({ name, byRole }))
    .sort((a, b) => sum(b.byRole) - sum(a.byRole) || (a.name < b.name ? -1 : 1));
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, n) => total + n, 0);
