import type {
  Condition,
  DatasetDefinition,
  Framework,
  MeasureDefinition,
  Value,
} from '../framework/index.ts';
import { addMonths, firstDay, lastDay, monthsBetween, type Period } from '../periods/index.ts';
import type {
  Aggregate,
  Grouping,
  Plan,
  PlanPeriod,
  PlanPlace,
  Warehouse,
} from '../warehouse/index.ts';
import { groupingOf, isPlaceSplit, membersOf, placeOf, regionAbove } from './place.ts';
import { aggregateOf, datasetOf, isYearly, tableOf } from './translate.ts';

/** Where and when a value is asked, apart from what it is. */
export interface Setting {
  readonly measure: MeasureDefinition;
  readonly area: string | null;
  readonly split: string | null;
  readonly asAt: number | null;
  readonly withoutUs: boolean;
}

/** The answer of one value: by period and group. */
export interface Found {
  /** Null where no fact spoke. `group` null takes the whole. */
  value(period: string, group: string | null): number | null;
  /** Whether the value can be asked of the period at all. */
  asked(period: string): boolean;
  /** Whole years counted by someone else: where no count stands there is none, and not nought. */
  readonly observed: boolean;
  /** Members of the split that have anything in these periods. */
  readonly groups: readonly (string | null)[];
  /** Whether its dataset has the column of the split; if not, its whole stands for every member. */
  readonly divided: boolean;
}

/**
 * Collects values into as few plans as there are datasets, places and groupings: values of different
 * measures, and their periods, share one statement. Each `ask` gives what reads its answer after `run`.
 */
export interface Planner {
  ask(
    setting: Setting,
    value: Value,
    periods: readonly Period[],
    shape?: Partial<Shape>,
  ): () => Found;
  /** What is made by some asks, and when the plans that they share with others have their answers. */
  together<T>(make: () => T): { readonly made: T; ready(): Promise<void> };
  /** Runs all plans; the answer of one does not wait for the others. */
  run(warehouse: Warehouse): Promise<void>;
  /** The plans collected so far, in order. */
  plans(): readonly Plan[];
}

/** What a value is turned into before it is asked. */
export interface Shape {
  readonly count: Aggregate['count'];
  readonly over: number | null;
  /** Periods moved back by so many months, under their own names. */
  readonly back: number;
  /** Facts of these areas in place of the setting's own. */
  readonly areas: readonly string[];
  /** Only rows whose value in this column is withheld. */
  readonly suppressed: string;
}

interface Open {
  readonly base: Omit<Plan, 'periods' | 'aggregates'>;
  readonly periods: Map<string, { number: number; window: PlanPeriod }>;
  readonly aggregates: Map<string, { number: number; aggregate: Aggregate }>;
  /** Group -> for each aggregate, its values by number of period. */
  found: ReadonlyMap<string | null, readonly (readonly (number | null)[])[]>;
  /** Ends when `found` is there; null before it is asked. */
  running: Promise<void> | null;
}

export function planner(framework: Framework): Planner {
  const open = new Map<string, Open>();
  let touched = new Set<Open>();
  const planOf = (plan: Open): Plan => ({
    ...plan.base,
    periods: [...plan.periods.values()].map((p) => p.window),
    aggregates: [...plan.aggregates.values()].map((a) => a.aggregate),
  });
  return {
    ask: (setting, value, periods, shape = {}) => {
      const dataset = datasetOf(framework, value.of);
      const schema = tableOf(dataset);
      const { area, category, divided } = groupingsOf(framework, setting, value, schema.columns);
      const place = placeIn(framework, setting, value, shape.areas);
      const base: Open['base'] = {
        schema,
        asAt: setting.asAt,
        place,
        area,
        category,
        prefer: setting.measure.else.filter((source) =>
          framework.sources.get(source)?.loads.has(dataset.id),
        ),
      };
      const key = JSON.stringify([
        dataset.id,
        base.asAt,
        place,
        setting.split,
        divided,
        category?.bands ?? [],
        base.prefer,
      ]);
      const plan: Open = open.get(key) ?? {
        base,
        periods: new Map(),
        aggregates: new Map(),
        found: new Map(),
        running: null,
      };
      open.set(key, plan);
      touched.add(plan);
      const yearly = isYearly(framework, dataset);
      const windows = new Map<string, number>();
      for (const p of periods) {
        const window = windowOf(p, yearly, shape.back ?? 0);
        if (window === null) continue;
        const known = plan.periods.get(window.id) ?? { number: plan.periods.size, window };
        plan.periods.set(window.id, known);
        windows.set(p.id, known.number);
      }
      const { areas: _, back: __, suppressed, ...given } = shape;
      const parted = divided ? partsOfTotal(dataset, setting.split, value) : value;
      const plain: Aggregate = { ...aggregateOf(framework, parted), ...given };
      const aggregate: Aggregate =
        suppressed === undefined
          ? plain
          : { ...plain, where: [...plain.where, { kind: 'suppressed', column: suppressed }] };
      const name = JSON.stringify(aggregate);
      const known = plan.aggregates.get(name) ?? { number: plan.aggregates.size, aggregate };
      plan.aggregates.set(name, known);
      const seriesOf = (group: string | null) => plan.found.get(group)?.[known.number];
      const ordered = value.count.kind === 'median' || value.count.kind === 'median-days';
      const member = (group: string | null) => {
        const series = seriesOf(group);
        for (const number of windows.values()) {
          const said = series?.[number] ?? null;
          if (said !== null && (said !== 0 || ordered)) return true;
        }
        return false;
      };
      return () => ({
        divided,
        observed: yearly,
        groups: divided ? [...plan.found.keys()].filter(member) : [null],
        asked: (period) => windows.has(period),
        value: (period, group) => {
          const number = windows.get(period);
          return number === undefined ? null : (seriesOf(divided ? group : null)?.[number] ?? null);
        },
      });
    },
    together: (make) => {
      const before = touched;
      const own = new Set<Open>();
      touched = own;
      const made = make();
      touched = before;
      return {
        made,
        ready: async () => void (await Promise.all([...own].map((plan) => plan.running))),
      };
    },
    run: async (warehouse) => {
      for (const plan of open.values()) plan.running = answerPlan(plan, planOf(plan), warehouse);
      await Promise.all([...open.values()].map((plan) => plan.running));
    },
    plans: () => [...open.values()].map(planOf),
  };
}

/** Asks the warehouse, and lays its rows out by group, aggregate and period. */
async function answerPlan(plan: Open, asked: Plan, warehouse: Warehouse): Promise<void> {
  const found = new Map<string | null, (number | null)[][]>();
  for (const row of await warehouse.run(asked)) {
    const group = plan.base.area ? row.area : row.category;
    const number = plan.periods.get(row.period)?.number ?? 0;
    const series = found.get(group) ?? row.values.map(() => []);
    found.set(group, series);
    row.values.forEach((value, i) => {
      const of = series[i];
      if (of) of[number] = value;
    });
  }
  plan.found = found;
}

/**
 * The window of a period. Counts of whole years stand at their last month: they answer for twelve
 * months that end there (or for that month by name), and for nothing else.
 */
function windowOf(p: Period, yearly: boolean, back: number): PlanPeriod | null {
  if (!yearly && back === 0) return { id: p.id, start: p.start, end: p.end };
  const [start, end] = [addMonths(p.first, -back), addMonths(p.last, -back)];
  if (!yearly) return { id: `${p.id}<${back}`, start: firstDay(start), end: lastDay(end) };
  const months = monthsBetween(p.first, p.last) + 1;
  if (months !== 1 && months !== 12) return null;
  return { id: `${p.id}@${end}`, start: firstDay(end), end: lastDay(end) };
}

/** Facts of the place asked about; `area: region` of a value widens it to the region. */
function placeIn(
  framework: Framework,
  setting: Setting,
  value: Value,
  areas: readonly string[] | undefined,
): PlanPlace {
  const { area, ...place } = placeOf(framework, setting.area);
  const region = regionAbove(framework, area);
  const wide =
    region !== null && (value.region || (setting.split === 'force' && area.kind !== 'nation'));
  const forces = wide ? membersOf(framework, region) : place.forces;
  return {
    forces: setting.withoutUs
      ? (forces?.filter((f) => f.code !== framework.force) ?? null)
      : forces,
    areas: areas ?? narrowed(wide ? null : place.areas, value.areas),
  };
}

/** Split by a column that has an official total, a value reads the members and not the total. */
function partsOfTotal(dataset: DatasetDefinition, split: string | null, value: Value): Value {
  const total = split === null ? null : (dataset.columns.get(split)?.total ?? null);
  if (total === null) return value;
  const where = value.where.map(
    (c): Condition =>
      c.kind === 'in' && c.column === split && c.codes.length === 1 && c.codes[0] === total
        ? { ...c, kind: 'not-in' }
        : c,
  );
  return { ...value, where };
}

/** Areas asked about that are also those of the value; a value without any takes all. */
function narrowed(
  asked: readonly string[] | null,
  own: readonly string[],
): readonly string[] | null {
  if (own.length === 0) return asked;
  return asked === null ? own : asked.filter((code) => own.includes(code));
}

function groupingsOf(
  framework: Framework,
  setting: Setting,
  value: Value,
  columns: Plan['schema']['columns'],
): { area: Grouping | null; category: Grouping | null; divided: boolean } {
  const { split, measure } = setting;
  if (split === null) return { area: null, category: null, divided: false };
  const bands = measure.by?.column === split ? measure.by.bands : [];
  const known = datasetOf(framework, value.of).columns;
  const grouping = groupingOf(framework, split, bands, known);
  const divided =
    columns.some((c) => c.name === grouping.column) && !(value.region && split !== 'force');
  if (!divided) return { area: null, category: null, divided };
  return isPlaceSplit(split)
    ? { area: grouping, category: null, divided }
    : { area: null, category: grouping, divided };
}
