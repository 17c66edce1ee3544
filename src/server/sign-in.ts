import { z } from 'zod';
import type { Host } from '../host/index.ts';
import { signInPage } from '../pages/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import { bareFrame } from './frame.ts';
import type { OneTimeLink } from './one-time-link.ts';
import { page, type Route, refusal, route } from './route.ts';

/** Only a path of ours: `//elsewhere` and `https:` would send a person away with our word for it. */
const ownPath = z
  .string()
  .optional()
  .transform((to) => (to && /^\/(?![/\\])/.test(to) ? to : '/'));

/** Sign-in, sign-out and the one-time link. */
export function signInRoutes(link: OneTimeLink | null): Route[] {
  return [
    route({
      method: 'GET',
      path: '/sign-in',
      action: 'anyone',
      words: 'sign in',
      summary: 'The form to sign in',
      answers: 'page',
      query: z.object({ to: ownPath }),
      handler: async ({ host, query }) => page(form(host, query.to, [])),
    }),
    route({
      method: 'POST',
      path: '/sign-in',
      action: 'anyone',
      words: 'sign in',
      summary: 'Signs in; the same answer for an unknown name and a wrong password',
      answers: 'page',
      limit: 5,
      body: z.object({
        name: z.string().max(200),
        password: z.string().max(1000),
        to: ownPath,
      }),
      handler: async ({ body, host, session, from }) => {
        const signed = await host.accounts.signIn(body.name, body.password);
        await host.trail.append({
          actor: signed.ok ? signed.value.actor.name : 'nobody',
          category: signed.ok ? 'sign-in' : 'refusal',
          event: signed.ok ? 'sign-in' : 'sign-in-refused',
          detail: signed.ok ? { from } : { name: body.name.slice(0, 80), from },
        });
        if (!signed.ok) return page(form(host, body.to, signed.problems), 401);
        // A session from before the sign-in never becomes one after it.
        if (session !== null) await host.accounts.signOut(session);
        return { kind: 'go', to: body.to, session: signed.value.token };
      },
    }),
    route({
      method: 'POST',
      path: '/sign-out',
      action: 'see-figures',
      words: 'sign out',
      summary: 'Ends the session',
      answers: 'page',
      handler: async ({ host, session, actor }) => {
        if (session !== null) await host.accounts.signOut(session);
        await host.trail.append({
          actor: actor?.name ?? 'nobody',
          category: 'sign-in',
          event: 'sign-out',
          detail: {},
        });
        return { kind: 'go', to: '/sign-in', session: null };
      },
    }),
    route({
      method: 'POST',
      path: '/appearance',
      action: 'see-figures',
      words: 'choose how pages look',
      summary: 'Light, dark or as the system; kept in the browser',
      answers: 'page',
      body: z.object({ appearance: z.enum(['system', 'light', 'dark']), to: ownPath }),
      handler: async ({ body }) => ({
        kind: 'go',
        to: body.to,
        appearance: body.appearance === 'system' ? null : body.appearance,
      }),
    }),
    route({
      method: 'GET',
      path: '/enter/:token',
      action: 'anyone',
      words: 'sign in',
      summary: 'The one-time link of a sample home on this machine',
      answers: 'page',
      limit: 20,
      params: z.object({ token: z.string() }),
      handler: async ({ params, from }) => {
        const session = (await link?.use(params.token, from)) ?? null;
        return session === null
          ? refusal(403, problem('A110', {}))
          : { kind: 'go', to: '/', session };
      },
    }),
  ];
}

const form = (host: Host, to: string, problems: readonly Problem[]): string =>
  signInPage(
    bareFrame(host, '/sign-in'),
    problems,
    host.home.sample
      ? 'This is the sample: use the one-time link that npm start printed, or start it again for a new one.'
      : null,
    to,
  );
