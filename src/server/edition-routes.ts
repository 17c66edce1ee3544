import { z } from 'zod';
import { acceptWords, issueEdition, keepWords, rebuildEdition } from '../host/index.ts';
import { type Reply, type Route, refusal, route } from './route.ts';
import { themeThing } from './view-of.ts';

const idParam = z.object({ id: z.string().max(200) });
const period = z.string().max(40);
/** The query a form goes back to; never another site. */
const back = z
  .string()
  .max(400)
  .regex(/^(\?[\w=&%.+-]*)?$/)
  .default('');

/** What people write for a theme, and packs that are issued. */
export const editionRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/themes/:id/words',
    action: 'write-words',
    words: 'write for this theme',
    summary: 'Keeps the sentences and the ask of a theme, bound to its figures',
    answers: 'page',
    params: idParam,
    body: z.object({ period, back, text: z.string().max(2000), ask: z.string().max(300) }),
    about: ({ host, params }) => themeThing(host, params.id),
    handler: async ({ host, params, body, actor }): Promise<Reply> => {
      const kept = await keepWords(host, { theme: params.id, ...body }, actor);
      return kept.ok
        ? { kind: 'go', to: `/themes/${params.id}${body.back}#words` }
        : refusal(422, ...kept.problems);
    },
  }),
  route({
    method: 'POST',
    path: '/themes/:id/accept',
    action: 'accept-words',
    words: 'accept the words of this theme',
    summary: 'The lead of a theme stands behind its newest words',
    answers: 'page',
    params: idParam,
    body: z.object({ period, back }),
    about: ({ host, params }) => themeThing(host, params.id),
    handler: async ({ host, params, body, actor }): Promise<Reply> => {
      const kept = await acceptWords(host, { theme: params.id, period: body.period }, actor);
      return kept.ok
        ? { kind: 'go', to: `/themes/${params.id}${body.back}#words` }
        : refusal(422, ...kept.problems);
    },
  }),
  route({
    method: 'POST',
    path: '/packs/:id/issue',
    action: 'issue-pack',
    words: 'issue a pack',
    summary:
      'Issues a draft: figures, words and what was known are frozen; the recipients are written down',
    answers: 'page',
    params: idParam,
    body: z.object({ recipients: z.string().max(500), note: z.string().max(500).default('') }),
    handler: async ({ host, params, body, actor }): Promise<Reply> => {
      const issued = await issueEdition(host, { draft: params.id, ...body }, actor);
      return issued.ok
        ? { kind: 'go', to: `/packs?built=${encodeURIComponent(issued.value.title)}` }
        : refusal(422, ...issued.problems);
    },
  }),
  route({
    method: 'GET',
    path: '/packs/:id/again',
    action: 'see-figures',
    words: 'download packs',
    summary:
      'An issued edition written again from what was frozen, byte for byte; else the problem',
    answers: 'page',
    params: idParam,
    handler: async ({ host, params, actor }): Promise<Reply> => {
      const deck = await rebuildEdition(host, params.id);
      if (!deck.ok) return refusal(404, ...deck.problems);
      await host.trail.append({
        actor: actor?.name ?? 'nobody',
        category: 'disclosure',
        event: 'pack-downloaded',
        detail: { edition: params.id, again: true, recipient: actor?.name },
      });
      return {
        kind: 'file',
        type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
        bytes: deck.value,
        name: `${params.id}.pptx`,
      };
    },
  }),
];
