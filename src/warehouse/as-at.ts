/**
 * The instant at which a local day ends, as the text that instants are stored in (UTC). What arrived
 * before it was known on that day: 23:30 in London in summer is 22:30 in UTC of the same day, and
 * 00:30 is still the day before in UTC.
 */
export function endOfDay(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000;
  // The offset is looked up at the guess itself; clocks change at 01:00 UTC, never at midnight in Europe.
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = new Map(
    local.formatToParts(new Date(midnight)).map((part) => [part.type, Number(part.value)]),
  );
  const shown = Date.UTC(
    parts.get('year') ?? 0,
    (parts.get('month') ?? 1) - 1,
    parts.get('day') ?? 1,
    parts.get('hour') ?? 0,
    parts.get('minute') ?? 0,
  );
  return new Date(midnight - (shown - midnight)).toISOString().slice(0, 19);
}
