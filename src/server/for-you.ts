import type { Actor } from '../access/index.ts';
import type { Overview } from '../findings/index.ts';
import { editions, type SourceState, writtenFor } from '../host/index.ts';
import type { ForYouView } from '../pages/index.ts';
import { monthsLabel } from '../periods/index.ts';
import { countWord, isSignal } from '../wording/index.ts';
import type { openDecisions } from './findings-view.ts';
import type { Shown } from './frame.ts';
import type { Asked } from './route.ts';

type Task = ForYouView['tasks'][number];

interface Known {
  readonly overview: Overview;
  readonly states: readonly SourceState[];
  readonly open: Awaited<ReturnType<typeof openDecisions>>;
}

/** Themes that a person leads; none for who leads nothing. */
export const leads = (actor: Actor | null): readonly string[] =>
  actor?.roles.includes('theme-lead') ? actor.themes : [];

/**
 * What waits for the person who reads: a theme lead's themes with the words she has to accept and the
 * decisions that are due in them, an analyst's list of work, an administrator's accounts. Who only
 * reads has the page itself.
 */
export async function forYou(
  { host, actor }: Asked,
  shown: Shown,
  known: Known,
): Promise<ForYouView | null> {
  const { period } = shown.view;
  const own = leads(actor);
  const has = (role: Actor['roles'][number]) => actor?.roles.includes(role) ?? false;
  const written = await writtenFor(host, period);
  const tasks: Task[] = [];
  if (own.length > 0) tasks.push(...leadTasks(own, written, known, shown.query));
  if (has('analyst')) {
    tasks.push(...sourceTasks(known.states), ...wordTasks(known.overview, written, shown.query));
    tasks.push(...(await editionTasks(host, period)), ...decisionTasks(known.open, '/decisions'));
  }
  if (has('administrator'))
    tasks.push({
      words: countWord((await host.accounts.list()).filter((a) => !a.disabled).length, 'account'),
      href: '/admin',
    });
  if (own.length === 0 && !has('analyst') && !has('administrator')) return null;
  return {
    themes: known.overview.themes
      .filter((t) => own.includes(t.theme))
      .map(({ theme, title, counts }) => ({
        title,
        // What asks for a look; the theme's own page and the table below count the rest.
        counts: counts.filter(
          ({ word }) => isSignal(word) || word === 'late' || word === 'missing',
        ),
        href: `/themes/${theme}${shown.query}`,
      })),
    tasks,
  };
}

function leadTasks(
  own: readonly string[],
  written: Awaited<ReturnType<typeof writtenFor>>,
  known: Known,
  query: string,
): Task[] {
  const waiting = own.filter((theme) => written.get(theme) === 'waiting');
  const mine = known.open.filter((d) => own.includes(d.theme));
  return [
    ...(waiting.length > 0
      ? [
          {
            words: `words of ${countWord(waiting.length, 'theme')} to accept`,
            href: `/themes/${waiting[0]}${query}#words`,
          },
        ]
      : []),
    ...decisionTasks(mine, own.length === 1 ? `/decisions?theme=${own[0]}` : '/decisions'),
  ];
}

function sourceTasks(states: readonly SourceState[]): Task[] {
  const count = (...wanted: readonly SourceState['state'][]) =>
    states.filter((s) => wanted.includes(s.state)).length;
  const refused = count('refused');
  const behind = count('late', 'missing');
  const href = '/sources?first=attention';
  return [
    ...(refused > 0 ? [{ words: `${countWord(refused, 'file')} refused`, href }] : []),
    ...(behind > 0 ? [{ words: `${countWord(behind, 'source')} late or missing`, href }] : []),
  ];
}

/** Themes that have figures and for which nobody has written. */
function wordTasks(
  overview: Overview,
  written: Awaited<ReturnType<typeof writtenFor>>,
  query: string,
): Task[] {
  const silent = overview.themes.filter(
    (t) => !written.has(t.theme) && t.lead !== null && t.lead.figure.value !== null,
  );
  const [first] = silent;
  return first
    ? [
        {
          words: `${countWord(silent.length, 'theme')} to write for`,
          href: `/themes/${first.theme}${query}#words`,
        },
      ]
    : [];
}

async function editionTasks(host: Asked['host'], period: Shown['view']['period']): Promise<Task[]> {
  const own = (await editions(host)).filter((e) => e.period.id === period.id);
  if (own.some((e) => e.status !== 'draft')) return [];
  const what = own.length > 0 ? 'draft to issue' : 'pack to build';
  return [{ words: `${what} for ${monthsLabel(period, 'short')}`, href: '/packs' }];
}

function decisionTasks(open: Known['open'], href: string): Task[] {
  if (open.length === 0) return [];
  const overdue = open.filter((d) => d.overdue).length;
  const state =
    overdue === 0 ? 'open' : overdue < open.length ? `open, ${overdue} overdue` : 'overdue';
  return [{ words: `${countWord(open.length, 'decision')} ${state}`, href }];
}
