import { roleTitle } from '../framework/index.ts';
import {
  type Decision,
  decisions,
  editions,
  type Host,
  isOverdue,
  measureSince,
} from '../host/index.ts';
import { type Choice, type DecisionLine, decisionsPage } from '../pages/index.ts';
import { periodLabel } from '../periods/index.ts';
import { frameOf } from './frame.ts';
import type { Asked } from './route.ts';
import { themeThing } from './view-of.ts';

/** Every decision with what its measure did since. */
export async function decisionsView(
  asked: Asked,
  shown: { readonly theme?: string | undefined; readonly kept?: number | undefined },
): Promise<string> {
  const { host, actor } = asked;
  const theme = shown.theme ?? '';
  const own = (await decisions(host)).filter((d) => theme === '' || d.theme === theme);
  const named = await editionChoices(host);
  const lines = await Promise.all(own.map((d) => lineOf(host, actor, d, named)));
  return decisionsPage(
    {
      decisions: lines,
      themes: themeChoices(host),
      editions: named,
      roles: ownerRoles(host),
      theme,
      today: host.reportingDay,
      kept: lines.some((d) => d.id === shown.kept) ? (shown.kept ?? null) : null,
      canDecide: host.refuse(actor, 'decide', '') === null,
    },
    await frameOf(asked, null),
  );
}

async function lineOf(
  host: Host,
  actor: Asked['actor'],
  decision: Decision,
  named: readonly Choice[],
): Promise<DecisionLine> {
  const { theme, edition } = decision;
  return {
    ...decision,
    theme: { id: theme, title: host.framework.themes.get(theme)?.title ?? theme },
    edition: named.find((e) => e.value === edition)?.label ?? null,
    overdue: isOverdue(decision, host.reportingDay),
    since: await measureSince(host, decision),
    canChange: host.refuse(actor, 'decide', '', themeThing(host, theme)) === null,
  };
}

/** Issued editions, newest first: what a meeting can have had before it. */
export async function editionChoices(host: Host): Promise<Choice[]> {
  return (await editions(host))
    .filter((e) => e.status !== 'draft')
    .map((e) => ({
      value: e.id,
      label: `${e.title}, ${periodLabel(e.period, 'short')}, ${e.version}`,
    }));
}

export const themeChoices = ({ framework }: Host): Choice[] =>
  [...framework.themes.values()].map(({ id, title }) => ({ value: id, label: title }));

/** The roles of the framework, by title: a decision is owned by a role, never by a name. */
export const ownerRoles = ({ framework }: Host): string[] =>
  [...framework.roles.keys()].map((id) => roleTitle(framework, id)).sort();
