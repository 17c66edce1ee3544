import { z } from 'zod';
import {
  changeDecision,
  decide,
  decisionStates,
  decisions,
  feedback,
  giveFeedback,
  reportResult,
} from '../host/index.ts';
import { feedbackPage } from '../pages/index.ts';
import { decisionsView, editionChoices } from './decisions-view.ts';
import { frameOf } from './frame.ts';
import { type Asked, json, page, type Reply, type Route, refusal, route } from './route.ts';
import { themeThing } from './view-of.ts';

const choice = z.string().max(200).optional();
const words = z.string().max(500);
const idParam = z.object({ id: z.coerce.number().int().positive() });
/** A page of ours to go back to; never another site. */
const ownPath = z
  .string()
  .max(400)
  .regex(/^(\/(?![/\\])[\w=&%.+?/~-]*)?$/)
  .default('');

const roleWords: Readonly<Record<string, string>> = {
  administrator: 'Administrator',
  analyst: 'Analyst',
  'theme-lead': 'Theme lead',
  viewer: 'Viewer',
};

/** What meetings decided and what readers say. */
export const decisionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/decisions',
    action: 'see-figures',
    words: 'see decisions',
    summary: 'What meetings decided, open first, with what the measure did since',
    answers: 'page',
    query: z.object({ theme: choice, kept: z.coerce.number().int().positive().optional() }),
    handler: async (asked) => page(await decisionsView(asked, asked.query)),
  }),
  route({
    method: 'GET',
    path: '/api/decisions',
    action: 'see-figures',
    words: 'see decisions',
    summary: 'What meetings decided, with every report and change, the earliest due first',
    answers: 'json',
    handler: async ({ host }) => json({ decisions: await decisions(host) }),
  }),
  route({
    method: 'POST',
    path: '/decisions',
    action: 'decide',
    words: 'write down a decision',
    summary:
      'Keeps what a meeting decided: what, who by role, by which day, and from which edition',
    answers: 'page',
    body: z.object({
      finding: z.string().max(200).default(''),
      theme: z.string().max(200),
      edition: z.string().max(200).default(''),
      text: words,
      owner: z.string().max(200),
      due: z.string().max(20),
    }),
    about: ({ host, body }) => themeThing(host, body.theme),
    handler: async ({ host, body, actor }): Promise<Reply> => {
      const { due, ...asked } = body;
      const kept = await decide(host, { ...asked, dueOn: due }, actor);
      return kept.ok
        ? { kind: 'go', to: `/decisions?kept=${kept.value.id}#d${kept.value.id}` }
        : refusal(422, ...kept.problems);
    },
  }),
  route({
    method: 'POST',
    path: '/decisions/:id/result',
    action: 'decide',
    words: 'report on a decision',
    summary: 'Writes what became of a decision; what was reported before stays in its history',
    answers: 'page',
    params: idParam,
    body: z.object({ state: z.enum(decisionStates), text: words }),
    handler: async ({ host, params, body, actor }): Promise<Reply> => {
      const told = await reportResult(host, { decision: params.id, ...body }, actor);
      return told.ok
        ? { kind: 'go', to: `/decisions#d${params.id}` }
        : refusal(statusOf(told.problems), ...told.problems);
    },
  }),
  route({
    method: 'POST',
    path: '/decisions/:id/change',
    action: 'decide',
    words: 'change a decision',
    summary: 'Words a decision anew; what it said before stays in its history',
    answers: 'page',
    params: idParam,
    body: z.object({ text: words, owner: z.string().max(200), due: z.string().max(20) }),
    handler: async ({ host, params, body, actor }): Promise<Reply> => {
      const { due, ...asked } = body;
      const told = await changeDecision(host, { decision: params.id, ...asked, dueOn: due }, actor);
      return told.ok
        ? { kind: 'go', to: `/decisions#d${params.id}` }
        : refusal(statusOf(told.problems), ...told.problems);
    },
  }),
  route({
    method: 'GET',
    path: '/feedback',
    action: 'give-feedback',
    words: 'say what was useful',
    summary: 'Say what you think of an edition; who issues packs reads what was said',
    answers: 'page',
    query: z.object({ back: ownPath, kept: choice }),
    handler: async (asked) => page(await feedbackView(asked)),
  }),
  route({
    method: 'POST',
    path: '/feedback',
    action: 'give-feedback',
    words: 'say what was useful',
    summary: 'Keeps what a reader says of a page or an edition, with a role and without a name',
    answers: 'page',
    body: z.object({
      page: ownPath,
      edition: z.string().max(200).default(''),
      useful: z.enum(['yes', 'no']),
      text: words.default(''),
    }),
    handler: async ({ host, body, actor }): Promise<Reply> => {
      const kept = await giveFeedback(
        host,
        {
          edition: body.edition,
          // The page, not what was chosen on it.
          page: body.edition === '' ? (body.page.split('?')[0] ?? '') : '',
          useful: body.useful === 'yes',
          text: body.text,
        },
        actor,
      );
      if (!kept.ok) return refusal(422, ...kept.problems);
      return { kind: 'go', to: `/feedback?kept=yes&back=${encodeURIComponent(body.page)}` };
    },
  }),
];

const statusOf = (problems: readonly { readonly code: string }[]): number =>
  problems[0]?.code === 'U103' ? 404 : problems[0]?.code === 'A102' ? 403 : 422;

async function feedbackView(
  asked: Asked<unknown, { back: string; kept?: string | undefined }>,
): Promise<string> {
  const { host, actor, query } = asked;
  const editions = await editionChoices(host);
  const reads = host.refuse(actor, 'issue-pack', '') === null;
  return feedbackPage(
    {
      back: query.back,
      kept: query.kept !== undefined,
      editions,
      said: reads
        ? (await feedback(host)).map(({ edition, page, role, ...rest }) => ({
            ...rest,
            role: roleWords[role] ?? role,
            about: editions.find((e) => e.value === edition)?.label ?? page,
          }))
        : null,
    },
    await frameOf(asked, null),
  );
}
