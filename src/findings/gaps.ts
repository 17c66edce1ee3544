import type { Series } from '../figures/index.ts';
import { type Framework, type MeasureDefinition, roleTitle } from '../framework/index.ts';
import { dayLabel, monthsLabel } from '../periods/index.ts';
import { countWord, lowerFirst, sentence } from '../wording/index.ts';
import type { Finding } from './finding.ts';
import { heldShort } from './held-against.ts';
import { activityWords, type Matrix, type PlacedTheme, threatWords } from './matrix.ts';
import { askOf } from './sift.ts';

/** Themes of high threat with less activity than usual, or none: what the matrix shows at its foot. */
export function threatGaps(
  { gaps, period, since }: Matrix,
  series: readonly Series[],
  framework: Framework,
): Finding[] {
  return gaps.map((placed): Finding => {
    const owner = ownerOf(framework, placed.theme);
    const own = series.find((s) => s.measure.id === placed.measure.id) ?? null;
    return {
      id: `threat:${placed.measure.id}`,
      kind: 'gap',
      theme: placed.theme,
      measure: placed.measure,
      area: own?.area ?? null,
      period,
      verdict: own?.verdict ?? null,
      series: own,
      sentence: sentence(
        `${placed.title} is assessed as ${lowerFirst(threatWords[placed.threat])} threat. ${placed.measure.title}: ${lowerFirst(activityWords[placed.activity])} in ${monthsLabel(period)}.`,
      ),
      evidence: sentence(assessed(placed, since)),
      contributions: [],
      owner,
      ask: askOf(owner, 'say what more can be done, or who accepts the risk'),
      continuing:
        placed.before?.threat === placed.threat && placed.before.activity === placed.activity,
      q: null,
      rank: 0,
    };
  });
}

function assessed(
  { assessed: { on, role, confidence }, before }: PlacedTheme,
  since: Matrix['since'],
): string {
  const by = role === '' ? '' : ` by the ${lowerFirst(role)}`;
  const sure = confidence ? `, ${confidence} confidence` : '';
  const was =
    before && since
      ? ` In ${heldShort(since)}: ${lowerFirst(threatWords[before.threat])} threat, activity ${lowerFirst(activityWords[before.activity])}.`
      : '';
  return `Assessed on ${dayLabel(on)}${by}${sure}.${was}`;
}

/** The measure that counts groups of a register without a disruption, where the framework has one by tier. */
export const untouchedMeasure = (framework: Framework): MeasureDefinition | null =>
  [...framework.measures.values()].find(
    ({ value }) =>
      framework.datasets.get(value.of)?.columns.has('tier') &&
      value.where.some((c) => c.kind === 'key-in' && c.negated && c.value.of === 'disruption'),
  ) ?? null;

/** Groups of the top tier that nobody has touched, from the measure divided by tier. */
export function untouchedGap(tiers: readonly Series[], framework: Framework): Finding[] {
  const top = tiers.find((s) => s.category === '1');
  const count = top?.figure.numerator ?? 0;
  if (!top || count === 0) return [];
  const { measure, shown } = top;
  const owner = ownerOf(framework, measure.theme);
  const of = top.figure.denominator;
  return [
    {
      id: `untouched:${measure.id}`,
      kind: 'gap',
      theme: measure.theme,
      measure,
      area: top.area,
      period: shown,
      verdict: top.verdict,
      series: top,
      sentence: sentence(
        `${countWord(count, 'group')} of tier 1${of === null ? '' : `, of ${of},`} had no disruption in the 12 months to ${dayLabel(shown.end)}.`,
      ),
      evidence: sentence('Mapped for a year or more, scored highest, and nothing is recorded.'),
      contributions: [],
      owner,
      ask: askOf(owner, 'say who leads on each and what is planned'),
      continuing: false,
      q: null,
      rank: 0,
    },
  ];
}

const ownerOf = (framework: Framework, theme: string): string => {
  const owner = framework.themes.get(theme)?.owner;
  return owner ? roleTitle(framework, owner) : '';
};
