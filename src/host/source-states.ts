import { type Owed, owed } from '../collation/index.ts';
import type { Month, PlainDate } from '../periods/index.ts';
import type { Host } from './host.ts';
import { localDay, monthsOfLoad } from './own-records.ts';

/** A source as a person asks after it: what it brought, to when, and what it owes. */
export interface SourceState {
  readonly source: string;
  readonly title: string;
  readonly owner: string;
  readonly method: 'automated' | 'template' | 'narrative';
  readonly published: boolean;
  readonly marking: string;
  /** How often it comes: `month`, or null when it comes as it comes. */
  readonly every: string | null;
  readonly state: 'complete' | 'late' | 'missing' | 'refused' | 'not-due' | 'nothing-loaded';
  /** The earliest month it owes and has not answered. */
  readonly owes: Owed | null;
  readonly dueOn: string | null;
  readonly daysLate: number;
  readonly dataTo: string | null;
  readonly lastLoad: number | null;
  readonly lastFile: string | null;
  readonly lastArrived: string | null;
  readonly loads: number;
  /** Null where the reader may not know how many: the source also brings rows above access. */
  readonly rows: number | null;
  readonly setAside: number | null;
  /** Faults of the newest file where that was refused. */
  readonly refusedProblems: number;
  readonly refusedFile: string | null;
}

/** States of all sources, in the order of the framework: now, or as they stood at the end of a local day. */
export async function sourceStates(
  host: Pick<Host, 'figures' | 'framework' | 'records' | 'reportingDay'>,
  asAt: PlainDate | null = null,
): Promise<readonly SourceState[]> {
  const known = (at: string) => asAt === null || localDay(at) <= asAt;
  const loads = (await host.figures.loads()).filter((l) => known(l.arrivedAt));
  const undone = new Set(loads.flatMap((l) => (l.undoes === null ? [] : [l.undoes])));
  const arrivals = (
    await host.records.selectFrom('arrival').selectAll().orderBy('id').execute()
  ).filter((a) => known(a.at));
  return [...host.framework.sources.values()].map((source): SourceState => {
    const own = loads.filter(
      (l) => l.source === source.id && l.kind === 'load' && !undone.has(l.load),
    );
    const answered = new Set<Month>(own.flatMap(monthsOfLoad));
    const due = owed(source, answered, asAt ?? host.reportingDay);
    const behind = due.filter((o) => o.state === 'late' || o.state === 'missing');
    const next = behind[0] ?? due.find((o) => o.state === 'not-due') ?? null;
    const newest = arrivals.filter((a) => a.source === source.id).at(-1);
    const refused = newest?.status === 'refused' ? newest : null;
    return {
      source: source.id,
      title: source.title,
      owner: source.owner,
      method: source.method,
      published: source.published,
      marking: source.marking,
      every: source.arrives?.every ?? null,
      state:
        own.length === 0
          ? 'nothing-loaded'
          : refused
            ? 'refused'
            : behind.some((o) => o.state === 'missing')
              ? 'missing'
              : behind.length > 0
                ? 'late'
                : 'complete',
      owes: next,
      dueOn: next?.dueOn ?? null,
      daysLate: behind[0]?.daysLate ?? 0,
      dataTo:
        own
          .flatMap((l) => (l.dataTo === null ? [] : [l.dataTo]))
          .sort()
          .at(-1) ?? null,
      lastLoad: own.at(-1)?.load ?? null,
      lastFile: own.at(-1)?.file ?? null,
      lastArrived: own.at(-1)?.arrivedAt ?? null,
      loads: own.length,
      rows: total(own.map((l) => l.rowsLoaded)),
      setAside: total(own.map((l) => l.rowsSetAside)),
      refusedProblems: refused ? (JSON.parse(refused.problems) as unknown[]).length : 0,
      refusedFile: refused?.file ?? null,
    };
  });
}

const total = (counts: readonly (number | null)[]): number | null =>
  counts.includes(null) ? null : counts.reduce<number>((sum, n) => sum + (n ?? 0), 0);

/** What each source owes on the reporting day, the longest overdue first. */
export async function dueNow(host: Parameters<typeof sourceStates>[0]) {
  const states = await sourceStates(host);
  return states
    .flatMap((s) => (s.owes === null ? [] : [{ title: s.title, owner: s.owner, ...s.owes }]))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
