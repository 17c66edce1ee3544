import { decisions, isOpen, isOverdue, type OverviewSince, overviewSince } from '../host/index.ts';
import { findingsPage, type SinceEdition } from '../pages/index.ts';
import { editionChoices, ownerRoles } from './decisions-view.ts';
import { frameOf, type Shown } from './frame.ts';
import type { PageQuery } from './question-query.ts';
import type { Asked } from './route.ts';
import { themeThing } from './view-of.ts';

type Chosen = PageQuery & {
  readonly kind?: string | undefined;
  readonly theme?: string | undefined;
  readonly since?: string | undefined;
};

/** Exceptions, progress and gaps, what ended and what was restated, each with what can be decided. */
export async function findingsView(asked: Asked<unknown, Chosen>, shown: Shown): Promise<string> {
  const { host, actor, query } = asked;
  const overview = await overviewSince(host, actor, shown.view);
  const themes = [...host.framework.themes.values()];
  const may = (action: 'decide' | 'see-rows' | 'write-words', theme?: string) =>
    host.refuse(actor, action, '', theme ? themeThing(host, theme) : {}) === null;
  return findingsPage(
    {
      overview,
      query: shown.query,
      kind: query.kind ?? '',
      theme: query.theme ?? '',
      since: query.since ?? '',
      themes,
      edition: editionOf(overview),
      rowsOf: new Set(themes.filter(({ id }) => may('see-rows', id)).map(({ id }) => id)),
      open: await openOn(asked),
      // Of a day gone by nothing is said today.
      writes: new Set(
        shown.view.asAt ? [] : themes.map(({ id }) => id).filter((id) => may('write-words', id)),
      ),
      narrative: shown.view.area === undefined,
      decide: may('decide')
        ? { editions: await editionChoices(host), roles: ownerRoles(host) }
        : null,
    },
    await frameOf(asked, shown),
  );
}

/** The last issued edition as pages tell it, the largest restatement first. */
export function editionOf({ last, ended, restated }: OverviewSince): SinceEdition | null {
  if (!last) return null;
  const moved = ({ value, valueNow }: OverviewSince['restated'][number]) =>
    valueNow === null || value === 0 ? 1 : Math.abs(valueNow - value) / Math.abs(value);
  return {
    period: last.period,
    version: last.version,
    issuedAt: last.issuedAt ?? '',
    ended,
    restated: [...restated].sort((a, b) => moved(b) - moved(a)),
  };
}

async function openOn({ host }: Pick<Asked, 'host'>): Promise<ReadonlyMap<string, number>> {
  const open = new Map<string, number>();
  for (const { finding } of await openDecisions(host))
    open.set(finding, (open.get(finding) ?? 0) + 1);
  return open;
}

/** Decisions that are still to be done, each with whether its day has passed. */
export const openDecisions = async (host: Asked['host']) =>
  (await decisions(host))
    .filter(isOpen)
    .map((d) => ({ ...d, overdue: isOverdue(d, host.reportingDay) }));
