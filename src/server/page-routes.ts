import { findArea } from '../framework/index.ts';
import { nearestName, problem } from '../problems/index.ts';
import { overviewFile, themeFile } from './download.ts';
import { type Shown, shownOf } from './frame.ts';
import { measureView } from './measure-view.ts';
import { overviewView } from './overview-view.ts';
import { idParam, type PageQuery, pageQuery } from './question-query.ts';
import { type Asked, page, type Reply, type Route, refusal, route } from './route.ts';
import { themeView } from './theme-view.ts';
import { themeThing, thingOf } from './view-of.ts';

/** Overview, theme and measure: a link is the view. */
export const pageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/',
    action: 'see-figures',
    words: 'see the overview',
    summary: 'Outcomes, what changed, themes, freshness',
    answers: 'page',
    query: pageQuery,
    handler: (asked) => showing(asked, (shown) => overviewView(asked, shown)),
  }),
  route({
    method: 'GET',
    path: '/overview.xlsx',
    action: 'export',
    words: 'take figures away',
    summary: 'The first page as a workbook; written to the trail',
    answers: 'page',
    query: pageQuery,
    handler: (asked) => showing(asked, (shown) => overviewFile(asked, shown)),
  }),
  route({
    method: 'GET',
    path: '/themes/:id',
    action: 'see-figures',
    words: 'see this theme',
    summary: 'Everything of one theme; with .xlsx after the id its figures as a workbook',
    answers: 'page',
    params: idParam,
    query: pageQuery,
    about: ({ host, params }) => themeThing(host, params.id.replace(/\.xlsx$/, '')),
    handler: (asked) =>
      showing(asked, async (shown) => {
        const { host, params } = asked;
        const id = params.id.replace(/\.xlsx$/, '');
        const theme = host.framework.themes.get(id);
        if (!theme) return unknown('theme', id, host.framework.themes.keys());
        return id === params.id ? themeView(asked, shown, theme) : themeFile(asked, shown, theme);
      }),
  }),
  route({
    method: 'GET',
    path: '/measures/:id',
    action: 'see-figures',
    words: 'see this measure',
    summary: 'Chart, comparisons, areas, figures and where they come from',
    answers: 'page',
    params: idParam,
    query: pageQuery,
    about: ({ host, params }) => thingOf(host, params.id),
    handler: (asked) =>
      showing(
        asked,
        async (shown) =>
          (await measureView(asked, shown)) ??
          unknown('measure', asked.params.id, asked.host.framework.measures.keys()),
      ),
  }),
];

/** Renders for the period of the address, or says that it names none. */
export async function showing(
  asked: Asked<unknown, PageQuery>,
  render: (shown: Shown) => Promise<string | Reply>,
): Promise<Reply> {
  const shown = shownOf(asked as Asked);
  if (shown === null)
    return refusal(400, problem('U101', { detail: `“${asked.query.period}” is not a period` }));
  const area = shown.view.area;
  if (area !== undefined && !findArea(asked.host.framework.areas, area))
    return unknown(
      'area',
      area,
      [...asked.host.framework.areas.byCode.values()].map((a) => a.id),
    );
  const made = await render(shown);
  return typeof made === 'string' ? page(made) : made;
}

export const unknown = (what: string, name: string, known: Iterable<string>): Reply =>
  refusal(404, problem('U103', { what, name, nearest: nearestName(name, known) }));
