import { type Actor, themeThing } from '../access/index.ts';
import { asideOf, type Finding, type View } from '../findings/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import type { Host } from './host.ts';
import { findingsSince } from './overview-since.ts';

/** Which finding is meant: by its id, in what a page shows. */
export interface AsideAsked {
  readonly finding: string;
  readonly view: View;
}

/** Sets a finding aside with a reason: for analysts and the theme's lead. */
export async function setFindingAside(
  host: Host,
  { reason, ...asked }: AsideAsked & { readonly reason: string },
  actor: Actor | null,
): Promise<Outcome<Finding>> {
  const finding = await allowed(host, asked, actor, 'set this finding aside');
  if (!finding.ok) return finding;
  if (reason.trim() === '') return refused(problem('U107', {}));
  await keep(host, finding.value, { aside: true, reason: reason.trim() }, actor);
  return finding;
}

/** Lists a finding again that was set aside; what was said of it stays kept. */
export async function takeBack(
  host: Host,
  asked: AsideAsked,
  actor: Actor | null,
): Promise<Outcome<Finding>> {
  const finding = await allowed(host, asked, actor, 'take this finding back');
  if (finding.ok) await keep(host, finding.value, { aside: false, reason: '' }, actor);
  return finding;
}

/** The finding that is meant, if there is one and the actor may say something of its theme. */
async function allowed(
  host: Host,
  { finding, view }: AsideAsked,
  actor: Actor | null,
  words: string,
): Promise<Outcome<Finding>> {
  const { findings, setAside } = await findingsSince(host, actor, view);
  const found = [...findings, ...setAside.map((aside) => aside.finding)].find(
    (f) => f.id === finding,
  );
  const refusal = host.refuse(
    actor,
    'write-words',
    words,
    found ? themeThing(host.framework, found.theme) : {},
  );
  if (refusal) return refused(refusal);
  return found
    ? done(found)
    : refused(problem('U103', { what: 'finding', name: finding, nearest: null }));
}

async function keep(
  host: Host,
  finding: Finding,
  { aside, reason }: { readonly aside: boolean; readonly reason: string },
  actor: Actor | null,
): Promise<void> {
  const { word, direction, ...of } = asideOf(finding);
  const name = actor?.name ?? '';
  await host.records
    .insertInto('finding_aside')
    .values({
      ...of,
      theme: finding.theme,
      word: word ?? '',
      direction: direction ?? '',
      aside: aside ? 1 : 0,
      reason,
      at: host.clock.now(),
      actor: name,
    })
    .execute();
  await host.trail.append({
    actor: name,
    category: 'alteration',
    event: aside ? 'finding-set-aside' : 'finding-taken-back',
    detail: { finding: of.finding, area: of.area, period: of.period, theme: finding.theme },
  });
}
