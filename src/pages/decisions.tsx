import type { Verdict } from '../figures/index.ts';
import {
  dayLabel,
  daysBetween,
  monthsLabel,
  type Period,
  type PlainDate,
} from '../periods/index.ts';
import { countWord, instantLabel, numberWord } from '../wording/index.ts';
import { type Choice, Select } from './context-bar.tsx';
import { DecideForm, Due, Field, Owner, type RoleTitles } from './decide-form.tsx';
import { type Frame, page } from './layout.tsx';
import { Pill, Section, Title, VerdictMark } from './parts.tsx';

export interface DecisionsView {
  readonly decisions: readonly DecisionLine[];
  /** Themes that the reader may see, for the filter and for a decision without a finding. */
  readonly themes: readonly Choice[];
  readonly editions: readonly Choice[];
  readonly roles: RoleTitles;
  readonly theme: string;
  readonly today: PlainDate;
  /** The one that was just kept. */
  readonly kept: number | null;
  readonly canDecide: boolean;
}

/** A decision as the page tells it. */
export interface DecisionLine {
  readonly id: number;
  readonly text: string;
  readonly theme: { readonly id: string; readonly title: string };
  readonly owner: string;
  readonly dueOn: PlainDate;
  readonly at: string;
  readonly by: string;
  readonly edition: string | null;
  readonly state: DecisionWord;
  readonly overdue: boolean;
  readonly result: string;
  readonly history: readonly {
    readonly at: string;
    readonly by: string;
    readonly state: DecisionWord | null;
    readonly text: string;
  }[];
  /** What its measure did since; null where the finding has none. */
  readonly since: Since | null;
  readonly canChange: boolean;
}

export interface Since {
  readonly measure: string;
  readonly title: string;
  readonly area: string | null;
  readonly areaTitle: string | null;
  readonly seen: State;
  readonly now: State | null;
}

interface State {
  readonly period: Period;
  readonly shows: string;
  readonly word: Verdict;
  readonly direction: 'up' | 'down' | null;
}

export type DecisionWord = 'open' | 'done' | 'late' | 'dropped';

const stateWords: Readonly<Record<DecisionWord, string>> = {
  open: 'Open',
  done: 'Done',
  late: 'Late, still to be done',
  dropped: 'Dropped',
};

/** What meetings decided: open first, overdue said, what the measure did since, and what became of it. */
export function decisionsPage(view: DecisionsView, frame: Frame): string {
  const open = view.decisions.filter(isOpen);
  const closed = view.decisions.filter((d) => !isOpen(d));
  return page(frame, {
    current: '/findings',
    title: 'Decisions',
    children: (
      <>
        <Title
          kicker={
            <>
              <a href="/findings">Findings</a> · Decisions
            </>
          }
          title={titleOf(open)}
          lead="Each with an owner, a day and what its measure did since. What happened at the same time is not said to be because of it."
        />
        {view.kept !== null && (
          <p class="kept" role="status">
            The decision is kept. <a href={`#d${view.kept}`}>Go to it</a>
          </p>
        )}
        <ThemeFilter view={view} />
        <Section title="Open" note={countWord(open.length, 'decision')}>
          <Lines lines={open} view={view} csrf={frame.csrf} none="No decision is open." />
          {view.canDecide && <Without view={view} csrf={frame.csrf} />}
        </Section>
        <Section title="Closed" note={countWord(closed.length, 'decision')}>
          <Lines
            lines={closed}
            view={view}
            csrf={frame.csrf}
            none="No decision has been closed yet."
          />
        </Section>
      </>
    ),
  });
}

const isOpen = (d: DecisionLine) => d.state === 'open' || d.state === 'late';

function titleOf(open: readonly DecisionLine[]): string {
  if (open.length === 0) return 'No decision is open';
  const overdue = open.filter((d) => d.overdue).length;
  const many = sentenceCase(numberWord(open.length));
  const are = `${many} ${open.length === 1 ? 'decision is' : 'decisions are'} open`;
  if (overdue === 0) return `${are}, none overdue`;
  if (overdue < open.length) return `${are}, ${numberWord(overdue)} overdue`;
  return `${are}, ${open.length === 1 ? 'and overdue' : open.length === 2 ? 'both overdue' : 'all overdue'}`;
}

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function ThemeFilter({ view }: { view: DecisionsView }) {
  return (
    <form class="choose filters" method="get" action="/decisions" data-island="context">
      <Select
        name="theme"
        label="Theme"
        value={view.theme}
        groups={[{ label: '', choices: [{ value: '', label: 'All themes' }, ...view.themes] }]}
      />
      <button type="submit" class="show">
        Show
      </button>
    </form>
  );
}

function Lines({
  lines,
  view,
  csrf,
  none,
}: {
  lines: readonly DecisionLine[];
  view: DecisionsView;
  csrf: string;
  none: string;
}) {
  if (lines.length === 0) return <p class="empty-line">{none}</p>;
  return (
    <ol class="ranked decisions">
      {lines.map((line) => (
        <Line key={line.id} line={line} view={view} csrf={csrf} />
      ))}
    </ol>
  );
}

function Line({ line, view, csrf }: { line: DecisionLine; view: DecisionsView; csrf: string }) {
  return (
    <li id={`d${line.id}`}>
      <div class="ranked-verdict">
        <StatePill line={line} today={view.today} />
        <p class="evidence">{line.theme.title}</p>
      </div>
      <div>
        <p class="decided">{line.text}</p>
        {line.since && <WhatSince since={line.since} />}
        {line.result && <p class="evidence">{`Reported: ${line.result}`}</p>}
        {line.history.length > 0 && <History line={line} />}
        {line.canChange && <Report line={line} csrf={csrf} />}
        {line.canChange && <Change line={line} roles={view.roles} csrf={csrf} />}
      </div>
      <dl class="ranked-facts">
        <dt>Owner</dt>
        <dd>{line.owner}</dd>
        <dt>Due</dt>
        <dd>{dayLabel(line.dueOn)}</dd>
        <dt>Decided</dt>
        <dd>{`${instantLabel(line.at, 'day')}${line.edition ? `, from ${line.edition}` : ''}. Written by ${line.by}`}</dd>
      </dl>
    </li>
  );
}

/** A state of work, in other words than a verdict's. */
function StatePill({ line, today }: { line: DecisionLine; today: PlainDate }) {
  if (line.overdue)
    return (
      <Pill state="late">{`Overdue, ${countWord(daysBetween(line.dueOn, today), 'day')}`}</Pill>
    );
  return (
    <Pill state={line.state === 'done' ? 'complete' : line.state === 'late' ? 'late' : 'neutral'}>
      {stateWords[line.state]}
    </Pill>
  );
}

function WhatSince({ since }: { since: Since }) {
  const area = since.area ? `&area=${since.area}` : '';
  const at = ({ period }: State) => `/measures/${since.measure}?period=${period.id}${area}`;
  return (
    <p class="since-then">
      {since.areaTitle && `${since.areaTitle}: `}
      <a href={at(since.now ?? since.seen)}>{since.title}</a>
      {', '}
      {`then, ${monthsLabel(since.seen.period)}: ${since.seen.shows}`}{' '}
      <VerdictMark word={since.seen.word} direction={since.seen.direction} small />
      {since.now ? (
        <>
          {`; now, ${monthsLabel(since.now.period)}: ${since.now.shows}`}{' '}
          <VerdictMark word={since.now.word} direction={since.now.direction} small />
        </>
      ) : (
        '; no later period is known yet'
      )}
    </p>
  );
}

function History({ line }: { line: DecisionLine }) {
  return (
    <details class="write">
      <summary>
        {`History: ${countWord(line.history.length, 'entry', 'entries')}`}
        <span class="sr">{` of “${line.text}”`}</span>
      </summary>
      <ul class="history">
        {line.history.map((step, i) => (
          <li key={`${step.at}${i}`}>
            {`${instantLabel(step.at)}, ${step.by}: ${step.state ? `${stateWords[step.state]}${step.text ? `. ${step.text}` : ''}` : `changed from “${step.text}”`}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Report({ line, csrf }: { line: DecisionLine; csrf: string }) {
  return (
    <details class="write">
      <summary>
        Report on it
        <span class="sr">{`: ${line.text}`}</span>
      </summary>
      <form method="post" action={`/decisions/${line.id}/result`}>
        <input type="hidden" name="_csrf" value={csrf} />
        <Field label="It is">
          <select name="state">
            {(['done', 'late', 'dropped', 'open'] as const).map((state) => (
              <option key={state} value={state}>
                {stateWords[state]}
              </option>
            ))}
          </select>
        </Field>
        <Field label="What became of it">
          <textarea name="text" rows={2} maxLength={500} required />
        </Field>
        <button type="submit" class="primary">
          Keep this report
        </button>
      </form>
    </details>
  );
}

function Change({ line, roles, csrf }: { line: DecisionLine; roles: RoleTitles; csrf: string }) {
  return (
    <details class="write">
      <summary>
        Change wording, owner or day
        <span class="sr">{`: ${line.text}`}</span>
      </summary>
      <form method="post" action={`/decisions/${line.id}/change`}>
        <input type="hidden" name="_csrf" value={csrf} />
        <Field label="What was decided">
          <textarea name="text" rows={2} maxLength={500} required>
            {line.text}
          </textarea>
        </Field>
        <Owner roles={roles} owner={line.owner} />
        <Due dueOn={line.dueOn} />
        <button type="submit" class="primary">
          Keep the change
        </button>
      </form>
    </details>
  );
}

/** A meeting may decide what no finding asked for. */
function Without({ view, csrf }: { view: DecisionsView; csrf: string }) {
  return (
    <details class="write">
      <summary>Write down a decision that no finding asked for</summary>
      <DecideForm
        csrf={csrf}
        finding=""
        theme={null}
        themes={view.themes}
        editions={view.editions}
        roles={view.roles}
        owner=""
        text=""
      />
    </details>
  );
}
