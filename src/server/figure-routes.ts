import { z } from 'zod';
import { findingJson, type Host, questionOf, seriesJson } from '../host/index.ts';
import { lastCompletePeriod, parseDay, parsePeriod } from '../periods/index.ts';
import { nearestName, problem } from '../problems/index.ts';
import { download, formatOf } from './download.ts';
import { idParam, questionQuery, word, wordsOf } from './question-query.ts';
import { json, type Route, refusal, route } from './route.ts';

/** What a measure is about, for the one decision: its theme, and whether that is restricted. */
export function thingOf(host: Host, measure: string) {
  const theme = host.framework.measures.get(measure)?.theme;
  return theme === undefined
    ? {}
    : { theme, restricted: host.framework.themes.get(theme)?.restricted ?? false };
}

/** Figures, rows and findings as JSON: the shapes of the command line. */
export const figureRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/measures',
    action: 'see-figures',
    words: 'see figures',
    summary: 'Every measure of the framework',
    answers: 'json',
    handler: async ({ host, actor }) =>
      json({
        measures: [...host.framework.measures.values()]
          .filter((m) => host.refuse(actor, 'see-figures', '', thingOf(host, m.id)) === null)
          .map((m) => ({
            measure: m.id,
            theme: m.theme,
            title: m.title,
            role: m.role,
            kind: m.kind,
            unit: m.unit,
            better: m.better,
          })),
      }),
  }),
  route({
    method: 'GET',
    path: '/api/measures/:id',
    action: 'see-figures',
    words: 'see this measure',
    summary:
      'A series of figures, or with `split` one for each member; with .csv, .xlsx or .png after the id a file',
    answers: 'json',
    params: idParam,
    query: questionQuery,
    about: ({ host, params }) => thingOf(host, formatOf(params.id).id),
    handler: async (request) => {
      const { host, params, query } = request;
      const { format } = formatOf(params.id);
      if (format !== null) return download(request, format);
      const asked = questionOf(host, params.id, wordsOf(query));
      if (!asked.ok)
        return refusal(host.framework.measures.has(params.id) ? 400 : 404, ...asked.problems);
      const { question, split } = asked.value;
      if (split === null) return json(seriesJson(await host.figures.series(question)));
      const series = await host.figures.split(question, split);
      return json({ measure: params.id, split, series: series.map(seriesJson) });
    },
  }),
  route({
    method: 'GET',
    path: '/api/measures/:id/rows',
    action: 'see-rows',
    words: 'open the rows behind a figure',
    summary: 'The rows behind a point, each with the cell it came from; written to the trail',
    answers: 'json',
    params: idParam,
    query: z.object({ period: z.string().max(40), area: word, category: word, 'as-at': word }),
    about: ({ host, params }) => thingOf(host, params.id),
    handler: async ({ host, params, query, actor }) => {
      const asked = questionOf(host, params.id, {
        period: query.period,
        area: query.area,
        asAt: query['as-at'],
      });
      if (!asked.ok)
        return refusal(host.framework.measures.has(params.id) ? 400 : 404, ...asked.problems);
      const found = await host.rows(
        {
          measure: params.id,
          period: asked.value.question.period.id,
          area: asked.value.question.area ?? host.framework.force,
          category: query.category ?? null,
          asAt: asked.value.question.asAt ?? null,
        },
        actor,
      );
      return found.ok ? json(found.value) : refusal(403, ...found.problems);
    },
  }),
  route({
    method: 'GET',
    path: '/api/findings',
    action: 'see-figures',
    words: 'see findings',
    summary: 'What changed, ranked',
    answers: 'json',
    query: z.object({ period: word, theme: word, area: word, 'as-at': word }),
    handler: async ({ host, query, actor }) => {
      const view = viewOf(host, query);
      if (view === null)
        return refusal(400, problem('U101', { detail: `“${query.period}” is not a period` }));
      if (query.theme && !host.framework.themes.has(query.theme))
        return refusal(
          404,
          problem('U103', {
            what: 'theme',
            name: query.theme,
            nearest: nearestName(query.theme, host.framework.themes.keys()),
          }),
        );
      const { findings, family } = await host.stories.overview(view);
      const open = findings.filter(
        (f) =>
          (!query.theme || f.theme === query.theme) &&
          host.refuse(actor, 'see-figures', '', themeThing(host, f.theme)) === null,
      );
      return json({ period: view.period.id, family, findings: open.map(findingJson) });
    },
  }),
];

export const themeThing = (host: Host, theme: string) => ({
  theme,
  restricted: host.framework.themes.get(theme)?.restricted ?? false,
});

/** Period, area and as-known-on of an address; the last complete quarter when none is named. */
export function viewOf(
  host: Host,
  query: {
    period?: string | undefined;
    area?: string | undefined;
    'as-at'?: string | undefined;
  },
) {
  const period = query.period
    ? parsePeriod(query.period)
    : lastCompletePeriod('quarter', host.reportingDay);
  if (!period) return null;
  const asAt = query['as-at'] ? parseDay(query['as-at']) : null;
  return { period, ...(query.area ? { area: query.area } : {}), ...(asAt ? { asAt } : {}) };
}
