import type { Series, Verdict } from '../figures/index.ts';
import type { Period } from '../periods/index.ts';
import { isSignal } from '../wording/index.ts';
import type { Finding } from './finding.ts';

/** A figure as an issued edition printed it, with the verdict beside it. */
export interface Printed {
  readonly measure: string;
  readonly area: string;
  readonly period: Period;
  readonly value: number | null;
  readonly status: string;
  readonly word: Verdict;
  readonly direction: 'up' | 'down' | null;
}

/** A change that the edition printed and that no longer holds. */
export interface Ended {
  readonly series: Series;
  readonly was: Pick<Printed, 'word' | 'direction'>;
}

/**
 * Findings against the last issued edition: what began since stands first, what it said already
 * follows as continuing; the order of evidence is kept within both. What is not printed figure by
 * figure, an area say, is continuing where its signal began by the end of the edition's period.
 */
export function againstEdition(
  findings: readonly Finding[],
  printed: readonly Printed[],
  until: Period,
): Finding[] {
  const said = new Map(printed.map((p) => [`${p.measure} ${p.area}`, p]));
  const told = findings.map((finding): Finding => {
    const { measure, area, verdict } = finding;
    const before = measure && area ? said.get(`${measure.id} ${area.id}`) : undefined;
    if (before && verdict && !finding.id.startsWith('threat:'))
      return { ...finding, continuing: sameSaid(before, verdict) };
    if (!verdict?.since) return finding;
    return { ...finding, continuing: verdict.since.last <= until.last };
  });
  return [...told.filter((f) => !f.continuing), ...told.filter((f) => f.continuing)];
}

/** Changes of the edition for which the newest figures give no signal, or one the other way. */
export function endedSince(series: readonly Series[], printed: readonly Printed[]): Ended[] {
  return printed.flatMap((was): Ended[] => {
    if (!isSignal(was.word)) return [];
    const now = series.find((s) => s.measure.id === was.measure && s.area.id === was.area);
    return !now || unknownWords.has(now.verdict.word) || sameSaid(was, now.verdict)
      ? []
      : [{ series: now, was }];
  });
}

const sameSaid = (
  a: Pick<Printed, 'word' | 'direction'>,
  b: { readonly word: Verdict; readonly direction: 'up' | 'down' | null },
): boolean => a.word === b.word && a.direction === b.direction;

/** Where nothing is known now, nobody can say that a change has ended. */
const unknownWords: ReadonlySet<Verdict> = new Set<Verdict>([
  'withheld',
  'missing',
  'late',
  'incomplete',
  'not-comparable',
  'too-few-to-say',
]);
