import type { Actor } from '../access/index.ts';
import { findArea } from '../framework/index.ts';
import { lastCompletePeriod, parseDay, parsePeriod } from '../periods/index.ts';
import { nearestName, type Outcome, problem, refused } from '../problems/index.ts';
import { type BuiltPack, keepDraft } from './editions.ts';
import type { Host } from './host.ts';

/** What a pack is built for. */
export interface PackRequest {
  readonly pack: string;
  /** The last complete period of the pack's rhythm when null. */
  readonly period: string | null;
  readonly area: string | null;
  /** As known at the end of this local day; now when null. */
  readonly asAt: string | null;
}

/** Builds a draft of a pack into the home's editions. A deck with a fault is not kept. */
export async function buildPack(
  host: Host,
  request: PackRequest,
  actor: Actor | null,
): Promise<Outcome<BuiltPack>> {
  const refusal = host.refuse(actor, 'build-pack', 'build a pack');
  if (refusal) return refused(refusal);
  const pack = host.framework.packs.get(request.pack);
  if (!pack)
    return refused(
      problem('U103', {
        what: 'pack',
        name: request.pack,
        nearest: nearestName(request.pack, host.framework.packs.keys()),
      }),
    );
  const grain = (
    { quarter: 'quarter', half: 'half', month: 'month', year: 'financial-year' } as const
  )[pack.every];
  const period = request.period
    ? parsePeriod(request.period)
    : lastCompletePeriod(grain, host.reportingDay);
  if (!period)
    return refused(problem('U103', { what: 'period', name: request.period ?? '', nearest: null }));
  const area = request.area ? findArea(host.framework.areas, request.area) : null;
  if (request.area && !area)
    return refused(problem('U103', { what: 'area', name: request.area, nearest: null }));
  return keepDraft(
    host,
    {
      packId: pack.id,
      period,
      area: area?.code ?? null,
      asAt: request.asAt ? parseDay(request.asAt) : null,
    },
    actor,
  );
}
