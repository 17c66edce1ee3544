import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findArea } from '../framework/index.ts';
import { buildPack, questionOf } from '../host/index.ts';
import {
  adminPage,
  definitionsPage,
  findingsPage,
  measuresPage,
  packsPage,
  rowsPage,
  themesPage,
} from '../pages/index.ts';
import { lastCompletePeriod, parsePeriod, periodLabel } from '../periods/index.ts';
import { problem } from '../problems/index.ts';
import { themeThing, thingOf } from './figure-routes.ts';
import { frameOf, periodChoices, shownOf } from './frame.ts';
import { showing } from './page-routes.ts';
import { idParam, questionQuery } from './question-query.ts';
import { type Asked, json, page, type Route, refusal, route } from './route.ts';
import { sourcesView } from './sources-view.ts';

const pageQuery = questionQuery.extend({ all: questionQuery.shape.period });

const choice = z.string().max(200).optional();
const packBody = z.object({
  pack: z.string().max(200),
  period: choice,
  area: choice,
  'as-at': choice,
});

/** Lists, rows, sources, packs and the administrator's page. */
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
        themesPage(openFramework(asked), shownOf(asked)?.query ?? '', await frameOf(asked, null)),
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
        measuresPage(openFramework(asked), shownOf(asked)?.query ?? '', await frameOf(asked, null)),
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
      page(definitionsPage(openFramework(asked), await frameOf(asked, null))),
  }),
  route({
    method: 'GET',
    path: '/findings',
    action: 'see-figures',
    words: 'see findings',
    summary: 'What changed, ranked, and what is not known',
    answers: 'page',
    query: pageQuery,
    handler: (asked) =>
      showing(asked, async (shown) => {
        const overview = await asked.host.stories.overview(shown.view);
        const findings = overview.findings.filter(
          (f) =>
            asked.host.refuse(asked.actor, 'see-figures', '', themeThing(asked.host, f.theme)) ===
            null,
        );
        return findingsPage({ ...overview, findings }, shown.query, await frameOf(asked, shown));
      }),
  }),
  route({
    method: 'GET',
    path: '/measures/:id/rows',
    action: 'see-rows',
    words: 'open the rows behind a figure',
    summary: 'The rows behind a point; looking is recorded',
    answers: 'page',
    params: idParam,
    query: questionQuery.extend({ category: questionQuery.shape.period }),
    about: ({ host, params }) => thingOf(host, params.id),
    handler: async (asked) => {
      const { host, params, query, actor } = asked;
      const found = questionOf(host, params.id, {
        period: query.period,
        area: query.area,
        asAt: query['as-at'],
      });
      if (!found.ok) return refusal(404, ...found.problems);
      const { question } = found.value;
      const area = question.area ?? host.framework.force;
      const behind = await host.rows(
        {
          measure: params.id,
          period: question.period.id,
          area,
          category: query.category ?? null,
          asAt: question.asAt ?? null,
        },
        actor,
      );
      if (!behind.ok) return refusal(403, ...behind.problems);
      return page(
        rowsPage(
          {
            measure: {
              id: params.id,
              title: host.framework.measures.get(params.id)?.title ?? params.id,
            },
            period: periodLabel(question.period),
            area:
              area === host.framework.force
                ? 'Whole force'
                : (findArea(host.framework.areas, area)?.title ?? area),
            behind: behind.value,
          },
          await frameOf(asked, null),
        ),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/sources',
    action: 'see-sources',
    words: 'see sources',
    summary: 'Every source with its state, and a place to drop files',
    answers: 'page',
    handler: async (asked) => page(await sourcesView(asked)),
  }),
  route({
    method: 'GET',
    path: '/packs',
    action: 'see-figures',
    words: 'see packs',
    summary: 'Build a pack, and those built before',
    answers: 'page',
    query: z.object({ built: z.string().max(200).optional() }),
    handler: async (asked) => {
      const { host, actor, query } = asked;
      const editions = await host.records
        .selectFrom('edition')
        .selectAll()
        .orderBy('built_at', 'desc')
        .execute();
      return page(
        packsPage(
          {
            packs: [...host.framework.packs.values()].map(({ id, title, meeting }) => ({
              id,
              title,
              meeting,
            })),
            periods: periodChoices(host, lastCompletePeriod('quarter', host.reportingDay)),
            editions: editions.map((e) => ({
              id: e.id,
              title: `${host.framework.packs.get(e.pack)?.title ?? e.pack} ${e.version}`,
              period: labelOf(e.period),
              builtAt: e.built_at,
              by: e.actor,
            })),
            canBuild: host.refuse(actor, 'build-pack', '') === null,
            built: query.built ?? null,
          },
          await frameOf(asked, null),
        ),
      );
    },
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
    summary: 'A pack that was built, as a PowerPoint file',
    answers: 'page',
    params: z.object({ file: z.string().max(200) }),
    handler: async (asked) => {
      const { host, params, actor } = asked;
      const edition = await host.records
        .selectFrom('edition')
        .selectAll()
        .where('id', '=', params.file.replace(/\.pptx$/, ''))
        .executeTakeFirst();
      if (!edition) return refusal(404, problem('H404', { address: asked.address }));
      await host.trail.append({
        actor: actor?.name ?? 'nobody',
        category: 'disclosure',
        event: 'pack-downloaded',
        detail: { edition: edition.id, sha256: edition.sha256, recipient: actor?.name },
      });
      return {
        kind: 'file',
        type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
        bytes: readFileSync(join(host.home.editions, `${edition.id}.pptx`)),
        name: `${host.framework.marking} ${edition.pack} ${edition.period} ${edition.version}.pptx`,
      };
    },
  }),
  route({
    method: 'GET',
    path: '/admin',
    action: 'administer',
    words: 'see people, roles and the trail',
    summary: 'People and roles, and the trail with its verification',
    answers: 'page',
    handler: async (asked) => {
      const { host } = asked;
      const found = await host.trail.verify();
      return page(
        adminPage(
          {
            accounts: await host.accounts.list(),
            trail: await host.trail.list(50),
            verified:
              found.broken.length === 0
                ? `${found.entries} entries; the chain holds.`
                : `The chain is broken at ${found.broken.length} places, first at entry ${found.broken[0]?.entry}.`,
          },
          await frameOf(asked, null),
        ),
      );
    },
  }),
];

const requestOf = (body: z.infer<typeof packBody>) => ({
  pack: body.pack,
  period: body.period || null,
  area: body.area || null,
  asAt: body['as-at'] || null,
});

const labelOf = (id: string) => {
  const found = parsePeriod(id);
  return found ? periodLabel(found) : id;
};

/** The framework without what the reader may not see: a list never names a theme above access. */
function openFramework({ host, actor }: Asked) {
  const themes = new Map(
    [...host.framework.themes].filter(
      ([id]) => host.refuse(actor, 'see-figures', '', themeThing(host, id)) === null,
    ),
  );
  return { ...host.framework, themes };
}
