import { roleTitle } from '../framework/index.ts';
import { type Host, type SourceState, sourceStates } from '../host/index.ts';
import { type FileResult, type SourceRow, sourcesPage } from '../pages/index.ts';
import type { Problem } from '../problems/index.ts';
import { countWord } from '../wording/index.ts';
import { frameOf } from './frame.ts';
import { automation, dayOrNone } from './page-routes.ts';
import type { Asked } from './route.ts';

type Collated = Awaited<ReturnType<Host['collate']>>;

/** The sources page, with what became of the files of this visit: refused before loaded. */
export async function sourcesView(asked: Asked, results: Collated = []): Promise<string> {
  const states = await sourceStates(asked.host);
  const refusedFirst = [...results].sort(
    (a, b) => Number(b.status === 'refused') - Number(a.status === 'refused'),
  );
  const titles = new Map(states.map((s) => [s.source, s.title]));
  return sourcesPage(
    {
      sources: states.map((s) => rowOf(s, roleTitle(asked.host.framework, s.owner))),
      results: refusedFirst.map((r) => resultOf(r, titles.get(r.source ?? '') ?? null)),
      automation: automation(states),
      canLoad: asked.host.refuse(asked.actor, 'load-files', '') === null,
    },
    await frameOf(asked, null),
  );
}

const methods: Readonly<Record<SourceState['method'], string>> = {
  automated: 'by schedule',
  template: 'by template',
  narrative: 'as text',
};

function rowOf(s: SourceState, owner: string): SourceRow {
  const state =
    s.state === 'nothing-loaded'
      ? 'missing'
      : s.state === 'complete' && s.setAside > 0
        ? 'set-aside'
        : s.state;
  return {
    id: s.source,
    title: s.title,
    owner,
    how: `${methods[s.method]}${s.every && s.every !== 'any' ? `, every ${s.every}` : ''}`,
    dataTo: dayOrNone(s.dataTo),
    due: s.dueOn ? dayOrNone(s.dueOn) : 'nothing due',
    lastArrival: s.lastArrived ? dayOrNone(s.lastArrived.slice(0, 10)) : 'none yet',
    rows: s.rows,
    state,
    stateWords: words(s),
  };
}

function words(s: SourceState): string {
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
      return s.setAside > 0 ? `Set aside (${countWord(s.setAside, 'row')})` : 'Complete';
  }
}

function resultOf(r: Collated[number], source: string | null): FileResult {
  const faults = r.problems.filter((p: Problem) => p.severity === 'error').length;
  const said = {
    loaded: `${r.file}: ${countWord(r.rows, 'row')} loaded${source ? ` from ${source}` : ''}${r.periods.length > 0 ? `, ${r.periods.join(' to ')}` : ''}${r.setAside > 0 ? `; ${r.setAside} set aside` : ''}`,
    'already-loaded': `${r.file} was loaded before; nothing changed`,
    refused: `${r.file} was refused: ${countWord(faults, 'problem')}. Nothing was changed`,
  } as const;
  return { file: r.file, status: r.status, source, words: said[r.status], problems: r.problems };
}
