import type { PackContent } from '../../src/decks/index.ts';

/** The largest number that a count of a police force could print: nine digits. */
const largest = 987_654_321;
/** What stands as it is: definitions and outlines. */
const kept = new Set(['framework', 'pack', 'boundaries', 'measure', 'period', 'area']);
const counted = new Set(['flow', 'stock', 'distinct']);
const scaled = new Set(['value', 'change', 'cl', 'ucl', 'lcl', 'numerator']);

/**
 * A pack's content with each count as large as can be: figures, changes, limits of charts, and the
 * numbers of its sentences. Shares and rates stay. It is for the room that numbers take, not for what they say.
 */
export function larger(content: PackContent): PackContent {
  const seen = new Map<object, unknown>();
  const grow = (given: unknown, by: number): unknown => {
    if (typeof given !== 'object' || given === null || given instanceof Map || given instanceof Set)
      return given;
    const known = seen.get(given);
    if (known !== undefined) return known;
    if (Array.isArray(given)) {
      const list: unknown[] = [];
      seen.set(given, list);
      for (const one of given) list.push(grow(one, by));
      return list;
    }
    const from = given as Readonly<Record<string, unknown>>;
    const to: Record<string, unknown> = {};
    seen.set(given, to);
    const own = 'chartFigures' in from ? factorOf(from) : by;
    for (const [key, value] of Object.entries(from))
      to[key] = kept.has(key)
        ? value
        : key === 'text' && typeof value === 'string'
          ? withLargeNumbers(value)
          : scaled.has(key) && typeof value === 'number'
            ? Math.round(value * own * 100) / 100
            : grow(value, own);
    return to;
  };
  return grow(content, 1) as PackContent;
}

/** What makes the largest figure of a counted series the largest number. */
function factorOf(series: Readonly<Record<string, unknown>>): number {
  const { kind } = series.measure as { kind: string };
  const figures = series.chartFigures as readonly { value: number | null }[];
  const most = Math.max(...figures.map((f) => Math.abs(f.value ?? 0)), 1);
  return counted.has(kind) ? largest / most : 1;
}

/** "190 offences" as "987,654,321 offences"; days and years stay. */
const withLargeNumbers = (text: string): string =>
  text.replace(
    /(?<![\d.,£])\d{1,3}(?:,\d{3})*(?= (?!January|February|March|April|May|June|July|August|September|October|November|December)[a-z])/g,
    '987,654,321',
  );
