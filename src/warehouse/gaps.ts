import type { Writer } from './engine.ts';
import type { TableSchema } from './schema.ts';
import { id, list, lit } from './sql.ts';

/** What of a part of a file is asked here (`commit.ts`). */
interface SpokenPart {
  readonly schema: TableSchema;
  readonly select: string;
  readonly months: { readonly named?: boolean } | null;
  readonly monthColumn: string | null;
  readonly replaces: string;
  readonly scopes: readonly string[];
}

/** Months that a file would empty: it has rows before and after them, and none in them. */
export interface Gap {
  readonly dataset: string;
  /** The date column, and the first row on the side that has fewer: it is the one to look at. */
  readonly column: string;
  readonly row: number;
  readonly from: string;
  readonly to: string;
  readonly months: number;
  /** Rows of the same source that stand in these months now. */
  readonly held: number;
}

/** A file whose rows alone say its months must not blank years by one mistyped date. */
export class MonthsEmptied extends Error {
  readonly gap: Gap;
  constructor(gap: Gap) {
    super(`no row from ${gap.from} to ${gap.to}, where ${gap.held} rows stand`);
    this.gap = gap;
  }
}

/** No feed is silent for so long between two of its rows. */
const longestSilence = 24;

/** The first gap that is too long, or that holds rows of two months or more; null when there is none. */
export async function gapOf(
  write: Writer,
  source: string,
  part: SpokenPart,
  present: readonly { readonly month: string; readonly scope: string }[],
): Promise<Gap | null> {
  const { months, monthColumn, replaces } = part;
  if (months?.named !== false || monthColumn === null || replaces !== 'period') return null;
  const there = [...new Set(present.map((p) => p.month))].filter((m) => m !== '').sort();
  for (const [i, before] of there.entries()) {
    const after = there[i + 1];
    if (after === undefined) break;
    const silent = numberOf(after) - numberOf(before) - 1;
    if (silent < 2) continue;
    const held = await write.all(
      `select coalesce(sum(rows), 0)::double as rows, count(distinct month)::double as months from coverage where source = ${lit(source)} and dataset = ${lit(part.schema.dataset)} and valid_to is null and rows > 0 and month > ${lit(before)} and month < ${lit(after)} and scope in ${list([...new Set([...part.scopes, ...present.map((p) => p.scope)])])}`,
    );
    if (silent <= longestSilence && Number(held[0]?.months) < 2) continue;
    const column = id(monthColumn);
    const sides = await write.all(
      `select min(row)::double as row from (${part.select}) where ${column} is not null group by ${column} < ${lit(`${after}-01`)}::date order by count(*) limit 1`,
    );
    return {
      dataset: part.schema.dataset,
      column: monthColumn,
      row: Number(sides[0]?.row),
      from: monthOf(numberOf(before) + 1),
      to: monthOf(numberOf(after) - 1),
      months: silent,
      held: Number(held[0]?.rows),
    };
  }
  return null;
}

const numberOf = (month: string): number => {
  const [year = 0, of = 0] = month.split('-').map(Number);
  return 12 * year + of - 1;
};

const monthOf = (n: number): string =>
  `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
