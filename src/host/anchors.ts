import { type Anchor, type AnchorCause, anchorLine, type Trail } from '../audit/index.ts';
import { type Home, layDown } from '../home/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';

/** Lays the head of the trail down at the place that the home names; that it could not be stands in the trail. */
export async function anchorTrail(
  { home, trail }: { readonly home: Home; readonly trail: Trail },
  why: AnchorCause,
): Promise<Outcome<Anchor | null>> {
  const place = home.anchor;
  if (place === null) return done(null);
  const anchor: Anchor = { ...(await trail.head()), why };
  try {
    await layDown(place, anchorLine(anchor));
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
