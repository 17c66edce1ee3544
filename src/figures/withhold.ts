import type { Area, Framework, MeasureDefinition } from '../framework/index.ts';
import { answer, isPlaceSplit, stepOf } from '../measures/index.ts';
import {
  type Month,
  monthOf,
  monthRange,
  monthsOf,
  type Period,
  type PlainDate,
  periodOf,
} from '../periods/index.ts';
import type { Warehouse } from '../warehouse/index.ts';
import type { Vintage } from './build.ts';
import { type Cell, hiddenCells } from './withhold-cells.ts';
import { alwaysHeld, placeSums, placesHeld } from './withhold-places.ts';
import { type Together, togetherOf } from './withhold-together.ts';

/** Whether a member (an area under the force, or a category of it) is withheld for a period. */
export type Hides = (member: string, period: Period) => boolean;

/** Nothing of it is shown, not even which members there are. */
export const everything: Hides = () => true;

/** Where disclosure control looks for the numbers of a measure. */
export interface Control {
  /** Of an area asked for itself; null where it is never hidden. */
  area(measure: MeasureDefinition, area: Area, at: Vintage): Promise<Hides | null>;
  /** Of the members of a split; null where none is hidden. */
  split(measure: MeasureDefinition, by: string, of: Area, at: Vintage): Promise<Hides | null>;
}

/**
 * Disclosure control (DESIGN.md 7, "Small numbers"): what is hidden is settled once for a measure
 * over all its months, quarters and members together, so that no two pages differ in it. What is
 * hidden now is hidden of every earlier day too, and the other way about within that day's answer.
 * @param now what is known now; its load is null
 */
export function openControl(
  framework: Framework,
  warehouse: Warehouse,
  reportingDay: PlainDate,
  now: () => Promise<Vintage>,
): Control {
  const known = new Map<string, Promise<Hides>>();
  let together: Together | null = null;
  const alone = (measure: MeasureDefinition, by: string, at: Vintage): Promise<Hides> => {
    const key = `${measure.id} ${by} ${at.load}`;
    const made = known.get(key) ?? settle({ framework, warehouse, reportingDay, measure, by, at });
    known.set(key, made);
    made.catch(() => known.delete(key));
    return made;
  };
  /** What the measure hides by itself, and what those hide whose numbers can be taken from it. */
  const settled = async (measure: MeasureDefinition, by: string, at: Vintage): Promise<Hides> => {
    together ??= togetherOf(framework);
    const beside = together.hideWith(measure).filter((other) => !notCounted(other));
    const all = await Promise.all([measure, ...beside].map((m) => alone(m, by, at)));
    return (member, period) => all.some((hides) => hides(member, period));
  };
  const over = async (measure: MeasureDefinition, by: string, at: Vintage): Promise<Hides> => {
    if (notCounted(measure)) return everything;
    const then = await settled(measure, by, at);
    if (at.load === null) return then;
    const today = await settled(measure, by, await now());
    return (member, period) => then(member, period) || today(member, period);
  };
  return {
    area: async (measure, area, at) => {
      if (measure.withhold === null || !placesHeld.has(area.kind)) return null;
      return alwaysHeld(area) ? everything : over(measure, 'place', at);
    },
    split: async (measure, by, of, at) => {
      if (measure.withhold === null || by === 'force') return null;
      // Steps of a tree could be taken from one another.
      if (by === 'ward' || by === 'lsoa' || stepOf(by) || alwaysHeld(of)) return everything;
      const ours = of.code === framework.force;
      if (!isPlaceSplit(by)) return ours ? over(measure, by, at) : everything;
      if (ours) return over(measure, 'place', at);
      if (!placesHeld.has(of.kind)) return everything;
      const places = await over(measure, 'place', at);
      // A member of a split within an area holds what both have in common.
      return (member, period) => places(member, period) || places(of.code, period);
    },
  };
}

/** What is no count of its own months cannot be looked through for small ones: all of it is hidden. */
const notCounted = ({ kind, value, whole }: MeasureDefinition): boolean =>
  kind === 'median' ||
  [value, ...(whole ? [whole] : [])].some(
    (v) => v.over !== null || v.scale !== null || v.spread !== null,
  );

interface ToSettle {
  readonly framework: Framework;
  readonly warehouse: Warehouse;
  readonly reportingDay: PlainDate;
  readonly measure: MeasureDefinition;
  /** `place`, or a column. */
  readonly by: string;
  readonly at: Vintage;
}

async function settle(input: ToSettle): Promise<Hides> {
  const { measure, at, reportingDay } = input;
  const first = at.spoken.firstMonth(measure);
  const grain = at.spoken.grainOf(measure);
  if (first === null || (grain !== 'month' && grain !== 'quarter')) return everything;
  const last = monthOf(reportingDay);
  const months = grain === 'month' ? monthRange(first, last) : [];
  const quarters = quartersOf(first, last);
  const cells = await cellsOf(input, [...months.map((m) => periodOf('month', m)), ...quarters]);
  const state = measure.value.count.kind === 'stock';
  const hidden = hiddenAmong(input, cells, months, quarters, state);
  const inside = (period: Period): readonly string[] => {
    if (grain === 'quarter') return quartersOf(period.first, period.last).map((q) => q.id);
    return state ? [period.last] : monthsOf(period);
  };
  return (member, period) => {
    if (!cells.has(member)) return true;
    // A register's quarter is its last month told twice.
    const own = period.grain === grain || (period.grain === 'quarter' && !state);
    const told = own ? [period.id] : inside(period);
    return told.some((id) => hidden.has(`${member}|${id}`));
  };
}

function hiddenAmong(
  input: ToSettle,
  cells: ReadonlyMap<string, ReadonlyMap<string, Cell>>,
  months: readonly Month[],
  quarters: readonly Period[],
  state: boolean,
): ReadonlySet<string> {
  const { equal, within } =
    input.by === 'place' ? placeSums(input.framework) : { equal: new Map(), within: new Map() };
  const spoken = new Set(months.filter((m) => shows(input, periodOf('month', m))));
  const hidden = new Set<string>();
  for (const quarter of quarters) {
    const parts = monthsOf(quarter).filter((m) => spoken.has(m));
    const told = shows(input, quarter) && (!state || months.length === 0);
    const found = hiddenCells({
      cells,
      periods: told ? [...parts, quarter.id] : parts,
      quarter: told && parts.length > 0 ? { id: quarter.id, months: parts } : null,
      equal,
      within,
    });
    for (const name of found) hidden.add(name);
  }
  return hidden;
}

const quartersOf = (from: Month, to: Month): Period[] => {
  const found = new Map<string, Period>();
  for (const m of monthRange(from, to)) {
    const quarter = periodOf('quarter', m);
    found.set(quarter.id, quarter);
  }
  return [...found.values()];
};

const shows = ({ measure, at, framework }: ToSettle, period: Period): boolean => {
  const status = at.spoken.statusOf(measure, period, [framework.force]);
  return status === 'complete' || status === 'partial';
};

/** Member -> period -> what it counts, in and out of its part. */
async function cellsOf(
  input: ToSettle,
  periods: readonly Period[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Cell>>> {
  const { measure, by, at, framework, warehouse } = input;
  const found = await Promise.all(
    (by === 'place' ? ['district', 'lpa'] : [by]).map((split) =>
      answer({ measure, periods, area: null, split, asAt: at.load }, framework, warehouse),
    ),
  );
  const cells = new Map<string, Map<string, Cell>>();
  const none: Cell = { part: 0, rest: null, small: { part: false, rest: false, whole: false } };
  const put = (member: string, period: string, cell: Cell) => {
    const of = cells.get(member) ?? new Map<string, Cell>();
    cells.set(member, of);
    const known = of.get(period);
    of.set(period, known ? both(known, cell) : cell);
  };
  for (const { group, period, numerator, denominator } of found.flat())
    put(group ?? 'unknown', period, cellOf(measure, numerator ?? 0, denominator ?? 0));
  for (const code of by === 'place' ? [...placeSums(framework).listed, 'unknown'] : [])
    if (!cells.has(code)) for (const { id } of periods) put(code, id, none);
  return cells;
}

/** One name in two splits, as place unknown has: either number may be the small one. */
const both = (a: Cell, b: Cell): Cell => ({
  part: Math.min(a.part, b.part),
  rest: a.rest === null || b.rest === null ? null : Math.min(a.rest, b.rest),
  small: {
    part: a.small.part || b.small.part,
    rest: a.small.rest || b.small.rest,
    whole: a.small.whole || b.small.whole,
  },
});

function cellOf(measure: MeasureDefinition, numerator: number, denominator: number): Cell {
  const below = measure.withhold?.below ?? 0;
  const small = (n: number) => n > 0 && n < below;
  if (!measure.whole)
    return {
      part: numerator,
      rest: null,
      small: { part: small(numerator), rest: false, whole: false },
    };
  const rest = Math.max(0, denominator - numerator);
  return {
    part: numerator,
    rest,
    small: { part: small(numerator), rest: small(rest), whole: small(denominator) },
  };
}
