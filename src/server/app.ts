import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { may, whoMay } from '../access/index.ts';
import type { Host } from '../host/index.ts';
import { problemPage } from '../pages/index.ts';
import { type Problem, problem, Refusal } from '../problems/index.ts';
import { bareFrame } from './frame.ts';
import type { Asked, Reply, Route, Upload } from './route.ts';
import { cookieName, fromOurPages, headers, namesUs, sameToken } from './security.ts';

export interface AppOptions {
  /** TLS ends here or at a proxy before us: cookies are `Secure`. */
  readonly secure: boolean;
  readonly behindProxy: boolean;
  /** Served on loopback alone: a request must name loopback. */
  readonly loopback: boolean;
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly host: Host;
}

const uploadLimits = { fileSize: 2 ** 31, files: 200, fields: 8, fieldSize: 4096, parts: 210 };

/** The HTTP side of a host: every route of the table, each through the one decision. */
export async function makeApp(
  host: Host,
  routes: readonly Route[],
  given: Omit<AppOptions, 'host'>,
): Promise<FastifyInstance> {
  const options: AppOptions = { ...given, host };
  const app = fastify({
    trustProxy: options.behindProxy,
    bodyLimit: 2 ** 20,
    ...(options.tls ? { https: options.tls } : {}),
    routerOptions: { maxParamLength: 300 },
    forceCloseConnections: true,
  }) as unknown as FastifyInstance;
  await app.register(helmet, headers);
  await app.register(cookie);
  await app.register(multipart, { limits: uploadLimits });
  await app.register(rateLimit, { max: 1200, timeWindow: '1 minute' });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, text, next) => next(null, Object.fromEntries(new URLSearchParams(String(text)))),
  );
  const answer = answering(host, options);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (options.loopback && !namesUs(request))
      return reply.code(421).type('text/plain').send('This server answers on loopback alone.');
  });
  for (const route of routes)
    app.route({
      method: route.method,
      url: route.path,
      ...(route.limit
        ? { config: { rateLimit: { max: route.limit, timeWindow: '1 minute' } } }
        : {}),
      handler: (request, reply) => answer(route, request, reply),
    });
  app.setNotFoundHandler((request, reply) =>
    send(
      reply,
      options,
      { kind: 'refusal', status: 404, problems: [problem('H404', { address: request.url })] },
      request.url.startsWith('/api/') ? 'json' : 'page',
    ),
  );
  app.setErrorHandler((fault: Error & { statusCode?: number }, request, reply) => {
    const answers = request.url.startsWith('/api/') ? 'json' : 'page';
    const [status, problems] = problemsOf(fault);
    if (status === 500) console.error(fault);
    return send(reply, options, { kind: 'refusal', status, problems }, answers);
  });
  return app;
}

function problemsOf(fault: Error & { statusCode?: number }): [number, readonly Problem[]] {
  if (fault instanceof Refusal)
    return [fault.problems.some((p) => p.code === 'A106') ? 403 : 422, fault.problems];
  if (fault.statusCode === 429) return [429, [problem('A108', {})]];
  if (fault.statusCode === 413) return [413, [problem('A109', { detail: fault.message })]];
  if (fault.statusCode && fault.statusCode < 500)
    return [fault.statusCode, [problem('A109', { detail: fault.message })]];
  // The words of a fault of ours stay in the log: they may quote what the reader may not see.
  return [500, [problem('H500', {})]];
}

function answering(host: Host, options: AppOptions) {
  return async (route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const token = request.cookies[cookieName(options.secure)] ?? null;
    const session = token === null ? null : await host.accounts.session(token);
    const actor = session?.actor ?? null;
    const refuse = (status: number, ...problems: readonly Problem[]) =>
      send(reply, options, { kind: 'refusal', status, problems }, route.answers, request.url);
    if (route.action !== 'anyone' && actor === null) {
      if (route.answers === 'page' && route.method === 'GET')
        return send(reply, options, {
          kind: 'go',
          to: `/sign-in?to=${encodeURIComponent(request.url)}`,
        });
      return refuse(401, problem('A101', {}));
    }
    const changes = route.method !== 'GET';
    if (changes && !fromOurPages(request)) return refuse(403, problem('A106', {}));
    const body = (request.body ?? {}) as Record<string, unknown>;
    if (
      changes &&
      session !== null &&
      !(route.uploads && request.headers['x-csrf-token'] === undefined) &&
      !sameToken(request.headers['x-csrf-token'] ?? body._csrf, session.csrf)
    )
      return refuse(403, problem('A106', {}));
    const checked = check(route, request);
    if (!checked.ok)
      return refuse(400, ...checked.details.map((detail) => problem('A109', { detail })));
    const asked: Asked = {
      host,
      ...checked.value,
      actor,
      csrf: session?.csrf ?? null,
      session: token,
      address: request.url,
      wantsPage: (request.headers.accept ?? '').includes('text/html'),
      files: () => uploads(request, session?.csrf ?? null),
    };
    const thing = route.about?.(asked) ?? {};
    if (route.action !== 'anyone' && !may(actor, route.action, thing)) {
      await host.trail.append({
        actor: actor?.name ?? 'nobody',
        category: 'refusal',
        event: 'not-allowed',
        detail: { action: route.action, address: request.url },
      });
      return refuse(403, problem('A102', { action: route.words, who: whoMay(route.action) }));
    }
    return send(reply, options, await route.handler(asked), route.answers, request.url);
  };
}

/** Files of a form, whose token comes before them: no byte of a file is taken without it. */
async function* uploads(request: FastifyRequest, csrf: string | null): AsyncGenerator<Upload> {
  let trusted = sameToken(request.headers['x-csrf-token'], csrf);
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      trusted ||= part.fieldname === '_csrf' && sameToken(part.value, csrf);
      continue;
    }
    if (!trusted) throw new Refusal(problem('A106', {}));
    if (part.filename === '') part.file.resume();
    else yield { name: part.filename, stream: part.file };
  }
}

type Checked =
  | { ok: true; value: Pick<Asked, 'params' | 'query' | 'body'> }
  | { ok: false; details: string[] };

function check(route: Route, request: FastifyRequest): Checked {
  const details: string[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown) => {
    if (!schema) return {};
    const found = schema.safeParse(value ?? {});
    if (found.success) return found.data;
    details.push(
      ...found.error.issues.map((i) => `${i.path.join('.') || 'the request'}: ${i.message}`),
    );
    return {};
  };
  const value = {
    params: read(route.params, request.params),
    query: read(route.query, request.query),
    body: route.uploads ? {} : read(route.body, request.body),
  };
  return details.length === 0 ? { ok: true, value } : { ok: false, details };
}

function send(
  reply: FastifyReply,
  options: AppOptions,
  answer: Reply,
  answers: Route['answers'] = 'page',
  address = '/',
): FastifyReply {
  switch (answer.kind) {
    case 'json':
      return reply.code(answer.status ?? 200).send(answer.value);
    case 'page':
      return reply
        .code(answer.status ?? 200)
        .type('text/html; charset=utf-8')
        .send(answer.html);
    case 'refusal':
      reply.code(answer.status);
      return answers === 'json'
        ? reply.send({ problems: answer.problems })
        : reply
            .type('text/html; charset=utf-8')
            .send(
              problemPage(
                bareFrame(options.host, address),
                answer.problems,
                titles[answer.status] ?? 'This page could not be made',
              ),
            );
    case 'go':
      if (answer.session !== undefined) setSession(reply, options, answer.session);
      return reply.redirect(answer.to, 303);
    case 'file':
      if (answer.lasting) reply.header('cache-control', 'public, max-age=3600');
      if (answer.name)
        reply.header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(answer.name)}`,
        );
      return reply
        .type(answer.type)
        .send(typeof answer.bytes === 'string' ? answer.bytes : Buffer.from(answer.bytes));
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'The address was not understood',
  401: 'You are not signed in',
  403: 'You cannot do this',
  404: 'There is no such page',
  429: 'Too many tries',
};

function setSession(reply: FastifyReply, options: AppOptions, token: string | null): void {
  const name = cookieName(options.secure);
  const kept = { path: '/', httpOnly: true, sameSite: 'strict', secure: options.secure } as const;
  if (token === null) reply.clearCookie(name, kept);
  else reply.setCookie(name, token, kept);
}
