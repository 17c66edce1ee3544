import { type Actor, grantOpen } from '../access/index.ts';
import type { PackContent } from '../decks/index.ts';
import type { Listed } from '../figures/index.ts';
import { matrixOf, type ThemeStory } from '../findings/index.ts';
import { themesOf } from '../framework/index.ts';
import { dayLabel, type Period, type PlainDate, parseDay } from '../periods/index.ts';
import type { Host } from './host.ts';
import { sourceStates } from './source-states.ts';
import { keptWords } from './words.ts';

export interface PackAsked {
  readonly packId: string;
  readonly period: Period;
  readonly area: string | null;
  readonly asAt: PlainDate | null;
  /** As it is printed: `v0.1 DRAFT`, `v1.0`. */
  readonly version: string;
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
  const view = { period, ...(area ? { area } : {}), ...(asAt ? { asAt } : {}) };
  const themes = [];
  for (const { id } of themesOf(framework)) {
    const story = await host.stories.theme(id, view);
    themes.push(area === null ? await inPeoplesWords(host, story, period) : story);
  }
  const region = [];
  for (const slide of pack.slides)
    if (slide.kind === 'region')
      for (const measure of slide.measures) {
        const entry = await regionOf(host, measure, period, asAt);
        if (entry) region.push(entry);
      }
  const grant = grantOpen(actor);
  const wants = (kind: string) => pack.slides.some((slide) => slide.kind === kind);
  const list = (query: Listed) => (grant ? host.figures.list(query, grant) : Promise.resolve([]));
  const matrix =
    grant && wants('matrix') && area === null
      ? await matrixOf(host.figures, list, { period, ...(asAt ? { asAt } : {}) })
      : null;
  const states = await sourceStates(host);
  const loads = (await host.figures.loads()).filter(
    (l) => l.kind === 'load' && (asAt === null || l.arrivedAt.slice(0, 10) <= asAt),
  );
  const refusedFiles = await host.records
    .selectFrom('arrival')
    .select(['file', 'source'])
    .where('status', '=', 'refused')
    .execute();
  return {
    framework,
    pack,
    period,
    forceTitle: `${framework.areas.byCode.get(framework.force)?.title ?? ''} Police`,
    version,
    builtOn: asAt ?? host.reportingDay,
    overview: await host.stories.overview(view),
    themes,
    region,
    matrix: matrix && matrix.placed.length > 0 ? matrix : null,
    sources: states.map((s) => ({
      id: s.source,
      title: s.title,
      method: s.method,
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
    refused: [
      ...new Set(
        refusedFiles
          .filter((f) => f.source === null || framework.sources.has(f.source))
          .map((f) => f.file),
      ),
    ],
  };
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

/** The draft's sentences give way to those that a person wrote; their figures are read again. */
async function inPeoplesWords(host: Host, story: ThemeStory, period: Period): Promise<ThemeStory> {
  const kept = await keptWords(host, story, period);
  return kept ? { ...story, sentences: kept.sentences, ask: kept.ask ?? story.ask } : story;
}
