/** Days of "6 weeks"; a month is taken as 30 days. */
export function daysOf(duration: string | undefined): number {
  if (!duration) return 0;
  const n = Number.parseInt(duration, 10);
  return duration.includes('week') ? n * 7 : duration.includes('month') ? n * 30 : n;
}
