import type { Figure, MeasureFacts } from '../figures/index.ts';
import { monthsLabel } from '../periods/index.ts';
import { formatFigure } from '../wording/index.ts';

/** Address of the rows behind a figure; null where there is none, or the reader may not open them. */
export type RowsBehindFigure = ((figure: Figure) => string) | null;

/** A figure that opens to its rows. */
export function FigureLink({
  measure,
  figure,
  rows,
}: {
  measure: Pick<MeasureFacts, 'kind' | 'unit' | 'title'>;
  figure: Figure;
  rows: RowsBehindFigure;
}) {
  const text = formatFigure(measure, figure);
  if (rows === null || figure.value === null) return <>{text}</>;
  return (
    <a href={rows(figure)}>
      {text}
      <span class="sr">{`, ${monthsLabel(figure.period)}: the rows behind it`}</span>
    </a>
  );
}
