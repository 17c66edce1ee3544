import type { Actor } from '../access/index.ts';
import { addDays, type PlainDate, parseDay } from '../periods/index.ts';
import type { Problem } from '../problems/index.ts';
import { roleOf } from './feedback.ts';
import type { Host } from './host.ts';

/** How often a kind of page was opened by people of a role: for whom the product works, and nobody's name. */
export interface PageUse {
  /** A route's path: `/themes/:id`. */
  readonly page: string;
  readonly role: string;
  /** Theme of the page; empty where it has none. */
  readonly theme: string;
  readonly opened: number;
}

/** Days that are told together: a single day of a role that one person has would be that person's day. */
export const useDays = 28;

const setting = 'count-use';

/** Counting is on until an administrator turns it off. */
export async function countsUse({ records }: Pick<Host, 'records'>): Promise<boolean> {
  const row = await records
    .selectFrom('meta')
    .select('value')
    .where('key', '=', setting)
    .executeTakeFirst();
  return row?.value !== 'off';
}

/** Turns the counting on or off; off forgets what was counted. */
export async function setCounting(
  host: Host,
  on: boolean,
  actor: Actor | null,
): Promise<Problem | null> {
  const refusal = host.refuse(actor, 'administer', 'turn the counting of pages on or off');
  if (refusal) return refusal;
  const value = on ? 'on' : 'off';
  await host.records
    .insertInto('meta')
    .values({ key: setting, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute();
  if (!on) await host.records.deleteFrom('page_use').execute();
  await host.trail.append({
    actor: actor?.name ?? '',
    category: 'alteration',
    event: 'use-counting',
    detail: { on },
  });
  return null;
}

/** Counts one opening. A page is never late or lost for it: what cannot be counted is not. */
export async function countUse(
  host: Host,
  opened: { readonly page: string; readonly theme: string },
  actor: Actor | null,
): Promise<void> {
  try {
    if (!(await countsUse(host))) return;
    const day = host.clock.today();
    await host.records
      .insertInto('page_use')
      .values({ ...opened, day, role: roleOf(actor), opened: 1 })
      .onConflict((c) =>
        c
          .columns(['day', 'page', 'role', 'theme'])
          .doUpdateSet((e) => ({ opened: e('page_use.opened', '+', 1) })),
      )
      .execute();
  } catch {
    // The count is worth less than the page.
  }
}

/** What was opened in the last four weeks, most first. */
export async function pageUse(host: Host): Promise<readonly PageUse[]> {
  const today = parseDay(host.clock.today());
  const from: PlainDate | '' = today ? addDays(today, 1 - useDays) : '';
  return host.records
    .selectFrom('page_use')
    .select(({ fn }) => ['page', 'role', 'theme', fn.sum<number>('opened').as('opened')])
    .where('day', '>=', from)
    .groupBy(['page', 'role', 'theme'])
    .orderBy('opened', 'desc')
    .execute();
}
