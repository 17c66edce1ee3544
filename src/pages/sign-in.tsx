import type { Problem } from '../problems/index.ts';
import { type Frame, page } from './layout.tsx';

/** One column, one sentence on lawful use; a failure never says which of the two was wrong. */
export function signInPage(
  frame: Frame,
  problems: readonly Problem[],
  sampleHint: string | null,
  to = '/',
): string {
  const failed = problems.length > 0;
  return page(frame, {
    current: '',
    title: failed ? 'Not signed in: sign in' : 'Sign in',
    islands: ['password'],
    children: (
      <div class="sign-in">
        <h1>Sign in</h1>
        {failed && (
          <div class="form-error" role="alert" id="sign-in-error">
            {problems.map((p) => (
              <p key={p.code}>{p.message}</p>
            ))}
          </div>
        )}
        <form method="post" action="/sign-in">
          <input type="hidden" name="to" value={to} />
          <label>
            <span>User name</span>
            <input
              name="name"
              autoComplete="username"
              required
              aria-invalid={failed ? 'true' : undefined}
              aria-describedby={failed ? 'sign-in-error' : undefined}
            />
          </label>
          <label>
            <span>Password</span>
            <input
              name="password"
              type="password"
              autoComplete="current-password"
              required
              data-island="password"
              aria-invalid={failed ? 'true' : undefined}
              aria-describedby={failed ? 'sign-in-error' : undefined}
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
