import type { Series } from '../figures/index.ts';
import { type CellValue, type NumberFormat, writeWorkbook } from '../ooxml/index.ts';
import { dayLabel, monthsLabel } from '../periods/index.ts';
import { changeParts, formatFigure, verdictReason, verdictWords } from '../wording/index.ts';

/** A series as a workbook after the Government Analysis Function's guidance: a cover, one table a sheet, marking on each. */
export function seriesWorkbook(series: Series, definition: string): Promise<Uint8Array> {
  const { measure } = series;
  const format: NumberFormat =
    measure.kind === 'share'
      ? '0.0%'
      : measure.kind === 'rate'
        ? '0.00'
        : measure.unit === 'GBP'
          ? '£#,##0'
          : '#,##0';
  const number = (value: number | null): CellValue =>
    value === null ? null : { number: value, format };
  const marking: CellValue[][] = [
    [series.marking],
    ...(series.synthetic ? [['SYNTHETIC: invented figures for demonstration']] : []),
  ];
  const cover: CellValue[][] = [
    ...marking,
    [measure.title],
    [`${series.area.title}, ${monthsLabel(series.shown)}`],
    ['Figure', formatFigure(measure, series.figure)],
    ['Verdict', `${verdictWords[series.verdict.word]}. ${verdictReason(series)}`],
    ['Data to', series.dates.dataTo ? dayLabel(series.dates.dataTo) : 'no data'],
    ['As known at', series.dates.asAt],
    ['Definition', definition],
    ['Hash of the definition', series.figure.definition],
    [],
    ['Compared with', 'Change', 'Per cent', 'Why'],
    ...series.comparisons.map((c): CellValue[] => {
      const change = changeParts(measure, c);
      return [c.against, change.amount, change.percent, c.because];
    }),
  ];
  const figures: CellValue[][] = [
    ...marking,
    [`${measure.title}, ${measure.unit}`],
    [
      'Period',
      'Month begins',
      'Figure',
      'State',
      'Mean or median',
      'Lower limit',
      'Upper limit',
      'Signals',
    ],
    ...series.chartFigures.map((f, i): CellValue[] => {
      const point = series.chart?.points[i];
      return [
        f.period.id,
        { day: f.period.start },
        number(f.value),
        f.immature ? 'immature' : f.status,
        number(point?.cl ?? null),
        number(point?.lcl ?? null),
        number(point?.ucl ?? null),
        point?.signals.join(' ') ?? '',
      ];
    }),
  ];
  return writeWorkbook({
    title: measure.title,
    subject: series.marking,
    sheets: [
      { name: 'Cover', rows: cover, widths: [26, 44, 16, 60], bold: [1, marking.length + 1] },
      {
        name: 'Figures',
        rows: figures,
        widths: [14, 14, 14, 14, 16, 14, 14, 30],
        bold: [1, marking.length + 2],
        freeze: marking.length + 2,
      },
    ],
  });
}
