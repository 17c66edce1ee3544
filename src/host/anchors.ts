import { type Anchor, type AnchorCause, anchorLine, type Trail } from '../audit/index.ts';
import { type Home, layDown, type WriteLog } from '../home/index.ts';
import { done, type Outcome, type Problem, problem, refused } from '../problems/index.ts';

/** Lays the head of the trail down at the place that the home names; that it could not be stands in the trail. */
export async function anchorTrail(
  { home, trail, log }: { readonly home: Home; readonly trail: Trail; readonly log?: WriteLog },
  why: AnchorCause,
): Promise<Outcome<Anchor | null>> {
  const place = home.anchor;
  if (place === null) return done(null);
  const anchor: Anchor = { ...(await trail.head()), why };
  try {
    await layDown(place, anchorLine(anchor), log);
    return done(anchor);
  } catch (fault) {
    const detail = ((fault as Error).message.split('\n')[0] ?? '').replace(/\.$/, '');
    await trail.append({
      actor: 'socpf',
      category: 'administration',
      event: 'anchor-not-written',
      detail: { place, why, detail },
    });
    return refused(problem('H012', { place, detail }));
  }
}

/** Does a job again and again until what it gives is called. */
export type Every = (milliseconds: number, job: () => void) => () => void;

const every: Every = (milliseconds, job) => {
  const timer = setInterval(job, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
};

const hour = 3_600_000;

/** Lays the head of the trail down every hour; what goes wrong is told, and the next hour tried again. */
export function anchorHourly(
  host: { anchor(why: AnchorCause): Promise<Outcome<Anchor | null>> },
  tell: (problems: readonly Problem[]) => void,
  repeat: Every = every,
): { stop(): Promise<void> } {
  let laying: Promise<void> = Promise.resolve();
  const stop = repeat(hour, () => {
    laying = host.anchor('hourly').then(
      (laid) => {
        if (!laid.ok) tell(laid.problems);
      },
      (fault: unknown) => tell([problem('H012', { place: 'the trail', detail: String(fault) })]),
    );
  });
  return {
    stop: () => {
      stop();
      return laying;
    },
  };
}
