import { countWord, instantLabel } from '../wording/index.ts';
import type { Choice } from './context-bar.tsx';
import { Field } from './decide-form.tsx';
import { type Frame, page } from './layout.tsx';
import { Scroll, Section, Title } from './parts.tsx';
import { SayIt } from './say-it.tsx';

export interface FeedbackView {
  /** The page that was spoken of, to go back to; empty where none was. */
  readonly back: string;
  readonly kept: boolean;
  /** Issued editions, newest first. */
  readonly editions: readonly Choice[];
  /** What readers said, newest first; null for who does not make packs. */
  readonly said: readonly Said[] | null;
}

export interface Said {
  readonly about: string;
  readonly role: string;
  readonly useful: boolean | null;
  readonly text: string;
  readonly at: string;
}

/** What readers say of pages and editions, by role and without a name. */
export function feedbackPage(view: FeedbackView, frame: Frame): string {
  return page(frame, {
    current: '',
    title: 'Feedback',
    asksFeedback: false,
    children: (
      <>
        <Title
          kicker="Feedback"
          title={view.kept ? 'Your words are kept' : 'What helps, and what does not'}
          lead="Your role is kept with what you say, your name is not."
        />
        {view.back && (
          <p>
            <a href={view.back}>Back to the page</a>
          </p>
        )}
        <Section title="Say what you think of an edition">
          {view.editions.length === 0 ? (
            <p class="empty-line">No edition has been issued yet.</p>
          ) : (
            <AboutEdition editions={view.editions} csrf={frame.csrf} />
          )}
        </Section>
        {view.said && (
          <Section title="What was said" note={summaryOf(view.said)}>
            <SaidTable said={view.said} />
          </Section>
        )}
      </>
    ),
  });
}

function AboutEdition({ editions, csrf }: { editions: readonly Choice[]; csrf: string }) {
  return (
    <form method="post" action="/feedback" class="build narrow">
      <input type="hidden" name="_csrf" value={csrf} />
      <Field label="Edition">
        <select name="edition">
          {editions.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      <SayIt />
    </form>
  );
}

function summaryOf(said: readonly Said[]): string {
  if (said.length === 0) return 'No reply yet';
  const useful = said.filter((s) => s.useful === true).length;
  return `${useful} of ${countWord(said.length, 'reply', 'replies')} useful`;
}

function SaidTable({ said }: { said: readonly Said[] }) {
  if (said.length === 0) return <p class="empty-line">Nobody has said anything yet.</p>;
  return (
    <Scroll name="Feedback">
      <table class="dense">
        <caption class="sr">Feedback, newest first</caption>
        <thead>
          <tr>
            <th scope="col">About</th>
            <th scope="col">Role</th>
            <th scope="col">Useful</th>
            <th scope="col">Words</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {said.map((one, i) => (
            <tr key={`${one.at}${i}`}>
              <th scope="row">{one.about}</th>
              <td>{one.role}</td>
              <td>{one.useful === null ? 'not asked' : one.useful ? 'Yes' : 'No'}</td>
              <td>{one.text || 'none'}</td>
              <td>{instantLabel(one.at, 'short')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
