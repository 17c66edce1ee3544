import type { Problem } from '../problems/index.ts';
import { countWord } from '../wording/index.ts';
import { type Frame, page } from './layout.tsx';
import { Pill, Section, Title } from './parts.tsx';
import {
  AddForm,
  GivenPassword,
  type GivenView,
  NotDone,
  type PersonRow,
  type RightsChoices,
} from './person.tsx';
import { PlainTable } from './plain-table.tsx';
import { type TrailLine, TrailTable } from './trail.tsx';

export interface AdminView {
  readonly accounts: readonly PersonRow[];
  /** A password that is shown this once. */
  readonly given: GivenView | null;
  /** Why an account was not added. */
  readonly problems: readonly Problem[];
  readonly choices: RightsChoices;
  readonly trail: readonly TrailLine[];
  readonly chain: { readonly holds: boolean; readonly words: string };
  readonly themes: readonly {
    readonly title: string;
    readonly restricted: boolean;
    readonly owner: string;
    /** Accounts that lead it. */
    readonly leads: string;
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
        {view.given && <GivenPassword given={view.given} />}
        <NotDone problems={view.problems} />
        <People view={view} csrf={frame.csrf} />
        <Section title="Access by theme">
          <PlainTable
            name="Access by theme"
            heads={['Theme', 'Owner', 'Who may see it', 'Led by']}
            rows={view.themes.map((t) => ({
              key: t.title,
              cells: [
                t.title,
                t.owner,
                t.restricted ? 'Analysts, and leads of this theme' : 'Everybody with an account',
                t.leads || 'nobody yet',
              ],
            }))}
            empty="The framework has no theme."
          />
        </Section>
        <Section
          title="Audit trail"
          note={
            <>
              The newest entries · <a href="/admin/trail">All entries, by person, duty and day</a>
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
          <TrailTable lines={view.trail} />
        </Section>
        <Section title="Framework">
          <p>{`${view.framework.title}, version ${view.framework.hash}. ${view.framework.words}`}</p>
        </Section>
        <Section title="Use" note={<a href="/admin/use">How pages are used, by role</a>}>
          <p>Openings of each kind of page are counted by role and theme, without a name.</p>
        </Section>
        <Section title="Home and disk">
          <PlainTable
            name="Home and disk"
            heads={['What', 'Value']}
            rows={view.home.map((h) => ({ key: h.what, cells: [h.what, h.value] }))}
            empty="Nothing is known of the home."
          />
        </Section>
      </>
    ),
  });
}

function People({ view, csrf }: { view: AdminView; csrf: string }) {
  const open = view.accounts.filter((a) => a.state !== 'Closed').length;
  return (
    <Section title="People and roles" note={`${countWord(open, 'open account')}`} id="people">
      <PlainTable
        name="People and roles"
        heads={['Name', 'Roles', 'Leads', 'State', 'Since', 'Change']}
        rows={view.accounts.map((a) => ({
          key: a.name,
          cells: [
            a.name,
            a.roles,
            <span key="themes" class="names">
              {a.themes || 'no theme'}
            </span>,
            <Pill key="state" state={a.state === 'Open' ? 'complete' : 'neutral'}>
              {a.state}
            </Pill>,
            <span key="since" class="whole">
              {a.since}
            </span>,
            <a key="change" href={`/admin/accounts/${encodeURIComponent(a.name)}`}>
              Change<span class="sr"> {a.name}</span>
            </a>,
          ],
        }))}
        empty="No account has been added yet."
      />
      <details class="write add-person" open={view.problems.length > 0}>
        <summary>Add a person</summary>
        <AddForm choices={view.choices} csrf={csrf} />
      </details>
    </Section>
  );
}
