import type { Actor } from '../access/index.ts';
import { lastCompletePeriod, periodOf } from '../periods/index.ts';
import type { Host } from './host.ts';

/** Stops reading ahead; waits for what is being asked. */
export interface ReadAhead {
  stop(): Promise<void>;
}

const pause = 1000;
/** How long to wait before looking again whether a reader is still being answered, milliseconds. */
const turn = 50;
const someViewer: Actor = { name: 'read-ahead', roles: ['viewer'], themes: [] };

/**
 * Works out what most readers ask first, before they ask: the overview, the themes and their
 * measures for the last complete quarter, when the server has started and once a load has ended.
 * Every answer is kept by `figures` until the next load; a fault here is met again by the reader.
 * While a reader is being answered nothing is begun after the overview: both would wait for it.
 * @param rest milliseconds after the overview, in which whoever started the server opens the first page
 */
export function readAhead(
  host: Pick<Host, 'figures' | 'stories' | 'framework' | 'as' | 'arriving'>,
  isAnswering: () => boolean,
  rest = pause,
): ReadAhead {
  let stopped = false;
  let known = -1;
  let before = host.figures.version();
  let asking: Promise<void> = Promise.resolve();
  /** Waits so long at least, and until no reader is being answered; whether to go on then. */
  const free = async (least = 0) => {
    for (let waited = 0; !stopped && (waited < least || isAnswering()); waited += turn)
      await new Promise((resolve) => setTimeout(resolve, turn));
    return !stopped;
  };
  const look = () => {
    const version = host.figures.version();
    // While files come in one after the other every answer is soon old: it waits until they have.
    const still = version === before && host.arriving() === null;
    before = version;
    if (!still || version === known) return;
    known = version;
    asking = asking
      .then(async () => {
        await askAll(host, free, rest);
        // Where themes are restricted, those who see the rest have figures of their own.
        const others = host.as(someViewer);
        if (others.narrow && (await free())) await askAll(others, free, 0);
      })
      .catch(() => undefined);
  };
  look();
  const timer = setInterval(look, pause);
  timer.unref();
  return {
    stop: () => {
      stopped = true;
      clearInterval(timer);
      return asking;
    },
  };
}

async function askAll(
  { figures, stories, framework }: Pick<Host, 'figures' | 'stories' | 'framework'>,
  free: (least?: number) => Promise<boolean>,
  rest: number,
): Promise<void> {
  const period = lastCompletePeriod('quarter', figures.reportingDay);
  if ((await figures.loads()).length === 0) return;
  await stories.overview({ period });
  if (!(await free(rest))) return;
  for (const theme of framework.themes.values()) {
    if (!(await free())) return;
    await stories.theme(theme.id, { period });
    if (!(await free())) return;
    await Promise.all([
      figures.split({ measure: theme.lead, by: period.grain, period }, 'district'),
      ...theme.measures.flatMap((measure) =>
        (['month', 'rolling-12'] as const).map((by) =>
          figures.series({ measure, by, period: periodOf(by, period.last) }),
        ),
      ),
    ]);
  }
}
