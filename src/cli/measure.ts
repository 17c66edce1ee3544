import { type Host, questionOf, seriesJson, type Words } from '../host/index.ts';
import { formatFigure, verdictReason, verdictWords } from '../wording/index.ts';
import { type Output, print, refuse, table } from './output.ts';

/** `socpf measure ID`: a series, or one for each member of a split. */
export async function measureCommand(
  host: Host,
  output: Output,
  id: string,
  options: Words,
): Promise<number> {
  const asked = questionOf(host, id, options);
  if (!asked.ok)
    return refuse(output, asked.problems, asked.problems.some((p) => p.code === 'U101') ? 2 : 1);
  const { question } = asked.value;
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
