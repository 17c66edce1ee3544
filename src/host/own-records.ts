import { owed } from '../collation/index.ts';
import { type Figures, type KnownLoad, readsOf } from '../figures/index.ts';
import type { Framework, SourceDefinition } from '../framework/index.ts';
import { tableOf } from '../measures/index.ts';
import {
  day,
  lastDay,
  type Month,
  month,
  monthOf,
  monthRange,
  type PlainDate,
  parseDay,
  parsePeriod,
} from '../periods/index.ts';
import type { Records } from '../records/index.ts';
import { keepOwnRecords, type OwnRow, type Warehouse } from '../warehouse/index.ts';

export interface Keeper {
  readonly framework: Framework;
  readonly warehouse: Warehouse;
  readonly records: Records;
  readonly reportingDay: PlainDate;
}

/** Makes the product's own records (datasets `arrivals` and `printed`) anew where they are old. */
export interface OwnRecords {
  freshFor(measure: string): Promise<void>;
  fresh(dataset: string): Promise<void>;
  /** Figures that must forget what they made of records that are made anew. */
  readonly readers: Figures[];
}

/** Records are old once something was loaded, undone or issued. A start of hundreds of files makes them once. */
export function openOwnRecords(keeper: Keeper, figures: Figures): OwnRecords {
  const { framework } = keeper;
  const readers: Figures[] = [figures];
  const makers = new Map<string, () => Promise<readonly OwnRow[]>>([
    ['arrivals', async () => arrivalRows(keeper, await figures.loads())],
    ['printed', () => printedRows(keeper, figures)],
  ]);
  const made = new Map<string, { readonly of: string; readonly done: Promise<void> }>();
  const fresh = async (dataset: string): Promise<void> => {
    const make = makers.get(dataset);
    const definition = framework.datasets.get(dataset);
    if (!make || !definition) return;
    const of = `${figures.version()} ${dataset === 'printed' ? await issuedSoFar(keeper.records) : ''}`;
    const known = made.get(dataset);
    if (known?.of === of) return known.done;
    const schema = tableOf(definition);
    const done = (async () => {
      const rows = (await make()).map((row) => ({ ...row, force: framework.force }));
      const months = monthsOf(rows, schema.date ?? '', keeper.reportingDay);
      await keepOwnRecords(keeper.warehouse.engine, { schema, rows, months });
      for (const reader of readers) reader.renewed(dataset);
    })();
    made.set(dataset, { of, done });
    done.catch(() => made.delete(dataset));
    return done;
  };
  return {
    readers,
    fresh,
    freshFor: async (id) => {
      const measure = framework.measures.get(id);
      for (const dataset of measure ? readsOf(measure) : []) await fresh(dataset);
    },
  };
}

/** Figures that find the product's own records fresh. */
export function withOwnRecords(own: OwnRecords, figures: Figures): Figures {
  return {
    ...figures,
    series: async (question) => {
      await own.freshFor(question.measure);
      return figures.series(question);
    },
    split: async (question, by) => {
      await own.freshFor(question.measure);
      return figures.split(question, by);
    },
    rowsBehind: async (point, grant, page) => {
      await own.freshFor(point.measure);
      return figures.rowsBehind(point, grant, page);
    },
    list: async (asked, grant) => {
      await own.fresh(asked.dataset);
      return figures.list(asked, grant);
    },
  };
}

/** Months that a load speaks for. */
export function monthsOfLoad(load: {
  firstMonth: string | null;
  lastMonth: string | null;
  dataTo: string | null;
}): Month[] {
  if (load.firstMonth && load.lastMonth)
    return monthRange(month(load.firstMonth), month(load.lastMonth));
  const day = load.dataTo ? parseDay(load.dataTo) : null;
  return day ? [monthOf(day)] : [];
}

/** From the month of the first row to that of the reporting day, each with whether it is over. */
function monthsOf(
  rows: readonly OwnRow[],
  date: string,
  reportingDay: PlainDate,
): ReadonlyMap<string, boolean> {
  const [first] = rows.map((row) => String(row[date])).sort();
  if (first === undefined || first > reportingDay) return new Map();
  return new Map(
    monthRange(monthOf(day(first)), monthOf(reportingDay)).map((m) => [
      m,
      lastDay(m) <= reportingDay,
    ]),
  );
}

/**
 * A row for each period that a source owed by the reporting day, from its first arrival on: what is
 * older came with that first file and was owed to nobody. Nothing came: no `arrived_on`.
 */
export function arrivalRows(
  { framework, reportingDay }: Pick<Keeper, 'framework' | 'reportingDay'>,
  loads: readonly KnownLoad[],
): readonly OwnRow[] {
  const undone = new Set(loads.flatMap((l) => (l.undoes === null ? [] : [l.undoes])));
  return [...framework.sources.values()].flatMap((source) =>
    owedRows(
      source,
      loads.filter((l) => l.source === source.id && l.kind === 'load' && !undone.has(l.load)),
      reportingDay,
    ),
  );
}

function owedRows(
  source: SourceDefinition,
  loads: readonly KnownLoad[],
  reportingDay: PlainDate,
): OwnRow[] {
  const came = loads.map((load) => ({
    ...load,
    on: localDay(load.arrivedAt),
    months: monthsOfLoad(load),
  }));
  const since = came.map((load) => load.on).sort()[0];
  if (since === undefined) return [];
  const due = owed(source, new Set(came.flatMap((load) => load.months)), reportingDay).filter(
    (o) => o.dueOn >= since && o.dueOn <= reportingDay,
  );
  return due.map(({ month, dueOn, state }, i) => {
    const answers = came.filter((load) => load.months.includes(month));
    const arrived = answers.map((load) => load.on).sort()[0] ?? null;
    // A file of many months is read once: its rows stand with the newest period it answers.
    const next = due[i + 1]?.month;
    const own = answers.filter((load) => next === undefined || !load.months.includes(next));
    return {
      source: source.id,
      period: month,
      due_on: dueOn,
      arrived_on: arrived,
      state: arrived === null ? state : arrived <= dueOn ? 'in time' : 'late',
      by_hand: source.method !== 'automated',
      rows_read: own.reduce((sum, load) => sum + (load.rowsRead ?? 0), 0),
      rows_set_aside: own.reduce((sum, load) => sum + (load.rowsSetAside ?? 0), 0),
    };
  });
}

/** Every figure of every issued edition beside what it is now. */
async function printedRows(
  { framework, records, reportingDay }: Keeper,
  figures: Figures,
): Promise<readonly OwnRow[]> {
  const printed = await records
    .selectFrom('printed_figure')
    .innerJoin('edition', 'edition.id', 'printed_figure.edition')
    .selectAll('printed_figure')
    .select('edition.issued_at')
    .where('edition.issued_at', 'is not', null)
    .execute();
  return Promise.all(
    printed.map(async (row) => {
      const period = parsePeriod(row.period);
      const measure = framework.measures.get(row.measure);
      // A measure over the printed figures would ask for itself.
      const asked = period && measure && !readsOf(measure).includes('printed');
      const now = asked
        ? await figures.series({
            measure: row.measure,
            by: period.grain,
            period,
            area: row.area,
          })
        : null;
      const on = localDay(row.issued_at ?? '');
      return {
        edition: row.edition,
        measure: row.measure,
        // In a home that reports for a fixed day, that day is today.
        printed_on: on < reportingDay ? on : reportingDay,
        value: row.value,
        value_now: now?.figure.value ?? null,
        by_hand: row.by_hand === 1,
      };
    }),
  );
}

/** Counts up with every edition that is issued: what was printed has changed. */
export async function issuedSoFar(records: Records): Promise<string> {
  const row = await records
    .selectFrom('edition')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('issued_at', 'is not', null)
    .executeTakeFirst();
  return String(row?.n ?? 0);
}

const london = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' });

/** The day in London of an instant that is kept in UTC. */
export function localDay(instant: string): PlainDate {
  const utc = /Z$|[+-]\d\d:\d\d$/.test(instant) ? instant : `${instant}Z`;
  return day(london.format(new Date(utc)));
}
