import type { Figure, Series } from '../figures/index.ts';
import { findArea } from '../framework/index.ts';
import type { Host } from '../host/index.ts';
import {
  type Grain,
  grains,
  lastCompletePeriod,
  parseDay,
  parseMonth,
  parsePeriod,
  periodOf,
} from '../periods/index.ts';
import { nearestName, problem } from '../problems/index.ts';
import { formatFigure, verdictReason, verdictWords } from '../wording/index.ts';
import { type Output, print, refuse, table } from './output.ts';

export interface MeasureOptions {
  readonly by?: string;
  readonly from?: string;
  readonly to?: string;
  readonly area?: string;
  readonly split?: string;
  readonly asAt?: string;
  readonly period?: string;
}

/** `socpf measure ID`: a series, or one for each member of a split. */
export async function measureCommand(
  host: Host,
  output: Output,
  id: string,
  options: MeasureOptions,
): Promise<number> {
  const { framework } = host;
  if (!framework.measures.has(id))
    return refuse(output, [
      problem('U103', {
        what: 'measure',
        name: id,
        nearest: nearestName(id, framework.measures.keys()),
      }),
    ]);
  const by = (options.by ?? 'month') as Grain;
  if (!grains.includes(by))
    return refuse(
      output,
      [problem('U103', { what: 'grain', name: by, nearest: nearestName(by, grains) })],
      2,
    );
  const area = options.area ? findArea(framework.areas, options.area) : null;
  if (options.area && !area)
    return refuse(output, [
      problem('U103', {
        what: 'area',
        name: options.area,
        nearest: nearestName(
          options.area,
          [...framework.areas.byCode.values()].map((a) => a.id),
        ),
      }),
    ]);
  const asAt = options.asAt ? parseDay(options.asAt) : null;
  if (options.asAt && !asAt)
    return refuse(
      output,
      [problem('U101', { detail: `“${options.asAt}” is not a day; write 2025-12-31` })],
      2,
    );
  const monthGiven = (text: string | undefined) =>
    text ? (parseMonth(text) ?? parsePeriod(text)?.last ?? null) : null;
  const [from, to] = [
    options.from ? (parseMonth(options.from) ?? parsePeriod(options.from)?.first ?? null) : null,
    monthGiven(options.to),
  ];
  if ((options.from && !from) || (options.to && !to))
    return refuse(output, [problem('U101', { detail: 'a month is written 2025-12' })], 2);
  const shown = options.period
    ? parsePeriod(options.period)
    : to
      ? periodOf(by, to)
      : lastCompletePeriod(by, host.reportingDay);
  if (!shown)
    return refuse(output, [problem('U101', { detail: `“${options.period}” is not a period` })], 2);
  const question = {
    measure: id,
    by,
    period: shown,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(area ? { area: area.code } : {}),
    ...(asAt ? { asAt } : {}),
  };
  if (options.split) {
    const series = await host.figures.split(question, options.split);
    return print(
      output,
      { measure: id, split: options.split, series: series.map(seriesJson) },
      () =>
        table(
          ['', ...series.slice(0, 1).flatMap((s) => s.figures.map((f) => f.period.id))],
          series.map((s) => [
            s.category ?? s.area.title,
            ...s.figures.map((f) => formatFigure(s.measure, f)),
          ]),
        ),
    );
  }
  const series = await host.figures.series(question);
  return print(output, seriesJson(series), () => [
    `${series.measure.title}, ${series.area.title}`,
    ...table(
      ['Period', series.measure.unit],
      series.figures.map((f) => [f.period.id, formatFigure(series.measure, f)]),
    ),
    `${verdictWords[series.verdict.word]}. ${verdictReason(series)}`,
  ]);
}

/** The stable shape of DESIGN.md section 11. */
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
    chart: series.chart,
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
