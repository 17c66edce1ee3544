import { dayLabel, monthsLabel } from '../../periods/index.ts';
import { numberWord } from '../../wording/index.ts';
import type { DeckCell, DeckRow, SlidePlan } from '../deck-plan.ts';
import type { Template } from '../template.ts';
import type { DecisionEntry, PackContent } from './content.ts';
import { putTable } from './listing.ts';
import { SlideDraft } from './slide.ts';
import { capital, plural } from './words.ts';

const decided = [
  { head: 'Theme', share: 0.15 },
  { head: 'Decision', share: 0.25 },
  { head: 'Owner', share: 0.14 },
  { head: 'Due', share: 0.08 },
  { head: 'State', share: 0.08 },
  { head: 'What the figure did since', share: 0.3 },
];
const asked = [
  { head: 'Theme', share: 0.15 },
  { head: 'What is asked', share: 0.28 },
  { head: 'Because', share: 0.41 },
  { head: 'Owner', share: 0.16 },
];

/** What the last meeting decided and what became of it, then what is asked of this one (R28, R60). */
export function decisionSlide(content: PackContent, template: Template): SlidePlan {
  const { last, asks } = content;
  const draft = new SlideDraft(template, 'decision');
  draft.kicker = 'For decision';
  const decisions = last?.decisions ?? [];
  draft.title(titleOf(decisions, asks.length));
  draft.put(
    'Heading 1',
    last
      ? `Decided on ${last.title}, ${monthsLabel(last.period)}, ${last.version}`
      : 'Decided at the last meeting',
  );
  const shown = putTable(draft, {
    name: 'Decisions table',
    area: 'Table 1',
    columns: decided,
    rows:
      decisions.length === 0 ? [noneRow(last !== null)] : decisions.map((d) => rowOf(d, content)),
    alt: `Decisions of the last meeting with owner, day and state. ${titleOf(decisions, asks.length)}.`,
  });
  draft.put('Heading 2', 'Asked of this meeting');
  const listed = putTable(draft, {
    name: 'Asks table',
    area: 'Table 2',
    columns: asked,
    rows:
      asks.length === 0
        ? [
            {
              cells: [
                'none',
                'Nothing is asked this time.',
                'no change is more than chance',
                'nobody',
              ],
            },
          ]
        : asks.map((a) => ({ cells: [a.theme, askedOf(a.text), a.because, a.owner] })),
    alt: `What is asked of the meeting, by whom. ${capital(plural(asks.length, 'ask'))}.`,
  });
  const more = [
    ...rest(decisions.length - shown, 'decision'),
    ...rest(asks.length - listed, 'ask'),
  ];
  draft.source = `Asks accepted by theme leads stand first, then the strongest findings by their test.${more.length > 0 ? ` Not shown: ${more.join(' and ')}.` : ''}`;
  return draft.done(
    [
      `${titleOf(decisions, asks.length)}.`,
      ...decisions.slice(0, 1).map((d) => `${d.since}.`),
      ...asks.slice(0, 2).map((a) => a.text),
    ],
    decisions.filter((d) => d.result !== '').map((d) => d.result),
  );
}

/** "One of three decisions is done; four things are asked of this meeting". */
function titleOf(decisions: readonly DecisionEntry[], asks: number): string {
  const done = decisions.filter((d) => d.state === 'done').length;
  const before =
    decisions.length === 0
      ? 'No earlier decision is open'
      : `${capital(done === 0 ? 'none' : numberWord(done))} of ${plural(decisions.length, 'decision')} ${done === 1 || done === 0 ? 'is' : 'are'} done`;
  const now =
    asks === 0
      ? 'nothing is asked of this meeting'
      : `${plural(asks, 'thing is', 'things are')} asked of this meeting`;
  return `${before}; ${now}`;
}

/** The owner has a column of her own: "Asked of the drugs lead: say what ..." becomes "Say what ...". */
const askedOf = (text: string): string => capital(text.replace(/^Asked of [^:]{1,80}: /, ''));

const noneRow = (known: boolean): DeckRow => ({
  cells: [
    { text: 'none', tone: 'soft' },
    known ? 'Nothing was decided on it.' : 'No edition has been issued before this one.',
    ...['nobody', 'no day', 'none', 'nothing to compare'].map(
      (text): DeckCell => ({ text, tone: 'soft' }),
    ),
  ],
});

function rowOf(decision: DecisionEntry, { builtOn }: PackContent): DeckRow {
  const { theme, text, owner, dueOn, since, result } = decision;
  return {
    cells: [
      theme,
      askedOf(text),
      owner,
      dayLabel(dueOn, 'short'),
      stateOf(decision, dueOn < builtOn),
      result === '' ? since : `${since}. ${result}`,
    ],
  };
}

function stateOf({ state }: DecisionEntry, past: boolean): DeckCell {
  if (state === 'done') return { text: 'Done', tone: 'done', fill: 'done-wash', bold: true };
  if (state === 'dropped') return { text: 'Dropped', tone: 'soft', bold: true };
  return state === 'late' || past
    ? { text: 'Open, late', tone: 'caution', fill: 'caution-wash', bold: true }
    : { text: 'Open', bold: true };
}

const rest = (n: number, what: string): string[] => (n > 0 ? [plural(n, `more ${what}`)] : []);
