import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { templateWorkbook } from '../exports/index.ts';
import { buildPack, editions, oneSlide } from '../host/index.ts';
import { definitionsPage, measuresPage, themesPage } from '../pages/index.ts';
import { problem } from '../problems/index.ts';
import { findingsView } from './findings-view.ts';
import { frameOf, shownOf } from './frame.ts';
import { notComplete, packsView } from './packs-view.ts';
import { showing, unknown } from './page-routes.ts';
import { idParam, pageQuery } from './question-query.ts';
import { type Asked, json, page, type Reply, type Route, refusal, route } from './route.ts';
import { columnsOf, sourceView } from './source-view.ts';
import { sourcesView, visitResults } from './sources-view.ts';

const choice = z.string().max(200).optional();
const packBody = z.object({
  pack: z.string().max(200),
  period: choice,
  area: choice,
  'as-at': choice,
  late: z.enum(['build', 'wait']).optional(),
});

/** Lists, sources, packs and the administrator's page. */
export const listRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/themes',
    action: 'see-figures',
    words: 'see themes',
    summary: 'Every theme with its question',
    answers: 'page',
    query: pageQuery,
    handler: async (asked) =>
      page(
        themesPage(asked.host.framework, shownOf(asked)?.query ?? '', await frameOf(asked, null)),
      ),
  }),
  route({
    method: 'GET',
    path: '/measures',
    action: 'see-figures',
    words: 'see measures',
    summary: 'Every measure by theme',
    answers: 'page',
    query: pageQuery,
    handler: async (asked) =>
      page(
        measuresPage(asked.host.framework, shownOf(asked)?.query ?? '', await frameOf(asked, null)),
      ),
  }),
  route({
    method: 'GET',
    path: '/definitions',
    action: 'see-figures',
    words: 'see definitions',
    summary: 'What each figure counts, and how a change is judged',
    answers: 'page',
    handler: async (asked) =>
      page(definitionsPage(asked.host.framework, await frameOf(asked, null))),
  }),
  route({
    method: 'GET',
    path: '/findings',
    action: 'see-figures',
    words: 'see findings',
    summary: 'What changed, ranked, and what is not known; `kind`, `theme` and `since` choose',
    answers: 'page',
    query: pageQuery.extend({ kind: choice, theme: choice, since: choice }),
    handler: (asked) => showing(asked, (shown) => findingsView(asked, shown)),
  }),
  route({
    method: 'GET',
    path: '/sources',
    action: 'see-sources',
    words: 'see sources',
    summary: 'Every source with its state, and a place to drop files',
    answers: 'page',
    query: z.object({
      visit: z.coerce.number().int().positive().optional(),
      first: z.enum(['attention']).optional(),
    }),
    handler: async (asked) => {
      const { host, query, actor } = asked;
      const results =
        query.visit === undefined || actor === null
          ? []
          : await visitResults(host, query.visit, actor);
      return page(
        await sourcesView(asked, { results, attentionFirst: query.first === 'attention' }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/sources/:id',
    action: 'see-sources',
    words: 'see this source',
    summary: 'State, definition, loads and expected columns; with .xlsx after the id its template',
    answers: 'page',
    params: idParam,
    query: z.object({ undone: z.coerce.number().int().positive().optional(), all: choice }),
    handler: async (asked) => {
      const { host, params, query } = asked;
      const id = params.id.replace(/\.xlsx$/, '');
      const source = host.framework.sources.get(id);
      if (!source) return unknown('source', id, host.framework.sources.keys());
      if (id === params.id) {
        const shown = { undone: query.undone ?? null, all: query.all !== undefined };
        return page(await sourceView(asked, source, shown));
      }
      return {
        kind: 'file',
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        bytes: await templateWorkbook({
          title: source.title,
          marking: source.marking,
          columns: columnsOf(host, source),
        }),
        name: `${source.marking} template ${source.id}.xlsx`,
      };
    },
  }),
  route({
    method: 'GET',
    path: '/packs',
    action: 'see-figures',
    words: 'see packs',
    summary: 'Build a pack, the latest draft with its checks, and those built before',
    answers: 'page',
    query: z.object({ built: choice, waited: choice }),
    handler: async (asked) =>
      page(
        await packsView(asked, {
          built: asked.query.built ?? null,
          waited: asked.query.waited !== undefined,
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/packs',
    action: 'build-pack',
    words: 'build a pack',
    summary: 'Builds a pack, audits it and keeps it as a draft edition',
    answers: 'page',
    body: packBody,
    handler: async ({ host, body, actor }) => {
      if (body.late === 'wait' && (await notComplete(host)).length > 0)
        return { kind: 'go', to: '/packs?waited=yes' };
      const built = await buildPack(host, requestOf(body), actor);
      return built.ok
        ? { kind: 'go', to: `/packs?built=${encodeURIComponent(built.value.title)}` }
        : refusal(422, ...built.problems);
    },
  }),
  route({
    method: 'POST',
    path: '/api/packs',
    action: 'build-pack',
    words: 'build a pack',
    summary:
      'Builds a pack, audits it and keeps it as a draft edition; `/packs/ID.pptx` is the file',
    answers: 'json',
    body: packBody,
    handler: async ({ host, body, actor }) => {
      const built = await buildPack(host, requestOf(body), actor);
      if (!built.ok) return refusal(422, ...built.problems);
      const { id, title, name } = built.value;
      return json({ id, title, name, address: `/packs/${id}.pptx` });
    },
  }),
  route({
    method: 'GET',
    path: '/packs/:file',
    action: 'see-figures',
    words: 'download packs',
    summary: 'A pack that was built, as a PowerPoint file; with `slide` one slide of it alone',
    answers: 'page',
    params: z.object({ file: z.string().max(200) }),
    query: z.object({ slide: z.string().max(120).optional() }),
    handler: packFile,
  }),
];

const powerPoint = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

async function packFile(
  asked: Asked<{ file: string }, { slide?: string | undefined }>,
): Promise<Reply> {
  const { host, params, query, actor } = asked;
  const id = params.file.replace(/\.pptx$/, '');
  const edition = (await editions(host)).find((e) => e.id === id);
  if (!edition) return refusal(404, problem('H404', { address: asked.address }));
  if (query.slide !== undefined) {
    const taken = await oneSlide(host, { edition: id, slide: query.slide }, actor);
    if (!taken.ok) return refusal(404, ...taken.problems);
    return { kind: 'file', type: powerPoint, bytes: taken.value.bytes, name: taken.value.name };
  }
  await host.trail.append({
    actor: actor?.name ?? 'nobody',
    category: 'disclosure',
    event: 'pack-downloaded',
    detail: { edition: edition.id, sha256: edition.sha256, recipient: actor?.name },
  });
  return {
    kind: 'file',
    type: powerPoint,
    bytes: readFileSync(join(host.home.editions, `${edition.id}.pptx`)),
    name: `${host.framework.packs.get(edition.pack)?.marking ?? host.framework.marking} ${edition.pack} ${edition.period.id} ${edition.version}.pptx`,
  };
}

const requestOf = (body: z.infer<typeof packBody>) => ({
  pack: body.pack,
  period: body.period || null,
  area: body.area || null,
  asAt: body['as-at'] || null,
});
