import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Host } from '../host/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { makeApp } from './app.ts';
import { decisionRoutes } from './decision-routes.ts';
import { editionRoutes } from './edition-routes.ts';
import { figureRoutes } from './figure-routes.ts';
import { findingRoutes } from './finding-routes.ts';
import { homeRoutes } from './home-routes.ts';
import { listRoutes } from './list-routes.ts';
import { makeLink, type OneTimeLink } from './one-time-link.ts';
import { openApiRoute } from './openapi.ts';
import { pageRoutes } from './page-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { pictureRoutes } from './picture-routes.ts';
import { refusedRoutes } from './refused-routes.ts';
import { registerRoutes } from './register-routes.ts';
import type { Route } from './route.ts';
import { rowsRoutes } from './rows-routes.ts';
import { isLoopback } from './security.ts';
import { signInRoutes } from './sign-in.ts';
import { staticRoutes } from './static-routes.ts';
import { themeRoutes } from './theme-routes.ts';
import { useRoutes } from './use-routes.ts';

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly behindProxy?: boolean;
}

export interface Running {
  /** `http://127.0.0.1:8321` */
  readonly address: string;
  /** Address that signs in once; null but in a sample home on loopback. */
  readonly link: string | null;
  /** Whether a request is waiting for its answer. */
  isAnswering(): boolean;
  stop(): Promise<void>;
}

/** Every address of the product, as data. */
export function routeTable(link: OneTimeLink | null): readonly Route[] {
  const routes: Route[] = [
    ...signInRoutes(link),
    ...staticRoutes(),
    ...pageRoutes,
    ...listRoutes,
    ...themeRoutes,
    ...editionRoutes,
    ...pictureRoutes,
    ...findingRoutes,
    ...decisionRoutes,
    ...useRoutes,
    ...registerRoutes,
    ...refusedRoutes,
    ...figureRoutes,
    ...rowsRoutes,
    ...homeRoutes,
    ...peopleRoutes,
    openApiRoute(() => routes),
  ];
  return routes;
}

/** The application without a port: what `serve` listens with, and tests ask directly. */
export async function openApp(
  host: Host,
  options: ServeOptions,
): Promise<Outcome<{ app: FastifyInstance; link: OneTimeLink | null }>> {
  const loopback = isLoopback(options.host);
  if (!loopback && !options.tls && !options.behindProxy)
    return refused(problem('H006', { host: options.host }));
  const tls = options.tls ? readTls(options.tls) : done(undefined);
  if (!tls.ok) return tls;
  const link = host.home.sample && loopback && !options.behindProxy ? makeLink(host) : null;
  const app = await makeApp(host, routeTable(link), {
    secure: options.tls !== undefined || options.behindProxy === true,
    behindProxy: options.behindProxy === true,
    loopback: loopback && !options.behindProxy,
    ...(tls.value ? { tls: tls.value } : {}),
  });
  return done({ app, link });
}

/** Serves a home. Loopback unless told otherwise; never a password in the clear on a network. */
export async function serve(host: Host, options: ServeOptions): Promise<Outcome<Running>> {
  const made = await openApp(host, options);
  if (!made.ok) return made;
  const { app, link } = made.value;
  let unanswered = 0;
  app.addHook('onRequest', async (_request, reply) => {
    unanswered++;
    // Also where the reader has gone before the answer.
    reply.raw.once('close', () => unanswered--);
  });
  const listening = await listen(app, options);
  if (!listening.ok) return listening;
  const { port } = app.server.address() as AddressInfo;
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  const address = `${options.tls ? 'https' : 'http'}://${name}:${port}`;
  return done({
    address,
    link: link ? `${address}/enter/${link.token}` : null,
    isAnswering: () => unanswered > 0,
    stop: () => app.close(),
  });
}

async function listen(app: FastifyInstance, options: ServeOptions): Promise<Outcome<null>> {
  try {
    await app.listen({ host: options.host, port: options.port });
    return done(null);
  } catch (fault) {
    await app.close();
    if ((fault as NodeJS.ErrnoException).code === 'EADDRINUSE')
      return refused(problem('H004', { port: options.port, host: options.host }));
    throw fault;
  }
}

function readTls(paths: { cert: string; key: string }): Outcome<{ cert: string; key: string }> {
  try {
    return done({ cert: readFileSync(paths.cert, 'utf8'), key: readFileSync(paths.key, 'utf8') });
  } catch (fault) {
    const { path = '', message } = fault as NodeJS.ErrnoException;
    return refused(problem('H010', { path, detail: message }));
  }
}
