import type { Overview } from '../findings/index.ts';
import { type Framework, roleTitle } from '../framework/index.ts';
import { periodLabel } from '../periods/index.ts';
import { countWord } from '../wording/index.ts';
import { type Frame, page, Section, Title, VerdictMark } from './layout.tsx';
import { FindingItem } from './overview.tsx';

/** Every theme with its question and measures. */
export function themesPage(framework: Framework, query: string, frame: Frame): string {
  return page(frame, {
    current: '/themes',
    title: 'Themes',
    children: (
      <>
        <Title
          kicker="Themes"
          title={`${countWord(framework.themes.size, 'theme')} of serious and organised crime`}
          lead="Each with the question it answers and who owns it."
        />
        {[...framework.themes.values()].map((theme) => (
          <Section key={theme.id} title={theme.title} note={roleTitle(framework, theme.owner)}>
            <p>
              <a href={`/themes/${theme.id}${query}`}>{theme.question}</a>
            </p>
          </Section>
        ))}
      </>
    ),
  });
}

/** Every measure by theme. */
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
          <Section key={theme.id} title={theme.title}>
            <ul class="columns">
              {theme.measures.map((id) => (
                <li key={id}>
                  <a href={`/measures/${id}${query}`}>{framework.measures.get(id)?.title}</a>
                </li>
              ))}
            </ul>
          </Section>
        ))}
      </>
    ),
  });
}

/** Ranked exceptions, progress, gaps. */
export function findingsPage(overview: Overview, query: string, frame: Frame): string {
  const kinds = [
    ['worse', 'Getting worse'],
    ['better', 'Getting better'],
    ['changed', 'Changed, direction not judged'],
    ['gap', 'Gaps'],
  ] as const;
  return page(frame, {
    current: '/findings',
    title: 'Findings',
    children: (
      <>
        <Title
          kicker={`Findings · ${periodLabel(overview.period)}`}
          title={`${countWord(overview.findings.length, 'finding')}, the strongest evidence first`}
          lead={`${overview.family.judged} measures and areas could be judged. About one in ten of those listed as changes is expected to be chance.`}
        />
        {kinds.map(([kind, title]) => {
          const own = overview.findings.filter((f) => f.kind === kind);
          return (
            <Section key={kind} title={title} note={countWord(own.length, 'finding')}>
              {own.length === 0 ? (
                <p class="empty-line">None.</p>
              ) : (
                <ol class="findings ranked">
                  {own.map((finding) => (
                    <FindingItem key={finding.id} finding={finding} query={query} />
                  ))}
                </ol>
              )}
            </Section>
          );
        })}
      </>
    ),
  });
}

/** Definitions, outcome sets and rules, made from the framework itself. */
export function definitionsPage(framework: Framework, frame: Frame): string {
  return page(frame, {
    current: '/definitions',
    title: 'Definitions and methods',
    children: (
      <>
        <Title
          kicker="Definitions and methods"
          title="What each figure counts, and how a change is judged"
          lead={`Framework ${framework.id}, ${framework.hash.slice(0, 12)}.`}
        />
        <Section id="charts" title="How to read these charts">
          <ul class="plain">
            <li>
              <VerdictMark word="improving" direction="down" /> A signal in the wanted direction.
              The arrow is the way the figure moved.
            </li>
            <li>
              <VerdictMark word="worsening" direction="up" /> A signal in the unwanted direction.
            </li>
            <li>
              <VerdictMark word="changed" direction="up" /> A signal, where more is neither good nor
              bad.
            </li>
            <li>
              <VerdictMark word="no-significant-change" direction={null} /> Within the usual range.
            </li>
            <li>
              <VerdictMark word="too-few-to-say" direction={null} /> Too few to tell a change from
              chance.
            </li>
          </ul>
        </Section>
        {[...framework.themes.values()].map((theme) => (
          <Section key={theme.id} title={theme.title}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section class="scroll" tabIndex={0} aria-label={`Definitions of ${theme.title}`}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">Measure</th>
                    <th scope="col">Counts</th>
                    <th scope="col">Unit</th>
                    <th scope="col">Better</th>
                    <th scope="col">Id</th>
                  </tr>
                </thead>
                <tbody>
                  {theme.measures.map((id) => {
                    const measure = framework.measures.get(id);
                    return measure ? (
                      <tr key={id}>
                        <th scope="row">{measure.title}</th>
                        <td>{definitionWords(measure)}</td>
                        <td>{measure.unit}</td>
                        <td>{measure.better}</td>
                        <td>{id}</td>
                      </tr>
                    ) : null;
                  })}
                </tbody>
              </table>
            </section>
          </Section>
        ))}
      </>
    ),
  });
}

/** What a measure counts, in words. */
export function definitionWords(
  measure: NonNullable<ReturnType<Framework['measures']['get']>>,
): string {
  const count = (value: typeof measure.value) => {
    const kind = value.count.kind;
    const what =
      kind === 'rows'
        ? 'Rows'
        : kind === 'stock'
          ? 'On the register at the end'
          : kind === 'present'
            ? 'On the register at any time'
            : kind === 'movement'
              ? `Movement: ${value.count.movement}`
              : kind === 'median-days'
                ? `Median days from ${value.count.from} to ${value.count.to}`
                : `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${value.count.column}`;
    const where = value.where.map((c) =>
      'codes' in c
        ? `${c.column} ${c.kind === 'not-in' ? 'not ' : ''}${c.codes.length > 6 ? `${c.codes.slice(0, 6).join(', ')} …` : c.codes.join(', ')}`
        : 'column' in c
          ? `${c.column} ${c.kind}`
          : c.kind,
    );
    return `${what} of ${value.of}${value.on ? ` by ${value.on}` : ''}${where.length > 0 ? `, where ${where.join('; ')}` : ''}`;
  };
  return `${count(measure.value)}${measure.whole ? ` as a share of: ${count(measure.whole)}` : ''}${measure.per ? ` per ${measure.per.scale.toLocaleString('en-GB')} ${measure.per.column}` : ''}.`;
}
