import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Boundaries } from '../charts/index.ts';
import type { Against, Question, Series } from '../figures/index.ts';
import { findArea, roleTitle } from '../framework/index.ts';
import { type Host, sourceStates } from '../host/index.ts';
import { definitionWords, measurePage, overviewPage, themePage } from '../pages/index.ts';
import {
  dayLabel,
  monthsLabel,
  parseDay,
  periodOf,
  previousPeriod,
  sameLastYear,
} from '../periods/index.ts';
import { nearestName, problem } from '../problems/index.ts';
import { comparisonOf } from '../wording/index.ts';
import { themeThing, thingOf } from './figure-routes.ts';
import { frameOf, type Shown, shownOf } from './frame.ts';
import { idParam, questionQuery } from './question-query.ts';
import { type Asked, page, type Reply, type Route, refusal, route } from './route.ts';

const pageQuery = questionQuery.extend({ all: questionQuery.shape.period });
type PageQuery = ReturnType<typeof pageQuery.parse>;

/** Overview, theme and measure: a link is the view. */
export const pageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/',
    action: 'see-figures',
    words: 'see the overview',
    summary: 'Outcomes, what changed, themes, freshness',
    answers: 'page',
    query: pageQuery,
    handler: (asked) =>
      showing(asked, async (shown) => {
        const { host } = asked;
        const states = await sourceStates(host);
        const overview = await host.stories.overview(shown.view);
        const open = (theme: string) =>
          host.refuse(asked.actor, 'see-figures', '', themeThing(host, theme)) === null;
        return overviewPage(
          {
            overview: {
              ...overview,
              findings: overview.findings.filter((f) => open(f.theme)),
              themes: overview.themes.filter((t) => open(t.theme)),
            },
            against: shown.against,
            freshness: freshness(states),
            automation: automation(states),
            query: shown.query,
          },
          await frameOf(asked, shown),
        );
      }),
  }),
  route({
    method: 'GET',
    path: '/themes/:id',
    action: 'see-figures',
    words: 'see this theme',
    summary: 'Everything of one theme',
    answers: 'page',
    params: idParam,
    query: pageQuery,
    about: ({ host, params }) => themeThing(host, params.id),
    handler: (asked) =>
      showing(asked, async (shown) => {
        const { host, params } = asked;
        const theme = host.framework.themes.get(params.id);
        if (!theme) return unknown('theme', params.id, host.framework.themes.keys());
        const story = await host.stories.theme(theme.id, shown.view);
        const states = await sourceStates(host);
        const fed = new Set(story.series.flatMap((s) => s.sources));
        const lead = host.framework.measures.get(theme.lead);
        return themePage(
          {
            title: theme.title,
            question: theme.question,
            owner: roleTitle(host.framework, theme.owner),
            story,
            against: shown.against,
            sources: states
              .filter((s) => fed.has(s.source))
              .map((s) => ({ title: s.title, dataTo: dayOrNone(s.dataTo) })),
            districts:
              lead && shown.view.area === undefined
                ? {
                    measure: lead.id,
                    title: lead.title,
                    series: await districtsOf(host, lead.id, shown),
                  }
                : null,
            query: shown.query,
          },
          await frameOf(asked, shown),
        );
      }),
  }),
  route({
    method: 'GET',
    path: '/measures/:id',
    action: 'see-figures',
    words: 'see this measure',
    summary: 'Chart, comparisons, districts, figures and where they come from',
    answers: 'page',
    params: idParam,
    query: pageQuery,
    about: ({ host, params }) => thingOf(host, params.id),
    handler: (asked) => showing(asked, (shown) => measureView(asked, shown)),
  }),
];

async function measureView(
  asked: Asked<{ id: string }, PageQuery>,
  shown: Shown,
): Promise<string | Reply> {
  const { host, params, query, actor } = asked;
  const measure = host.framework.measures.get(params.id);
  if (!measure) return unknown('measure', params.id, host.framework.measures.keys());
  const question = questionFor(measure.id, shown);
  const series = await host.figures.series(question);
  const loads = await host.figures.loads();
  const undone = new Set(loads.flatMap((l) => (l.undoes === null ? [] : [l.undoes])));
  const used = new Set([series.figure, ...series.figures].flatMap((f) => f.loads));
  const current = new Set(series.figure.loads);
  const whole = shown.view.area === undefined;
  return measurePage(
    {
      series,
      themeTitle: host.framework.themes.get(measure.theme)?.title ?? measure.theme,
      notes: measure.notes,
      compared: await compared(host, question, series),
      districts: whole ? await districtsOf(host, measure.id, shown) : [],
      boundaries: boundariesOf(host),
      loads: loads
        .filter((l) => l.kind === 'load' && (current.has(l.load) || used.has(l.load)))
        .reverse()
        .slice(0, 12)
        .map((l) => ({
          load: l.load,
          file: l.file,
          rows: l.rowsLoaded,
          arrivedAt: l.arrivedAt,
          state: undone.has(l.load) ? 'Taken out' : 'In use',
        })),
      restated: loads
        .filter((l) => series.sources.includes(l.source))
        .flatMap((l) => (l.notes.restated ?? []).map((r) => ({ ...r, file: l.file })))
        .slice(-12)
        .reverse(),
      definition: definitionWords(measure),
      canSeeRows: host.refuse(actor, 'see-rows', '', thingOf(host, measure.id)) === null,
      query: shown.query,
      showAll: query.all !== undefined,
    },
    await frameOf(asked, shown),
  );
}

/** Renders for the period of the address, or says that it names none. */
export async function showing(
  asked: Asked<unknown, PageQuery>,
  render: (shown: Shown) => Promise<string | Reply>,
): Promise<Reply> {
  const shown = shownOf(asked as Asked);
  if (shown === null)
    return refusal(400, problem('U101', { detail: `“${asked.query.period}” is not a period` }));
  const area = shown.view.area;
  if (area !== undefined && !findArea(asked.host.framework.areas, area))
    return unknown(
      'area',
      area,
      [...asked.host.framework.areas.byCode.values()].map((a) => a.id),
    );
  const made = await render(shown);
  return typeof made === 'string' ? page(made) : made;
}

export const unknown = (what: string, name: string, known: Iterable<string>): Reply =>
  refusal(404, problem('U103', { what, name, nearest: nearestName(name, known) }));

export const questionFor = (measure: string, { view }: Shown): Question => ({
  measure,
  by: view.period.grain,
  period: view.period,
  ...(view.area ? { area: view.area } : {}),
  ...(view.asAt ? { asAt: view.asAt } : {}),
});

const districtsOf = (host: Host, measure: string, shown: Shown): Promise<readonly Series[]> =>
  host.figures.split(questionFor(measure, shown), 'district');

/** Month on month and on year; the period on the one before, on last year and on baseline; twelve months on twelve. */
async function compared(host: Host, question: Question, shown: Series) {
  const last = question.period.last;
  const ask = (grain: 'month' | 'rolling-12') =>
    host.figures.series({ ...question, by: grain, period: periodOf(grain, last) });
  const rows: { label: string; series: Series; comparison: Series['comparisons'][number] }[] = [];
  const add = (series: Series, against: Against, before: string) => {
    const comparison = comparisonOf(series, against);
    if (comparison)
      rows.push({ label: `${monthsLabel(series.shown)} on ${before}`, series, comparison });
  };
  const both = (series: Series) => {
    const before = previousPeriod(series.shown);
    if (before) add(series, 'previous', monthsLabel(before));
    add(series, 'same-last-year', monthsLabel(sameLastYear(series.shown)));
  };
  if (question.by !== 'month') both(await ask('month'));
  both(shown);
  for (const comparison of shown.comparisons)
    if (comparison.against.startsWith('baseline:')) add(shown, comparison.against, 'baseline');
  if (question.by !== 'rolling-12')
    add(await ask('rolling-12'), 'previous', 'the 12 months before');
  for (const comparison of shown.comparisons)
    if (comparison.against === 'region') add(shown, 'region', 'the region');
  return rows;
}

const boundaries = new Map<string, Boundaries | null>();

/** Outlines of the framework's districts, read once. */
function boundariesOf(host: Host): Boundaries | null {
  const path = join(host.home.framework, 'areas', 'districts.geojson');
  if (!boundaries.has(path))
    boundaries.set(
      path,
      existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Boundaries) : null,
    );
  return boundaries.get(path) ?? null;
}

type States = Awaited<ReturnType<typeof sourceStates>>;

export const dayOrNone = (text: string | null): string => {
  const day = text === null ? null : parseDay(text);
  return day ? dayLabel(day) : 'nothing loaded';
};

function freshness(states: States) {
  const complete = states.filter((s) => s.state === 'complete');
  const late = states.filter((s) => s.state === 'late');
  const bad = states.filter((s) => ['refused', 'missing', 'nothing-loaded'].includes(s.state));
  const names = (some: States, say: (s: States[number]) => string) =>
    some.map((s) => `${s.title}: ${say(s)}.`).join(' ');
  return [
    {
      state: 'complete' as const,
      text: `${complete.length} of ${states.length} sources hold everything they owe.`,
    },
    {
      state: 'late' as const,
      text:
        names(
          late,
          (s) =>
            `due ${dayOrNone(s.dueOn)}, ${s.daysLate} ${s.daysLate === 1 ? 'day' : 'days'} late`,
        ) || 'No source is late.',
    },
    {
      state: 'refused' as const,
      text:
        names(bad, (s) =>
          s.state === 'refused'
            ? `${s.refusedFile} was refused, ${s.refusedProblems} ${s.refusedProblems === 1 ? 'problem' : 'problems'}`
            : s.state === 'missing'
              ? `nothing since ${dayOrNone(s.dataTo)}`
              : 'nothing loaded',
        ) || 'Nothing refused or missing.',
    },
  ];
}

export function automation(states: States): string {
  const rows = states.reduce((sum, s) => sum + s.rows, 0);
  if (rows === 0) return 'Nothing has been loaded.';
  const automatic = states
    .filter((s) => s.method === 'automated')
    .reduce((sum, s) => sum + s.rows, 0);
  return `${Math.round((100 * automatic) / rows)}% of rows arrived with no hand.`;
}
