import type { Framework } from '../framework/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { type Grant, mintGrant } from '../warehouse/index.ts';
import { type Actor, may, type Thing, whoMay } from './may.ts';
import { reasonMissing } from './reason.ts';

/** What the trail must be told; handed in, since `audit` stands on this floor too. */
export type Log = (entry: {
  actor: string;
  category: 'consultation' | 'refusal';
  event: string;
  detail: Record<string, unknown>;
}) => Promise<number>;

/** What is to be read, and why. */
export interface Look {
  readonly thing: Thing;
  /** For the trail: which rows. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly reason: string | null | undefined;
  /** Says whether a reason must be given. */
  readonly framework: Pick<Framework, 'reasons'>;
}

/** Leave to read the rows behind a point. The entry is written before the grant exists. */
export async function grantRows(
  actor: Actor | null,
  { thing, about, reason, framework }: Look,
  log: Log,
): Promise<Outcome<Grant>> {
  if (!may(actor, 'see-rows', thing)) {
    await log({
      actor: actor?.name ?? 'nobody',
      category: 'refusal',
      event: 'rows-refused',
      detail: { ...about },
    });
    return refused(problem('A102', { action: 'open the rows', who: whoMay('see-rows') }));
  }
  const unsaid = reasonMissing(framework, 'record-rows', reason);
  if (unsaid) return refused(unsaid);
  const entry = await log({
    actor: actor?.name ?? 'nobody',
    category: 'consultation',
    event: 'rows-opened',
    detail: { ...about, ...(reason?.trim() ? { reason: reason.trim() } : {}) },
  });
  return done(mintGrant(actor?.name ?? 'nobody', entry));
}

/** Leave to read columns of the open class alone, which all who see figures may: no one is looked up by it. */
export const grantOpen = (actor: Actor | null): Grant | null =>
  actor !== null && may(actor, 'see-figures') ? mintGrant(actor.name, 0, ['open']) : null;
