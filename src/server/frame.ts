import type { Against, Question } from '../figures/index.ts';
import { areaAbove, findArea } from '../framework/index.ts';
import { type Host, selfGranted } from '../host/index.ts';
import type { Choice, ChoiceGroup, Context, Frame } from '../pages/index.ts';
import {
  dayLabel,
  type Grain,
  lastCompletePeriod,
  type Period,
  parseDay,
  periodLabel,
  previousPeriod,
} from '../periods/index.ts';
import { againstWords, instantLabel, listWords } from '../wording/index.ts';
import { questionQuery } from './question-query.ts';
import type { Asked } from './route.ts';
import { viewOf } from './view-of.ts';

/** A measure asked for what a page shows. */
export const questionFor = (measure: string, { view }: Shown): Question => ({
  measure,
  by: view.period.grain,
  period: view.period,
  ...(view.area ? { area: view.area } : {}),
  ...(view.asAt ? { asAt: view.asAt } : {}),
});

/** What a page shows, as its address says it. */
export interface Shown {
  readonly view: NonNullable<ReturnType<typeof viewOf>>;
  readonly against: Against;
  /** `?period=…`, to hand on in every link; empty when the address names nothing. */
  readonly query: string;
}

export function shownOf(asked: Asked): Shown | null {
  const query = questionQuery.parse(asked.query);
  const view = viewOf(asked.host, query);
  if (view === null) return null;
  const known = comparatorsOf(asked.host).find((against) => against === query.against);
  const kept = new URLSearchParams();
  for (const name of ['period', 'area', 'against', 'as-at'] as const)
    if (query[name]) kept.set(name, query[name]);
  return {
    view,
    against: known ?? 'same-last-year',
    query: kept.size > 0 ? `?${kept.toString()}` : '',
  };
}

const forceName = ({ framework }: Host): string => {
  const title = framework.areas.byCode.get(framework.force)?.title ?? framework.title;
  return /police/i.test(title) ? title : `${title} Police`;
};

/** The frame of a page that shows no figure: signing in, and what could not be shown. */
export const bareFrame = (host: Host, path: string): Frame => ({
  force: forceName(host),
  marking: host.framework.marking,
  synthetic: host.home.sample,
  user: null,
  csrf: '',
  granted: [],
  dataTo: null,
  builtAt: host.clock.now(),
  frameworkVersion: host.framework.hash.slice(0, 8),
  context: null,
  path,
  appearance: null,
});

/** Whom a page is made for. */
export type Reader = Pick<Asked, 'host' | 'actor' | 'csrf' | 'address' | 'appearance'>;

/** Marking, menu, who reads, and the context bar where the page has one. */
export async function frameOf(asked: Reader, shown: Shown | null): Promise<Frame> {
  const { host, actor } = asked;
  const can = (action: Parameters<Host['refuse']>[1]) => host.refuse(actor, action, '') === null;
  const loads = await host.figures.loads();
  const dataTo = loads.flatMap((l) => (l.dataTo === null ? [] : [l.dataTo])).sort();
  return {
    ...bareFrame(host, asked.address),
    synthetic: host.home.sample || loads.some((l) => l.synthetic),
    user:
      actor === null
        ? null
        : {
            name: actor.name,
            canLoad: can('load-files'),
            canBuild: can('build-pack'),
            canExport: can('export'),
            isAdministrator: can('administer'),
          },
    csrf: asked.csrf ?? '',
    granted: shown === null ? [] : await grantedTo(asked),
    dataTo: (dataTo.at(-1) ?? null) as Frame['dataTo'],
    context: shown === null ? null : contextOf(host, shown, loads),
    appearance: asked.appearance,
  };
}

/** What administrators gave themselves, as the sentences that other roles read. */
async function grantedTo({ host, actor }: Reader): Promise<string[]> {
  const roles: Readonly<Record<string, string>> = {
    analyst: 'the role of analyst',
    'theme-lead': 'the role of theme lead',
  };
  // A theme that this reader may not see is not named.
  const words = (gained: string) =>
    roles[gained] ??
    `the theme ${host.framework.themes.get(gained)?.title ?? 'of a closed circle'}`;
  return (await selfGranted(host, actor)).map(
    ({ name, gained, at }) =>
      `${name}, an administrator, gave their own account ${listWords(gained.map(words))} on ${instantLabel(at, 'day')}.`,
  );
}

type Loads = Awaited<ReturnType<Host['figures']['loads']>>;

function contextOf(host: Host, { view, against }: Shown, loads: Loads): Context {
  return {
    period: view.period.id,
    periods: periodChoices(host, view.period),
    against,
    comparators: comparatorsOf(host).map((value) => ({
      value,
      label: sentenceCase(againstWords(value, view.period).replace(/^the same/, 'same')),
    })),
    area: areaValue(host, view.area),
    areas: areaChoices(host),
    asAt: view.asAt ?? '',
    asAts: asAtChoices(host, loads, view.asAt ?? null),
  };
}

/** An area has one value in the picker, by whatever name the address calls it. */
function areaValue(host: Host, name: string | undefined): string {
  const area = name === undefined ? null : findArea(host.framework.areas, name);
  return area === null || area.code === host.framework.force ? '' : area.id;
}

/** Whole force, districts, local policing areas, and the wards of each district. */
export function areaChoices(host: Host): ChoiceGroup[] {
  const { areas, force } = host.framework;
  const ours = [...areas.byCode.values()]
    .filter((area) => areaAbove(areas, area.code, 'force') === force)
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  const choices = (some: typeof ours) =>
    some.map((area) => ({ value: area.id, label: area.title }));
  const districts = ours.filter((area) => area.kind === 'district');
  return [
    { label: '', choices: [{ value: '', label: 'Whole force' }] },
    { label: 'Districts', choices: choices(districts) },
    {
      label: 'Local policing areas',
      choices: choices(ours.filter((area) => area.kind === 'lpa')),
    },
    ...districts.map((district) => ({
      label: `Wards of ${district.title}`,
      choices: choices(
        ours.filter(
          (area) => area.kind === 'ward' && area.parents.some((p) => p.code === district.code),
        ),
      ),
    })),
  ].filter((group) => group.choices.length > 0);
}

const offeredDays = 60;

/** Today, and the days on which something arrived: between them nothing can differ. */
function asAtChoices(host: Host, loads: Loads, asAt: string | null): Choice[] {
  const today = host.reportingDay;
  const days = new Set(
    loads.map((load) => load.arrivedAt.slice(0, 10)).filter((day) => day < today),
  );
  if (asAt !== null) days.add(asAt);
  const newest = [...days].sort().reverse();
  const kept = newest.filter((day, i) => i < offeredDays || day === asAt);
  return [
    { value: '', label: `${dayLabel(today, 'short')} (today)` },
    ...kept.flatMap((text) => {
      const day = parseDay(text);
      return day ? [{ value: day, label: dayLabel(day, 'short') }] : [];
    }),
  ];
}

const comparatorsOf = (host: Host): Against[] => [
  'previous',
  'same-last-year',
  ...[...host.framework.baselines.keys()].map((id) => `baseline:${id}` as const),
  'region',
];

const offered: readonly (readonly [Grain, number])[] = [
  ['quarter', 12],
  ['month', 24],
  ['financial-year', 3],
];

/** Periods that have ended by the reporting day, newest first, with the one shown among them. */
export function periodChoices(host: Host, shown: Period): Choice[] {
  const periods: Period[] = offered.flatMap(([grain, count]) => {
    const found: Period[] = [];
    let p: Period | null = lastCompletePeriod(grain, host.reportingDay);
    while (p !== null && found.length < count) {
      found.push(p);
      p = previousPeriod(p);
    }
    return found;
  });
  if (!periods.some((p) => p.id === shown.id)) periods.unshift(shown);
  return periods.map((p) => ({ value: p.id, label: periodLabel(p, 'short') }));
}

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
