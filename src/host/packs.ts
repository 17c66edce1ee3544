import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '../access/index.ts';
import { auditDeck, composePack, type PackContent, writeDeck } from '../decks/index.ts';
import { findArea } from '../framework/index.ts';
import {
  dayLabel,
  lastCompletePeriod,
  type Period,
  type PlainDate,
  parseDay,
  parsePeriod,
} from '../periods/index.ts';
import { done, nearestName, type Outcome, problem, refused } from '../problems/index.ts';
import type { Host } from './host.ts';
import { sourceStates } from './source-states.ts';

/** What a pack is built for. */
export interface PackRequest {
  readonly pack: string;
  /** The last complete period of the pack's rhythm when null. */
  readonly period: string | null;
  readonly area: string | null;
  /** As known at the end of this local day; now when null. */
  readonly asAt: string | null;
}

export interface BuiltPack {
  readonly id: string;
  readonly title: string;
  /** `SOC-performance_2025-Q3_v0.1_OFFICIAL-SENSITIVE.pptx` (domain.md 11.5). */
  readonly name: string;
  readonly file: string;
}

/** Builds a pack into the home's editions, audits it, and writes it down. A deck with a fault is not kept. */
export async function buildPack(
  host: Host,
  request: PackRequest,
  actor: Actor | null,
): Promise<Outcome<BuiltPack>> {
  const refusal = host.refuse(actor, 'build-pack', 'build a pack');
  if (refusal) return refused(refusal);
  const pack = host.framework.packs.get(request.pack);
  if (!pack)
    return refused(
      problem('U103', {
        what: 'pack',
        name: request.pack,
        nearest: nearestName(request.pack, host.framework.packs.keys()),
      }),
    );
  const grain = (
    { quarter: 'quarter', half: 'half', month: 'month', year: 'financial-year' } as const
  )[pack.every];
  const period = request.period
    ? parsePeriod(request.period)
    : lastCompletePeriod(grain, host.reportingDay);
  if (!period)
    return refused(problem('U103', { what: 'period', name: request.period ?? '', nearest: null }));
  const area = request.area ? findArea(host.framework.areas, request.area) : null;
  if (request.area && !area)
    return refused(problem('U103', { what: 'area', name: request.area, nearest: null }));
  const asAt = request.asAt ? parseDay(request.asAt) : null;
  const content = await contentOf(host, pack.id, period, area?.code ?? null, asAt);
  const template = join(packageFolder(), 'templates', pack.template);
  const deck = await writeDeck(readFileSync(template), composePack(content));
  if (!deck.ok) return deck;
  const faults = (await auditDeck(deck.value)).filter((p) => p.severity === 'error');
  if (faults.length > 0) return { ok: false, problems: faults };
  const id = randomUUID();
  const name = `${pack.title.replaceAll(' ', '-')}_${period.id.replaceAll('/', '-')}_${content.version}_${host.framework.marking}${host.home.sample ? '_SYNTHETIC' : ''}.pptx`;
  const file = join(host.home.editions, `${id}.pptx`);
  writeFileSync(file, deck.value);
  const sha256 = createHash('sha256').update(deck.value).digest('hex');
  await host.records
    .insertInto('edition')
    .values({
      id,
      pack: pack.id,
      period: period.id,
      version: content.version,
      file,
      sha256,
      built_at: host.clock.now(),
      actor: actor?.name ?? '',
      status: 'draft',
    })
    .execute();
  await host.trail.append({
    actor: actor?.name ?? '',
    category: 'disclosure',
    event: 'pack-built',
    detail: { pack: pack.id, period: period.id, sha256, recipient: actor?.name ?? '' },
  });
  return done({ id, title: `${pack.title}, ${period.id}`, name, file });
}

async function contentOf(
  host: Host,
  packId: string,
  period: Period,
  area: string | null,
  asAt: PlainDate | null,
): Promise<PackContent> {
  const { framework } = host;
  const pack = framework.packs.get(packId);
  if (!pack) throw new RangeError(`no pack ${packId}`);
  const view = { period, ...(area ? { area } : {}), ...(asAt ? { asAt } : {}) };
  const themes = [];
  for (const id of framework.themes.keys()) themes.push(await host.stories.theme(id, view));
  const region = [];
  for (const slide of pack.slides)
    if (slide.kind === 'region')
      for (const measure of slide.measures) {
        const entry = await regionOf(host, measure, period, asAt);
        if (entry) region.push(entry);
      }
  const states = await sourceStates(host);
  const loads = await host.figures.loads();
  const refusedFiles = await host.records
    .selectFrom('arrival')
    .select(['file'])
    .where('status', '=', 'refused')
    .execute();
  const byHand = loads.filter((l) => l.kind === 'load' && l.byHand).length;
  return {
    framework,
    pack,
    period,
    forceTitle: `${framework.areas.byCode.get(framework.force)?.title ?? ''} Police`,
    version: 'v0.1 DRAFT',
    builtOn: host.reportingDay,
    overview: await host.stories.overview(view),
    themes,
    region,
    sources: states.map((s) => ({
      title: s.title,
      dataTo: s.dataTo ? `data to ${dayLabel(s.dataTo as PlainDate, 'short')}` : 'no data',
      state: stateWords[s.state],
    })),
    restated: loads.flatMap((l) =>
      (l.notes.restated ?? []).map((r) => ({
        ...r,
        source: framework.sources.get(l.source)?.title ?? l.source,
      })),
    ),
    refused: refusedFiles.map((f) => f.file),
    automation:
      loads.length === 0
        ? 'Nothing has been loaded.'
        : `${Math.round((100 * (loads.length - byHand)) / loads.length)}% of files arrived with no hand.`,
  };
}

const stateWords = {
  complete: 'Complete',
  'not-due': 'Complete',
  late: 'Late',
  missing: 'Missing',
  refused: 'Newest file refused',
  'nothing-loaded': 'Nothing loaded',
} as const;

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

function packageFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return at;
}
