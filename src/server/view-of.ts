import { measureThing, themeThing as themeOf } from '../access/index.ts';
import type { Host } from '../host/index.ts';
import { lastCompletePeriod, parseDay, parsePeriod } from '../periods/index.ts';

/** What a measure is about, for the one decision. */
export const thingOf = (host: Host, measure: string) => measureThing(host.framework, measure);

/** What a theme is about, for the one decision. */
export const themeThing = (host: Host, theme: string) => themeOf(host.framework, theme);

/** Period, area and as-known-on of an address; the last complete quarter when none is named. */
export function viewOf(
  host: Host,
  query: {
    period?: string | undefined;
    area?: string | undefined;
    'as-at'?: string | undefined;
  },
) {
  const period = query.period
    ? parsePeriod(query.period)
    : lastCompletePeriod('quarter', host.reportingDay);
  if (!period) return null;
  const asAt = query['as-at'] ? parseDay(query['as-at']) : null;
  return { period, ...(query.area ? { area: query.area } : {}), ...(asAt ? { asAt } : {}) };
}
