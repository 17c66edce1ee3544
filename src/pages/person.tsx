import type { Problem } from '../problems/index.ts';
import { Field } from './decide-form.tsx';
import { type Frame, page } from './layout.tsx';
import { Section, Title } from './parts.tsx';

export interface PersonRow {
  readonly name: string;
  /** As they are read: “Analyst, Theme lead”. */
  readonly roles: string;
  readonly themes: string;
  readonly state: 'Open' | 'Closed' | 'Must choose a password';
  readonly since: string;
}

/** A password that another person is told, once. */
export interface GivenView {
  readonly name: string;
  readonly password: string;
}

interface Box {
  readonly id: string;
  readonly title: string;
  readonly chosen: boolean;
}

/** Roles and themes to choose from, with those that are chosen. */
export interface RightsChoices {
  readonly roles: readonly (Box & { readonly may: string })[];
  readonly themes: readonly Box[];
}

export interface PersonView {
  /** Why what was just asked was not done. */
  readonly problems: readonly Problem[];
  readonly person: PersonRow;
  readonly closed: boolean;
  readonly choices: RightsChoices;
}

/** One account: its roles and themes, a new password, closing it. */
export function personPage(view: PersonView, frame: Frame): string {
  const { person, closed, choices, problems } = view;
  const address = `/admin/accounts/${encodeURIComponent(person.name)}`;
  return page(frame, {
    current: '/admin',
    title: `Account of ${person.name}`,
    asksFeedback: false,
    children: (
      <>
        <Title
          kicker={<a href="/admin">Admin</a>}
          title={person.name}
          lead={`${person.state}. ${person.roles}. Since ${person.since}.`}
        />
        <NotDone problems={problems} />
        <Section title="Roles and themes" note="From the next page they open; written to the trail">
          <form method="post" action={`${address}/roles`} class="build">
            <input type="hidden" name="_csrf" value={frame.csrf} />
            <Rights choices={choices} />
            <button type="submit" class="primary">
              Save roles and themes
            </button>
          </form>
        </Section>
        <Section title="Password">
          <form method="post" action={`${address}/password`} class="build">
            <input type="hidden" name="_csrf" value={frame.csrf} />
            <p class="note">
              A new password is made and shown to you once. It ends every session of the account,
              and the next sign-in asks for one of their own.
            </p>
            <button type="submit">Make a new password</button>
          </form>
        </Section>
        <Section title={closed ? 'Open the account again' : 'Close the account'}>
          <form method="post" action={`${address}/${closed ? 'open' : 'close'}`} class="build">
            <input type="hidden" name="_csrf" value={frame.csrf} />
            <p class="note">
              {closed
                ? 'It gets back the roles and the password it had.'
                : 'Every session of it ends at once. What the person did stays in the trail.'}
            </p>
            <button type="submit">{closed ? 'Open account' : 'Close account'}</button>
          </form>
        </Section>
      </>
    ),
  });
}

/** A new account; its password is made, and shown on the next page. */
export function AddForm({ choices, csrf }: { choices: RightsChoices; csrf: string }) {
  return (
    <form method="post" action="/admin/accounts" class="build">
      <input type="hidden" name="_csrf" value={csrf} />
      <Field label="User name">
        <input type="text" name="name" required maxLength={80} autoComplete="off" />
      </Field>
      <Rights choices={choices} />
      <p class="note">
        A password is made and shown to you once. The first sign-in asks for one of their own.
      </p>
      <button type="submit" class="primary">
        Add
      </button>
    </form>
  );
}

function Rights({ choices }: { choices: RightsChoices }) {
  return (
    <>
      <fieldset>
        <legend>Roles</legend>
        {choices.roles.map((role) => (
          <label class="radio" key={role.id}>
            <input type="checkbox" name={`role-${role.id}`} checked={role.chosen} />
            <span>
              {role.title} <span class="note">{role.may}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Themes that a theme lead leads</legend>
        <div class="boxes">
          {choices.themes.map((theme) => (
            <label class="radio" key={theme.id}>
              <input type="checkbox" name={`theme-${theme.id}`} checked={theme.chosen} />
              <span>{theme.title}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

/** A form that was sent and refused: why, and how to mend it. */
export function NotDone({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <div class="form-error not-done" role="alert">
      {problems.map((p) => (
        <p key={p.code}>
          {`${p.message} ${p.mend}`} <span class="note">{p.code}</span>
        </p>
      ))}
    </div>
  );
}

export function GivenPassword({ given }: { given: GivenView }) {
  return (
    <div class="given" role="status">
      <p>
        The password of <strong>{given.name}</strong> is <code>{given.password}</code>
      </p>
      <p class="note">
        It is shown this once. Tell them yourself; the first sign-in asks for one of their own.
      </p>
    </div>
  );
}
