import type { Host } from '../host/index.ts';
import { lastCompletePeriod, parseDay, parsePeriod } from '../periods/index.ts';

/** What a measure is about, for the one decision: its theme, and whether that is restricted. */
export function thingOf(host: Host, measure: string) {
  const theme = host.framework.measures.get(measure)?.theme;
  return theme === undefined
    ? {}
    : { theme, restricted: host.framework.themes.get(theme)?.restricted ?? false };
}

export const themeThing = (host: Host, theme: string) => ({
  theme,
  restricted: host.framework.themes.get(theme)?.restricted ?? false,
});

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
