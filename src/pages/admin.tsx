import { instantLabel } from '../wording/index.ts';
import { type Frame, page } from './layout.tsx';
import { Pill, Scroll, Section, Title } from './parts.tsx';

export interface AdminView {
  readonly accounts: readonly { readonly name: string; readonly roles: string }[];
  readonly trail: readonly {
    readonly entry: number;
    readonly at: string;
    readonly actor: string;
    readonly category: string;
    readonly event: string;
  }[];
  readonly chain: { readonly holds: boolean; readonly words: string };
  readonly themes: readonly {
    readonly title: string;
    readonly restricted: boolean;
    readonly owner: string;
  }[];
  readonly framework: { readonly title: string; readonly hash: string; readonly words: string };
  readonly home: readonly { readonly what: string; readonly value: string }[];
}

/** People and roles, access by theme, the trail with its verification, the framework, the home. Plain tables. */
export function adminPage(view: AdminView, frame: Frame): string {
  return page(frame, {
    current: '/admin',
    title: 'Admin',
    children: (
      <>
        <Title
          kicker="Admin"
          title={
            view.chain.holds
              ? 'The trail is whole, and the framework holds'
              : 'The trail is broken: see below'
          }
        />
        <Section title="People and roles">
          <Plain
            name="People and roles"
            heads={['Name', 'Roles']}
            rows={view.accounts.map((a) => [a.name, a.roles.replaceAll(',', ', ')])}
            empty="No account has been added. Add one with socpf users add NAME."
          />
        </Section>
        <Section title="Access by theme">
          <Plain
            name="Access by theme"
            heads={['Theme', 'Owner', 'Who may see it']}
            rows={view.themes.map((t) => [
              t.title,
              t.owner,
              t.restricted ? 'Analysts, and leads of this theme' : 'Everybody with an account',
            ])}
            empty="The framework has no theme."
          />
        </Section>
        <Section
          title="Audit trail"
          note={
            <>
              The last 50 entries · <a href="/admin#trail">Verify the chain again</a>
            </>
          }
          id="trail"
        >
          <p class="below-head">
            <Pill state={view.chain.holds ? 'complete' : 'refused'}>
              {view.chain.holds ? 'Verified' : 'Broken'}
            </Pill>{' '}
            {view.chain.words}
          </p>
          <Plain
            name="Audit trail"
            heads={['Entry', 'When', 'Who', 'Duty', 'What']}
            rows={view.trail.map((e) => [
              String(e.entry),
              instantLabel(e.at, 'short'),
              e.actor,
              e.category,
              e.event.replaceAll('-', ' '),
            ])}
            empty="Nothing has been recorded."
          />
        </Section>
        <Section title="Framework">
          <p>{`${view.framework.title}, version ${view.framework.hash}. ${view.framework.words}`}</p>
        </Section>
        <Section title="Home and disk">
          <Plain
            name="Home and disk"
            heads={['What', 'Value']}
            rows={view.home.map((h) => [h.what, h.value])}
            empty="Nothing is known of the home."
          />
        </Section>
      </>
    ),
  });
}

function Plain({
  name,
  heads,
  rows,
  empty,
}: {
  name: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  empty: string;
}) {
  if (rows.length === 0) return <p class="empty-box">{empty}</p>;
  return (
    <Scroll name={name}>
      <table class="dense plain-table">
        <caption class="sr">{name}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.join(' ')}>
              {cells.map((cell, i) =>
                i === 0 ? (
                  <th scope="row" key={heads[i]}>
                    {cell}
                  </th>
                ) : (
                  <td key={heads[i]}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
