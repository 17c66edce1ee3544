import { type Problem, printPlace } from '../problems/index.ts';
import type { Pages } from './pages.ts';

/** The pages that must stand without any figure. */
export const plainPages: Pages = {
  signIn: ({ to, problems }) =>
    frame(
      'Sign in',
      `${list(problems)}
      <form method="post" action="/sign-in">
        <input type="hidden" name="to" value="${escaped(to)}">
        <p><label for="name">User name</label><br><input id="name" name="name" autocomplete="username" required></p>
        <p><label for="password">Password</label><br><input id="password" name="password" type="password" autocomplete="current-password" required></p>
        <p><button type="submit">Sign in</button></p>
      </form>`,
    ),
  problems: (problems) =>
    frame(
      problems[0]?.message ?? 'Something is wrong',
      `${list(problems)}<p><a href="/">Overview</a></p>`,
    ),
};

const list = (problems: readonly Problem[]) =>
  problems.length === 0
    ? ''
    : `<ul role="alert">${problems
        .map(
          (p) =>
            `<li><strong>${escaped(p.code)}</strong> ${escaped([printPlace(p.where), p.message, p.mend].filter(Boolean).join(' '))}</li>`,
        )
        .join('')}</ul>`;

const frame = (title: string, body: string) => `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)} – SOC Performance Framework</title>
    <link rel="stylesheet" href="/assets/style.css">
  </head>
  <body><main><h1>${escaped(title)}</h1>${body}</main></body>
</html>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
