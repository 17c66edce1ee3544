import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../access/index.ts';
import { anchorLine } from '../audit/index.ts';
import {
  auditDeck,
  composePack,
  type PackContent,
  patternsFor,
  readTemplate,
  writeDeck,
} from '../decks/index.ts';
import type { Period, PlainDate } from '../periods/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { editions, rowsOf } from './edition-list.ts';
import type { Host } from './host.ts';
import { changedSince, type Kept, printedFigures, readKept, saidIn } from './kept-edition.ts';
import { localDay } from './own-records.ts';
import { buildTimeKey, type PackAsked, wholeContent } from './pack-content.ts';
import { isLower } from './pack-scope.ts';
import { registers } from './registers.ts';
import { screened } from './screen.ts';
import { templateOf } from './templates.ts';

export interface BuiltPack {
  readonly id: string;
  readonly title: string;
  /** `SOC-performance_2025-Q3_v0.1_OFFICIAL-SENSITIVE.pptx` (domain.md 11.5). */
  readonly name: string;
  readonly file: string;
}

/** A draft: v0.1, v0.2 ... It says DRAFT on every slide and replaces nothing. */
export async function keepDraft(
  host: Host,
  asked: Omit<PackAsked, 'version'>,
  actor: Actor | null,
): Promise<Outcome<BuiltPack>> {
  const { drafts } = await counted(host, asked.packId, asked.period, asked.area);
  return keep(
    host,
    { ...asked, version: `v0.${drafts + 1} DRAFT` },
    'draft',
    { note: '', recipients: '' },
    actor,
  );
}

export interface IssueRequest {
  /** Id of the draft. */
  readonly draft: string;
  /** Who receives it; the disclosure names them. */
  readonly recipients: string;
  /** What changed, where an issued edition is corrected. */
  readonly note: string;
}

/**
 * Issues a draft: figures, words and what was known are frozen as v1.0, or as v1.1 with what changed.
 * What was issued before stays as it was; later data never changes it.
 */
export async function issueEdition(
  host: Host,
  request: IssueRequest,
  actor: Actor | null,
): Promise<Outcome<BuiltPack>> {
  const refusal = host.refuse(actor, 'issue-pack', 'issue a pack');
  if (refusal) return refused(refusal);
  const draft = (await editions(host)).find((e) => e.id === request.draft);
  if (draft?.status !== 'draft') return refused(problem('D105', { edition: request.draft }));
  if (request.recipients.trim() === '') return refused(problem('D106', {}));
  const { issued } = await counted(host, draft.pack, draft.period, draft.area);
  const corrects = issued > 0 ? { version: `v1.${issued - 1}`, note: request.note.trim() } : null;
  if (issued > 0 && request.note.trim() === '')
    return refused(problem('D107', { version: `v1.${issued}` }));
  const row = await host.records
    .selectFrom('edition')
    .select(['as_at', 'plan'])
    .where('id', '=', draft.id)
    .executeTakeFirst();
  const built = await keep(
    host,
    {
      packId: draft.pack,
      period: draft.period,
      area: draft.area,
      asAt: (row?.as_at ?? null) as PlainDate | null,
      version: `v1.${issued}`,
      corrects,
    },
    'issued',
    { ...request, draft: row && { version: draft.version, ...readKept(host, row.plan) } },
    actor,
  );
  if (!built.ok) return built;
  // A place that cannot be written to is in the trail; the edition stands.
  await host.anchor('issue');
  await host.records
    .updateTable('edition')
    .set({ status: 'superseded' })
    .where('pack', '=', draft.pack)
    .where('period', '=', draft.period.id)
    .where('area', 'is', draft.area)
    .where('status', '=', 'issued')
    .where('id', '!=', built.value.id)
    .execute();
  return built;
}

/** Writes the deck of an edition again from what was frozen; equal bytes or a problem. */
export async function rebuildEdition(host: Host, id: string): Promise<Outcome<Uint8Array>> {
  if (!(await editions(host)).some((edition) => edition.id === id))
    return refused(problem('D105', { edition: id }));
  const row = await host.records
    .selectFrom('edition')
    .select(['plan', 'sha256'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.plan === '') return refused(problem('D105', { edition: id }));
  const { template, plan } = readKept(host, row.plan);
  const deck = await writeDeck(readFileSync(join(host.home.editions, template)), plan);
  if (!deck.ok) return deck;
  return sha256Of(deck.value) === row.sha256 ? deck : refused(problem('D108', { edition: id }));
}

/** Where an edition's deck lies. */
export const editionFile = (host: Host, id: string): string =>
  join(host.home.editions, `${id}.pptx`);

async function counted(host: Host, pack: string, period: Period, area: string | null) {
  const all = (await editions(host)).filter(
    (e) => e.pack === pack && e.period.id === period.id && e.area === area,
  );
  return {
    drafts: all.filter((e) => e.status === 'draft').length,
    issued: all.filter((e) => e.status !== 'draft').length,
  };
}

/** Composes, writes, audits and keeps a deck with all that is needed to write it again. */
async function keep(
  host: Host,
  asked: PackAsked,
  status: 'draft' | 'issued',
  told: {
    readonly note: string;
    readonly recipients: string;
    /** What the draft said that is issued. */
    readonly draft?: (Pick<Kept, 'said'> & { readonly version: string }) | undefined;
  },
  actor: Actor | null,
): Promise<Outcome<BuiltPack>> {
  const pack = host.framework.packs.get(asked.packId);
  if (!pack) return refused(problem('U103', { what: 'pack', name: asked.packId, nearest: null }));
  const template = templateOf(host.home.framework, pack.template);
  if (template === null) return refused(problem('D111', { template: pack.template }));
  const slots = await readTemplate(template, patternsFor(pack));
  if (!slots.ok) return slots;
  const begun = Date.parse(host.clock.now());
  const whole = await wholeContent(host, asked, actor);
  if (!whole.ok) return whole;
  const content = whole.value;
  const said = saidIn(host, content);
  const changed = changedSince(told.draft?.said, said);
  if (told.draft && changed.length > 0)
    return refused(
      problem('D114', {
        version: told.draft.version.replace(' DRAFT', ''),
        changed: changed.length,
        first: changed[0] ?? '',
      }),
    );
  const composed = composePack(content, slots.value);
  const named = screened(composed, pack, host.framework);
  if (named.length > 0) return refused(...named);
  // What leaves the house carries the head of the trail as it was: the trail then names the deck. A
  // draft does not: two of the same content are the same bytes, and whoever builds one must not read
  // from it how much others have done.
  const plan =
    status === 'issued'
      ? { ...composed, seal: anchorLine({ ...(await host.trail.head()), why: 'issue' }) }
      : composed;
  const deck = await writeDeck(template, plan);
  if (!deck.ok) return deck;
  const faults = (await auditDeck(deck.value)).filter((p) => p.severity === 'error');
  if (faults.length > 0) return { ok: false, problems: faults };
  const id = randomUUID();
  const sha256 = sha256Of(deck.value);
  const templateName = `template-${sha256Of(template)}.pptx`;
  const kept = join(host.home.editions, templateName);
  if (!existsSync(kept)) writeFileSync(kept, template);
  writeFileSync(
    join(host.home.editions, `${id}.json`),
    JSON.stringify({ template: templateName, plan, said } satisfies Kept),
  );
  writeFileSync(editionFile(host, id), deck.value);
  const now = host.clock.now();
  const seconds = Math.max(1, Math.round((Date.parse(now) - begun) / 1000));
  const who = actor?.name ?? '';
  const loads = await host.figures.loads();
  await host.records.transaction().execute(async (trx) => {
    await trx
      .insertInto('edition')
      .values({
        id,
        pack: pack.id,
        period: asked.period.id,
        version: asked.version,
        file: `${id}.pptx`,
        sha256,
        built_at: now,
        actor: who,
        status,
        as_at: asked.asAt,
        load: Math.max(
          0,
          ...loads
            .filter((l) => asked.asAt === null || localDay(l.arrivedAt) <= asked.asAt)
            .map((l) => l.load),
        ),
        plan: `${id}.json`,
        note: told.note,
        recipients: told.recipients,
        holds: heldBy(content),
        area: asked.area,
        issued_at: status === 'issued' ? now : null,
        issued_by: status === 'issued' ? who : null,
      })
      .execute();
    await trx.deleteFrom('meta').where('key', '=', buildTimeKey(pack.id)).execute();
    await trx
      .insertInto('meta')
      .values({ key: buildTimeKey(pack.id), value: String(seconds) })
      .execute();
    const printed = printedFigures(host, id, content);
    for (let i = 0; status === 'issued' && i < printed.length; i += 50)
      await trx
        .insertInto('printed_figure')
        .values(printed.slice(i, i + 50))
        .execute();
  });
  await host.trail.append({
    actor: who,
    category: 'disclosure',
    event: status === 'issued' ? 'pack-issued' : 'pack-built',
    detail: {
      pack: pack.id,
      period: asked.period.id,
      version: asked.version,
      sha256,
      marking: plan.marking,
      recipient: status === 'issued' ? told.recipients : who,
    },
  });
  const version = asked.version.replace(' ', '-');
  return done({
    id,
    title: `${pack.title}, ${asked.period.id}, ${asked.version}`,
    name: `${pack.title.replaceAll(' ', '-')}_${asked.period.id.replaceAll('/', '-')}_${version}_${plan.marking}${host.home.sample ? '_SYNTHETIC' : ''}.pptx`,
    file: editionFile(host, id),
  });
}

/** Restricted themes of what a pack was made from, and themes whose rows it lists; a lower pack has neither. */
const heldBy = ({ framework, pack, registers: opened }: PackContent): string =>
  isLower(pack, framework)
    ? ''
    : [
        ...[...framework.themes.values()].filter((t) => t.restricted).map((t) => t.id),
        ...opened.map(({ list }) => rowsOf(registers[list].theme)),
      ].join(' ');

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
