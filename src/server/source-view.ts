import type { Actor } from '../access/index.ts';
import {
  type ColumnDefinition,
  type Replacement,
  roleTitle,
  type SourceDefinition,
} from '../framework/index.ts';
import { asRefused, type Host, type SourceState, sourceStates } from '../host/index.ts';
import { type SourceView, sourcePage } from '../pages/index.ts';
import {
  dayLabel,
  lastCompletePeriod,
  monthLabel,
  parseDay,
  parseMonth,
} from '../periods/index.ts';
import { formatPercent, idWords } from '../wording/index.ts';
import { frameOf } from './frame.ts';
import { mendingOf } from './refused-view.ts';
import type { Asked } from './route.ts';
import { dayOrNone, pillState, stateWords } from './source-words.ts';

/** State, definition, loads with Undo, problems still open, expected columns of one source. */
export async function sourceView(
  asked: Asked,
  source: SourceDefinition,
  shown: { readonly undone: number | null; readonly all: boolean },
): Promise<string> {
  const { host, actor } = asked;
  const may = (action: 'load-files' | 'undo-load') => host.refuse(actor, action, '') === null;
  const state = (await sourceStates(host)).find((s) => s.source === source.id);
  return sourcePage(
    {
      id: source.id,
      title: source.title,
      owner: roleTitle(host.framework, source.owner),
      marking: source.marking,
      state: state ? pillState(state) : 'missing',
      stateWords: state ? stateWords(state) : 'Nothing loaded',
      next: nextWords(state),
      definition: definitionOf(source),
      loads: (await loadsOf(host, source)).slice(0, shown.all ? undefined : shownLoads),
      allLoads: state?.loads ?? 0,
      // The problems quote cells: they are for those who may correct the file.
      open: may('load-files') ? await openProblems(host, actor, source.id, state) : null,
      columns: columnsOf(host, source),
      canUndo: may('undo-load'),
      undone:
        shown.undone === null
          ? null
          : `Load L-${shown.undone} was taken out. Figures are what they were before it.`,
    },
    await frameOf(asked, null),
  );
}

function nextWords(state: SourceState | undefined): string {
  if (!state || state.state === 'nothing-loaded') return 'Nothing has been loaded.';
  const due = state.dueOn ? `Next due ${dayOrNone(state.dueOn)}.` : 'Nothing is due.';
  return `Data to ${dayOrNone(state.dataTo)}. ${due}`;
}

const methods = {
  automated: 'By schedule, with no hand',
  template: 'A template, filled in by hand',
  narrative: 'Text, written by hand',
} as const;

function definitionOf(source: SourceDefinition): SourceView['definition'] {
  const { arrives, recognise } = source;
  const due = arrives
    ? arrives.every === 'any'
      ? 'As it comes'
      : `Every ${arrives.every}, ${arrives.due.days} ${arrives.due.working ? 'working ' : ''}days after its end`
    : 'As it comes';
  const replaced = [...new Set(source.parts.map((part) => replacedWords(part.replaces)))];
  return [
    { what: 'How it comes', words: methods[source.method] },
    { what: 'When', words: due },
    {
      what: 'Recognised by',
      words: `a name like ${recognise.names.join(' or ')}${recognise.columns.length > 0 ? `, and the columns ${recognise.columns.join(', ')}` : ''}`,
    },
    { what: 'Replaces', words: replaced.join('. ') },
    {
      what: 'Set aside',
      words: `Rows that break a rule are kept out and counted; over ${formatPercent(source.setAsideStopAbove).replace('+', '')} of a file, it is refused`,
    },
    { what: 'Open data', words: source.published ? 'Yes, published' : 'No' },
  ];
}

function replacedWords({ what, period, within }: Replacement): string {
  switch (what) {
    case 'period':
      return `A newer file replaces the same ${period}${within.length > 0 ? ` of the same ${within.map(idWords).join(' and ')}` : ''}`;
    case 'snapshot':
      return 'Each file is the whole list on its day';
    case 'key':
      return 'A newer row replaces the one with its key';
    case 'nothing':
      return 'Nothing is replaced';
  }
}

const shownLoads = 24;

async function loadsOf(host: Host, source: SourceDefinition): Promise<SourceView['loads']> {
  const loads = await host.figures.loads();
  const undone = new Set(loads.flatMap((l) => (l.undoes === null ? [] : [l.undoes])));
  const used = await loadsInUse(host, source);
  return loads
    .filter((l) => l.source === source.id && l.kind === 'load')
    .reverse()
    .map((l) => ({
      load: l.load,
      file: l.file,
      period: periodWords(l.firstMonth, l.lastMonth, l.dataTo),
      rows: l.rowsLoaded,
      setAside: l.rowsSetAside,
      arrivedAt: l.arrivedAt,
      actor: l.actor.replace(/^local:/, ''),
      state: undone.has(l.load)
        ? 'Taken out'
        : used === null || used.has(l.load)
          ? 'In use'
          : 'Replaced',
    }));
}

/** Loads that some month of a measure of this source still rests on; null where no measure reads it. */
async function loadsInUse(host: Host, source: SourceDefinition): Promise<Set<number> | null> {
  const measure = [...host.framework.measures.values()].find((m) => source.loads.has(m.value.of));
  if (!measure) return null;
  const by = source.period.complete === 'month' ? 'month' : 'quarter';
  const series = await host.figures.series({
    measure: measure.id,
    by,
    period: lastCompletePeriod(by, host.reportingDay),
  });
  const all = [series.figure, ...series.figures, ...series.chartFigures];
  return new Set(all.flatMap((figure) => figure.loads));
}

function periodWords(first: string | null, last: string | null, dataTo: string | null): string {
  const [from, to] = [first, last].map((m) => (m === null ? null : parseMonth(m)));
  if (from && to)
    return from === to
      ? monthLabel(from, 'short')
      : `${monthLabel(from, 'short')} to ${monthLabel(to, 'short')}`;
  const day = dataTo === null ? null : parseDay(dataTo);
  return day ? `state on ${dayLabel(day, 'short')}` : 'not said';
}

const shownProblems = 30;

/** Problems of the newest file where that was refused. */
async function openProblems(
  host: Host,
  actor: Actor | null,
  source: string,
  state: SourceState | undefined,
): Promise<SourceView['open']> {
  if (!state?.refusedFile) return null;
  const newest = await host.records
    .selectFrom('arrival')
    .selectAll()
    .where('source', '=', source)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (newest?.status !== 'refused') return null;
  const refused = asRefused(host, newest);
  return {
    file: refused.file,
    problems: refused.problems.slice(0, shownProblems),
    total: refused.problems.length,
    mending: await mendingOf(host, actor, refused),
  };
}

const kinds: Readonly<Record<ColumnDefinition['type'], string>> = {
  text: 'Text',
  date: 'A date',
  code: 'One of a list',
  codes: 'Several of a list',
  integer: 'A whole number',
  decimal: 'A number',
  money: 'An amount in pounds',
  boolean: 'Yes or no',
  score: 'A score',
  month: 'A month',
};

/** Each heading of the file with what it means and what it must hold. */
export function columnsOf(host: Host, source: SourceDefinition): SourceView['columns'] {
  const { framework } = host;
  return [...source.loads].flatMap(([dataset, columns]) =>
    [...columns].flatMap(([name, from]) => {
      const column = framework.datasets.get(dataset)?.columns.get(name);
      if (from.kind !== 'column' || !column) return [];
      const list = column.vocabulary ? framework.vocabularies.get(column.vocabulary)?.title : null;
      return [
        {
          heading: from.column,
          means: capital(idWords(name)),
          kind: `${kinds[column.type]}${list ? `: ${list}` : ''}${from.format ? `, as ${from.format}` : ''}`,
          rule: ruleOf(column),
        },
      ];
    }),
  );
}

function ruleOf(column: ColumnDefinition): string {
  const rules = [
    column.required ? 'Required' : '',
    column.key ? 'No value twice' : '',
    column.notAfter === 'reporting-day' ? 'Not after today' : '',
    column.minimum !== null ? `Not under ${column.minimum}` : '',
    column.vocabulary && column.unknown === 'keep' ? 'Unknown values are kept as not known' : '',
    column.class === 'open' ? '' : 'Seen only by those who may open rows',
  ].filter(Boolean);
  return rules.length > 0 ? rules.join('. ') : 'None';
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
