import type { VerdictCount } from '../findings/index.ts';
import { Counts } from './themes-table.tsx';

/** What waits for the person who reads, by role: her themes, then what she is asked to do. */
export interface ForYouView {
  readonly themes: readonly {
    readonly title: string;
    readonly href: string;
    readonly counts: readonly VerdictCount[];
  }[];
  readonly tasks: readonly { readonly words: string; readonly href: string }[];
}

/** One line over the outcomes: no second dashboard. */
export function ForYou({ view }: { view: ForYouView }) {
  return (
    <div class="for-you">
      <h2>For you</h2>
      <ul>
        {view.themes.map(({ title, href, counts }) => (
          <li key={href}>
            <a href={href}>{title}</a>
            {counts.length > 0 ? <Counts counts={counts} /> : 'no change'}
          </li>
        ))}
        {view.tasks.map(({ words, href }) => (
          <li key={words}>
            <a href={href}>{words}</a>
          </li>
        ))}
        {view.themes.length + view.tasks.length === 0 && <li>Nothing waits for you.</li>}
      </ul>
    </div>
  );
}
