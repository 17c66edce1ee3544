import type { Verdict } from '../figures/index.ts';
import type { Finding, SetAside } from './finding.ts';

/** What a person said of a finding when they set it aside, and what the finding said then. */
export interface Aside {
  readonly finding: string;
  /** Code of the area that the finding spoke of. */
  readonly area: string;
  /** Id of the period in which it stood. */
  readonly period: string;
  readonly word: Verdict | null;
  readonly direction: 'up' | 'down' | null;
  readonly reason: string;
  /** UTC instant. */
  readonly at: string;
  readonly by: string;
}

/** What of a finding must stay as it was for it to stay aside: another word or another period brings it back. */
const asideKey = (of: Pick<Aside, 'finding' | 'area' | 'period' | 'word' | 'direction'>): string =>
  JSON.stringify([of.finding, of.area, of.period, of.word, of.direction]);

/** What a finding says, as {@link Aside} keeps it. */
export const asideOf = (
  finding: Finding,
): Pick<Aside, 'finding' | 'area' | 'period' | 'word' | 'direction'> => ({
  finding: finding.id,
  area: finding.area?.id ?? '',
  period: finding.period.id,
  word: finding.verdict?.word ?? null,
  direction: finding.verdict?.direction ?? null,
});

/** Findings that stand, and those that a person set aside for a reason that still holds. */
export function withoutAside(
  findings: readonly Finding[],
  asides: readonly Aside[],
): { readonly standing: Finding[]; readonly setAside: SetAside[] } {
  const byKey = new Map(asides.map((aside) => [asideKey(aside), aside]));
  const standing: Finding[] = [];
  const setAside: SetAside[] = [];
  for (const finding of findings) {
    const aside = byKey.get(asideKey(asideOf(finding)));
    if (!aside) standing.push(finding);
    else setAside.push({ finding, reason: aside.reason, at: aside.at, by: aside.by });
  }
  return { standing, setAside };
}
