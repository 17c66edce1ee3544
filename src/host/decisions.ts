import { type Actor, themeThing } from '../access/index.ts';
import { type PlainDate, parseDay } from '../periods/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { editions } from './editions.ts';
import type { Host } from './host.ts';

export const decisionStates = ['open', 'done', 'late', 'dropped'] as const;
export type DecisionState = (typeof decisionStates)[number];

/** What a meeting decided on a finding of an issued edition: who does what by when, and what became of it. */
export interface Decision {
  readonly id: number;
  readonly edition: string;
  readonly finding: string;
  readonly theme: string;
  readonly text: string;
  readonly owner: string;
  readonly dueOn: PlainDate;
  readonly at: string;
  readonly by: string;
  readonly state: DecisionState;
  /** What was reported last; empty while nothing was. */
  readonly result: string;
}

export interface NewDecision {
  readonly edition: string;
  readonly finding: string;
  readonly theme: string;
  readonly text: string;
  readonly owner: string;
  readonly dueOn: string;
}

/** Keeps a decision; an owner and a day are asked for, since one without them is nobody's. */
export async function decide(
  host: Host,
  asked: NewDecision,
  actor: Actor | null,
): Promise<Outcome<Decision>> {
  const refusal = host.refuse(
    actor,
    'decide',
    'write down a decision',
    themeThing(host.framework, asked.theme),
  );
  if (refusal) return refused(refusal);
  if (!host.framework.themes.has(asked.theme))
    return refused(problem('U103', { what: 'theme', name: asked.theme, nearest: null }));
  const edition = (await editions(host)).find((e) => e.id === asked.edition);
  if (!edition || edition.status === 'draft')
    return refused(problem('D105', { edition: asked.edition }));
  const due = parseDay(asked.dueOn);
  if (asked.text.trim() === '' || asked.owner.trim() === '' || due === null)
    return refused(problem('U106', {}));
  const { id } = await host.records
    .insertInto('decision')
    .values({
      edition: asked.edition,
      finding: asked.finding,
      theme: asked.theme,
      text: asked.text.trim(),
      owner: asked.owner.trim(),
      due_on: due,
      at: host.clock.now(),
      actor: actor?.name ?? '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await noted(host, actor, 'decision-kept', id);
  return found(host, id);
}

/** Writes what became of a decision; the newest counts and none is overwritten. */
export async function reportResult(
  host: Host,
  asked: { readonly decision: number; readonly state: DecisionState; readonly text: string },
  actor: Actor | null,
): Promise<Outcome<Decision>> {
  const known = (await decisions(host)).find((d) => d.id === asked.decision);
  const refusal = host.refuse(
    actor,
    'decide',
    'report on a decision',
    known ? themeThing(host.framework, known.theme) : {},
  );
  if (refusal) return refused(refusal);
  if (!known) return found(host, asked.decision);
  await host.records
    .insertInto('decision_result')
    .values({
      decision: known.id,
      state: asked.state,
      text: asked.text.trim(),
      at: host.clock.now(),
      actor: actor?.name ?? '',
    })
    .execute();
  await noted(host, actor, 'decision-result', known.id);
  return found(host, known.id);
}

/** All decisions on the themes of this host, the earliest due first. */
export async function decisions(host: Host): Promise<readonly Decision[]> {
  const results = await host.records
    .selectFrom('decision_result')
    .selectAll()
    .orderBy('id')
    .execute();
  const rows = await host.records
    .selectFrom('decision')
    .selectAll()
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  return rows.flatMap((row): Decision[] => {
    const dueOn = parseDay(row.due_on);
    const last = results.findLast((r) => r.decision === row.id);
    if (!dueOn || !host.framework.themes.has(row.theme)) return [];
    return [
      {
        id: row.id,
        edition: row.edition,
        finding: row.finding,
        theme: row.theme,
        text: row.text,
        owner: row.owner,
        dueOn,
        at: row.at,
        by: row.actor,
        state: decisionStates.find((state) => state === last?.state) ?? 'open',
        result: last?.text ?? '',
      },
    ];
  });
}

async function found(host: Host, id: number): Promise<Outcome<Decision>> {
  const decision = (await decisions(host)).find((d) => d.id === id);
  return decision
    ? done(decision)
    : refused(problem('U103', { what: 'decision', name: String(id), nearest: null }));
}

const noted = (host: Host, actor: Actor | null, event: string, decision: number) =>
  host.trail.append({
    actor: actor?.name ?? '',
    category: 'alteration',
    event,
    detail: { decision },
  });
