import type { HeldAgainst } from '../findings/index.ts';
import { type Period, type PlainDate, previousPeriod } from '../periods/index.ts';
import { type Edition, issuedBy } from './edition-list.ts';
import type { Host } from './host.ts';
import { localDay } from './own-records.ts';

/**
 * What a period's movements are held against: the edition of the latest period before it that had
 * been issued by the day as known, the pack's own first and then one of the same kind of period;
 * the period before where there is none.
 */
export async function heldAgainst(
  host: Host,
  asked: { readonly period: Period; readonly asAt: PlainDate | null; readonly pack?: string },
): Promise<HeldAgainst | null> {
  const { period, asAt } = asked;
  const earlier = (await issuedBy(host, asAt)).filter((e) => e.period.end < period.end);
  const rank = (e: Edition) =>
    `${e.pack === asked.pack ? 1 : 0} ${e.period.end} ${e.period.grain === period.grain ? 1 : 0}`;
  const [last] = [...earlier].sort((a, b) => (rank(a) < rank(b) ? 1 : rank(a) > rank(b) ? -1 : 0));
  if (last)
    return {
      period: last.period,
      asAt: last.asAt ?? issuedOn(host, last),
      edition: { title: last.title, version: last.version },
    };
  const before = previousPeriod(period);
  return before && { period: before, asAt, edition: null };
}

/** In a home that reports for a fixed day, nothing was issued after it. */
export function issuedOn(host: Host, edition: Edition): PlainDate {
  const on = localDay(edition.issuedAt ?? edition.builtAt);
  return on < host.reportingDay ? on : host.reportingDay;
}
