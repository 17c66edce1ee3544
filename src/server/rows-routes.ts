import { z } from 'zod';
import { rowsCsv } from '../exports/index.ts';
import type { PointRef, RowsBehind, Series } from '../figures/index.ts';
import { findArea } from '../framework/index.ts';
import { firstRows, questionOf } from '../host/index.ts';
import { rowsOfPage, rowsPage } from '../pages/index.ts';
import { period, periodLabel } from '../periods/index.ts';
import { type Outcome, problem, refused } from '../problems/index.ts';
import { formatFigure, unitWords } from '../wording/index.ts';
import { mayNotTake, mustSayWhy, saidWhy } from './download.ts';
import { frameOf } from './frame.ts';
import { idParam, reasonWord, word } from './question-query.ts';
import { type Asked, json, page, type Reply, type Route, refusal, route } from './route.ts';
import { thingOf } from './view-of.ts';

const pointQuery = z.object({
  period: word,
  area: word,
  category: word,
  split: word,
  'as-at': word,
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  reason: reasonWord,
});
type PointQuery = z.infer<typeof pointQuery>;
type PointAsked = Asked<{ id: string }, PointQuery>;

/** The rows behind a point: as a page, as a program reads them, and all of them as a file. */
export const rowsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/measures/:id/rows',
    action: 'see-rows',
    words: 'open the rows behind a figure',
    summary: 'The rows behind a point, page by page; looking is recorded',
    answers: 'page',
    params: idParam,
    query: pointQuery,
    about: ({ host, params }) => thingOf(host, params.id),
    handler: rowsView,
  }),
  route({
    method: 'GET',
    path: '/measures/:id/rows.csv',
    action: 'see-rows',
    words: 'take the rows behind a figure away',
    summary: 'Every row behind a point as CSV; a disclosure, written to the trail',
    answers: 'page',
    params: idParam,
    query: pointQuery,
    about: ({ host, params }) => thingOf(host, params.id),
    handler: rowsFile,
  }),
  route({
    method: 'GET',
    path: '/api/measures/:id/rows',
    action: 'see-rows',
    words: 'open the rows behind a figure',
    summary:
      'Rows behind a point, 1,000 a page (`page`), each with the cell it came from; written to the trail',
    answers: 'json',
    params: idParam,
    query: pointQuery.extend({ period: z.string().max(40) }),
    about: ({ host, params }) => thingOf(host, params.id),
    handler: async (asked) => {
      const found = pointOf(asked);
      if (!found.ok) return notFound(asked, found);
      const most = firstRows.limit ?? 1000;
      const rows = await read(asked, found.value.point, (asked.query.page - 1) * most, most);
      return rows.ok ? json(rows.value) : refusal(403, ...rows.problems);
    },
  }),
];

interface Point {
  readonly point: PointRef;
  /** What the point itself says. */
  series(): Promise<Series | null>;
}

function pointOf({ host, params, query }: PointAsked): Outcome<Point> {
  const found = questionOf(host, params.id, {
    period: query.period,
    area: query.area,
    asAt: query['as-at'],
  });
  if (!found.ok) return found;
  const { question } = found.value;
  const category = query.category || null;
  const split = query.split || null;
  const columns = host.framework.datasets.get(
    host.framework.measures.get(params.id)?.value.of ?? '',
  )?.columns;
  if (split !== null && !columns?.has(split.split('/')[0] ?? ''))
    return refused(problem('U103', { what: 'column', name: split, nearest: null }));
  const column = split ?? host.framework.measures.get(params.id)?.by?.column ?? null;
  return {
    ok: true,
    value: {
      point: {
        measure: params.id,
        period: question.period.id,
        area: question.area ?? host.framework.force,
        category,
        ...(split ? { split } : {}),
        asAt: question.asAt ?? null,
      },
      series: async () => {
        if (category === null || column === null) return host.figures.series(question);
        const members = await host.figures.split(question, column);
        return members.find((s) => s.category === category) ?? null;
      },
    },
  };
}

const notFound = ({ host, params }: PointAsked, found: Outcome<Point> & { ok: false }) =>
  refusal(host.framework.measures.has(params.id) ? 400 : 404, ...found.problems);

const read = (
  { host, actor, query }: PointAsked,
  point: PointRef,
  from: number,
  limit: number | null,
): Promise<Outcome<RowsBehind>> =>
  host.rows(point, actor, { page: { from, limit }, reason: query.reason });

async function rowsView(asked: PointAsked): Promise<Reply> {
  const { host, params, query } = asked;
  const found = pointOf(asked);
  if (!found.ok) return notFound(asked, found);
  const { point } = found.value;
  const behind = await read(asked, point, (query.page - 1) * rowsOfPage, rowsOfPage);
  if (!behind.ok) return refusal(403, ...behind.problems);
  const series = await found.value.series();
  const back = new URLSearchParams();
  if (point.area !== host.framework.force) back.set('area', point.area);
  if (point.asAt) back.set('as-at', point.asAt);
  const kept = new URLSearchParams(back);
  kept.set('period', point.period);
  if (point.category !== null) kept.set('category', point.category);
  if (point.split) kept.set('split', point.split);
  const reason = query.reason?.trim() ?? '';
  const whole = point.area === host.framework.force;
  const area = whole
    ? 'Whole force'
    : (findArea(host.framework.areas, point.area)?.title ?? point.area);
  const measure = host.framework.measures.get(params.id);
  return page(
    rowsPage(
      {
        measure: { id: params.id, title: measure?.title ?? params.id },
        figure: figureWords(series),
        known: series === null || series.figure.value !== null,
        period: periodLabel(period(point.period)),
        area: point.category === null ? area : `${area}, ${point.category}`,
        behind: behind.value,
        page: query.page,
        query: back.size > 0 ? `?${back.toString()}` : '',
        point: [...kept],
        reason,
        mustSayWhy: mustSayWhy({ host, query: {} }) !== null,
        canTake: mayNotTake(asked, thingOf(host, params.id)) === null,
      },
      await frameOf(asked as Asked, null),
    ),
  );
}

/** Every row of the point: who took them, what for and under which marking stands in the trail. */
async function rowsFile(asked: PointAsked): Promise<Reply> {
  const { host, params, query, actor } = asked;
  const found = pointOf(asked);
  if (!found.ok) return notFound(asked, found);
  const no = mayNotTake(asked, thingOf(host, params.id)) ?? mustSayWhy(asked);
  if (no) return no;
  const { point } = found.value;
  const series = await found.value.series();
  const behind = await read(asked, point, 0, null);
  if (!behind.ok) return refusal(403, ...behind.problems);
  const marking = series?.marking ?? host.framework.marking;
  const synthetic = host.home.sample || (series?.synthetic ?? false);
  await host.trail.append({
    actor: actor?.name ?? 'nobody',
    category: 'disclosure',
    event: 'rows-downloaded',
    detail: {
      ...{ ...point, rows: behind.value.total, marking, recipient: actor?.name ?? 'nobody' },
      ...saidWhy(query),
    },
  });
  return {
    kind: 'file',
    type: 'text/csv; charset=utf-8',
    bytes: rowsCsv(behind.value, { ...point, marking, synthetic }),
    name: `${marking} ${synthetic ? 'SYNTHETIC ' : ''}${params.id} ${point.period.replaceAll('/', '-')} rows.csv`,
  };
}

function figureWords(series: Series | null): string {
  if (series === null) return 'nothing';
  const unit = series.figure.value === null ? '' : unitWords(series.measure);
  return `${formatFigure(series.measure, series.figure)}${unit ? ` ${unit}` : ''}`;
}
