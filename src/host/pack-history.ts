import type { PackContent } from '../decks/index.ts';
import type { Series } from '../figures/index.ts';
import { endedSince, type Overview } from '../findings/index.ts';
import {
  addDays,
  lastCompletePeriod,
  monthsLabel,
  type Period,
  type PlainDate,
  parsePeriod,
} from '../periods/index.ts';
import {
  findingSentence,
  formatPercent,
  formatPoints,
  formatValue,
  sentence,
  verdictWords,
} from '../wording/index.ts';
import { type Decision, decisions } from './decisions.ts';
import { type Edition, issuedBy } from './edition-list.ts';
import { feedback } from './feedback.ts';
import { issuedOn } from './held-against.ts';
import type { Host } from './host.ts';
import { localDay } from './own-records.ts';

type LastEdition = NonNullable<PackContent['last']>;

/** What is asked about the editions before the one that is built. */
export interface HistoryAsked {
  readonly pack: string;
  readonly period: Period;
  readonly asAt: PlainDate | null;
  /** Measures the pack may say; null for all. */
  readonly only: readonly string[] | null;
}

/** The last edition that was issued: the pack's own of a period before, else any pack's of none later. */
export async function lastEdition(
  host: Host,
  asked: HistoryAsked,
  overview: Overview,
  shown: readonly Series[],
): Promise<LastEdition | null> {
  const before = (await issuedBy(host, asked.asAt)).filter((e) =>
    e.pack === asked.pack ? e.period.end < asked.period.end : e.period.end <= asked.period.end,
  );
  const last = before.find((e) => e.pack === asked.pack) ?? before[0];
  if (!last) return null;
  const printed = await printedIn(host, last.id, asked.only);
  return {
    title: last.title,
    version: last.version,
    period: last.period,
    issuedOn: issuedOn(host, last),
    decisions: await decisionsOf(host, asked, last, printed),
    restated: await restated(host, asked, printed),
    ...changes(printed, overview, shown),
  };
}

/** How many readers said of pages and editions whether they were useful, and how many found them so. */
export async function readersSaid(
  host: Host,
  asAt: PlainDate | null,
): Promise<PackContent['feedback']> {
  const said = (await feedback(host)).filter((f) => f.useful !== null && knownBy(f.at, asAt));
  return { said: said.length, useful: said.filter((f) => f.useful).length };
}

/** Every edition that was issued by a day, newest first, with how its figures came and what was decided on it. */
export async function issuedEditions(
  host: Host,
  asAt: PlainDate | null,
): Promise<PackContent['editions']> {
  const all = (await decisions(host)).filter((d) => knownBy(d.at, asAt));
  const counts = await host.records
    .selectFrom('printed_figure')
    .select((e) => [
      'edition',
      e.fn.countAll<number>().as('n'),
      e.fn.sum<number>('by_hand').as('h'),
    ])
    .where('value', 'is not', null)
    .where('measure', 'in', [...host.framework.measures.keys()])
    .groupBy('edition')
    .execute();
  return (await issuedBy(host, asAt)).map((edition) => {
    const count = counts.find((c) => c.edition === edition.id);
    const own = all.filter((d) => d.edition === edition.id);
    return {
      pack: edition.title,
      period: edition.period,
      version: edition.version,
      figures: Number(count?.n ?? 0),
      byHand: Number(count?.h ?? 0),
      decisions: own.length,
      done: own.filter((d) => d.state === 'done').length,
    };
  });
}

const knownBy = (at: string, asAt: PlainDate | null): boolean =>
  asAt === null || localDay(at) <= asAt;

type Printed = Awaited<ReturnType<typeof printedIn>>[number];

async function printedIn(host: Host, edition: string, only: readonly string[] | null) {
  const rows = await host.records
    .selectFrom('printed_figure')
    .selectAll()
    .where('edition', '=', edition)
    .orderBy('measure')
    .execute();
  return rows.filter(
    (row) => host.framework.measures.has(row.measure) && (only?.includes(row.measure) ?? true),
  );
}

/** What was more than chance then and now: begun since, ended since, continuing. */
function changes(
  printed: readonly Printed[],
  { findings }: Overview,
  shown: readonly Series[],
): Pick<LastEdition, 'began' | 'ended' | 'continuing'> {
  const was = new Map(printed.map((p) => [p.measure, p]));
  const sameAs = (s: Series) => {
    const then = was.get(s.measure.id);
    return then?.word === s.verdict.word && then.direction === s.verdict.direction;
  };
  const now = findings.filter((f) => f.kind !== 'gap' && f.area?.kind === 'force');
  const told = now.flatMap((f) => shown.find((s) => s.measure.id === f.measure?.id) ?? []);
  // What began before the reported period goes on, whatever was known of it then.
  const older = new Set(now.flatMap((f) => (f.continuing ? [f.measure?.id] : [])));
  const goesOn = (s: Series) => sameAs(s) || older.has(s.measure.id);
  const text = (s: Series) => findingSentence(s).text;
  const over = endedSince(
    shown,
    printed.flatMap((p) => {
      const period = parsePeriod(p.period);
      const word = p.word as Series['verdict']['word'];
      return period ? [{ ...p, period, word, direction: p.direction as 'up' | 'down' | null }] : [];
    }),
  );
  return {
    began: told.filter((s) => was.has(s.measure.id) && !goesOn(s)).map(text),
    ended: over.map(
      ({ series, was: then }) =>
        `${series.measure.title}: ${verdictWords[then.word].toLowerCase()} then, now ${verdictWords[series.verdict.word].toLowerCase()}.`,
    ),
    continuing: told.filter(goesOn).map(text),
  };
}

/** Printed figures that read otherwise now, the largest change first. */
async function restated(
  host: Host,
  { asAt }: HistoryAsked,
  printed: readonly Printed[],
): Promise<LastEdition['restated']> {
  const moved = await Promise.all(
    printed.map(async (row) => {
      // What was incomplete when it was printed has only been completed.
      const now = row.status === 'complete' ? await seriesOf(host, row, asAt) : null;
      const value = now?.figure.value ?? null;
      if (!now || value === null || row.value === null) return [];
      const [was, is] = [formatValue(now.measure, row.value), formatValue(now.measure, value)];
      if (was === is) return [];
      const by = row.value === 0 ? 1 : Math.abs(value - row.value) / Math.abs(row.value);
      const change = changed(now.measure, row.value, value);
      return [{ by, entry: { title: now.measure.title, printed: was, now: is, change } }];
    }),
  );
  return moved
    .flat()
    .sort((a, b) => b.by - a.by)
    .map((m) => m.entry);
}

/** "+2%", "0.3 points up", "too few for %". */
function changed(measure: Series['measure'], was: number, is: number): string {
  if (measure.kind === 'share') return `${formatPoints(is - was)} ${is > was ? 'up' : 'down'}`;
  return Math.min(was, is) < measure.small ? 'too few for %' : formatPercent((is - was) / was);
}

async function seriesOf(
  host: Host,
  row: { readonly measure: string; readonly area: string; readonly period: string },
  asAt: PlainDate | null,
): Promise<Series | null> {
  const shown = parsePeriod(row.period);
  if (!shown || !host.framework.measures.has(row.measure)) return null;
  return host.figures.series({
    measure: row.measure,
    by: shown.grain,
    period: shown,
    area: row.area,
    ...(asAt ? { asAt } : {}),
  });
}

async function decisionsOf(
  host: Host,
  { asAt, only, period }: HistoryAsked,
  last: Edition,
  printed: readonly Printed[],
): Promise<LastEdition['decisions']> {
  const own = (await decisions(host)).filter(
    (d) => d.edition === last.id && knownBy(d.at, asAt) && (only?.includes(measureOf(d)) ?? true),
  );
  return Promise.all(
    own.map(async (d) => ({
      theme: host.framework.themes.get(d.theme)?.title ?? d.theme,
      text: d.text,
      owner: d.owner,
      dueOn: d.dueOn,
      state: d.state,
      result: d.result,
      since: await whatFollowed(host, d, { asAt, period, from: last.period, printed }),
    })),
  );
}

const measureOf = (decision: Decision): string =>
  decision.finding.replace(/^gap:/, '').split('@')[0] ?? '';

/** "Drug disruptions, 12 in July to September 2025, 19 in October to December 2025: improving". */
async function whatFollowed(
  host: Host,
  decision: Decision,
  at: {
    readonly asAt: PlainDate | null;
    readonly period: Period;
    readonly from: Period;
    readonly printed: readonly Printed[];
  },
): Promise<string> {
  const [measure, area = host.framework.force] = [
    measureOf(decision),
    decision.finding.split('@')[1],
  ];
  // Set against the same length of time as was printed: a month says nothing beside a quarter.
  const newest = lastCompletePeriod(at.from.grain, addDays(at.period.end, 1));
  const now = await seriesOf(host, { measure, area, period: newest.id }, at.asAt);
  if (!now || now.figure.value === null || newest.end <= at.from.end) return 'No newer figure yet';
  const row = at.printed.find((p) => p.measure === measure && p.area === now.area.id);
  const was = row?.value ?? null;
  const is = `${formatValue(now.measure, now.figure.value)} in ${monthsLabel(newest)}: ${verdictWords[now.verdict.word].toLowerCase()}`;
  return was === null
    ? `${now.measure.title}, ${is}`
    : `${now.measure.title}, ${formatValue(now.measure, was)} in ${monthsLabel(at.from)}, ${is}`;
}

/** Accepted asks of themes first, then the strongest findings whose theme has not asked. */
export function asksOf(
  host: Host,
  accepted: ReadonlyMap<string, string>,
  { findings }: Overview,
  themes: PackContent['themes'],
): PackContent['asks'] {
  const title = (id: string) => host.framework.themes.get(id)?.title ?? id;
  const own = (theme: string) => findings.find((f) => f.theme === theme && f.kind !== 'gap');
  const asked = themes.flatMap(({ theme, ask, title: said }) =>
    accepted.has(theme) && ask
      ? [
          {
            theme: title(theme),
            text: ask.text,
            because: own(theme)?.sentence.text ?? sentence(...said.parts, '.').text,
            owner: accepted.get(theme) ?? '',
          },
        ]
      : [],
  );
  const strongest = findings.filter((f) => f.kind === 'worse' && !accepted.has(f.theme) && f.ask);
  // What a theme is asked of several findings is asked once, because of all of them.
  const merged = new Map<string, PackContent['asks'][number]>();
  for (const f of strongest) {
    const ask = { theme: title(f.theme), text: f.ask?.text ?? '', owner: f.owner };
    const key = `${ask.theme} ${ask.text}`;
    const before = merged.get(key)?.because;
    merged.set(key, { ...ask, because: [before, f.sentence.text].filter(Boolean).join(' ') });
  }
  return [...asked, ...merged.values()];
}
