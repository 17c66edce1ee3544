const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** An instant (UTC) as a reader's clock shows it: `20 October 2025, 07:40`, or its day alone. */
export function instantLabel(instant: string, form: 'long' | 'day' | 'short' = 'long'): string {
  const found = new Map(
    parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  const month = found.get('month') ?? '';
  const day = `${found.get('day')} ${form === 'short' ? month.slice(0, 3) : month} ${found.get('year')}`;
  return form === 'day' ? day : `${day}, ${found.get('hour')}:${found.get('minute')}`;
}
