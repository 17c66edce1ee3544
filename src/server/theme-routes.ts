import { matrixOf } from '../findings/index.ts';
import { heldAgainst, openList } from '../host/index.ts';
import { matrixPage } from '../pages/index.ts';
import { frameOf } from './frame.ts';
import { showing } from './page-routes.ts';
import { pageQuery } from './question-query.ts';
import { type Route, route } from './route.ts';

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
        const { host, actor } = asked;
        const { period, asAt, area } = shown.view;
        const matrix = await matrixOf(host.figures, openList(host, actor), {
          period,
          since: await heldAgainst(host, { period, asAt: asAt ?? null }),
          ...(asAt ? { asAt } : {}),
        });
        return matrixPage(
          { matrix, wholeForce: area === undefined, query: shown.query },
          await frameOf(asked, shown),
        );
      }),
  }),
];
