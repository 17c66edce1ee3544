import { measureThing, reasonMissing, type Thing, whoMay } from '../access/index.ts';
import { chartOf, mapLegend, mapSvg, matrixSvg } from '../charts/index.ts';
import {
  chartPng,
  type Definitions,
  mapPng,
  matrixPng,
  overviewWorkbook,
  seriesCsv,
  seriesWorkbook,
  themeWorkbook,
} from '../exports/index.ts';
import type { Question, Series } from '../figures/index.ts';
import type { Matrix } from '../findings/index.ts';
import type { MeasureDefinition, ThemeDefinition } from '../framework/index.ts';
import { boundariesOf, findingsSince, type Host, questionOf } from '../host/index.ts';
import { definitionWords, mapOf, matrixDrawing } from '../pages/index.ts';
import { monthsLabel, parsePeriod } from '../periods/index.ts';
import { problem } from '../problems/index.ts';
import { sourceLine } from '../wording/index.ts';
import { areasOf } from './areas-view.ts';
import { type Shown, shownOf } from './frame.ts';
import { type QuestionQuery, wordsOf } from './question-query.ts';
import { type Asked, type Reply, refusal } from './route.ts';
import { themeThing } from './view-of.ts';

export type Format = 'csv' | 'xlsx' | 'png' | 'map.png';

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
  'map.png': 'image/png',
} as const;

/** `soac.vehicle-crime.xlsx` is a measure and a format. */
export function formatOf(id: string): { readonly id: string; readonly format: Format | null } {
  const found = /^(.+?)\.(csv|xlsx|map\.png|png)$/.exec(id);
  return found?.[1] ? { id: found[1], format: found[2] as Format } : { id, format: null };
}

/** The figures of a page as a file: a disclosure, so the trail says who took what. */
export async function download(
  asked: Asked<{ id: string }, QuestionQuery>,
  format: Format,
): Promise<Reply> {
  const { host, query } = asked;
  const { id } = formatOf(asked.params.id);
  const no = mayNotTake(asked, measureThing(host.framework, id)) ?? mustSayWhy(asked);
  if (no) return no;
  const words = wordsOf(query);
  const by = words.by ?? (words.period ? parsePeriod(words.period)?.grain : 'quarter');
  const found = questionOf(host, id, { ...words, by });
  if (!found.ok) return refusal(404, ...found.problems);
  const { question } = found.value;
  const measure = host.framework.measures.get(id);
  if (!measure) return refusal(404, problem('U103', { what: 'measure', name: id, nearest: null }));
  const series = await host.figures.series(question);
  const bytes = await bytesOf(asked, format, measure, series);
  if (bytes === null)
    return refusal(404, problem('U103', { what: 'map of', name: measure.title, nearest: null }));
  await disclosed(asked, { measure: id, format, ...askedFor(question), marking: series.marking });
  return {
    kind: 'file',
    type: types[format],
    bytes,
    name: nameOf(series, id, question.period.id, format),
  };
}

const askedFor = (question: Question) => ({
  period: question.period.id,
  area: question.area ?? null,
  asAt: question.asAt ?? null,
});

async function bytesOf(
  asked: Asked<{ id: string }, QuestionQuery>,
  format: Format,
  measure: MeasureDefinition,
  series: Series,
): Promise<Uint8Array | string | null> {
  const { host } = asked;
  const definition = definitionWords(measure, host.framework);
  const titles = new Map([...host.framework.sources].map(([source, s]) => [source, s.title]));
  const words = {
    marking: series.marking,
    synthetic: series.synthetic,
    source: sourceLine([series], titles),
  };
  switch (format) {
    case 'csv':
      return seriesCsv(series, definition);
    case 'xlsx':
      return seriesWorkbook(series, definition);
    case 'png':
      return chartPng(chartOf(series), words);
    case 'map.png': {
      const shown = shownOf(asked as Asked);
      const boundaries = boundariesOf(host);
      const areas = shown && boundaries ? await areasOf(host, measure, shown, 'district') : null;
      if (!boundaries || !areas) return null;
      const map = mapOf(areas);
      return mapPng(
        mapSvg(map.areas, boundaries, ''),
        mapLegend(map.areas, map.print, 'map-legend'),
        {
          ...words,
          heading: `${map.measure} by district, ${monthsLabel(series.shown)}`,
          source: `${words.source} Boundaries: Office for National Statistics, Open Government Licence; contains OS data © Crown copyright.`,
        },
      );
    }
  }
}

/** Every measure of a theme as one workbook. */
export async function themeFile(
  asked: Asked<unknown, QuestionQuery>,
  shown: Shown,
  theme: ThemeDefinition,
): Promise<Reply> {
  const no = mayNotTake(asked, themeThing(asked.host, theme.id)) ?? mustSayWhy(asked);
  if (no) return no;
  const { host } = asked;
  const { series } = await host.stories.theme(theme.id, shown.view);
  const bytes = await themeWorkbook(theme, series, definitionsOf(host));
  return taken(asked, shown, series, theme.id, bytes);
}

/** The first page as a workbook. */
export async function overviewFile(
  asked: Asked<unknown, QuestionQuery>,
  shown: Shown,
): Promise<Reply> {
  const { host, actor } = asked;
  const no = mustSayWhy(asked);
  if (no) return no;
  const overview = await findingsSince(host, actor, shown.view);
  const bytes = await overviewWorkbook(overview, definitionsOf(host));
  const series = overview.themes.flatMap((t) => (t.lead ? [t.lead] : []));
  return taken(asked, shown, series, 'overview', bytes);
}

/** Threat against activity as a picture for somebody else's slide. */
export async function matrixFile(
  asked: Asked<unknown, QuestionQuery>,
  { view }: Shown,
  matrix: Matrix,
): Promise<Reply> {
  const no = mustSayWhy(asked);
  if (no) return no;
  const { framework, home } = asked.host;
  const bytes = matrixPng(matrixSvg(matrixDrawing(matrix), { id: 'picture', form: 'full' }), {
    heading: `Threat against activity, ${monthsLabel(matrix.period)}`,
    marking: framework.marking,
    synthetic: home.sample,
    source: `${matrix.placed.map(({ title }, i) => `${i + 1} ${title}`).join('; ')}. Threat: the newest dated assessment of each theme. Activity: its lead activity beside its usual level.`,
  });
  await disclosed(asked, {
    measure: 'matrix',
    format: 'png',
    period: view.period.id,
    area: null,
    asAt: view.asAt ?? null,
    marking: framework.marking,
  });
  return {
    kind: 'file',
    type: types.png,
    bytes,
    name: `${framework.marking} ${home.sample ? 'SYNTHETIC ' : ''}matrix ${view.period.id.replaceAll('/', '-')}.png`,
  };
}

async function taken(
  asked: Asked<unknown, QuestionQuery>,
  { view }: Shown,
  series: readonly Series[],
  what: string,
  bytes: Uint8Array,
): Promise<Reply> {
  const sensitive = series.find((s) => s.marking === 'OFFICIAL-SENSITIVE') ?? series[0];
  await disclosed(asked, {
    measure: what,
    format: 'xlsx',
    period: view.period.id,
    area: view.area ?? null,
    asAt: view.asAt ?? null,
    marking: sensitive?.marking ?? asked.host.framework.marking,
  });
  return {
    kind: 'file',
    type: types.xlsx,
    bytes,
    name: sensitive ? nameOf(sensitive, what, view.period.id, 'xlsx') : `${what}.xlsx`,
  };
}

const nameOf = (series: Series, what: string, period: string, format: Format): string =>
  `${series.marking} ${series.synthetic ? 'SYNTHETIC ' : ''}${what} ${period.replaceAll('/', '-')}.${format.replace('map.', '')}`;

/** The refusal, where this reader may not take figures or rows of a theme away. */
export function mayNotTake(asked: Pick<Asked, 'host' | 'actor'>, thing: Thing): Reply | null {
  const action = 'take figures away';
  return asked.host.refuse(asked.actor, 'export', action, thing)
    ? refusal(403, problem('A102', { action, who: whoMay('export') }))
    : null;
}

/** The refusal, where a reason must be given for taking something away and none is. */
export function mustSayWhy({
  host,
  query,
}: Pick<Asked<unknown, { readonly reason?: string | undefined }>, 'host' | 'query'>): Reply | null {
  const unsaid = reasonMissing(host.framework, 'exports', query.reason);
  return unsaid ? refusal(403, unsaid) : null;
}

const disclosed = (asked: Asked<unknown, QuestionQuery>, detail: Record<string, string | null>) =>
  asked.host.trail.append({
    actor: asked.actor?.name ?? 'nobody',
    category: 'disclosure',
    event: 'figures-downloaded',
    detail: {
      ...{ ...detail, recipient: asked.actor?.name ?? 'nobody' },
      ...saidWhy(asked.query),
    },
  });

/** For the trail: the reason, where one is given. */
export const saidWhy = ({ reason }: { readonly reason?: string | undefined }) =>
  reason?.trim() ? { reason: reason.trim() } : {};

const definitionsOf = ({ framework }: Host): Definitions =>
  new Map([...framework.measures].map(([id, m]) => [id, definitionWords(m, framework)]));
