import type { Actor } from '../access/index.ts';
import { roleTitle } from '../framework/index.ts';
import { asRefused, type Host, type SourceState, sourceStates } from '../host/index.ts';
import { type FileResult, type Mending, type SourceRow, sourcesPage } from '../pages/index.ts';
import { dayLabel, monthLabel, parseMonth } from '../periods/index.ts';
import type { Problem } from '../problems/index.ts';
import type { Arrival } from '../records/index.ts';
import { plainNumber } from '../wording/index.ts';
import { frameOf } from './frame.ts';
import { mendingOf } from './refused-view.ts';
import type { Asked } from './route.ts';
import { automationOf, dayOrNone, pillState, stateWords } from './source-words.ts';

type Collated = Awaited<ReturnType<Host['collate']>>;

/** What an upload may bring in one file. */
export const uploadLimit = { bytes: 2 ** 31, words: '2 GB' };

/** The sources page, with what became of the files of this visit: refused before loaded. */
export async function sourcesView(
  asked: Asked,
  shown: { readonly results: readonly FileResult[]; readonly attentionFirst: boolean },
): Promise<string> {
  const { host, actor } = asked;
  const states = await sourceStates(host);
  const canLoad = host.refuse(actor, 'load-files', '') === null;
  return sourcesPage(
    {
      sources: states.map((s) => rowOf(s, roleTitle(host.framework, s.owner))),
      results: [...shown.results].sort(
        (a, b) => Number(b.status === 'refused') - Number(a.status === 'refused'),
      ),
      automation: automationOf(states),
      canLoad,
      canUndo: host.refuse(actor, 'undo-load', '') === null,
      knownOn: dayLabel(host.reportingDay),
      attentionFirst: shown.attentionFirst,
      limit: uploadLimit.words,
      arriving: canLoad ? host.arriving() : null,
      inbox: {
        waiting: host.openInbox().waiting(),
        // They quote cells and name files of every source.
        results: canLoad ? await inboxResults(host, actor) : [],
      },
    },
    await frameOf(asked, null),
  );
}

const methods: Readonly<Record<SourceState['method'], string>> = {
  automated: 'Automatic',
  template: 'Template',
  narrative: 'Text',
};

const rhythms: Readonly<Record<string, string>> = {
  month: ', monthly',
  quarter: ', quarterly',
  half: ', half-yearly',
  year: ', yearly',
};

function rowOf(s: SourceState, owner: string): SourceRow {
  return {
    id: s.source,
    title: s.title,
    owner,
    how: `${methods[s.method]}${rhythms[s.every ?? ''] ?? ''}`,
    dataTo: dayOrNone(s.dataTo),
    due: s.dueOn ? dayOrNone(s.dueOn) : 'nothing due',
    lastArrival: s.lastArrived ? dayOrNone(s.lastArrived.slice(0, 10)) : 'none yet',
    rows: s.rows,
    state: pillState(s),
    stateWords: stateWords(s),
  };
}

/** What collation said of a file, as the page says it. */
export function resultsOf(host: Host, collated: Collated): FileResult[] {
  return collated.map((r) => ({
    file: r.file,
    status: r.status,
    sourceId: r.source,
    source: r.source ? (host.framework.sources.get(r.source)?.title ?? null) : null,
    load: r.load,
    rows: r.rows,
    setAside: r.setAside,
    notes: r.status === 'loaded' ? notesOf(r.restated, r.periods) : [],
    problems: r.problems,
    mending: null,
  }));
}

function notesOf(
  restated: readonly { month: string; before: number; after: number }[],
  periods: readonly string[],
): string[] {
  const spoken = periods.length > 0 ? [`It speaks for ${periods.map(named).join(' to ')}.`] : [];
  const moved = restated.filter((r) => r.before !== r.after);
  const said = moved
    .slice(0, 3)
    .map(
      (r) =>
        `${named(r.month)}: ${plainNumber(r.before)} rows before, ${plainNumber(r.after)} now.`,
    );
  return [...spoken, ...said];
}

const named = (period: string): string => {
  const month = parseMonth(period);
  return month ? monthLabel(month) : period;
};

/** The files of a visit as the trail of arrivals keeps them, from its first on. */
export async function visitResults(host: Host, first: number, actor: Actor): Promise<FileResult[]> {
  const arrivals = await host.records
    .selectFrom('arrival')
    .selectAll()
    .where('id', '>=', first)
    .where('actor', '=', actor.name)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return asResults(host, actor, arrivals);
}

/** Days for which the page says what the inbox brought. */
const inboxDays = 7;

/** What was taken from the inbox of late, newest first. */
async function inboxResults(host: Host, actor: Actor | null): Promise<FileResult[]> {
  const since = new Date(Date.parse(host.clock.now()) - inboxDays * 86_400_000).toISOString();
  const arrivals = await host.records
    .selectFrom('arrival')
    .selectAll()
    .where('actor', '=', 'inbox')
    .where('at', '>=', since)
    .orderBy('id', 'desc')
    .limit(10)
    .execute();
  return asResults(host, actor, arrivals);
}

/** Refused files of one visit whose cells are shown beside their problems; of the others a link leads there. */
const mostExcerpts = 6;

async function asResults(
  host: Host,
  actor: Actor | null,
  arrivals: readonly Arrival[],
): Promise<FileResult[]> {
  const loads = new Map((await host.figures.loads()).map((l) => [l.load, l]));
  const refused = arrivals.filter((a) => a.status === 'refused').slice(0, mostExcerpts);
  const mending = new Map<number, Mending>();
  for (const a of refused) mending.set(a.id, await mendingOf(host, actor, asRefused(host, a)));
  return arrivals.map((a) => {
    const load = a.load === null ? undefined : loads.get(a.load);
    const status = a.status as FileResult['status'];
    return {
      file: a.file,
      status,
      sourceId: a.source,
      source: a.source ? (host.framework.sources.get(a.source)?.title ?? null) : null,
      load: a.load,
      rows: a.rows,
      setAside: a.set_aside,
      notes:
        status === 'loaded' && load
          ? notesOf(
              load.notes.restated ?? [],
              [load.firstMonth, load.lastMonth].filter((m) => m !== null),
            )
          : [],
      problems: JSON.parse(a.problems) as Problem[],
      mending:
        mending.get(a.id) ??
        (status === 'refused'
          ? { arrival: a.id, excerpt: null, downloads: { marked: false, list: false } }
          : null),
    };
  });
}
