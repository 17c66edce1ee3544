import type { Actor } from '../access/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { editions } from './edition-list.ts';
import type { Host } from './host.ts';

/** What a reader said of a page or an edition. A role stands for the reader, never a name: nobody is watched. */
export interface Feedback {
  /** Id of an issued edition; empty where a page is meant. */
  readonly edition: string;
  /** Path of the page; empty where an edition is meant. */
  readonly page: string;
  readonly role: string;
  readonly useful: boolean | null;
  readonly text: string;
  readonly at: string;
}

/** Keeps what was said. Nothing goes to the trail: an entry there would put a name to it. */
export async function giveFeedback(
  host: Host,
  said: Pick<Feedback, 'edition' | 'page' | 'text'> & { readonly useful: boolean },
  actor: Actor | null,
): Promise<Outcome<null>> {
  const refusal = host.refuse(actor, 'give-feedback', 'say what was useful');
  if (refusal) return refused(refusal);
  if (said.edition !== '') {
    const edition = (await editions(host)).find((e) => e.id === said.edition);
    if (!edition || edition.status === 'draft')
      return refused(problem('D105', { edition: said.edition }));
  }
  await host.records
    .insertInto('feedback')
    .values({
      edition: said.edition,
      page: said.page,
      role: roleOf(actor),
      useful: said.useful ? 1 : 0,
      text: said.text.trim(),
      at: host.clock.now(),
    })
    .execute();
  return done(null);
}

/** Newest first. */
export async function feedback(host: Host): Promise<readonly Feedback[]> {
  const rows = await host.records
    .selectFrom('feedback')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map(({ edition, page, role, useful, text, at }) => ({
    edition,
    page,
    role,
    useful: useful === null ? null : useful === 1,
    text,
    at,
  }));
}

/** One role for a person who has several: the one that reads most closely. */
export const roleOf = (actor: Actor | null): string =>
  (['theme-lead', 'analyst', 'administrator', 'viewer'] as const).find((role) =>
    actor?.roles.includes(role),
  ) ?? 'viewer';
