import { matrixOf } from '../findings/index.ts';
import { openList } from '../host/index.ts';
import { matrixPage } from '../pages/index.ts';
import { frameOf } from './frame.ts';
import { showing } from './page-routes.ts';
import { pageQuery } from './question-query.ts';
import { type Route, route } from './route.ts';
import { themeThing } from './view-of.ts';

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
        const open = [...host.framework.themes.keys()].filter(
          (id) => host.refuse(actor, 'see-figures', '', themeThing(host, id)) === null,
        );
        const matrix = await matrixOf(host.figures, openList(host, actor), {
          period,
          ...(asAt ? { asAt } : {}),
          themes: new Set(open),
        });
        return matrixPage(
          { matrix, wholeForce: area === undefined, query: shown.query },
          await frameOf(asked, shown),
        );
      }),
  }),
];
