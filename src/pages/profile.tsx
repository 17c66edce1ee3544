import { type Profile, type Statement, threatWords } from '../findings/index.ts';
import { dayLabel } from '../periods/index.ts';
import { countWord, lowerFirst, probabilitiesIn } from '../wording/index.ts';
import { Scroll, Section } from './parts.tsx';

/** The threat as people have assessed it, dated and with how sure they are; what emerges; the versions before. */
export function ProfileSection({ profile }: { profile: Profile }) {
  const { current, emerging, scanning, before } = profile;
  return (
    <Section
      id="profile"
      title="Profile"
      note={current ? `Version ${before.length + 1}, ${dayLabel(current.on)}` : undefined}
    >
      {current ? (
        <div class="says">
          <Assessment statement={current} />
          <div class="asked">
            <h3>Emerging issues</h3>
            <Issues list={emerging} none="None is noted that is still valid." />
            {scanning.length > 0 && (
              <>
                <h3>Analytical scanning</h3>
                <Issues list={scanning} none="" />
              </>
            )}
          </div>
        </div>
      ) : (
        <p class="empty-line">
          Nobody has assessed the threat of this theme yet. Theme leads do so in the return of
          statements and assessments.
        </p>
      )}
      {before.length > 0 && (
        <details class="write">
          <summary>{`${countWord(before.length, 'version')} before this one`}</summary>
          <Versions statements={before} />
        </details>
      )}
    </Section>
  );
}

function Assessment({ statement }: { statement: Statement }) {
  const { level, confidence, role, validUntil, lapsed, reference } = statement;
  const chances = probabilitiesIn(statement.text);
  return (
    <div class="narrative">
      <p>
        <strong>{level ? `${threatWords[level]} threat.` : 'No level of threat given.'}</strong>{' '}
        {statement.text}
      </p>
      {chances.length > 0 && (
        <p class="by">
          {`${chances.map((c) => `“${capital(c.words)}” stands for a chance of ${c.from}% to ${c.to}%`).join('. ')}.`}
        </p>
      )}
      <dl class="statement-facts">
        <dt>Confidence</dt>
        <dd>{confidence ? capital(confidence) : 'Not given'}</dd>
        <dt>Assessed</dt>
        <dd>{`${dayLabel(statement.on)}, by ${role ? lowerFirst(role) : 'a role that is not given'}`}</dd>
        <dt>Valid until</dt>
        <dd>
          {validUntil
            ? `${dayLabel(validUntil)}${lapsed ? ': no longer valid, to be made anew' : ''}`
            : 'Not given'}
        </dd>
        <dt>Document</dt>
        <dd>{reference ?? 'Not given'}</dd>
      </dl>
    </div>
  );
}

function Issues({ list, none }: { list: readonly Statement[]; none: string }) {
  return list.length === 0 ? (
    <p>{none}</p>
  ) : (
    <ul>
      {list.map((issue) => (
        <li key={`${issue.on}${issue.text}`}>
          {issue.text}{' '}
          <span class="soft">{`${dayLabel(issue.on, 'short')}${issue.role ? `, ${lowerFirst(issue.role)}` : ''}`}</span>
        </li>
      ))}
    </ul>
  );
}

function Versions({ statements }: { statements: readonly Statement[] }) {
  return (
    <Scroll name="Assessments before this one">
      <table>
        <caption class="sr">
          Assessments of this theme before the one in force, newest first
        </caption>
        <thead>
          <tr>
            <th scope="col">Assessed</th>
            <th scope="col">Threat</th>
            <th scope="col">Statement</th>
            <th scope="col">Confidence</th>
            <th scope="col">By</th>
            <th scope="col">Document</th>
          </tr>
        </thead>
        <tbody>
          {statements.map((s) => (
            <tr key={s.on}>
              <th scope="row">{dayLabel(s.on, 'short')}</th>
              <td>{s.level ? threatWords[s.level] : <Word>not given</Word>}</td>
              <td>{s.text}</td>
              <td>{s.confidence ? capital(s.confidence) : <Word>not given</Word>}</td>
              <td>{s.role ?? <Word>not given</Word>}</td>
              <td>{s.reference ?? <Word>not given</Word>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const Word = ({ children }: { children: string }) => <span class="word-cell">{children}</span>;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
