import type { ComponentChildren, JSX } from 'preact';
import { verdictSymbol } from '../charts/index.ts';
import type { Verdict } from '../figures/index.ts';
import type { Finding } from '../findings/index.ts';
import { verdictWords } from '../wording/index.ts';

/** A verdict: shape, word and colour together. */
export function VerdictMark({
  word,
  direction,
  small = false,
  says,
}: {
  word: Verdict;
  direction: 'up' | 'down' | null;
  small?: boolean;
  /** Words beside the icon where a key explains more than the word. */
  says?: string;
}) {
  return (
    <span class={`verdict verdict-${word}`}>
      <Raw html={verdictSymbol(word, direction, small ? 15 : 18)} />
      <span class="word">{says ?? verdictWords[word]}</span>
    </span>
  );
}

/** SVG made by `charts`: trusted text, escaped there. */
export function Raw({ html, class: name }: { html: string; class?: string }): JSX.Element {
  return <span class={name ?? 'raw'} dangerouslySetInnerHTML={{ __html: html }} />;
}

export function Section({
  id,
  title,
  note,
  class: name,
  children,
}: {
  id?: string;
  title: string;
  note?: ComponentChildren;
  class?: string;
  children: ComponentChildren;
}) {
  return (
    <section class={name ? `section ${name}` : 'section'} id={id}>
      <div class="section-head">
        <h2>{title}</h2>
        {note && <div class="note">{note}</div>}
      </div>
      {children}
    </section>
  );
}

export function Title({
  kicker,
  title,
  lead,
  below,
  side,
}: {
  kicker: ComponentChildren;
  title: string;
  lead?: ComponentChildren;
  /** What stands under the lead, beside the key. */
  below?: ComponentChildren;
  side?: ComponentChildren;
}) {
  return (
    <div class={side ? 'title-block' : 'title-block one'}>
      <div>
        <p class="kicker">{kicker}</p>
        <h1 class={title.length > 100 ? 'long' : undefined}>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
        {below}
      </div>
      {side && <div class="side">{side}</div>}
    </div>
  );
}

/** Where a wide table scrolls: the page itself never does. Reachable by keyboard, named for a screen reader. */
export function Scroll({
  name,
  class: own,
  children,
}: {
  name: string;
  class?: string;
  children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class={own ? `scroll ${own}` : 'scroll'} tabIndex={0} aria-label={name}>
      {children}
    </section>
  );
}

/** A change as two aligned parts; arrows are spoken. */
export function ChangeCell({ amount, percent }: { amount: string; percent: string }) {
  const arrow = /^[↑↓]/.exec(amount)?.[0];
  return (
    <span class={arrow ? 'delta' : 'delta word-cell'}>
      <Moved amount={amount} />
      {percent && <span class="percent">{percent}</span>}
    </span>
  );
}

/** `↓ 163` with its arrow spoken. */
export function Moved({ amount }: { amount: string }) {
  const arrow = /^[↑↓]/.exec(amount)?.[0];
  return (
    <span>
      {arrow && (
        <>
          <span aria-hidden="true">{arrow}</span>
          <span class="sr">{arrow === '↑' ? 'up' : 'down'}</span>
        </>
      )}
      {arrow ? amount.slice(1) : amount}
    </span>
  );
}

export type PillState =
  | 'complete'
  | 'set-aside'
  | 'late'
  | 'refused'
  | 'missing'
  | 'not-due'
  | 'neutral';

const tick = 'M2.5 7L5.3 9.8L10.8 3.6';
const cross = 'M3 3L10 10M10 3L3 10';
const clock = 'M6.5 1.5A5 5 0 1 1 6.49 1.5M6.5 3.8V6.7L8.5 7.9';
const warning = 'M6.5 1.8L11.8 11H1.2ZM6.5 5V7.6M6.5 9.2V9.3';
const pillIcons: Readonly<Record<PillState, string>> = {
  complete: tick,
  'set-aside': warning,
  late: clock,
  refused: cross,
  missing: cross,
  'not-due': '',
  neutral: '',
};

/** The state of a source or a file: other words and other colours than a verdict's. */
export function Pill({ state, children }: { state: PillState; children: ComponentChildren }) {
  return (
    <span class={`pill pill-${state}`}>
      {pillIcons[state] && (
        <svg viewBox="0 0 13 13" width="13" height="13" aria-hidden="true">
          <path d={pillIcons[state]} />
        </svg>
      )}
      {children}
    </span>
  );
}

/** One finding: its measure is the link, the evidence stands below. */
export function FindingItem({ finding, query }: { finding: Finding; query: string }) {
  return (
    <li>
      <FindingSentence finding={finding} query={query} />
      <p class="evidence">{finding.evidence.text}</p>
    </li>
  );
}

export function FindingSentence({ finding, query }: { finding: Finding; query: string }) {
  const { text } = finding.sentence;
  const area =
    finding.area && finding.area.kind !== 'force'
      ? `${query ? `${query}&` : '?'}area=${finding.area.id}`
      : query;
  const href = finding.measure
    ? `/measures/${finding.measure.id}${area}`
    : `/themes/${finding.theme}${query}`;
  const title = finding.measure?.title ?? '';
  const at = title === '' ? -1 : text.indexOf(title);
  return (
    <p>
      {at < 0 ? (
        <a href={href}>{text}</a>
      ) : (
        <>
          {text.slice(0, at)}
          <a href={href}>{title}</a>
          {text.slice(at + title.length)}
        </>
      )}
    </p>
  );
}
