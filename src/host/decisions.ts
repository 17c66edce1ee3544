import { type Actor, themeThing } from '../access/index.ts';
import { type PlainDate, parseDay } from '../periods/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { editions } from './edition-list.ts';
import type { Host } from './host.ts';

export const decisionStates = ['open', 'done', 'late', 'dropped'] as const;
export type DecisionState = (typeof decisionStates)[number];

/** What a meeting decided on a finding: who does what by when, and what became of it. */
export interface Decision {
  readonly id: number;
  /** The issued edition that the meeting had before it; empty where it was decided on a page. */
  readonly edition: string;
  /** Id of the finding; empty where a meeting decided without one. */
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
  /** Every report, and every wording that was changed, oldest first. */
  readonly history: readonly DecisionStep[];
}

export interface DecisionStep {
  readonly at: string;
  readonly by: string;
  /** The state that was reported; null where the wording was changed. */
  readonly state: DecisionState | null;
  /** What was reported, or what the decision said before. */
  readonly text: string;
}

/** What can be said anew of a decision. */
export interface DecisionWords {
  readonly text: string;
  readonly owner: string;
  readonly dueOn: string;
}

export interface NewDecision extends DecisionWords {
  readonly edition: string;
  readonly finding: string;
  readonly theme: string;
}

/** Nobody has said that it is done or dropped. */
export const isOpen = ({ state }: Pick<Decision, 'state'>): boolean =>
  state === 'open' || state === 'late';

export const isOverdue = (decision: Pick<Decision, 'state' | 'dueOn'>, today: PlainDate): boolean =>
  isOpen(decision) && decision.dueOn < today;

/** Keeps a decision; an owner and a day are asked for, since one without them is nobody's. */
export async function decide(
  host: Host,
  asked: NewDecision,
  actor: Actor | null,
): Promise<Outcome<Decision>> {
  const refusal = mayDecide(host, actor, asked.theme, 'write down a decision');
  if (refusal) return refused(refusal);
  if (!host.framework.themes.has(asked.theme))
    return refused(problem('U103', { what: 'theme', name: asked.theme, nearest: null }));
  const edition = (await editions(host)).find((e) => e.id === asked.edition);
  if (asked.edition !== '' && (!edition || edition.status === 'draft'))
    return refused(problem('D105', { edition: asked.edition }));
  const words = wordsOf(asked);
  if (words === null) return refused(problem('U106', {}));
  const { id } = await host.records
    .insertInto('decision')
    .values({
      edition: asked.edition,
      finding: asked.finding,
      theme: asked.theme,
      ...words,
      at: host.clock.now(),
      actor: actor?.name ?? '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await noted(host, actor, 'decision-kept', id);
  return found(host, id);
}

/** Words a decision anew; what it said before stays in its history. */
export async function changeDecision(
  host: Host,
  asked: DecisionWords & { readonly decision: number },
  actor: Actor | null,
): Promise<Outcome<Decision>> {
  const known = await knownTo(host, asked.decision, actor, 'change a decision');
  if (!known.ok) return known;
  const words = wordsOf(asked);
  if (words === null) return refused(problem('U106', {}));
  const { text, owner, dueOn } = known.value;
  if (words.text === text && words.owner === owner && words.due_on === dueOn) return known;
  await host.records
    .insertInto('decision_change')
    .values({
      decision: known.value.id,
      ...words,
      at: host.clock.now(),
      actor: actor?.name ?? '',
    })
    .execute();
  await noted(host, actor, 'decision-changed', known.value.id);
  return found(host, known.value.id);
}

/** Writes what became of a decision; the newest counts and none is overwritten. */
export async function reportResult(
  host: Host,
  asked: { readonly decision: number; readonly state: DecisionState; readonly text: string },
  actor: Actor | null,
): Promise<Outcome<Decision>> {
  const known = await knownTo(host, asked.decision, actor, 'report on a decision');
  if (!known.ok) return known;
  await host.records
    .insertInto('decision_result')
    .values({
      decision: known.value.id,
      state: asked.state,
      text: asked.text.trim(),
      at: host.clock.now(),
      actor: actor?.name ?? '',
    })
    .execute();
  await noted(host, actor, 'decision-result', known.value.id);
  return found(host, known.value.id);
}

/** All decisions on the themes of this host, the earliest due first. */
export async function decisions(host: Host): Promise<readonly Decision[]> {
  const results = await host.records
    .selectFrom('decision_result')
    .selectAll()
    .orderBy('id')
    .execute();
  const changes = await host.records
    .selectFrom('decision_change')
    .selectAll()
    .orderBy('id')
    .execute();
  const rows = await host.records.selectFrom('decision').selectAll().orderBy('id').execute();
  return rows
    .flatMap((row): Decision[] => {
      const told = results.filter((r) => r.decision === row.id);
      const worded = [row, ...changes.filter((c) => c.decision === row.id)];
      const now = worded.at(-1) ?? row;
      const last = told.at(-1);
      const dueOn = parseDay(now.due_on);
      if (!dueOn || !host.framework.themes.has(row.theme)) return [];
      return [
        {
          id: row.id,
          edition: row.edition,
          finding: row.finding,
          theme: row.theme,
          text: now.text,
          owner: now.owner,
          dueOn,
          at: row.at,
          by: row.actor,
          state: decisionStates.find((state) => state === last?.state) ?? 'open',
          result: last?.text ?? '',
          history: historyOf(told, worded),
        },
      ];
    })
    .sort((a, b) => (a.dueOn === b.dueOn ? a.id - b.id : a.dueOn < b.dueOn ? -1 : 1));
}

function historyOf(
  told: readonly {
    readonly at: string;
    readonly actor: string;
    readonly state: string;
    readonly text: string;
  }[],
  worded: readonly {
    readonly at: string;
    readonly actor: string;
    readonly text: string;
    readonly owner: string;
    readonly due_on: string;
  }[],
): DecisionStep[] {
  const reports = told.map(
    ({ at, actor, state, text }): DecisionStep => ({
      at,
      by: actor,
      state: decisionStates.find((known) => known === state) ?? 'open',
      text,
    }),
  );
  const changes = worded.slice(1).flatMap(({ at, actor }, i): DecisionStep[] => {
    const before = worded[i];
    return before
      ? [
          {
            at,
            by: actor,
            state: null,
            text: `${before.text} (${before.owner}, by ${before.due_on})`,
          },
        ]
      : [];
  });
  return [...reports, ...changes].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** All three, or null: a decision without one of them is nobody's. */
function wordsOf({ text, owner, dueOn }: DecisionWords) {
  const due = parseDay(dueOn);
  return text.trim() === '' || owner.trim() === '' || due === null
    ? null
    : { text: text.trim(), owner: owner.trim(), due_on: due };
}

const mayDecide = (host: Host, actor: Actor | null, theme: string, words: string) =>
  host.refuse(actor, 'decide', words, themeThing(host.framework, theme));

async function knownTo(
  host: Host,
  id: number,
  actor: Actor | null,
  words: string,
): Promise<Outcome<Decision>> {
  const known = await found(host, id);
  if (!known.ok) {
    // Who may decide nothing is not told which decisions there are.
    const refusal = host.refuse(actor, 'decide', words);
    return refusal ? refused(refusal) : known;
  }
  const refusal = mayDecide(host, actor, known.value.theme, words);
  return refusal ? refused(refusal) : known;
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
