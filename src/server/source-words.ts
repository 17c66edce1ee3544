import type { SourceState, sourceStates } from '../host/index.ts';
import type { Automation, Fresh, PillState } from '../pages/index.ts';
import { dayLabel, daysBetween, type PlainDate, parseDay } from '../periods/index.ts';
import { countWord, plainNumber } from '../wording/index.ts';

type States = Awaited<ReturnType<typeof sourceStates>>;

export const dayOrNone = (text: string | null): string => {
  const day = text === null ? null : parseDay(text);
  return day ? dayLabel(day, 'short') : 'nothing loaded';
};

/** `31 Jan`, with its year where that is not this year's data; empty for no day. */
export const shortDay = (day: PlainDate | null, today: PlainDate): string =>
  day === null ? '' : dayLabel(day, daysBetween(day, today) < 300 ? 'table' : 'short');

/** The state of a source as its pill shows it. */
export function pillState(s: SourceState): PillState {
  if (s.state === 'nothing-loaded') return 'missing';
  return s.state === 'complete' && (s.setAside ?? 0) > 0 ? 'set-aside' : s.state;
}

export function stateWords(s: SourceState): string {
  switch (s.state) {
    case 'nothing-loaded':
      return 'Nothing loaded';
    case 'refused':
      return `Refused (${countWord(s.refusedProblems, 'problem')})`;
    case 'late':
      return `Late (${countWord(s.daysLate, 'day')})`;
    case 'missing':
      return `Missing since ${dayOrNone(s.dataTo)}`;
    case 'not-due':
      return 'Not due';
    case 'complete':
      return s.setAside ? `Set aside (${countWord(s.setAside, 'row')})` : 'Complete';
  }
}

/** Complete, late, refused or missing: how far the page can be trusted to be whole. */
export function freshness(states: States): Fresh[] {
  const complete = states.filter((s) => s.state === 'complete' || s.state === 'not-due');
  const bad = states.filter((s) => ['refused', 'missing', 'nothing-loaded'].includes(s.state));
  return [
    {
      state: 'complete',
      items: [
        {
          name: `${plainNumber(complete.length)} of ${countWord(states.length, 'source')}`,
          words: ' hold everything they owe.',
        },
      ],
      none: '',
    },
    {
      state: 'late',
      items: states
        .filter((s) => s.state === 'late')
        .map((s) => ({
          name: s.title,
          words: `, due ${dayOrNone(s.dueOn)}, ${countWord(s.daysLate, 'day')} late.`,
        })),
      none: 'No source is late.',
    },
    {
      state: 'refused',
      items: bad.map((s) => ({ name: s.title, words: badWords(s) })),
      none: 'Nothing refused or missing.',
    },
  ];
}

function badWords(s: SourceState): string {
  if (s.state === 'refused')
    return `: ${s.refusedFile} was refused, ${countWord(s.refusedProblems, 'problem')}.`;
  return s.state === 'missing' ? `: nothing since ${dayOrNone(s.dataTo)}.` : ': nothing loaded.';
}

/** Rows in use by how they came. */
export function automationOf(states: States): Automation {
  const rows = (method: SourceState['method']) =>
    states.filter((s) => s.method === method).reduce((sum, s) => sum + (s.rows ?? 0), 0);
  return {
    automatic: rows('automated'),
    template: rows('template'),
    typed: rows('narrative'),
  };
}

export function automationWords(states: States): string {
  const { automatic, template, typed } = automationOf(states);
  const all = automatic + template + typed;
  if (all === 0) return 'Nothing has been loaded.';
  const share = (n: number) => `${plainNumber((100 * n) / all)}%`;
  return `${share(automatic)} of rows arrived with no hand. ${share(template)} came by template and ${share(typed)} were typed.`;
}
