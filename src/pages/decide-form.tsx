import type { ComponentChildren } from 'preact';
import type { PlainDate } from '../periods/index.ts';
import type { Choice } from './context-bar.tsx';

/** Titles of the roles that can own a decision: a role, never a name. */
export type RoleTitles = readonly string[];

export interface DecideFormView {
  readonly csrf: string;
  /** Id of the finding; empty where a meeting decides without one. */
  readonly finding: string;
  /** Theme of the finding; null asks for it. */
  readonly theme: string | null;
  readonly themes: readonly Choice[];
  /** Issued editions, newest first. */
  readonly editions: readonly Choice[];
  readonly roles: RoleTitles;
  readonly owner: string;
  readonly text: string;
}

/** What was decided, who answers for it, by when, and what the meeting had before it. */
export function DecideForm(view: DecideFormView) {
  const [newest] = view.editions;
  return (
    <form method="post" action="/decisions">
      <input type="hidden" name="_csrf" value={view.csrf} />
      <input type="hidden" name="finding" value={view.finding} />
      {view.theme !== null ? (
        <input type="hidden" name="theme" value={view.theme} />
      ) : (
        <Field label="Theme">
          <select name="theme">
            {view.themes.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field label="What was decided">
        <textarea name="text" rows={2} maxLength={500} required>
          {view.text}
        </textarea>
      </Field>
      <Owner roles={view.roles} owner={view.owner} />
      <Due dueOn={null} />
      <Field label="Decided from">
        <select name="edition">
          {view.editions.map(({ value, label }) => (
            <option key={value} value={value} selected={value === newest?.value}>
              {label}
            </option>
          ))}
          <option value="">This page, not an edition</option>
        </select>
      </Field>
      <button type="submit" class="primary">
        Keep this decision
      </button>
    </form>
  );
}

export function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

export function Owner({ roles, owner }: { roles: RoleTitles; owner: string }) {
  const all = owner === '' || roles.includes(owner) ? roles : [owner, ...roles];
  return (
    <Field label="Owner">
      <select name="owner">
        {all.map((role) => (
          <option key={role} value={role} selected={role === owner}>
            {role}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function Due({ dueOn }: { dueOn: PlainDate | null }) {
  return (
    <Field label="Due">
      <input type="date" name="due" required value={dueOn ?? undefined} />
    </Field>
  );
}
