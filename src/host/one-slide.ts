import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../access/index.ts';
import { auditDeck, type DeckPlan, slideAlone, writeDeck } from '../decks/index.ts';
import { done, type Outcome, problem, refused } from '../problems/index.ts';
import { editions } from './edition-list.ts';
import type { Host } from './host.ts';

export interface OneSlide {
  /** In the pack, from 1. */
  readonly number: number;
  readonly title: string;
  /** `SOC-performance_2025-Q3_v1.0_slide-5_OFFICIAL-SENSITIVE.pptx`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * One slide of an edition as a deck of its own, for somebody else's document (R54): from what was
 * frozen, with its marking, notes and edition, and what its figure counts. It is a disclosure.
 */
export async function oneSlide(
  host: Host,
  asked: { readonly edition: string; readonly slide: string },
  actor: Actor | null,
): Promise<Outcome<OneSlide>> {
  const refusal = host.refuse(actor, 'see-figures', 'download packs');
  if (refusal) return refused(refusal);
  const edition = (await editions(host.as(actor))).find((e) => e.id === asked.edition);
  const frozen = edition ? await frozenPlan(host, edition.id) : null;
  if (!edition || !frozen) return refused(problem('D105', { edition: asked.edition }));
  const { plan, template } = frozen;
  const at = slideNamed(plan, asked.slide);
  const slide = plan.slides[at];
  if (!slide) return refused(problem('D113', { slide: asked.slide, slides: plan.slides.length }));
  const alone = await slideAlone(template, plan, at);
  if (!alone.ok) return alone;
  const deck = await writeDeck(template, alone.value);
  if (!deck.ok) return deck;
  const faults = (await auditDeck(deck.value)).filter((p) => p.severity === 'error');
  if (faults.length > 0) return { ok: false, problems: faults };
  await host.trail.append({
    actor: actor?.name ?? 'nobody',
    category: 'disclosure',
    event: 'slide-taken',
    detail: {
      edition: edition.id,
      slide: at + 1,
      sha256: createHash('sha256').update(deck.value).digest('hex'),
      marking: plan.marking,
      recipient: actor?.name ?? '',
    },
  });
  const words = [edition.title, edition.period.id, edition.version].map((w) =>
    w.replaceAll(/[ /,]+/g, '-'),
  );
  return done({
    number: at + 1,
    title: slide.title,
    name: `${words.join('_')}_slide-${at + 1}_${plan.marking}${plan.synthetic ? '_SYNTHETIC' : ''}.pptx`,
    bytes: deck.value,
  });
}

/** By its number, else the first whose title or line above holds the words. */
function slideNamed({ slides }: DeckPlan, asked: string): number {
  if (/^\d+$/.test(asked.trim())) return Number(asked) - 1;
  const words = asked.trim().toLowerCase();
  return slides.findIndex(({ kicker, title }) =>
    `${kicker}\n${title}`.toLowerCase().includes(words),
  );
}

async function frozenPlan(host: Host, id: string) {
  const row = await host.records
    .selectFrom('edition')
    .select('plan')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.plan === '') return null;
  const { template, plan } = JSON.parse(
    readFileSync(join(host.home.editions, row.plan), 'utf8'),
  ) as { template: string; plan: DeckPlan };
  return { plan, template: readFileSync(join(host.home.editions, template)) };
}
