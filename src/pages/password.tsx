import type { Problem } from '../problems/index.ts';
import { type Frame, page } from './layout.tsx';

export interface PasswordView {
  readonly problems: readonly Problem[];
  readonly chosen: boolean;
  /** The password they have was given by another person. */
  readonly given: boolean;
}

const fields = [
  ['before', 'Password you have now', 'current-password'],
  ['password', 'New password', 'new-password'],
  ['again', 'New password again', 'new-password'],
] as const;

/** One column: the password one has, and the new one twice. */
export function passwordPage(view: PasswordView, frame: Frame): string {
  const failed = view.problems.length > 0;
  return page(frame, {
    current: '',
    title: failed ? 'Not changed: choose a password' : 'Choose a password',
    asksFeedback: false,
    children: (
      <div class="sign-in">
        <h1>{view.chosen ? 'Your new password holds' : 'Choose a password'}</h1>
        {failed && (
          <div class="form-error" role="alert" id="password-error">
            {view.problems.map((p) => (
              <p key={p.code}>{`${p.message} ${p.mend}`}</p>
            ))}
          </div>
        )}
        {view.chosen ? (
          <p>
            Other sessions of your account have ended. <a href="/">Go to the overview</a>
          </p>
        ) : (
          <form method="post" action="/password">
            <input type="hidden" name="_csrf" value={frame.csrf} />
            {view.given && (
              <p>Yours was given by another person. Choose one that nobody else knows.</p>
            )}
            {fields.map(([name, label, kind]) => (
              <label key={name}>
                <span>{label}</span>
                <input
                  name={name}
                  type="password"
                  autoComplete={kind}
                  required
                  minLength={name === 'before' ? undefined : 12}
                  aria-describedby={failed ? 'password-error' : undefined}
                />
              </label>
            ))}
            <p class="caption">At least 12 characters; three words will do.</p>
            <button type="submit" class="primary">
              Change password
            </button>
          </form>
        )}
      </div>
    ),
  });
}
