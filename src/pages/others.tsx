import type { RowsBehind } from '../figures/index.ts';
import type { Problem } from '../problems/index.ts';
import { countWord, plainNumber } from '../wording/index.ts';
import { type Choice, type Frame, page, Section, Title } from './layout.tsx';

/** One column, one sentence on lawful use; a failure never says which of the two was wrong. */
export function signInPage(
  frame: Frame,
  problems: readonly Problem[],
  sampleHint: string | null,
  to = '/',
): string {
  return page(frame, {
    current: '',
    title: 'Sign in',
    islands: ['password'],
    children: (
      <div class="sign-in">
        <h1>Sign in</h1>
        {problems.map((p) => (
          <p class="form-error" role="alert" key={p.code}>
            {p.message}
          </p>
        ))}
        <form method="post" action="/sign-in">
          <input type="hidden" name="to" value={to} />
          <label>
            <span>User name</span>
            <input name="name" autoComplete="username" required />
          </label>
          <label>
            <span>Password</span>
            <input
              name="password"
              type="password"
              autoComplete="current-password"
              required
              data-island="password"
            />
          </label>
          <button type="submit" class="primary">
            Sign in
          </button>
        </form>
        <p class="caption">For policing purposes only. What you open and take away is recorded.</p>
        {sampleHint && <p class="caption">{sampleHint}</p>}
      </div>
    ),
  });
}

/** Something that could not be shown: what, that the figures are safe, what to do, the code. */
export function problemPage(
  frame: Frame,
  problems: readonly Problem[],
  title = 'This page could not be made',
): string {
  return page(frame, {
    current: '',
    title,
    children: (
      <>
        <Title kicker="socpf" title={title} />
        {problems.map((p) => (
          <div class="fault" key={p.code + p.message}>
            <p>{p.message}</p>
            <p>The figures are safe. {p.mend}</p>
            <p class="caption">{p.code}</p>
          </div>
        ))}
        <p>
          <a href="/">Overview</a>
        </p>
      </>
    ),
  });
}

export interface RowsView {
  readonly measure: { readonly id: string; readonly title: string };
  readonly period: string;
  readonly area: string;
  readonly behind: RowsBehind;
}

/** The rows behind a point, each with the cell it came from. */
export function rowsPage(view: RowsView, frame: Frame): string {
  const { behind } = view;
  const columns = Object.keys(behind.rows[0]?.values ?? {});
  return page(frame, {
    current: '/measures',
    title: `Rows behind ${view.measure.title}`,
    children: (
      <>
        <Title
          kicker={<a href={`/measures/${view.measure.id}`}>{view.measure.title}</a>}
          title={`${plainNumber(behind.total)} rows behind ${view.measure.title.charAt(0).toLowerCase()}${view.measure.title.slice(1)}, ${view.period}`}
          lead={`${behind.equal ? 'These rows add up to the point: yes.' : 'These rows do not add up to the point.'} ${view.area}. Looking at them has been recorded.`}
        />
        {behind.rows.length === 0 ? (
          <p class="empty-box">No row stands behind this point: the file says nought.</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section class="scroll" tabIndex={0} aria-label="Rows">
            <table>
              <thead>
                <tr>
                  <th scope="col">File, sheet and row</th>
                  {columns.map((column) => (
                    <th scope="col" key={column}>
                      {column.replaceAll('_', ' ')}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {behind.rows.slice(0, 300).map((row) => (
                  <tr key={`${row.origin.load}-${row.origin.row}`}>
                    <th scope="row">{`${row.origin.file}, row ${row.origin.row}`}</th>
                    {columns.map((column) => (
                      <td key={column} title={row.origin.cells[column]}>
                        {row.values[column] === null || row.values[column] === undefined ? (
                          <span class="word-cell">empty</span>
                        ) : (
                          String(row.values[column])
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        {behind.total > 300 && (
          <p class="caption">{`The first 300 of ${plainNumber(behind.total)} rows are shown.`}</p>
        )}
      </>
    ),
  });
}

export interface PacksView {
  readonly packs: readonly {
    readonly id: string;
    readonly title: string;
    readonly meeting: string;
  }[];
  readonly periods: readonly Choice[];
  readonly editions: readonly {
    readonly id: string;
    readonly title: string;
    readonly period: string;
    readonly builtAt: string;
    readonly by: string;
  }[];
  readonly canBuild: boolean;
  readonly built: string | null;
}

/** Build a pack, and those built before. */
export function packsPage(view: PacksView, frame: Frame): string {
  return page(frame, {
    current: '/packs',
    title: 'Packs',
    children: (
      <>
        <Title
          kicker="Packs"
          title={
            view.built
              ? `${view.built} is ready`
              : `${countWord(view.editions.length, 'pack')} built so far`
          }
          lead="An editable PowerPoint pack whose charts, tables and sentences are the figures of this page."
        />
        {view.canBuild ? (
          <Section title="Build a pack">
            <form method="post" action="/packs" class="build">
              <input type="hidden" name="_csrf" value={frame.csrf} />
              <label>
                <span>Pack</span>
                <select name="pack">
                  {view.packs.map((pack) => (
                    <option
                      key={pack.id}
                      value={pack.id}
                    >{`${pack.title}, for ${pack.meeting}`}</option>
                  ))}
                </select>
              </label>
              <label>
                <span>Period</span>
                <select name="period">
                  {view.periods.map((choice) => (
                    <option key={choice.value} value={choice.value}>
                      {choice.label}
                    </option>
                  ))}
                </select>
              </label>
              <button type="submit" class="primary">
                Build
              </button>
            </form>
          </Section>
        ) : (
          <p class="empty-box">You can download packs. Analysts and theme leads can build them.</p>
        )}
        <Section title="Editions">
          {view.editions.length === 0 ? (
            <p class="empty-box">No pack has been built yet. Build the first one above.</p>
          ) : (
            <table>
              <thead>
                <tr>
                  <th scope="col">Pack</th>
                  <th scope="col">Period</th>
                  <th scope="col">Built</th>
                  <th scope="col">By</th>
                  <th scope="col">Download</th>
                </tr>
              </thead>
              <tbody>
                {view.editions.map((edition) => (
                  <tr key={edition.id}>
                    <th scope="row">{edition.title}</th>
                    <td>{edition.period}</td>
                    <td>{edition.builtAt.slice(0, 16).replace('T', ' ')}</td>
                    <td>{edition.by}</td>
                    <td>
                      <a href={`/packs/${edition.id}.pptx`}>
                        PPTX
                        <span class="sr">
                          {' '}
                          {edition.title}, {edition.period}
                        </span>
                      </a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Section>
      </>
    ),
  });
}

/** Accounts, and what the trail holds. Plain tables. */
export function adminPage(
  view: {
    readonly accounts: readonly { readonly name: string; readonly roles: string }[];
    readonly trail: readonly {
      readonly entry: number;
      readonly at: string;
      readonly actor: string;
      readonly category: string;
      readonly event: string;
    }[];
    readonly verified: string;
  },
  frame: Frame,
): string {
  return page(frame, {
    current: '/admin',
    title: 'Admin',
    children: (
      <>
        <Title kicker="Admin" title="People, roles and the trail" lead={view.verified} />
        <Section title="People and roles">
          <table>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Roles</th>
              </tr>
            </thead>
            <tbody>
              {view.accounts.map((account) => (
                <tr key={account.name}>
                  <th scope="row">{account.name}</th>
                  <td>{account.roles}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
        <Section title="Audit trail" note="The last 50 entries">
          <table>
            <thead>
              <tr>
                <th scope="col">Entry</th>
                <th scope="col">When (UTC)</th>
                <th scope="col">Who</th>
                <th scope="col">Duty</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              {view.trail.map((entry) => (
                <tr key={entry.entry}>
                  <th scope="row">{entry.entry}</th>
                  <td>{entry.at.slice(0, 19).replace('T', ' ')}</td>
                  <td>{entry.actor}</td>
                  <td>{entry.category}</td>
                  <td>{entry.event}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      </>
    ),
  });
}
