import type { VerdictCount } from '../findings/index.ts';
import { countWord } from '../wording/index.ts';
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

/** Letters of the names that a line or two hold. */
const room = 130;

/** As many themes as fit over the outcomes, one at least; all stand first in the table of themes. */
function asFit(themes: ForYouView['themes']): ForYouView['themes'] {
  let letters = 0;
  return themes.filter(({ title }, i) => {
    letters += title.length;
    return i === 0 || letters <= room;
  });
}

/** One line over the outcomes: no second dashboard. */
export function ForYou({ view }: { view: ForYouView }) {
  const themes = asFit(view.themes);
  const more = view.themes.length - themes.length;
  return (
    <div class="for-you">
      <h2>For you</h2>
      <ul>
        {themes.map(({ title, href, counts }) => (
          <li key={href}>
            <a href={href}>{title}</a>
            {counts.length > 0 ? <Counts counts={counts} /> : 'no change'}
          </li>
        ))}
        {more > 0 && (
          <li>
            <a href="#themes">{`${countWord(more, 'theme')} more`}</a>
          </li>
        )}
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
