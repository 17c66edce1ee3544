import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { may, whoMay } from '../access/index.ts';
import { countUse, type Host } from '../host/index.ts';
import { problemPage } from '../pages/index.ts';
import { type Problem, problem, Refusal } from '../problems/index.ts';
import { bareFrame, frameOf, type Reader } from './frame.ts';
import type { Appearance, Asked, Reply, Route, Upload } from './route.ts';
import { cookieName, fromOurPages, headers, namesUs, sameToken } from './security.ts';
import { uploadLimit } from './sources-view.ts';

export interface AppOptions {
  /** TLS ends here or at a proxy before us: cookies are `Secure`. */
  readonly secure: boolean;
  readonly behindProxy: boolean;
  /** Served on loopback alone: a request must name loopback. */
  readonly loopback: boolean;
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly host: Host;
}

const uploadLimits = {
  fileSize: uploadLimit.bytes,
  files: 200,
  fields: 8,
  fieldSize: 4096,
  parts: 210,
};

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
  const answersOf = (request: FastifyRequest) =>
    request.url.startsWith('/api/') ? 'json' : 'page';
  app.setNotFoundHandler(async (request, reply) =>
    send(
      reply,
      options,
      { kind: 'refusal', status: 404, problems: [problem('H404', { address: request.url })] },
      answersOf(request),
      (await personOf(host, options, request)).reader,
    ),
  );
  app.setErrorHandler(async (fault: Error & { statusCode?: number }, request, reply) => {
    const [status, problems] = problemsOf(fault);
    if (status === 500) console.error(fault);
    const reader = await personOf(host, options, request)
      .then((person) => person.reader)
      .catch(() => null);
    return send(
      reply,
      options,
      { kind: 'refusal', status, problems },
      answersOf(request),
      reader ?? nobody(host, request.url),
    );
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

const nobody = (host: Host, address: string): Reader => ({
  host,
  actor: null,
  csrf: null,
  address,
  appearance: null,
});

/** Who asks, by the session of the cookie, and how their pages look. */
async function personOf(host: Host, options: AppOptions, request: FastifyRequest) {
  const token = request.cookies[cookieName(options.secure)] ?? null;
  const session = token === null ? null : await host.accounts.session(token);
  const chosen = request.cookies[appearanceCookie];
  const appearance: Appearance | null = chosen === 'light' || chosen === 'dark' ? chosen : null;
  const actor = session?.actor ?? null;
  const reader: Reader = {
    // From here on nothing is made from what this actor may not see.
    host: host.as(actor),
    actor,
    csrf: session?.csrf ?? null,
    address: request.url,
    appearance,
  };
  return { token, session, reader };
}

/** What is answered to a person whose password another has given. */
const beforeChosen = new Set(['/password', '/sign-out', '/appearance']);

function answering(host: Host, options: AppOptions) {
  return async (route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { token, session, reader } = await personOf(host, options, request);
    const { actor } = reader;
    const refuse = (status: number, ...problems: readonly Problem[]) =>
      send(reply, options, { kind: 'refusal', status, problems }, route.answers, reader);
    if (route.action !== 'anyone' && actor === null) {
      if (route.answers === 'page' && route.method === 'GET') {
        const to = `/sign-in?to=${encodeURIComponent(request.url)}`;
        return send(reply, options, { kind: 'go', to }, route.answers, reader);
      }
      return refuse(401, problem('A101', {}));
    }
    if (session?.mustChange && route.action !== 'anyone' && !beforeChosen.has(route.path))
      return route.answers === 'page' && route.method === 'GET'
        ? send(reply, options, { kind: 'go', to: '/password' }, route.answers, reader)
        : refuse(403, problem('A118', {}));
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
      ...reader,
      ...checked.value,
      session: token,
      from: request.ip,
      mustChange: session?.mustChange ?? false,
      wantsPage: (request.headers.accept ?? '').includes('text/html'),
      files: () => uploads(request, session?.csrf ?? null),
    };
    const thing = route.about?.(asked) ?? {};
    if (route.action !== 'anyone' && !may(actor, route.action, thing)) {
      await host.trail.append({
        actor: actor?.name ?? 'nobody',
        category: 'refusal',
        event: 'not-allowed',
        detail: { action: route.action, address: request.url, from: request.ip },
      });
      return refuse(403, problem('A102', { action: route.words, who: whoMay(route.action) }));
    }
    const made = await route.handler(asked);
    if (actor !== null && made.kind === 'page' && !changes && made.status === 200)
      await countUse(host, { page: route.path, theme: thing.theme ?? '' }, actor);
    return send(reply, options, made, route.answers, reader);
  };
}

/** Files of a form, whose token comes before them: no byte of a file is taken without it. */
async function* uploads(request: FastifyRequest, csrf: string | null): AsyncGenerator<Upload> {
  let trusted = sameToken(request.headers['x-csrf-token'], csrf);
  // Who was gone before we listened never says so again, and would be waited for without end.
  if (request.raw.destroyed || request.raw.socket.destroyed)
    throw new Refusal(problem('A109', { detail: 'it ended before it was whole' }));
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

async function send(
  reply: FastifyReply,
  options: AppOptions,
  answer: Reply,
  answers: Route['answers'],
  reader: Reader,
): Promise<FastifyReply> {
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
        : reply.type('text/html; charset=utf-8').send(await refusalPage(answer, reader));
    case 'go':
      if (answer.session !== undefined) setSession(reply, options, answer.session);
      if (answer.appearance !== undefined) setAppearance(reply, options, answer.appearance);
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

/** A refusal keeps the frame of the page for those who are signed in, unless the fault is there. */
async function refusalPage(
  answer: Extract<Reply, { kind: 'refusal' }>,
  reader: Reader,
): Promise<string> {
  const bare = bareFrame(reader.host, reader.address);
  const frame = reader.actor === null || answer.status >= 500 ? bare : await frameOf(reader, null);
  const asksWhy = answer.problems.some((p) => p.code === 'A122');
  return problemPage(frame, answer.problems, asksWhy ? 'Say why first' : titles[answer.status]);
}

const titles: Readonly<Record<number, string>> = {
  400: 'The address was not understood',
  401: 'You are not signed in',
  403: 'You cannot do this',
  404: 'There is no such page',
  429: 'Too many tries',
};

const appearanceCookie = 'socpf-appearance';

function setAppearance(reply: FastifyReply, options: AppOptions, chosen: Appearance | null): void {
  const kept = { path: '/', httpOnly: true, sameSite: 'strict', secure: options.secure } as const;
  if (chosen === null) reply.clearCookie(appearanceCookie, kept);
  else reply.setCookie(appearanceCookie, chosen, { ...kept, maxAge: 365 * 86_400 });
}

function setSession(reply: FastifyReply, options: AppOptions, token: string | null): void {
  const name = cookieName(options.secure);
  const kept = { path: '/', httpOnly: true, sameSite: 'strict', secure: options.secure } as const;
  if (token === null) reply.clearCookie(name, kept);
  else reply.setCookie(name, token, kept);
}
