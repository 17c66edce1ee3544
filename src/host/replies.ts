import type { Figure, Series } from '../figures/index.ts';
import type { Finding, SetAside } from '../findings/index.ts';

/** The stable shapes of DESIGN.md section 11, one for the command line and the API alike. */
export function seriesJson(series: Series) {
  return {
    measure: series.measure.id,
    title: series.measure.title,
    unit: series.measure.unit,
    better: series.measure.better,
    area: series.area.id,
    category: series.category,
    by: series.shown.grain,
    points: series.figures.map(pointJson),
    comparisons: series.comparisons.map((c) => ({ ...c, base: c.base ? pointJson(c.base) : null })),
    verdict: {
      word: series.verdict.word,
      since: series.verdict.since?.id ?? null,
      rule: series.verdict.rule,
      because: series.verdict.because,
    },
    chart: series.waits?.chart ?? series.chart,
    dates: series.dates,
    sources: series.sources,
    synthetic: series.synthetic,
  };
}

const pointJson = (f: Figure) => ({
  period: f.period.id,
  start: f.period.start,
  end: f.period.end,
  value: f.value,
  status: f.status,
  immature: f.immature,
  numerator: f.numerator,
  denominator: f.denominator,
});

export const findingJson = (f: Finding) => ({
  rank: f.rank,
  kind: f.kind,
  theme: f.theme,
  measure: f.measure?.id ?? null,
  area: f.area?.id ?? null,
  sentence: f.sentence.text,
  evidence: f.evidence.text,
  q: f.q,
  since: f.verdict?.since?.id ?? null,
  continuing: f.continuing,
  owner: f.owner,
  ask: f.ask?.text ?? null,
  contributions: f.contributions,
});

/** A finding that is not listed with the others, with who set it aside, when and why. */
export const setAsideJson = ({ finding, reason, at, by }: SetAside) => ({
  ...findingJson(finding),
  reason,
  at,
  by,
});
