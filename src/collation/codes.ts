import {
  type ColumnDefinition,
  type Framework,
  findArea,
  foldName,
  type SourceDefinition,
} from '../framework/index.ts';
import { periodInWords, type YearOf } from '../periods/index.ts';
import { nearestName } from '../problems/index.ts';

/** What a written value stands for: a code, several, or nothing that is known. */
export interface Reading {
  readonly code: string | readonly string[] | null;
  readonly nearest: string | null;
}

/** A reader of written values for one column; the same word is asked once a file. */
export function readerOf(
  framework: Framework,
  column: ColumnDefinition,
  source: SourceDefinition,
  truncated: number | null = null,
): ((written: string) => Reading) | null {
  if (column.type === 'month')
    return (written) => ({ code: monthOf(written, source.period.calendar), nearest: null });
  if (column.type === 'codes') {
    const one =
      singleReader(framework, column, truncated) ??
      ((written: string) => ({ code: written, nearest: null }));
    return (written) => {
      const readings = column.separators
        .reduce((texts, between) => texts.flatMap((text) => text.split(between)), [written])
        .map((part) => part.trim())
        .filter(Boolean)
        .map(one);
      const codes = readings.flatMap((r) => (typeof r.code === 'string' ? [r.code] : []));
      return codes.length === readings.length || column.unknown === 'keep'
        ? { code: codes, nearest: null }
        : (readings.find((r) => r.code === null) ?? { code: null, nearest: null });
    };
  }
  return singleReader(framework, column, truncated);
}

function singleReader(
  framework: Framework,
  column: ColumnDefinition,
  truncated: number | null,
): ((written: string) => Reading) | null {
  if (column.vocabulary === 'areas')
    return (written) => {
      const area = framework.areas.lsoa.get(written) ?? findArea(framework.areas, written)?.code;
      if (area) return { code: area, nearest: null };
      const nearest = nearestName(
        written,
        [...framework.areas.byCode.values()].filter((a) => a.kind !== 'ward').map((a) => a.title),
      );
      return { code: column.unknown === 'keep' ? 'unknown' : null, nearest };
    };
  const vocabulary = column.vocabulary ? framework.vocabularies.get(column.vocabulary) : undefined;
  if (!vocabulary) return null;
  const names = new Map<string, string>();
  for (const entry of vocabulary.codes.values())
    for (const name of [entry.code, entry.title, ...entry.aliases]) {
      names.set(name, entry.code);
      if (!names.has(foldName(name))) names.set(foldName(name), entry.code);
    }
  /** What was cut off at its end stands for the only name that begins so. */
  const cutOff = (written: string): string | null => {
    // A space at the very end was trimmed away.
    if (truncated === null || written.length > truncated || written.length < truncated - 1)
      return null;
    const begun = [...names].filter(([name]) => foldName(name).startsWith(foldName(written)));
    const codes = new Set(begun.map(([, code]) => code));
    return codes.size === 1 ? (begun[0]?.[1] ?? null) : null;
  };
  return (written) => {
    const code = vocabulary.codes.has(written)
      ? written
      : (names.get(written) ?? names.get(foldName(written)) ?? cutOff(written));
    return {
      code,
      nearest: code
        ? null
        : nearestName(
            written,
            [...vocabulary.codes.values()].map((entry) => entry.title),
          ),
    };
  };
}

/**
 * The first day of the month that a period's number stands at: the first of a month, quarter or half,
 * the last of a year. A bare year is a mid-year estimate, the end of June, unless its calendar is declared.
 */
function monthOf(written: string, calendar: YearOf): string | null {
  const text = written.trim();
  if (/^\d{4}$/.test(text) && calendar === null) return `${text}-06-01`;
  const reading = periodInWords(text, calendar);
  if (reading?.kind !== 'period') return null;
  const { grain, first, last } = reading.period;
  const year = grain === 'financial-year' || grain === 'calendar-year' || grain === 'rolling-12';
  return `${year ? last : first}-01`;
}
