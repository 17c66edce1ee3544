import { type Actor, grantOpen } from '../access/index.ts';
import type { PackContent } from '../decks/index.ts';
import {
  type ActionStory,
  actionStories,
  type Matrix,
  matrixOf,
  retold,
  type ThemeStory,
  type View,
  type WrittenWords,
} from '../findings/index.ts';
import { type PackDefinition, type PackSlide, roleTitle, themesOf } from '../framework/index.ts';
import { dayLabel, monthNames, type Period, type PlainDate, parseDay } from '../periods/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import type { Sentence } from '../wording/index.ts';
import { asidesTaken, storyStanding } from './asides.ts';
import { geographyOf } from './districts.ts';
import { heldAgainst } from './held-against.ts';
import type { Host } from './host.ts';
import { openList } from './open-list.ts';
import { localDay } from './own-records.ts';
import { asksOf, issuedEditions, lastEdition, readersSaid } from './pack-history.ts';
import { feedsScope, isLower, type PackScope, scopeOf } from './pack-scope.ts';
import { registerList, registers } from './registers.ts';
import { namesIn } from './screen.ts';
import { sourceStates } from './source-states.ts';
import { keptWords } from './words.ts';

export interface PackAsked {
  readonly packId: string;
  readonly period: Period;
  readonly area: string | null;
  readonly asAt: PlainDate | null;
  /** As it is printed: `v0.1 DRAFT`, `v1.0`. */
  readonly version: string;
  /** The version that it corrects, and what changed. */
  readonly corrects?: PackContent['corrects'];
}

/** What a pack says of a period, from figures, findings, people's words and the states of sources. */
export async function packContent(
  host: Host,
  asked: PackAsked,
  actor: Actor | null = null,
): Promise<PackContent> {
  const { packId, period, area, asAt, version } = asked;
  const { framework } = host;
  const pack = framework.packs.get(packId);
  if (!pack) throw new RangeError(`no pack ${packId}`);
  const scope = scopeOf(framework, pack);
  const view = {
    period,
    ...(area ? { area } : {}),
    ...(asAt ? { asAt } : {}),
    ...(scope.only ? { only: scope.only } : {}),
  };
  const told = await host.stories.overview(view);
  const { standing, setAside } = await asidesTaken(host, told.findings, asAt);
  const overview = retold(told, standing, setAside);
  const { themes, accepted } = await themesTold(host, view, scope);
  return {
    framework,
    pack,
    period,
    forceTitle: `${framework.areas.byCode.get(framework.force)?.title ?? ''} Police`,
    version,
    corrects: asked.corrects ?? null,
    builtOn: asAt ?? host.reportingDay,
    overview,
    themes,
    region: await regions(host, pack, scope, period, asAt),
    geography: await geographyOf(host, pack, scope, asked),
    matrix: await matrixFor(host, asked, pack, actor),
    actions: await actionsFor(host, asked, pack, actor),
    ...(await arrived(host, scope, asAt)),
    registers: [],
    last: wants(pack, 'decision', 'since', 'evaluation')
      ? await lastEdition(
          host,
          { pack: pack.id, period, asAt, only: scope.only },
          overview,
          themes.flatMap((t) => t.series),
        )
      : null,
    asks: asksOf(host, accepted, overview, themes),
    editions: scope.only ? [] : await issuedEditions(host, asAt),
    feedback: scope.only ? { said: 0, useful: 0 } : await readersSaid(host, asAt),
    buildSeconds: wants(pack, 'evaluation') ? await lastBuild(host, pack.id) : null,
    leftOut: scope.leftOut,
  };
}

/** A pack with the registers it asks for. Looking into them needs leave, which writes the audit entry first. */
export async function wholeContent(
  host: Host,
  asked: PackAsked,
  actor: Actor | null,
): Promise<Outcome<PackContent>> {
  const pack = host.framework.packs.get(asked.packId);
  const lists = new Set(
    (pack?.slides ?? []).flatMap((slide) => (slide.kind === 'register' ? [slide.list] : [])),
  );
  const opened: PackContent['registers'][number][] = [];
  for (const list of lists) {
    if (pack && isLower(pack, host.framework))
      return refused(problem('D112', { list: registers[list].title, marking: pack.marking ?? '' }));
    const found = await registerList(host, list, asked.period, actor, {
      asAt: asked.asAt,
      pack: asked.packId,
      // What the rows are read for is known: this pack.
      reason: `${pack?.title}, ${asked.period.id}, ${asked.version}`,
    });
    if (!found.ok) return found;
    const { since, groups, tiers, rows } = found.value;
    opened.push({ list, title: registers[list].title, since, groups, tiers, rows });
  }
  return done({ ...(await packContent(host, asked, actor)), registers: opened });
}

const wants = (pack: PackDefinition, ...kinds: readonly PackSlide['kind'][]): boolean =>
  pack.slides.some((slide) => kinds.includes(slide.kind));

/** Seconds that the last kept pack of an id took to build. */
async function lastBuild(host: Host, pack: string): Promise<number | null> {
  const row = await host.records
    .selectFrom('meta')
    .select('value')
    .where('key', '=', buildTimeKey(pack))
    .executeTakeFirst();
  return row ? Number(row.value) : null;
}
export const buildTimeKey = (pack: string): string => `build-seconds:${pack}`;

/** Stories of the themes a pack may tell, in people's words where they wrote some for the force. */
async function themesTold(
  host: Host,
  view: View,
  scope: PackScope,
): Promise<{ readonly themes: ThemeStory[]; readonly accepted: ReadonlyMap<string, string> }> {
  const themes: ThemeStory[] = [];
  const accepted = new Map<string, string>();
  for (const theme of themesOf(host.framework)) {
    if (scope.only && !theme.measures.some((id) => scope.only?.includes(id))) continue;
    const { story } = await storyStanding(host, theme.id, view);
    const kept =
      view.area === undefined ? await keptWords(host, story, view.period, view.asAt ?? null) : null;
    if (kept?.accepted && kept.ask) accepted.set(theme.id, roleTitle(host.framework, theme.owner));
    themes.push(kept ? inPeoplesWords(story, kept, scope) : story);
  }
  return { themes, accepted };
}

async function matrixFor(
  host: Host,
  { period, area, asAt }: PackAsked,
  pack: PackDefinition,
  actor: Actor | null,
): Promise<Matrix | null> {
  const grant = grantOpen(actor);
  if (!grant || !wants(pack, 'matrix') || area !== null || isLower(pack, host.framework))
    return null;
  const matrix = await matrixOf(host.figures, (query) => host.figures.list(query, grant), {
    period,
    since: await heldAgainst(host, { period, asAt, pack: pack.id }),
    ...(asAt ? { asAt } : {}),
  });
  return matrix.placed.length > 0 ? matrix : null;
}

/** Operations and sites by name: of the whole force, and in no pack of a lower marking. */
async function actionsFor(
  host: Host,
  { area, asAt }: PackAsked,
  pack: PackDefinition,
  actor: Actor | null,
): Promise<readonly ActionStory[]> {
  if (!wants(pack, 'operations') || area !== null || isLower(pack, host.framework)) return [];
  return actionStories(host.figures, openList(host, actor), {
    reportingDay: host.reportingDay,
    ...(asAt ? { asAt } : {}),
  });
}

/** States of the sources of a pack, months that were restated and files refused, as known on its day. */
async function arrived(
  host: Host,
  scope: PackScope,
  asAt: PlainDate | null,
): Promise<Pick<PackContent, 'sources' | 'restated' | 'refused'>> {
  const { framework } = host;
  const known = (at: string) => asAt === null || localDay(at) <= asAt;
  const feeds = (id: string) => feedsScope(framework, scope, id);
  const states = (await sourceStates(host, asAt)).filter((s) => feeds(s.source));
  const loads = (await host.figures.loads()).filter(
    (l) => l.kind === 'load' && known(l.arrivedAt) && feeds(l.source),
  );
  const files = await host.records
    .selectFrom('arrival')
    .select(['file', 'at', 'source'])
    .where('status', '=', 'refused')
    .execute();
  const ours = (source: string | null) =>
    source === null ? scope.only === null : framework.sources.has(source) && feeds(source);
  const refusedFiles = files.filter((f) => known(f.at) && ours(f.source));
  return {
    sources: states.map((s) => ({
      id: s.source,
      title: s.title,
      method: s.method,
      owner: roleTitle(framework, s.owner),
      dataTo: s.dataTo ? parseDay(s.dataTo) : null,
      state: s.state === 'not-due' ? 'complete' : s.state,
      daysLate: s.daysLate,
      faults: s.refusedProblems,
    })),
    restated: loads.flatMap((l) =>
      (l.notes.restated ?? []).map((r) => ({
        ...r,
        source: framework.sources.get(l.source)?.title ?? l.source,
      })),
    ),
    refused: [...new Set(refusedFiles.map((f) => f.file))],
  };
}

async function regions(
  host: Host,
  pack: PackDefinition,
  scope: PackScope,
  period: Period,
  asAt: PlainDate | null,
): Promise<PackContent['region']> {
  const found: PackContent['region'][number][] = [];
  for (const slide of pack.slides)
    if (slide.kind === 'region')
      for (const measure of slide.measures) {
        if (scope.only && !scope.only.includes(measure)) continue;
        const entry = await regionOf(host, measure, period, asAt);
        if (entry) found.push(entry);
      }
  return found;
}

/** Each force's change on the year before, from the published table that the measure names for the region. */
async function regionOf(
  host: Host,
  id: string,
  period: Period,
  asAt: PlainDate | null,
): Promise<PackContent['region'][number] | null> {
  const series = await host.figures.series({
    measure: id,
    by: period.grain,
    period,
    ...(asAt ? { asAt } : {}),
  });
  const comparison = series.comparisons.find((c) => c.against === 'region');
  if (!comparison?.base) return null;
  const ending = comparison.base.period.last;
  const rows = await host.figures.regionChanges(id, ending, asAt ?? undefined);
  return { series, rows, yearEnding: dayLabel(comparison.base.period.end).replace(/^\d+ /, '') };
}

const writtenDay = new RegExp(`(?:\\d{1,2} )?(?:${monthNames.join('|')}) \\d{4}`, 'g');
const typedNumber = /\d/;

/**
 * The draft's sentences give way to those that a person wrote; their figures are read again. In a
 * pack of lower marking a sentence stays only if all its figures may leave and none is typed; one
 * that names a group or an operation stays too, so that the screen refuses the pack and says so.
 */
function inPeoplesWords(story: ThemeStory, kept: WrittenWords, { only }: PackScope): ThemeStory {
  // What may leave is of the whole force: a sentence of one area stays here.
  const force = new Set(story.series.map((s) => s.figure.area));
  const leaves = (figure: string) => {
    const [measure = '', area = ''] = figure.split(/[@:]/);
    return (only?.includes(measure) ?? true) && force.has(area);
  };
  const mayLeave = (s: Sentence) =>
    only === null ||
    namesIn(s.text).length > 0 ||
    s.parts.every((part) =>
      typeof part === 'string'
        ? !typedNumber.test(part.replace(writtenDay, ''))
        : leaves(part.figure),
    );
  const sentences = kept.sentences.filter(mayLeave);
  const ask = kept.ask && mayLeave(kept.ask) ? kept.ask : null;
  return {
    ...story,
    sentences: sentences.length > 0 ? sentences : story.sentences,
    ask: ask ?? story.ask,
  };
}
