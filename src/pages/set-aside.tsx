import type { Finding, SetAside } from '../findings/index.ts';
import { countWord, instantLabel } from '../wording/index.ts';
import { Field } from './decide-form.tsx';
import { FindingSentence, Section, VerdictMark } from './parts.tsx';

/** A finding that is not for the meeting: why, in words that stay with it. */
export function SetAsideForm({
  finding,
  query,
  csrf,
}: {
  finding: Finding;
  query: string;
  csrf: string;
}) {
  return (
    <details class="write">
      <summary>
        Set aside<span class="sr">{`: ${finding.sentence.text}`}</span>
      </summary>
      <form method="post" action="/findings/set-aside">
        <Which finding={finding} query={query} csrf={csrf} />
        <Field label="Why it is not for the meeting; it comes back when its verdict or the period changes">
          <textarea name="reason" rows={2} maxLength={500} required />
        </Field>
        <button type="submit" class="primary">
          Set this finding aside
        </button>
      </form>
    </details>
  );
}

/** What people set aside, each with who, when and why, and a way back. */
export function AsideSection({
  setAside,
  writes,
  query,
  csrf,
  themeTitle,
}: {
  setAside: readonly SetAside[];
  /** Themes for which the reader may say it. */
  writes: ReadonlySet<string>;
  query: string;
  csrf: string;
  themeTitle: (id: string) => string;
}) {
  return (
    <Section id="set-aside" title="Set aside" note={countWord(setAside.length, 'finding')}>
      <ul class="ranked asides">
        {setAside.map(({ finding, reason, at, by }) => (
          <li key={`${finding.id} ${finding.area?.id}`}>
            <div class="ranked-verdict">
              {finding.verdict && (
                <VerdictMark word={finding.verdict.word} direction={finding.verdict.direction} />
              )}
              <p class="evidence">{themeTitle(finding.theme)}</p>
            </div>
            <div>
              <FindingSentence finding={finding} query={query} />
              <p class="evidence">{finding.evidence.text}</p>
              <p class="reason">{`Reason: ${reason}`}</p>
              {writes.has(finding.theme) && (
                <form method="post" action="/findings/take-back">
                  <Which finding={finding} query={query} csrf={csrf} />
                  <button type="submit">
                    Take back<span class="sr">{`: ${finding.sentence.text}`}</span>
                  </button>
                </form>
              )}
            </div>
            <dl class="ranked-facts">
              <dt>Set aside</dt>
              <dd>{`${instantLabel(at, 'day')} by ${by}`}</dd>
              <dt>Owner</dt>
              <dd>{finding.owner}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Which({ finding, query, csrf }: { finding: Finding; query: string; csrf: string }) {
  return (
    <>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="finding" value={finding.id} />
      {[...new URLSearchParams(query)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
