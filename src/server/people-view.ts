import { type Account, type Role, roles } from '../access/index.ts';
import type { Host } from '../host/index.ts';
import { type PersonRow, personPage, type RightsChoices } from '../pages/index.ts';
import type { Problem } from '../problems/index.ts';
import { instantLabel } from '../wording/index.ts';
import { frameOf } from './frame.ts';
import type { Asked } from './route.ts';

export const roleWords: Readonly<Record<Role, string>> = {
  administrator: 'Administrator',
  analyst: 'Analyst',
  'theme-lead': 'Theme lead',
  viewer: 'Viewer',
};

const roleMay: Readonly<Record<Role, string>> = {
  administrator: 'runs accounts and reads the trail; sees no more data than a viewer',
  analyst: 'sees and opens everything, loads files, builds and issues packs',
  'theme-lead': 'sees and opens the themes they lead, writes and accepts their words',
  viewer: 'sees the figures of themes that are not restricted',
};

const themeTitles = (host: Host, themes: readonly string[]): string =>
  themes.map((id) => host.whole.themes.get(id)?.title ?? id).join(', ');

/** An account as the list shows it. */
export const personRow = (host: Host, account: Account): PersonRow => ({
  name: account.name,
  roles: account.roles.map((role) => roleWords[role] ?? role).join(', ') || 'No role',
  themes: themeTitles(host, account.themes),
  state: account.disabled ? 'Closed' : account.mustChange ? 'Must choose a password' : 'Open',
  since: instantLabel(account.createdAt, 'day'),
});

/** Roles and themes as boxes, with those an account has. */
export const choicesFor = (
  host: Host,
  has: { readonly roles: readonly string[]; readonly themes: readonly string[] },
): RightsChoices => ({
  roles: roles.map((id) => ({
    id,
    title: roleWords[id],
    may: roleMay[id],
    chosen: has.roles.includes(id),
  })),
  themes: [...host.whole.themes.values()]
    .filter((theme) => !theme.ownRecords)
    .map(({ id, title }) => ({ id, title, chosen: has.themes.includes(id) })),
});

/** Boxes of a form that were ticked. */
export const ticked = (
  form: Readonly<Record<string, string>>,
): { readonly roles: readonly string[]; readonly themes: readonly string[] } => {
  const under = (start: string) =>
    Object.keys(form)
      .filter((name) => name.startsWith(start))
      .map((name) => name.slice(start.length));
  return { roles: under('role-'), themes: under('theme-') };
};

/** The page of one account. */
export async function personView(
  asked: Asked,
  account: Account,
  problems: readonly Problem[] = [],
): Promise<string> {
  const { host } = asked;
  return personPage(
    {
      problems,
      person: personRow(host, account),
      closed: account.disabled,
      choices: choicesFor(host, account),
    },
    await frameOf(asked, null),
  );
}
