import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Action, Actor, Thing } from '../access/index.ts';
import type { Host } from '../host/index.ts';
import type { Problem } from '../problems/index.ts';

/** A route is data: a test walks the table and fails on one that names no action. */
export interface Route<P = unknown, Q = unknown, B = unknown> {
  readonly method: 'GET' | 'POST';
  /** Fastify's spelling: `/api/measures/:id`. */
  readonly path: string;
  /** What the actor must be allowed; `anyone` stands for sign-in and static files alone. */
  readonly action: Action | 'anyone';
  /** Words of the refusal: “You cannot open the rows.” */
  readonly words: string;
  readonly summary: string;
  /** How a refusal is answered: a page for people, JSON for programs. */
  readonly answers: 'page' | 'json' | 'file';
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** Body is multipart: the handler reads `files`. */
  readonly uploads?: boolean;
  /** Fewer requests than the rest: tries a minute from one address. */
  readonly limit?: number;
  /** What it is about, where that decides: the theme of a measure. */
  readonly about?: (asked: Asked<P, Q, B>) => Thing;
  readonly handler: (asked: Asked<P, Q, B>) => Promise<Reply>;
}

/** A request, checked. */
export interface Asked<P = unknown, Q = unknown, B = unknown> {
  readonly host: Host;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Never null on a route whose action is not `anyone`. */
  readonly actor: Actor | null;
  /** Of the session, for forms. */
  readonly csrf: string | null;
  readonly session: string | null;
  /** Another person gave the password: nothing is answered until they choose their own. */
  readonly mustChange: boolean;
  /** Address of the machine that asks, as the network or the proxy says it: for the trail. */
  readonly from: string;
  /** Path and query as they were asked: a link is the view. */
  readonly address: string;
  /** Light or dark where the reader overrides the system's setting. */
  readonly appearance: Appearance | null;
  /** A browser asked: a person reads the answer. */
  readonly wantsPage: boolean;
  readonly files: () => AsyncIterable<Upload>;
}

export type Appearance = 'light' | 'dark';

export interface Upload {
  readonly name: string;
  readonly stream: Readable;
}

export type Reply =
  | { readonly kind: 'json'; readonly status?: number; readonly value: unknown }
  | { readonly kind: 'page'; readonly status?: number; readonly html: string }
  | { readonly kind: 'refusal'; readonly status: number; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'go';
      readonly to: string;
      /** Session token to set, or null to take it away. */
      readonly session?: string | null;
      /** How pages look from now on; null follows the system again. */
      readonly appearance?: Appearance | null;
    }
  | {
      readonly kind: 'file';
      readonly type: string;
      readonly bytes: Uint8Array | string;
      /** Name of a download; shown in place when absent. */
      readonly name?: string;
      readonly lasting?: boolean;
    };

export const json = (value: unknown): Reply => ({ kind: 'json', value });
export const page = (html: string, status = 200): Reply => ({ kind: 'page', html, status });
export const refusal = (status: number, ...problems: readonly Problem[]): Reply => ({
  kind: 'refusal',
  status,
  problems,
});

/** Declares a route with its types; the table holds them without. */
export const route = <P = unknown, Q = unknown, B = unknown>(r: Route<P, Q, B>): Route =>
  r as unknown as Route;
