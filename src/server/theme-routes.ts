import { matrixOf } from '../findings/index.ts';
import { heldAgainst, openList } from '../host/index.ts';
import { matrixPage } from '../pages/index.ts';
import { matrixFile } from './download.ts';
import { frameOf, type Shown } from './frame.ts';
import { showing } from './page-routes.ts';
import { pageQuery } from './question-query.ts';
import { type Asked, type Route, route } from './route.ts';

/** Pages that hold all themes together. */
export const themeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/matrix',
    action: 'see-figures',
    words: 'see threat against activity',
    summary: 'Each theme by its assessed threat and its activity, with what moved',
    answers: 'page',
    query: pageQuery,
    handler: (asked) =>
      showing(asked, async (shown) => {
        const matrix = await matrixShown(asked, shown);
        return matrixPage(
          { matrix, wholeForce: shown.view.area === undefined, query: shown.query },
          await frameOf(asked, shown),
        );
      }),
  }),
  route({
    method: 'GET',
    path: '/matrix.png',
    action: 'export',
    words: 'take figures away',
    summary: 'Threat against activity as a picture; written to the trail',
    answers: 'page',
    query: pageQuery,
    handler: (asked) =>
      showing(asked, async (shown) => matrixFile(asked, shown, await matrixShown(asked, shown))),
  }),
];

async function matrixShown({ host, actor }: Pick<Asked, 'host' | 'actor'>, { view }: Shown) {
  const { period, asAt } = view;
  return matrixOf(host.figures, openList(host, actor), {
    period,
    since: await heldAgainst(host, { period, asAt: asAt ?? null }),
    ...(asAt ? { asAt } : {}),
  });
}
