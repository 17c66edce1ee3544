import { z } from 'zod';
import { findArea } from '../framework/index.ts';
import { type AsideAsked, setFindingAside, takeBack } from '../host/index.ts';
import { type Outcome, problem } from '../problems/index.ts';
import { unknown } from './page-routes.ts';
import { type Asked, type Reply, type Route, refusal, route } from './route.ts';
import { viewOf } from './view-of.ts';

const word = z.string().max(200);
/** A finding in what a page shows: the words of the page's address stand beside its id. */
const which = z.object({
  finding: word,
  period: word.optional(),
  area: word.optional(),
  against: word.optional(),
});
type Which = z.infer<typeof which>;

/** What people say of findings: set aside with a reason, and taken back. */
export const findingRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/findings/set-aside',
    action: 'write-words',
    words: 'set this finding aside',
    summary:
      'Sets a finding aside with a reason; it comes back when its verdict or the period changes',
    answers: 'page',
    body: which.extend({ reason: z.string().max(500) }),
    handler: (asked) =>
      said(asked, (which) =>
        setFindingAside(asked.host, { ...which, reason: asked.body.reason }, asked.actor),
      ),
  }),
  route({
    method: 'POST',
    path: '/findings/take-back',
    action: 'write-words',
    words: 'take this finding back',
    summary: 'Lists a finding again that was set aside; what was said of it stays kept',
    answers: 'page',
    body: which,
    handler: (asked) => said(asked, (which) => takeBack(asked.host, which, asked.actor)),
  }),
];

async function said(
  { host, body }: Asked<unknown, unknown, Which>,
  say: (which: AsideAsked) => Promise<Outcome<unknown>>,
): Promise<Reply> {
  const view = viewOf(host, body);
  if (view === null)
    return refusal(400, problem('U101', { detail: `“${body.period}” is not a period` }));
  if (view.area !== undefined && !findArea(host.framework.areas, view.area))
    return unknown('area', view.area, []);
  const done = await say({ finding: body.finding, view });
  if (!done.ok) return refusal(statusOf(done.problems), ...done.problems);
  const kept = new URLSearchParams();
  for (const name of ['period', 'area', 'against'] as const)
    if (body[name]) kept.set(name, body[name]);
  return { kind: 'go', to: `/findings${kept.size > 0 ? `?${kept.toString()}` : ''}` };
}

const statusOf = (problems: readonly { readonly code: string }[]): number =>
  problems[0]?.code === 'U103' ? 404 : problems[0]?.code === 'A102' ? 403 : 422;
