import { z } from 'zod';
import { findingJson, findingsSince, questionOf, seriesJson, setAsideJson } from '../host/index.ts';
import { nearestName, problem } from '../problems/index.ts';
import { download, formatOf } from './download.ts';
import { idParam, questionQuery, word, wordsOf } from './question-query.ts';
import { json, type Route, refusal, route } from './route.ts';
import { thingOf, viewOf } from './view-of.ts';

/** Figures, rows and findings as JSON: the shapes of the command line. */
export const figureRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/measures',
    action: 'see-figures',
    words: 'see figures',
    summary: 'Every measure of the framework',
    answers: 'json',
    handler: async ({ host }) =>
      json({
        measures: [...host.framework.measures.values()].map((m) => ({
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
    path: '/api/findings',
    action: 'see-figures',
    words: 'see findings',
    summary: 'What changed, ranked; what people set aside stands apart, with the reason',
    answers: 'json',
    query: z.object({ period: word, theme: word, area: word, 'as-at': word }),
    handler: async ({ host, actor, query }) => {
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
      const { findings, setAside, family } = await findingsSince(host, actor, view);
      const chosen = (theme: string) => !query.theme || theme === query.theme;
      return json({
        period: view.period.id,
        family,
        findings: findings.filter((f) => chosen(f.theme)).map(findingJson),
        setAside: setAside.filter((a) => chosen(a.finding.theme)).map(setAsideJson),
      });
    },
  }),
];
