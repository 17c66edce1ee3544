import { timingSafeEqual } from 'node:crypto';
import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyRequest } from 'fastify';

/** Nothing runs or loads but what this server gave: no inline script, no inline style. */
export const headers: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'same-origin' },
  crossOriginEmbedderPolicy: false,
  frameguard: { action: 'deny' },
  // Plain HTTP on loopback must not promise TLS for every other port of this machine.
  strictTransportSecurity: false,
};

/** `__Host-` binds the cookie to this host and to TLS; a browser refuses it over plain HTTP. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-socpf' : 'socpf');

/** A form's token against the session's, in constant time. */
export function sameToken(given: unknown, wanted: string | null): boolean {
  if (typeof given !== 'string' || wanted === null) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Whether a request that changes something came from our own pages, as the browser says it. A
 * program sends neither header, and has no cookie that a stranger's page could ride on.
 */
export function fromOurPages(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;
export const isLoopback = (host: string): boolean => loopback.test(host);

/**
 * On loopback a request must name loopback: another name that resolves to 127.0.0.1 is a page
 * elsewhere that tries to reach in (DNS rebinding).
 */
export function namesUs(request: FastifyRequest): boolean {
  const host = request.headers.host ?? '';
  return isLoopback(host.replace(/:\d+$/, ''));
}
