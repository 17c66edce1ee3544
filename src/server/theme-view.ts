import type { Series } from '../figures/index.ts';
import { actionStories, type Profile, profileOf } from '../findings/index.ts';
import { findArea, roleTitle, type ThemeDefinition } from '../framework/index.ts';
import {
  findingsSince,
  type Host,
  keptWords,
  openList,
  registers,
  sourceStates,
  storyStanding,
} from '../host/index.ts';
import { type ActionsView, type MeasurePeriods, themePage } from '../pages/index.ts';
import { addMonths, type Grain, parseDay, periodOf } from '../periods/index.ts';
import type { Sentence } from '../wording/index.ts';
import { placedMeasures, placeKind, themeAreas } from './areas-view.ts';
import { frameOf, questionFor, type Shown } from './frame.ts';
import type { PageQuery } from './question-query.ts';
import type { Asked } from './route.ts';
import { pillState, shortDay, stateWords } from './source-words.ts';
import { readLists } from './theme-lists.ts';
import { relatedTables } from './theme-tables.ts';
import { themeThing } from './view-of.ts';

/** Narrative, small multiples, month quarter and year, areas, findings of one theme. */
export async function themeView(
  asked: Asked<{ id: string }, PageQuery>,
  shown: Shown,
  theme: ThemeDefinition,
): Promise<string> {
  const { host, query } = asked;
  const { story, setAside } = await storyStanding(host, theme.id, shown.view);
  const states = await sourceStates(host);
  const listed = [...host.framework.sources.values()].filter(({ loads }) =>
    theme.lists.some(({ of }) => loads.has(of)),
  );
  const fed = new Set([...story.series.flatMap((s) => s.sources), ...listed.map(({ id }) => id)]);
  const wanted = query.of && theme.measures.includes(query.of) ? query.of : theme.lead;
  const frame = await frameOf(asked, shown);
  const may = (action: 'write-words' | 'accept-words') =>
    host.refuse(asked.actor, action, '', themeThing(host, theme.id)) === null;
  // Words are of the whole force: an area's page shows its own draft.
  const whole = shown.view.area === undefined;
  return themePage(
    {
      id: theme.id,
      title: theme.title,
      question: theme.question,
      story,
      setAside: setAside.length,
      says: {
        theme: theme.id,
        period: shown.view.period.id,
        owner: roleTitle(host.framework, theme.owner),
        story,
        words: whole
          ? await keptWords(host, story, shown.view.period, shown.view.asAt ?? null)
          : null,
        canWrite: whole && may('write-words'),
        used: whole && may('write-words') ? await sentenceUsed(asked, theme.id, shown) : null,
        canAccept: whole && may('accept-words'),
        csrf: frame.csrf,
        query: shown.query,
      },
      against: shown.against,
      sources: states
        .filter((s) => fed.has(s.source))
        .map((s) => ({
          id: s.source,
          title: s.title,
          state: pillState(s),
          stateWords: stateWords(s),
          dataTo: shortDay(s.dataTo === null ? null : parseDay(s.dataTo), host.reportingDay),
        })),
      register: registerOf(host, asked, theme.id),
      profile: whole ? await themeProfile(asked, theme, shown) : null,
      related: await relatedTables(asked, theme, shown),
      lists: whole ? await readLists(asked, theme, shown) : [],
      actions: await themeActions(asked, theme, shown),
      measures: await manyPeriods(
        host,
        story.series.filter(({ measure }) => !measure.listed),
        shown,
      ),
      areas: await themeAreas(host, theme, wanted, shown, placeKind(query.split)),
      placed: placedMeasures(host, theme),
      query: shown.query,
    },
    frame,
  );
}

/** The sentence of a finding that the reader wants in the words of its theme. */
async function sentenceUsed(
  { host, actor, query }: Asked<unknown, PageQuery>,
  theme: string,
  { view }: Shown,
): Promise<Sentence | null> {
  if (!query.use) return null;
  const { findings, setAside } = await findingsSince(host, actor, view);
  const found = [...findings, ...setAside.map(({ finding }) => finding)].find(
    (f) => f.id === query.use && f.theme === theme,
  );
  return found?.sentence ?? null;
}

/** Years of statements that a profile keeps in sight. */
const yearsOfProfile = 5;

/** Statements of the years to the end of the period, as they were known. */
async function themeProfile(
  { host, actor }: Pick<Asked, 'host' | 'actor'>,
  theme: ThemeDefinition,
  { view }: Shown,
): Promise<Profile> {
  const list = openList(host, actor);
  const { last, end } = view.period;
  const rows = await Promise.all(
    Array.from({ length: yearsOfProfile }, (_, year) => addMonths(last, -12 * year)).map((month) =>
      list({
        dataset: 'narrative',
        where: [{ kind: 'in', column: 'theme', codes: [theme.id] }],
        period: periodOf('rolling-12', month),
        ...(view.asAt ? { asAt: view.asAt } : {}),
      }),
    ),
  );
  return profileOf(
    rows.flat().map(({ values }) => values),
    { theme: theme.id, until: end, today: view.asAt ?? host.reportingDay },
  );
}

/** Operations and sites that aimed at a measure of the theme; where one area is shown, those in it. */
async function themeActions(
  { host, actor }: Pick<Asked, 'host' | 'actor'>,
  theme: ThemeDefinition,
  { view }: Shown,
): Promise<ActionsView> {
  const { asAt, area } = view;
  const stories = await actionStories(host.figures, openList(host, actor), {
    reportingDay: host.reportingDay,
    ...(asAt ? { asAt } : {}),
    theme: theme.id,
  });
  const place = area === undefined ? null : findArea(host.framework.areas, area);
  return {
    stories: place ? stories.filter((s) => s.area.id === place.code) : stories,
    kinds: titlesOfColumn(host, 'kind'),
    phases: titlesOfColumn(host, 'phase'),
  };
}

/** Codes of a column of the register of actions, with their titles. */
function titlesOfColumn({ framework }: Host, name: string): ReadonlyMap<string, string> {
  const vocabulary = framework.datasets.get('site')?.columns.get(name)?.vocabulary ?? '';
  const codes = framework.vocabularies.get(vocabulary)?.codes.values() ?? [];
  return new Map([...codes].map((code) => [code.code, code.title]));
}

/** Each measure for the period, and for the twelve months to its end. */
async function manyPeriods(
  host: Host,
  series: readonly Series[],
  shown: Shown,
): Promise<MeasurePeriods[]> {
  const { grain, last } = shown.view.period;
  const long = grain === 'financial-year' || grain === 'calendar-year' || grain === 'rolling-12';
  const ask = (measure: string, by: Grain) =>
    host.figures.series({ ...questionFor(measure, shown), by, period: periodOf(by, last) });
  // All in one turn: they share their statements.
  return Promise.all(
    series.map(
      async (one): Promise<MeasurePeriods> => ({
        shown: one,
        year: long ? null : await ask(one.measure.id, 'rolling-12'),
      }),
    ),
  );
}

function registerOf(host: Host, { actor }: Pick<Asked, 'actor'>, theme: string): string | null {
  const found = Object.entries(registers).find(([, register]) => register.theme === theme);
  return found && host.refuse(actor, 'see-rows', '', themeThing(host, theme)) === null
    ? `/registers/${found[0]}`
    : null;
}
