import type { Framework } from '../framework/index.ts';
import { unitHead } from './areas-table.tsx';
import { definitionWords } from './definition-words.ts';
import { type Frame, page } from './layout.tsx';
import { Scroll, Section, Title, VerdictMark } from './parts.tsx';

const keys = [
  ['improving', 'down', 'A signal in the wanted direction. The arrow is the way the figure moved.'],
  ['worsening', 'up', 'A signal in the unwanted direction.'],
  ['changed', 'up', 'A signal where direction is not judged.'],
  ['no-significant-change', null, 'Within its usual range: treat as no change.'],
  ['too-few-to-say', null, 'Too few events to tell a change from chance.'],
  ['not-comparable', null, 'Definition, recording or area changed between the periods.'],
  ['incomplete', null, 'Some of the period has not arrived, or is too recent to judge.'],
  ['late', null, 'Past its due date, with no file and no “nothing to report”.'],
  ['missing', null, 'Expected, not supplied. Never shown as zero.'],
  ['withheld', null, 'Too small to show, or above your access.'],
] as const;

/** Definitions and rules, made from the framework itself. */
export function definitionsPage(framework: Framework, frame: Frame): string {
  return page(frame, {
    current: '/definitions',
    title: 'Definitions and methods',
    children: (
      <>
        <Title
          kicker="Definitions and methods"
          title="What each figure counts, and how a change is judged"
          lead={`Made from the framework itself: ${framework.title}, version ${framework.hash.slice(0, 12)}.`}
        />
        <Section id="charts" title="How to read these charts">
          <ul class="verdict-key">
            {keys.map(([word, direction, says]) => (
              <li key={word}>
                <VerdictMark word={word} direction={direction} />
                <span>{says}</span>
              </li>
            ))}
          </ul>
          <Methods framework={framework} />
        </Section>
        {[...framework.themes.values()].map((theme) => (
          <Section key={theme.id} id={theme.id} title={theme.title}>
            <Scroll name={`Definitions of ${theme.title}`}>
              <table class="definitions">
                <caption class="sr">{`Definitions of ${theme.title}`}</caption>
                <thead>
                  <tr>
                    <th scope="col">Measure</th>
                    <th scope="col">What it counts</th>
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
                        <th scope="row">
                          <a href={`/measures/${id}`}>{measure.title}</a>
                        </th>
                        <td>
                          {definitionWords(measure, framework)}
                          {measure.notes ? ` ${measure.notes}` : ''}
                        </td>
                        <td>{unitHead(measure.unit)}</td>
                        <td>{measure.better === 'neutral' ? 'not judged' : measure.better}</td>
                        <td class="hash">{id}</td>
                      </tr>
                    ) : null;
                  })}
                </tbody>
              </table>
            </Scroll>
          </Section>
        ))}
      </>
    ),
  });
}

/** How limits, small numbers and registers are dealt with, in the words of the reader. */
function Methods({ framework }: { framework: Framework }) {
  const baselines = [...framework.baselines.values()];
  return (
    <dl class="facts methods">
      <dt>Usual range</dt>
      <dd>
        The mean of the baseline, and limits that chance alone seldom passes.{' '}
        {baselines.map((b) => `Baseline: ${b.title}.`).join(' ')} A month is marked when it meets a
        rule of the NHS “Making data count” set: beyond a limit, seven or more in a row on one side
        of the mean, seven rising or falling, or two of three close to a limit.
      </dd>
      <dt>Registers</dt>
      <dd>
        A list of groups has no limits. Its verdict comes from what came in against what went out,
        by an exact test; under six moves it reads “too few to say”.
      </dd>
      <dt>Rare events</dt>
      <dd>
        Fewer than two a month: the days between events are judged, where their dates are known.
      </dd>
      <dt>Season</dt>
      <dd>Where the months of the year differ, the mean and the limits follow them.</dd>
      <dt>Small numbers</dt>
      <dd>
        {`A percentage is not shown where either side is below ${framework.small}.`} Fewer than two
        a month, or fewer than eight values, is too few to say.
      </dd>
      <dt>Missing</dt>
      <dd>
        A month that a source has not spoken for is missing, drawn as a gap and never counted as
        zero. The newest figures of a source that still grows are hatched and not judged.
      </dd>
      <dt>Versions</dt>
      <dd>Every load is kept. “As known on” shows any page as it was at the end of that day.</dd>
    </dl>
  );
}
