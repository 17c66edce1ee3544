import type { Against } from '../figures/index.ts';
import type { Host } from '../host/index.ts';
import type { Choice, Context, Frame } from '../pages/index.ts';
import {
  type Grain,
  lastCompletePeriod,
  type Period,
  periodLabel,
  previousPeriod,
} from '../periods/index.ts';
import { againstWords } from '../wording/index.ts';
import { viewOf } from './figure-routes.ts';
import { questionQuery } from './question-query.ts';
import type { Asked } from './route.ts';

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

/** The frame of a page that shows no figure: signing in, and what could not be shown. */
export const bareFrame = (host: Host, path: string): Frame => ({
  force: host.framework.areas.byCode.get(host.framework.force)?.title ?? host.framework.title,
  marking: host.framework.marking,
  synthetic: host.home.sample,
  user: null,
  csrf: '',
  dataTo: null,
  builtAt: host.clock.now(),
  frameworkVersion: host.framework.hash.slice(0, 8),
  context: null,
  path,
});

/** Marking, menu, who reads, and the context bar where the page has one. */
export async function frameOf(asked: Asked, shown: Shown | null): Promise<Frame> {
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
            isAdministrator: can('administer'),
          },
    csrf: asked.csrf ?? '',
    dataTo: (dataTo.at(-1) ?? null) as Frame['dataTo'],
    context: shown === null ? null : contextOf(host, shown),
  };
}

function contextOf(host: Host, { view, against }: Shown): Context {
  const { framework } = host;
  const places = ['force', 'district', 'lpa'].flatMap((kind) =>
    [...framework.areas.byCode.values()]
      .filter((area) => area.kind === kind && (kind !== 'force' || area.code === framework.force))
      .filter((area) => kind !== 'district' || area.parents.some((p) => p.code === framework.force))
      .sort((a, b) => (a.title < b.title ? -1 : 1))
      .map((area) => ({
        value: area.code === framework.force ? '' : area.id,
        label: area.code === framework.force ? 'Whole force' : area.title,
      })),
  );
  return {
    period: view.period.id,
    periods: periodChoices(host, view.period),
    against,
    comparators: comparatorsOf(host).map((value) => ({
      value,
      label: sentenceCase(againstWords(value, view.period)),
    })),
    area: view.area ?? '',
    areas: places,
    asAt: view.asAt ?? '',
    asAtLatest: host.reportingDay,
  };
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
  return periods.map((p) => ({ value: p.id, label: periodLabel(p) }));
}

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
