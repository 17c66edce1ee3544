import { type Actor, themeThing } from '../access/index.ts';
import type { Series } from '../figures/index.ts';
import type { Finding, ThemeStory, WrittenWords } from '../findings/index.ts';
import { lastCompletePeriod, type Period, type PlainDate, parsePeriod } from '../periods/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import {
  type Bound,
  bindingsOf,
  bindTyped,
  figureRef,
  readAgain,
  type Sentence,
} from '../wording/index.ts';
import { storyStanding } from './asides.ts';
import type { Host } from './host.ts';

export interface TypedWords {
  readonly theme: string;
  readonly period: string;
  /** One line a sentence. */
  readonly text: string;
  readonly ask: string;
}

/** The newest words of a theme for a period; null where the draft stands. Earlier ones are kept, never overwritten. */
export async function keptWords(
  host: Host,
  story: ThemeStory,
  period: Period,
  asAt: PlainDate | null = null,
): Promise<WrittenWords | null> {
  const row = await host.records
    .selectFrom('words')
    .selectAll()
    .where('theme', '=', story.theme)
    .where('period', '=', period.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const accepted = await host.records
    .selectFrom('acceptance')
    .selectAll()
    .where('words', '=', row.id)
    .executeTakeFirst();
  const kept = JSON.parse(row.sentences) as { sentence: Sentence; unbound: string[] }[];
  const ask = JSON.parse(row.ask) as { sentence: Sentence; unbound: string[] } | null;
  const said = [...kept, ...(ask ? [ask] : [])].map((one) => one.sentence);
  const series = [...story.series, ...(await areasNamed(host, story, said, { period, asAt }))];
  const read = kept.map((one) => readAgain(one.sentence, series));
  const asked = ask ? readAgain(ask.sentence, series) : null;
  return {
    id: row.id,
    sentences: read.map((one) => one.sentence),
    ask: asked?.sentence ?? null,
    at: row.at,
    by: row.actor,
    accepted: accepted ? { at: accepted.at, by: accepted.actor } : null,
    fails: [...read, ...(asked ? [asked] : [])].flatMap((one) => one.fails),
    unbound: [...kept, ...(ask ? [ask] : [])].flatMap((one) => one.unbound),
  };
}

/** Figures of single areas that words speak of, where a finding of an area was used: the theme's own are of the force. */
async function areasNamed(
  host: Pick<Host, 'figures' | 'framework'>,
  story: ThemeStory,
  sentences: readonly Sentence[],
  { period, asAt }: { readonly period: Period; readonly asAt: PlainDate | null },
): Promise<readonly Series[]> {
  const known = new Set(story.series.map((s) => figureRef(s.figure)));
  const wanted = new Set(
    boundIn(sentences).flatMap(({ figure }) => (known.has(figure) ? [] : [figure])),
  );
  const asked = [...wanted].flatMap((name) => {
    const [, measure = '', area = ''] = /^([^@]+)@([^:]+):[^#]+$/.exec(name) ?? [];
    return host.framework.measures.has(measure) ? [{ measure, area }] : [];
  });
  return Promise.all(
    asked.map(({ measure, area }) =>
      host.figures.series({ measure, by: period.grain, period, area, ...(asAt ? { asAt } : {}) }),
    ),
  );
}

/** Themes for which somebody has written for a period, and whether the newest words are accepted. */
export async function writtenFor(
  host: Host,
  period: Period,
): Promise<ReadonlyMap<string, 'accepted' | 'waiting'>> {
  const rows = await host.records
    .selectFrom('words')
    .leftJoin('acceptance', 'acceptance.words', 'words.id')
    .select(['words.theme', 'acceptance.at'])
    .where('words.period', '=', period.id)
    .orderBy('words.id')
    .execute();
  return new Map(
    rows
      .filter((row) => host.framework.themes.has(row.theme))
      .map((row) => [row.theme, row.at === null ? 'waiting' : 'accepted'] as const),
  );
}

/** Keeps what a person typed, bound to the figures of the theme; who and when stand with it. */
export async function keepWords(
  host: Host,
  typed: TypedWords,
  actor: Actor | null,
): Promise<Outcome<WrittenWords>> {
  const told = await storyFor(host, typed, actor, 'write-words', 'write for this theme');
  if (!told.ok) return told;
  const { story, period } = told.value;
  const lines = typed.text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length === 0 || lines.length > 6)
    return refused(problem('U104', { theme: story.theme, lines: lines.length }));
  const before = await keptWords(host, story, period);
  const drafted = [
    ...(before?.sentences ?? []),
    ...story.sentences,
    ...told.value.findings.map((f) => f.sentence),
  ];
  const bindings = boundIn([...(before?.sentences ?? []), ...story.sentences]).concat(
    bindingsOf(story.series),
  );
  // A line that was drafted word for word keeps the figures it was drafted from.
  const bind = (text: string) =>
    bindTyped(text, [...boundIn(drafted.filter((s) => s.text === text).slice(0, 1)), ...bindings]);
  const ask = typed.ask.trim();
  const row = await host.records
    .insertInto('words')
    .values({
      theme: story.theme,
      period: period.id,
      sentences: JSON.stringify(lines.map(bind)),
      ask: JSON.stringify(ask === '' ? null : bind(ask)),
      at: host.clock.now(),
      actor: actor?.name ?? '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await host.trail.append({
    actor: actor?.name ?? '',
    category: 'alteration',
    event: 'words-kept',
    detail: { theme: story.theme, period: period.id, words: row.id },
  });
  const kept = await keptWords(host, story, period);
  return kept ? done(kept) : refused(problem('H500', {}));
}

/** The theme lead stands behind the newest words. */
export async function acceptWords(
  host: Host,
  asked: { readonly theme: string; readonly period: string },
  actor: Actor | null,
): Promise<Outcome<WrittenWords>> {
  const told = await storyFor(host, asked, actor, 'accept-words', 'accept the words of this theme');
  if (!told.ok) return told;
  const { story, period } = told.value;
  const kept = await keptWords(host, story, period);
  if (!kept) return refused(problem('U105', { theme: story.theme, period: period.id }));
  if (!kept.accepted) {
    await host.records
      .insertInto('acceptance')
      .values({ words: kept.id, at: host.clock.now(), actor: actor?.name ?? '' })
      .execute();
    await host.trail.append({
      actor: actor?.name ?? '',
      category: 'alteration',
      event: 'words-accepted',
      detail: { theme: story.theme, period: period.id, words: kept.id },
    });
  }
  return done((await keptWords(host, story, period)) ?? kept);
}

/** The story of a theme for whoever may do something with its words. */
async function storyFor(
  host: Host,
  { theme, period: periodId }: { readonly theme: string; readonly period: string },
  actor: Actor | null,
  ...[action, words]: readonly ['write-words' | 'accept-words', string]
): Promise<Outcome<{ story: ThemeStory; findings: readonly Finding[]; period: Period }>> {
  const refusal = host.refuse(actor, action, words, themeThing(host.framework, theme));
  if (refusal) return refused(refusal);
  if (!host.framework.themes.has(theme))
    return refused(problem('U103', { what: 'theme', name: theme, nearest: null }));
  const period =
    periodId === '' ? lastCompletePeriod('quarter', host.reportingDay) : parsePeriod(periodId);
  if (!period) return refused(problem('U103', { what: 'period', name: periodId, nearest: null }));
  const { story, setAside } = await storyStanding(host, theme, { period });
  const findings = [...story.findings, ...setAside.map(({ finding }) => finding)];
  return done({ story, findings, period });
}

const boundIn = (sentences: readonly Sentence[]): Bound[] =>
  sentences.flatMap((s) => s.parts.flatMap((part) => (typeof part === 'string' ? [] : [part])));
