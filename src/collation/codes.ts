import {
  type ColumnDefinition,
  type Framework,
  findArea,
  foldName,
  type SourceDefinition,
} from '../framework/index.ts';
import { monthNames } from '../periods/index.ts';
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
): ((written: string) => Reading) | null {
  if (column.type === 'month')
    return (written) => ({ code: monthOf(written, source.period.calendar), nearest: null });
  if (column.type === 'codes') {
    const one =
      singleReader(framework, column) ?? ((written: string) => ({ code: written, nearest: null }));
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
  return singleReader(framework, column);
}

function singleReader(
  framework: Framework,
  column: ColumnDefinition,
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
  return (written) => {
    const code = vocabulary.codes.has(written)
      ? written
      : (names.get(written) ?? names.get(foldName(written)) ?? null);
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

/** The first day of the month a period word begins with: `2025-03`, `2022-Q2` by the source's calendar, `2022`, `Dec-25`. */
function monthOf(written: string, calendar: 'financial' | 'calendar'): string | null {
  const text = written.trim();
  const plain = /^(\d{4})-(\d{2})(-\d{2}.*)?$/.exec(text);
  if (plain && Number(plain[2]) >= 1 && Number(plain[2]) <= 12) return `${plain[1]}-${plain[2]}-01`;
  const quarter = /^(\d{4})[ -]?Q([1-4])$/i.exec(text);
  if (quarter) {
    const first = calendar === 'calendar' ? Number(quarter[2]) * 3 - 2 : Number(quarter[2]) * 3 + 1;
    return first > 12
      ? `${Number(quarter[1]) + 1}-01-01`
      : `${quarter[1]}-${String(first).padStart(2, '0')}-01`;
  }
  // A bare year is a mid-year estimate: the end of June.
  if (/^\d{4}$/.test(text)) return `${text}-06-01`;
  const named = /^([A-Za-z]{3,9})[ -](\d{2}|\d{4})$/.exec(text);
  const at = named
    ? monthNames.findIndex((name) => name.toLowerCase().startsWith((named[1] ?? '').toLowerCase()))
    : -1;
  if (named && at >= 0)
    return `${(named[2] ?? '').length === 2 ? `20${named[2]}` : named[2]}-${String(at + 1).padStart(2, '0')}-01`;
  return null;
}
