import { type Actor, grantRows, themeThing } from '../access/index.ts';
import {
  type GroupLine,
  groupLines,
  type HeldAgainst,
  rowMoves,
  type TierMoves,
  tierMoves,
} from '../findings/index.ts';
import type { Condition } from '../framework/index.ts';
import { type Period, type PlainDate, periodOf } from '../periods/index.ts';
import { done, type Outcome } from '../problems/index.ts';
import { heldAgainst } from './held-against.ts';
import type { Host } from './host.ts';

/** Registers that are worked with as lists. */
export const registers = {
  groups: { title: 'Organised crime groups', theme: 'ocg', dataset: 'ocg', live: 'group-status' },
  lines: { title: 'County lines', theme: 'county-lines', dataset: 'line', live: 'line-status' },
  nominals: {
    title: 'Priority nominals',
    theme: 'nominals',
    dataset: 'nominal',
    live: 'nominal-status',
  },
  investigations: {
    title: 'SOC investigations',
    theme: 'investigations',
    dataset: 'investigation',
    live: 'investigation-status',
  },
} as const;
export type RegisterKind = keyof typeof registers;

export interface RegisterList {
  readonly period: Period;
  /** What movements are held against. */
  readonly since: HeldAgainst;
  readonly groups: readonly GroupLine[];
  /** Of groups: how each tier came to its number since then. */
  readonly tiers: readonly TierMoves[];
  /** Rows of the other registers: column -> value, with their `movement` where it is known. */
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

/** A register at a period's end, one by one. Looking needs leave, which writes the audit entry first. */
export async function registerList(
  host: Host,
  kind: RegisterKind,
  period: Period,
  actor: Actor | null,
  asked: {
    /** Why she looks, where the framework asks for it. */
    readonly reason?: string | undefined;
    /** As known at the end of this local day. */
    readonly asAt?: PlainDate | null;
    /** Whose last edition movements are held against; of any pack where none is named. */
    readonly pack?: string;
  } = {},
): Promise<Outcome<RegisterList>> {
  const register = registers[kind];
  const { asAt = null } = asked;
  const grant = await grantRows(
    actor,
    {
      thing: themeThing(host.framework, register.theme),
      about: { register: kind, period: period.id, ...(asAt ? { asAt } : {}) },
      reason: asked.reason,
      framework: host.framework,
    },
    (entry) => host.trail.append(entry),
  );
  if (!grant.ok) return grant;
  const list = (dataset: string, live: string | null, at: Period, known = asAt) =>
    host.framework.datasets.has(dataset)
      ? host.figures.list(
          {
            dataset,
            where: live ? liveOnly(host, live) : [],
            period: at,
            ...(known ? { asAt: known } : {}),
          },
          grant.value,
        )
      : Promise.resolve([]);
  const now = await list(register.dataset, register.live, period);
  const since = (await heldAgainst(host, { period, asAt, ...asked })) ?? {
    period,
    asAt,
    edition: null,
  };
  const before = await list(register.dataset, register.live, since.period, since.asAt);
  const disruptions = await list('disruption', null, periodOf('rolling-12', period.last));
  const investigations = await list('investigation', registers.investigations.live, period);
  if (kind !== 'groups') {
    const key = [...(host.framework.datasets.get(register.dataset)?.columns.values() ?? [])].find(
      (column) => column.key,
    );
    const rows = rowMoves({ now, before, disruptions, investigations }, key?.name ?? '');
    return done({ period, since, groups: [], tiers: [], rows });
  }
  return done({
    period,
    since,
    rows: [],
    tiers: tierMoves({ now, before }),
    groups: groupLines({ now, before, disruptions, investigations, day: period.end }),
  });
}

function liveOnly(host: Host, vocabulary: string): Condition[] {
  const codes = host.framework.vocabularies.get(vocabulary)?.sets.get('live')?.codes ?? [];
  return codes.length === 0 ? [] : [{ kind: 'in', column: 'status', codes }];
}
