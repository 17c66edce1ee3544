import type { ThemeStory, WrittenWords } from '../findings/index.ts';
import { countWord, instantLabel, type Sentence } from '../wording/index.ts';
import { Section } from './parts.tsx';

export interface SaysView {
  readonly theme: string;
  readonly period: string;
  readonly owner: string;
  readonly story: ThemeStory;
  /** Null where the draft stands. */
  readonly words: WrittenWords | null;
  readonly canWrite: boolean;
  /** The sentence of a finding that is wanted among these words; null mostly. */
  readonly used: Sentence | null;
  readonly canAccept: boolean;
  readonly csrf: string;
  readonly query: string;
}

/** The theme's sentences with their bound figures bold, what is asked of the meeting, and a place to write both. */
export function Says({ view }: { view: SaysView }) {
  const { story, words } = view;
  const sentences = words?.sentences ?? story.sentences;
  const asks = asksOf(view);
  return (
    <Section title="What the analyst says" note={signedOff(view)} id="words">
      <div class="says">
        <div class="narrative">
          {sentences.length === 0 ? (
            <p>There is no figure to say anything about yet.</p>
          ) : (
            sentences.map((s) => <BoundSentence key={s.text} sentence={s} />)
          )}
          <p class="by">
            {words
              ? `Written ${instantLabel(words.at)} by ${words.by}. Figures in bold follow the data.`
              : `Drafted from ${countWord(story.findings.length, 'finding')}. Figures in bold follow the data.`}
          </p>
          <Warnings words={words} />
        </div>
        <div class="asked">
          <h3>Asked of the meeting</h3>
          {asks.length === 0 ? (
            <p>Nothing.</p>
          ) : (
            <ul>
              {asks.slice(0, 3).map((ask) => (
                <li key={ask}>{ask}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
      {view.canWrite && <Write view={view} sentences={sentences} />}
      {view.canAccept && words !== null && words.accepted === null && (
        <form method="post" action={`/themes/${view.theme}/accept`} class="accept">
          <input type="hidden" name="_csrf" value={view.csrf} />
          <input type="hidden" name="period" value={view.period} />
          <input type="hidden" name="back" value={view.query} />
          <button type="submit">Accept these words</button>
        </form>
      )}
    </Section>
  );
}

function signedOff({ words, owner }: SaysView): string {
  if (words?.accepted)
    return `Accepted ${instantLabel(words.accepted.at)} by ${words.accepted.by}. Owner: ${owner}`;
  return words
    ? `Written, not accepted yet. Owner: ${owner}`
    : `Draft, not signed off. Owner: ${owner}`;
}

function asksOf({ story, words }: SaysView): string[] {
  if (words?.ask) return [words.ask.text];
  const asks = [...new Set(story.findings.flatMap((f) => (f.ask ? [f.ask.text] : [])))];
  return (asks.length > 0 ? asks : story.ask ? [story.ask.text] : []).map((ask) => {
    const rest = ask.replace(/^Asked of (the )?/, '');
    return rest.charAt(0).toUpperCase() + rest.slice(1);
  });
}

/** Typed numbers that are not bound, and words that a restatement has made untrue. */
function Warnings({ words }: { words: WrittenWords | null }) {
  if (!words || (words.fails.length === 0 && words.unbound.length === 0)) return null;
  return (
    <ul class="word-warnings">
      {words.fails.length > 0 && (
        <li>{`No longer holds since the data changed: ${words.fails.join(', ')}. Write the sentence again.`}</li>
      )}
      {words.unbound.length > 0 && (
        <li>{`Typed, and no figure of this theme prints it: ${words.unbound.join(', ')}. It will not follow the data.`}</li>
      )}
    </ul>
  );
}

function Write({ view, sentences }: { view: SaysView; sentences: readonly Sentence[] }) {
  const ask = view.words?.ask?.text ?? view.story.ask?.text ?? '';
  const { used } = view;
  const lines = sentences.map((s) => s.text);
  const stands = used !== null && lines.includes(used.text);
  return (
    <details class="write" open={used !== null}>
      <summary>Write these words</summary>
      {used && (
        <p class="kept" role="status">
          {stands
            ? 'The sentence of the finding stands among these words already.'
            : 'The sentence of the finding is on the last line, with its figures bound. It counts once these words are kept.'}
        </p>
      )}
      <form method="post" action={`/themes/${view.theme}/words`}>
        <input type="hidden" name="_csrf" value={view.csrf} />
        <input type="hidden" name="period" value={view.period} />
        <input type="hidden" name="back" value={view.query} />
        <label class="field">
          <span>Sentences, one on a line; numbers that a figure prints stay bound to it</span>
          <textarea name="text" rows={used ? 7 : 5} maxLength={2000} required>
            {[...lines, ...(used && !stands ? [used.text] : [])].join('\n')}
          </textarea>
        </label>
        <label class="field">
          <span>Asked of the meeting</span>
          <input type="text" name="ask" value={ask} maxLength={300} />
        </label>
        <button type="submit" class="primary">
          Keep these words
        </button>
      </form>
    </details>
  );
}

function BoundSentence({ sentence }: { sentence: Sentence }) {
  return (
    <p>
      {sentence.parts.map((part, i) =>
        typeof part === 'string' ? (
          part
        ) : (
          <strong key={`${part.figure}${part.shows}${i}`}>{part.text}</strong>
        ),
      )}
    </p>
  );
}
