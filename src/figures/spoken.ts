import { workingDayAfter } from '../collation/index.ts';
import {
  completeIn,
  type Framework,
  type MeasureDefinition,
  type SourceDefinition,
  type Value,
} from '../framework/index.ts';
import {
  addDays,
  addMonths,
  day,
  daysBetween,
  type Grain,
  lastDay,
  type Month,
  month,
  monthRange,
  monthsOf,
  type Period,
  type PlainDate,
} from '../periods/index.ts';
import { type CoverageRow, type LoadRow, ownSource } from '../warehouse/index.ts';
import type { Marking, Status } from './figure.ts';

/** What the sources had spoken for at a load number: coverage decides, never the absence of rows. */
export interface Spoken {
  /** Of the forces that an area is: the whole has spoken when each of them has. */
  statusOf(measure: MeasureDefinition, period: Period, forces: readonly string[]): Status;
  /** Last day the measure's sources have spoken for: of several inputs the oldest. */
  dataTo(measure: MeasureDefinition): PlainDate | null;
  firstMonth(measure: MeasureDefinition): Month | null;
  loadsOf(measure: MeasureDefinition, period: Period): readonly number[];
  isSynthetic(measure: MeasureDefinition): boolean;
  markingOf(measure: MeasureDefinition): Marking;
  sourcesOf(measure: MeasureDefinition): readonly string[];
  /** The grain its sources have: months, or quarters or years where they only have those. */
  grainOf(measure: MeasureDefinition): Grain;
}

interface DatasetCoverage {
  readonly months: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  readonly states: readonly PlainDate[];
  /** Days that a snapshot speaks for: five on either side of its own. */
  readonly near: ReadonlySet<string>;
  readonly rows: readonly CoverageRow[];
  /** Loads by the month they speak for, and by the day of a snapshot. */
  readonly loads: ReadonlyMap<string, readonly number[]>;
}

/** A snapshot this many days from a period's end speaks for it (domain.md 7.3). */
const snapshotDays = 5;

const daysNear = (states: readonly PlainDate[]): ReadonlySet<string> =>
  new Set(
    states.flatMap((state) =>
      Array.from({ length: 2 * snapshotDays + 1 }, (_, i) => addDays(state, i - snapshotDays)),
    ),
  );

function loadsBy(rows: readonly CoverageRow[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { month, stateOn, load } of rows) {
    const when = month ?? stateOn;
    if (when === null) continue;
    const of = found.get(when) ?? [];
    of.push(load);
    found.set(when, of);
  }
  return found;
}

/** Its sources speak for whole years alone: a shorter period has no figure. */
export const speaksByYear = (framework: Framework, measure: MeasureDefinition): boolean =>
  inputsOf(measure).some(({ of }) => speaksOnlyFor(framework, of, ['year']));

const inputsOf = (measure: MeasureDefinition): Value[] =>
  measure.whole ? [measure.value, measure.whole] : [measure.value];

function speaksOnlyFor(
  framework: Framework,
  dataset: string,
  periods: readonly ReturnType<typeof completeIn>[],
): boolean {
  const sources = [...framework.sources.values()].filter((source) => source.loads.has(dataset));
  return (
    sources.length > 0 && sources.every((source) => periods.includes(completeIn(source, dataset)))
  );
}

function readLoads(known: DatasetCoverage | undefined, period: Period): readonly number[] {
  const first = addDays(period.start, -snapshotDays);
  const last = addDays(period.end, snapshotDays);
  const days = (known?.states ?? []).filter((state) => state >= first && state <= last);
  const ids = [...monthsOf(period), ...days].flatMap((when) => known?.loads.get(when) ?? []);
  return [...new Set(ids)].sort((a, b) => a - b);
}

export function spokenAt(
  framework: Framework,
  coverage: readonly CoverageRow[],
  loads: readonly LoadRow[],
  today: PlainDate,
): Spoken {
  const datasets = new Map<string, DatasetCoverage>();
  for (const id of framework.datasets.keys()) {
    const rows = coverage.filter((row) => row.dataset === id);
    const months = new Map<string, Map<string, boolean>>();
    for (const row of rows) {
      if (row.month === null) continue;
      const scope = row.scope === '' ? '*' : (row.scope.split('|')[0] ?? '*');
      const of = months.get(scope) ?? new Map<string, boolean>();
      of.set(row.month, row.complete || (of.get(row.month) ?? false));
      months.set(scope, of);
    }
    const states = [
      ...new Set(rows.flatMap((row) => (row.stateOn ? [day(row.stateOn)] : []))),
    ].sort();
    datasets.set(id, { months, states, near: daysNear(states), rows, loads: loadsBy(rows) });
  }
  const byLoad = new Map(loads.map((load) => [load.load, load]));
  const inputs = inputsOf;
  const sources = new Map(
    [...framework.datasets.keys()].map((dataset) => [
      dataset,
      [...framework.sources.values()].filter((source) => source.loads.has(dataset)),
    ]),
  );
  const sourcesFor = (dataset: string): readonly SourceDefinition[] => sources.get(dataset) ?? [];
  const covered = (dataset: string, force: string) =>
    datasets.get(dataset)?.months.get(force) ??
    datasets.get(dataset)?.months.get('*') ??
    new Map<string, boolean>();
  const dataToOf = (dataset: string): PlainDate | null => {
    const states = datasets.get(dataset)?.states ?? [];
    const months = [...covered(dataset, framework.force)]
      .filter(([, complete]) => complete)
      .map(([m]) => m)
      .sort();
    const last = months.at(-1);
    return states.at(-1) ?? (last ? lastDay(month(last)) : null);
  };

  /** Nothing has come: not due yet, late (up to two months), or missing. */
  const absent = (dataset: string, period: Period): Status => {
    const due = sourcesFor(dataset).flatMap((source) =>
      source.arrives ? [workingDayAfter(lastDay(period.last), source.arrives.due)] : [],
    );
    const latest = due.sort().at(-1);
    if (latest === undefined) return 'missing';
    if (today < latest) return 'not-due';
    return daysBetween(latest, today) <= 60 ? 'late' : 'missing';
  };

  const ownStatus = (value: Value, period: Period, force: string): Status => {
    const dataset = framework.datasets.get(value.of);
    const known = datasets.get(value.of);
    if (!dataset || !known) return 'missing';
    if (dataset.kind === 'register') {
      if (known.near.has(period.end)) return 'complete';
      return absent(value.of, period);
    }
    if (value.on !== null && value.on !== dataset.date) {
      const to = dataToOf(value.of);
      if (to === null || to < period.start) return absent(value.of, period);
      return to >= period.end ? 'complete' : 'partial';
    }
    const months = covered(value.of, force);
    const needed =
      value.over !== null
        ? monthRange(addMonths(period.last, 1 - value.over), period.last)
        : // A figure of a year stands in the month it ends with.
          speaksOnlyFor(framework, value.of, ['year'])
          ? [period.last]
          : monthsOf(period);
    const complete = needed.filter((m) => months.get(m) === true).length;
    if (complete === needed.length) return 'complete';
    return needed.some((m) => months.has(m)) ? 'partial' : absent(value.of, period);
  };

  /** Things not named in the last twelve months are known once all twelve have been spoken for. */
  const statusOfValue = (value: Value, period: Period, force: string): Status => {
    const own = ownStatus(value, period, force);
    if (own !== 'complete') return own;
    for (const condition of value.where) {
      if (condition.kind !== 'key-in' || condition.value.over === null) continue;
      const { of, over } = condition.value;
      if (framework.datasets.get(of)?.kind === 'register') continue;
      const months = covered(of, force);
      const needed = monthRange(addMonths(period.last, 1 - over), period.last);
      if (needed.every((m) => months.get(m) === true)) continue;
      return needed[0] !== undefined && months.has(needed[0]) ? 'partial' : 'missing';
    }
    return own;
  };

  const grainOf = (measure: MeasureDefinition): Grain =>
    speaksByYear(framework, measure)
      ? 'rolling-12'
      : inputs(measure).some(({ of }) => speaksOnlyFor(framework, of, ['quarter', 'year']))
        ? 'quarter'
        : 'month';

  /** Loads of a dataset that speak for a period, in order: many measures ask of the same. */
  const known = new Map<string, readonly number[]>();
  const loadsIn = (dataset: string, period: Period): readonly number[] => {
    const key = `${dataset} ${period.id}`;
    const found = known.get(key) ?? readLoads(datasets.get(dataset), period);
    known.set(key, found);
    return found;
  };

  return {
    grainOf,
    statusOf: (measure, period, forces) => {
      const grain = grainOf(measure);
      if (grain === 'quarter' && (period.grain === 'month' || period.grain === 'rolling-3'))
        return 'not-applicable';
      if (grain === 'rolling-12' && monthsOf(period).length < 12) return 'not-applicable';
      const order: readonly Status[] = ['missing', 'late', 'not-due', 'partial', 'complete'];
      const all = inputs(measure).flatMap((value) =>
        forces.map((force) => statusOfValue(value, period, force)),
      );
      // A sum of the forces that have spoken is no total of those that should.
      return order.find((status) => all.includes(status)) ?? 'missing';
    },
    dataTo: (measure) =>
      inputs(measure)
        .map((value) => dataToOf(value.of))
        .sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))[0] ?? null,
    firstMonth: (measure) => {
      const firsts = inputs(measure).map(
        (value) =>
          [...covered(value.of, framework.force).keys()].sort()[0] ??
          datasets.get(value.of)?.states[0]?.slice(0, 7),
      );
      return firsts.includes(undefined) ? null : (firsts.sort().at(-1) as Month);
    },
    loadsOf: (measure, period) => {
      const all = inputs(measure).map((value) => loadsIn(value.of, period));
      const [one = []] = all;
      return all.length === 1
        ? one
        : [...new Set(all.flat())].sort((first, second) => first - second);
    },
    isSynthetic: (measure) =>
      inputs(measure).some((value) =>
        (datasets.get(value.of)?.rows ?? []).some((row) =>
          row.source === ownSource
            ? loads.some((load) => load.synthetic)
            : byLoad.get(row.load)?.synthetic,
        ),
      ),
    markingOf: (measure) =>
      inputs(measure).some((value) =>
        sourcesFor(value.of).some((source) => source.marking === 'OFFICIAL-SENSITIVE'),
      )
        ? 'OFFICIAL-SENSITIVE'
        : 'OFFICIAL',
    sourcesOf: (measure) => [
      ...new Set(
        inputs(measure).flatMap((value) => sourcesFor(value.of).map((source) => source.id)),
      ),
    ],
  };
}
