import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DeckPlan, figuresIn, type PackContent } from '../decks/index.ts';
import type { Host } from './host.ts';

/** What is kept of an edition beside its deck. */
export interface Kept {
  /** Name of the template among the editions. */
  readonly template: string;
  readonly plan: DeckPlan;
  /** Its figures and texts by what they are called; editions of earlier releases have none. */
  readonly said?: Readonly<Record<string, string>>;
}

export const readKept = (host: Host, name: string): Kept =>
  JSON.parse(readFileSync(join(host.home.editions, name), 'utf8'));

/** Every figure with its verdict, and the texts of each theme. */
export function saidIn(host: Host, content: PackContent): Readonly<Record<string, string>> {
  const figures = printedFigures(host, '', content).map((p) => [
    `${host.framework.measures.get(p.measure)?.title ?? p.measure}, ${host.framework.areas.byCode.get(p.area)?.title ?? p.area}`,
    `${p.value} ${p.word} ${p.direction}`,
  ]);
  const texts = content.themes.map((t) => [
    `the text of ${host.framework.themes.get(t.theme)?.title ?? t.theme}`,
    [...t.sentences, ...(t.ask ? [t.ask] : [])].map((s) => s.text).join(' '),
  ]);
  return Object.fromEntries([...figures, ...texts]);
}

/** Names of what is said otherwise now than a draft said it. */
export const changedSince = (
  draft: Kept['said'],
  now: Readonly<Record<string, string>>,
): string[] =>
  draft === undefined
    ? []
    : [...new Set([...Object.keys(draft), ...Object.keys(now)])].filter(
        (name) => draft[name] !== now[name],
      );

/** Each figure of the pack once, with its verdict, so that the next edition can say what moved. */
export function printedFigures(host: Host, edition: string, content: PackContent) {
  const seen = new Set<string>();
  return figuresIn(content).flatMap((s) => {
    const key = `${s.measure.id} ${s.area.id} ${s.shown.id}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const byHand = s.sources.some((id) => host.framework.sources.get(id)?.method !== 'automated');
    return [
      {
        edition,
        measure: s.measure.id,
        area: s.area.id,
        period: s.shown.id,
        value: s.figure.value,
        // What was still ripening when it was printed is not restated by getting ripe.
        status: s.figure.immature && s.figure.status === 'complete' ? 'partial' : s.figure.status,
        word: s.verdict.word,
        direction: s.verdict.direction,
        since: s.verdict.since?.id ?? null,
        by_hand: byHand ? 1 : 0,
      },
    ];
  });
}
