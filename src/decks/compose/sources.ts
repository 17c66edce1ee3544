import type { Series } from '../../figures/index.ts';
import { dayLabel, monthLabel } from '../../periods/index.ts';
import { plainNumber } from '../../wording/index.ts';
import { fits, type Slot } from '../template.ts';
import type { PackContent } from './content.ts';
import { line, words } from './words.ts';

interface Said {
  readonly series: readonly Series[];
  readonly charted?: Series;
  /** Sentences that follow: what is missing, what the axis does. */
  readonly also?: readonly string[];
}

/**
 * Sources, data-to, baseline, what is missing. All sources are named where they fit; where they do
 * not, their number, and the names stand in the notes. Nothing is cut.
 */
export function sourceText(
  content: PackContent,
  slot: Slot,
  said: Said,
): { readonly text: string; readonly note: string | null } {
  const names = sourceNames(content, said.series);
  const synthetic = said.series.some((s) => s.synthetic) ? ' (synthetic)' : '';
  const to = said.series
    .map((s) => s.dates.dataTo)
    .filter((d) => d !== null)
    .sort()[0];
  const baseline = (said.charted ?? said.series.find((s) => s.baseline))?.baseline;
  const rest = [
    to ? `, data to ${dayLabel(to)}.` : '.',
    baseline ? ` Limits from ${monthLabel(baseline.from)} to ${monthLabel(baseline.to)}.` : '',
    ...(said.also ?? []).map((s) => ` ${s}`),
  ].join('');
  if (names.length === 0) return { text: `No source has been loaded${rest}`, note: null };
  const full = `${names.length === 1 ? 'Source' : 'Sources'}: ${names.join('; ')}${synthetic}${rest}`;
  if (fits(slot, words(line(full)))) return { text: full, note: null };
  return {
    text: `Sources${synthetic}: ${plainNumber(names.length)}, each named in the notes${rest}`,
    note: `The sources are ${names.join('; ')}.`,
  };
}

/** Titles of the sources behind some series, in the order of the framework. */
export function sourceNames(content: PackContent, series: readonly Series[]): string[] {
  const used = new Set(series.flatMap((s) => s.sources));
  return [...content.framework.sources.values()].filter((s) => used.has(s.id)).map((s) => s.title);
}
