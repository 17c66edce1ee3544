import { type Framework, roleTitle, themesOf } from '../framework/index.ts';
import { countWord } from '../wording/index.ts';
import { type Frame, page } from './layout.tsx';
import { Section, Title } from './parts.tsx';

/** Every theme with its question and measures. */
export function themesPage(framework: Framework, query: string, frame: Frame): string {
  const themes = themesOf(framework);
  return page(frame, {
    current: '/themes',
    title: 'Themes',
    children: (
      <>
        <Title
          kicker="Themes"
          title={`${countWord(themes.length, 'theme')} of serious and organised crime`}
          lead={
            <>
              Each with the question it answers and who owns it.{' '}
              <a href={`/matrix${query}`}>Threat against activity</a> shows them together.
            </>
          }
        />
        {themes.map((theme) => (
          <Section
            key={theme.id}
            title={theme.title}
            note={`${countWord(theme.measures.length, 'measure')} · ${roleTitle(framework, theme.owner)}`}
          >
            <p class="question">
              {theme.question}{' '}
              <a href={`/themes/${theme.id}${query}`}>
                Open the theme<span class="sr">: {theme.title}</span>
              </a>
            </p>
          </Section>
        ))}
      </>
    ),
  });
}

const roles = [
  ['threat', 'Threat and offending'],
  ['activity', 'Activity'],
  ['outcome', 'Outcomes'],
] as const;

/** Every measure by theme and role. */
export function measuresPage(framework: Framework, query: string, frame: Frame): string {
  return page(frame, {
    current: '/measures',
    title: 'Measures',
    children: (
      <>
        <Title
          kicker="Measures"
          title={`${countWord(framework.measures.size, 'measure')}, each with one definition`}
          lead="A measure has one value everywhere: on a page, on a slide, in a workbook."
        />
        {[...framework.themes.values()].map((theme) => (
          <Section
            key={theme.id}
            title={theme.title}
            note={<a href={`/definitions#${theme.id}`}>Definitions</a>}
          >
            <div class="three">
              {roles.map(([role, title]) => {
                const own = theme.measures
                  .map((id) => framework.measures.get(id))
                  .filter((m) => m !== undefined)
                  .filter((m) => m.role === role);
                return own.length === 0 ? null : (
                  <div key={role}>
                    <h3 class="list-head">{title}</h3>
                    <ul class="list">
                      {own.map((m) => (
                        <li key={m.id}>
                          <a href={`/measures/${m.id}${query}`}>{m.title}</a>
                        </li>
                      ))}
                    </ul>
                  </div>
                );
              })}
            </div>
          </Section>
        ))}
      </>
    ),
  });
}
