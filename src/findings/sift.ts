import type { Series } from '../figures/index.ts';
import { monthsLabel, previousPeriod } from '../periods/index.ts';
import { benjaminiHochberg } from '../statistics/index.ts';
import {
  findingSentence,
  isOpposed,
  isSignal,
  lowerFirst,
  reasonSentence,
  type Sentence,
  sentence,
  titleSentence,
} from '../wording/index.ts';
import type { Contribution, Finding } from './finding.ts';

/** A series with what a finding about it needs. */
export interface Sifted {
  readonly series: Series;
  readonly owner: string;
  /** Codes its value counts, so that a part of another is not a finding of its own. */
  readonly scope: string;
  readonly contributions: readonly Contribution[];
}

/** Findings of the measures that could be judged: the list is held to a false discovery rate of 10 % (methods.md 6). */
export function sift(candidates: readonly Sifted[]): { findings: Finding[]; judged: number } {
  const judged = candidates.filter(
    ({ series }) => series.verdict.p !== null && !series.measure.trial,
  );
  const q = benjaminiHochberg(judged.map(({ series }) => series.verdict.p ?? 1));
  const kept = judged
    .map((candidate, i) => ({ ...candidate, q: q[i] ?? 1 }))
    .filter(({ series, q: value }) => isSignal(series.verdict.word) && value <= 0.1)
    .sort(
      (a, b) =>
        (a.series.verdict.p ?? 1) - (b.series.verdict.p ?? 1) ||
        (a.series.measure.id < b.series.measure.id ? -1 : 1),
    );
  const findings: Finding[] = [];
  const told: Sifted[] = [];
  for (const candidate of kept) {
    // The same change seen through a narrower, wider or divided measure is not a second finding.
    if (told.some((other) => sameChange(other, candidate))) continue;
    told.push(candidate);
    findings.push(findingOf(candidate, candidate.q));
  }
  return { findings, judged: judged.length };
}

function sameChange(a: Sifted, b: Sifted): boolean {
  if (a.series.measure.theme !== b.series.measure.theme || a.series.area.id !== b.series.area.id)
    return false;
  return (
    a.series.verdict.direction === b.series.verdict.direction &&
    (a.scope.includes(b.scope) || b.scope.includes(a.scope))
  );
}

/** What the meeting asks, and of whom; null where a theme has no owner. */
export const askOf = (owner: string, what: string): Sentence | null =>
  owner === '' ? null : sentence(`Asked of the ${lowerFirst(owner)}: ${what}.`);

function findingOf({ series, owner, contributions }: Sifted, q: number): Finding {
  const { verdict, shown } = series;
  const since = verdict.since;
  return {
    id: `${series.measure.id}@${series.area.id}`,
    // Activity never gives a Getting worse or a Getting better (visual.md).
    kind:
      series.measure.role === 'activity' || verdict.word === 'changed'
        ? 'changed'
        : verdict.word === 'improving'
          ? 'better'
          : 'worse',
    theme: series.measure.theme,
    measure: series.measure,
    area: series.area,
    period: shown,
    verdict,
    series,
    sentence:
      series.area.kind === 'force'
        ? findingSentence(series)
        : sentence(`${series.area.title}: `, ...findingSentence(series).parts),
    // Where the fact already says "but", the rule that found it is the evidence.
    evidence: isOpposed(series, 'same-last-year')
      ? sentence(verdict.because)
      : reasonSentence(series),
    contributions,
    owner,
    ask: askOf(owner, 'say what explains it and whether tasking changes'),
    continuing: since !== null && since.last < (previousPeriod(shown) ?? shown).first,
    q,
    rank: 0,
  };
}

/** A theme without what it should have: said, never filled in. A theme with nothing at all is one gap. */
export function gapFindings(
  all: readonly Series[],
  themes: ReadonlyMap<string, { readonly title: string }>,
  /** Theme -> title of the role that owns it. */
  owners: ReadonlyMap<string, string>,
): Finding[] {
  // A breakdown has no figure but those of its total.
  const series = all.filter(({ measure }) => !measure.listed);
  const absent = (s: Series) => s.verdict.word === 'missing' || s.verdict.word === 'late';
  const empty = new Set(
    [...themes.keys()].filter((id) => {
      const own = series.filter((s) => s.measure.theme === id);
      return own.length > 1 && own.every(absent);
    }),
  );
  const gap = (s: Series, whole: boolean): Finding => ({
    id: whole ? `gap:${s.measure.theme}` : `gap:${s.measure.id}`,
    kind: 'gap',
    theme: s.measure.theme,
    measure: whole ? null : s.measure,
    area: s.area,
    period: s.shown,
    verdict: s.verdict,
    series: null,
    sentence: whole
      ? sentence(
          `${themes.get(s.measure.theme)?.title ?? s.measure.theme} has no figures for ${monthsLabel(s.shown)}.`,
        )
      : sentence(...titleSentence(s).parts, '.'),
    evidence: reasonSentence(s),
    contributions: [],
    owner: owners.get(s.measure.theme) ?? '',
    ask: askOf(
      owners.get(s.measure.theme) ?? '',
      'say when it comes, or that there is nothing to report',
    ),
    continuing: false,
    q: null,
    rank: 0,
  });
  const wholes = [...empty].flatMap((id) =>
    series.filter((s) => s.measure.theme === id).slice(0, 1),
  );
  return [
    ...series.filter((s) => absent(s) && !empty.has(s.measure.theme)).map((s) => gap(s, false)),
    ...wholes.map((s) => gap(s, true)),
  ];
}

/** What each part adds to a change: exact for counts, largest first. */
export function contributionsOf(whole: Series, parts: readonly Series[]): Contribution[] {
  const total = changeOf(whole);
  if (
    total === null ||
    whole.measure.kind === 'share' ||
    whole.measure.kind === 'rate' ||
    whole.measure.kind === 'distinct'
  )
    return [];
  return parts
    .flatMap((part): Contribution[] => {
      const change = changeOf(part);
      return change === null || change === 0
        ? []
        : [
            {
              title: part.category ?? part.area.title,
              area: part.area.id,
              category: part.category,
              change,
              share: total === 0 ? null : change / total,
            },
          ];
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
    .slice(0, 3);
}

const changeOf = (series: Series): number | null =>
  series.comparisons.find((c) => c.against === 'same-last-year')?.change ?? null;
