import type { Actor } from '../access/index.ts';
import type { KnownLoad, Series, Verdict } from '../figures/index.ts';
import {
  againstEdition,
  type Ended,
  endedSince,
  type Finding,
  matrixOf,
  type Overview,
  type Printed,
  retold,
  threatGaps,
  untouchedGap,
  untouchedMeasure,
  type View,
} from '../findings/index.ts';
import { month, monthRange, type Period, parsePeriod } from '../periods/index.ts';
import { asidesTaken } from './asides.ts';
import { type Edition, issuedBy } from './edition-list.ts';
import { heldAgainst } from './held-against.ts';
import type { Host } from './host.ts';
import { openList } from './open-list.ts';
import { monthsOfLoad } from './own-records.ts';

/** An overview with every gap there is, held against the last issued edition. */
export interface OverviewSince extends Overview {
  /** Null where none was issued by then. */
  readonly last: Edition | null;
  readonly ended: readonly Ended[];
  readonly restated: readonly Restated[];
}

/** A figure that an edition printed and that is another now, with the files that did it. */
export interface Restated {
  readonly series: Series;
  readonly value: number;
  /** Null where it is no longer known. */
  readonly valueNow: number | null;
  readonly files: readonly {
    readonly file: string;
    readonly on: string;
    /** It was taken out again, and that is what moved the figure. */
    readonly undone: boolean;
  }[];
}

/** What the first page and the list of findings tell; leave to read open columns finds the gaps of threat. */
export async function overviewSince(
  host: Host,
  actor: Actor | null,
  view: View,
): Promise<OverviewSince> {
  const overview = await findingsSince(host, actor, view);
  const { last } = overview;
  return { ...overview, restated: last ? await restatedSince(host, last, view) : [] };
}

/** All findings with what is new since the last issued edition; what was restated is not asked. */
export async function findingsSince(
  host: Host,
  actor: Actor | null,
  view: View,
): Promise<Omit<OverviewSince, 'restated'>> {
  const overview = await host.stories.overview(view);
  const isGap = (f: Finding) => f.kind === 'gap';
  const changes = overview.findings.filter((f) => !isGap(f));
  // What a meeting can act on stands before what is owed.
  const gaps = [
    ...(await moreGaps(host, actor, view, overview.series)),
    ...overview.findings.filter(isGap),
  ];
  const last = await lastIssued(host, view);
  const printed = last ? await printedIn(host, last.id) : [];
  const told = (some: readonly Finding[]) =>
    last ? againstEdition(some, printed, last.period) : some;
  const { standing, setAside } = await asidesTaken(
    host,
    [...told(changes), ...told(gaps)],
    view.asAt ?? null,
  );
  return {
    ...retold(overview, ranked(standing), setAside),
    last,
    ended: endedSince(overview.series, printed),
  };
}

const ranked = (findings: readonly Finding[]): Finding[] =>
  findings.map((f, i) => ({ ...f, rank: i + 1 }));

/** Threat without enough activity, and groups of the top tier that nobody touched: of the whole force alone. */
async function moreGaps(
  host: Host,
  actor: Actor | null,
  view: View,
  series: readonly Series[],
): Promise<readonly Finding[]> {
  if (view.area) return [];
  const asAt = view.asAt ? { asAt: view.asAt } : {};
  const matrix = await matrixOf(host.figures, openList(host, actor), {
    period: view.period,
    since: await heldAgainst(host, { period: view.period, asAt: view.asAt ?? null }),
    ...asAt,
  });
  const untouched = untouchedMeasure(host.framework);
  const tiers = untouched
    ? await host.figures.split(
        { measure: untouched.id, by: view.period.grain, period: view.period, ...asAt },
        'tier',
      )
    : [];
  return [...untouchedGap(tiers, host.framework), ...threatGaps(matrix, series, host.framework)];
}

/** The newest edition that had been issued by the day as known, of the same kind of period and none later than the one shown. */
async function lastIssued(host: Host, { period, asAt }: View): Promise<Edition | null> {
  const issued = (await issuedBy(host, asAt ?? null)).filter(
    (e) => e.period.grain === period.grain && e.period.last <= period.last,
  );
  return issued[0] ?? null;
}

/** Of the measures that this host shows. */
async function printedIn(host: Host, edition: string): Promise<Printed[]> {
  const rows = await host.records
    .selectFrom('printed_figure')
    .selectAll()
    .where('edition', '=', edition)
    .execute();
  return rows.flatMap((row): Printed[] => {
    const period = parsePeriod(row.period);
    return period && host.framework.measures.has(row.measure)
      ? [
          {
            measure: row.measure,
            area: row.area,
            period,
            value: row.value,
            status: row.status,
            word: row.word as Verdict,
            direction: row.direction as Printed['direction'],
          },
        ]
      : [];
  });
}

/** Whole figures that are others now; what was incomplete when it was printed has only been completed. */
export async function restatedSince(
  host: Host,
  last: Edition,
  view: Pick<View, 'asAt'> = {},
): Promise<Restated[]> {
  const whole = (await printedIn(host, last.id)).filter(
    (p) => p.status === 'complete' && p.value !== null,
  );
  const row = await host.records
    .selectFrom('edition')
    .select('load')
    .where('id', '=', last.id)
    .executeTakeFirst();
  const after = (await host.figures.loads()).filter(
    (l) => l.load > (row?.load ?? 0) && (!view.asAt || l.arrivedAt.slice(0, 10) <= view.asAt),
  );
  const now = await Promise.all(
    whole.map((p) =>
      host.figures.series({
        measure: p.measure,
        by: p.period.grain,
        period: p.period,
        area: p.area,
        ...(view.asAt ? { asAt: view.asAt } : {}),
      }),
    ),
  );
  return whole.flatMap((p, i): Restated[] => {
    const series = now[i];
    if (!series || p.value === null || same(p.value, series.figure.value)) return [];
    const files = filesBehind(after, series.sources, p.period);
    return [{ series, value: p.value, valueNow: series.figure.value, files }];
  });
}

/**
 * Files that moved a figure: those that say they restated its months, else all that spoke of these
 * months, else all of its sources, since a figure may read further back than its period.
 */
function filesBehind(
  after: readonly KnownLoad[],
  sources: readonly string[],
  period: Period,
): Restated['files'] {
  const months = new Set<string>(monthRange(month(period.first), month(period.last)));
  const own = after.filter((l) => sources.includes(l.source));
  const spoke = own.filter((l) => monthsOfLoad(l).some((m) => months.has(m)));
  const told = spoke.filter((l) => l.notes.restated?.some((r) => months.has(r.month)));
  const did = told.length > 0 ? told : spoke.length > 0 ? spoke : own;
  return did.map(({ file, arrivedAt, kind }) => ({ file, on: arrivedAt, undone: kind === 'undo' }));
}

/** Sums of money are kept as binary fractions: less than a millionth is no restatement. */
const same = (a: number, b: number | null): boolean =>
  b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
