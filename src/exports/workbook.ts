import type { Series } from '../figures/index.ts';
import type { Overview } from '../findings/index.ts';
import { type CellValue, type SheetContent, writeWorkbook } from '../ooxml/index.ts';
import { monthsLabel, periodLabel } from '../periods/index.ts';
import {
  againstWords,
  changeParts,
  comparisonOf,
  formatFigure,
  instantLabel,
  verdictReason,
  verdictWords,
} from '../wording/index.ts';
import {
  type Carried,
  coverSheet,
  dataToWords,
  figureCell,
  numberCell,
  shorthandSheet,
  stateWords,
  tableSheet,
} from './sheets.ts';

/** What a measure counts, by its id. */
export type Definitions = ReadonlyMap<string, string>;

/** A series as a workbook: cover, notes, comparisons, figures with mean and limits. */
export function seriesWorkbook(series: Series, definition: string): Promise<Uint8Array> {
  const { measure } = series;
  const carried = { marking: series.marking, synthetic: series.synthetic };
  const place = `${series.area.title}, ${periodLabel(series.shown)}`;
  return writeWorkbook({
    title: measure.title,
    subject: series.marking,
    sheets: [
      coverSheet(carried, {
        title: `${measure.title}: ${place}`,
        facts: [
          ['Figure', `${formatFigure(measure, series.figure)} (${measure.unit})`],
          ['Verdict', `${verdictWords[series.verdict.word]}. ${verdictReason(series)}`],
          ['Definition', definition],
          ['Version of the definition', series.figure.definition],
          ['Data to', dataToWords(series)],
          ['As known at', instantLabel(series.dates.asAt)],
          ['Calculated', instantLabel(series.dates.builtAt)],
        ],
        contents: [
          ['Notes', 'What the shorthand means'],
          ['Comparisons', 'The figure against what went before'],
          ['Figures', 'Every period with its mean, limits and signals'],
        ],
      }),
      shorthandSheet(carried),
      tableSheet(carried, {
        name: 'Comparisons',
        title: `${measure.title}: comparisons of ${place}`,
        heads: ['Compared with', 'Before', 'Change', 'Per cent', 'Verdict', 'Why'],
        rows: series.comparisons.map((c): CellValue[] => {
          const { amount, percent } = changeParts(measure, c);
          return [
            againstWords(c.against, series.shown),
            c.base ? figureCell(measure, c.base) : '[x]',
            amount,
            percent,
            verdictWords[c.verdict],
            c.because,
          ];
        }),
        widths: [30, 14, 18, 14, 24, 70],
      }),
      figuresSheet(carried, [series], `${measure.title}: figures of ${series.area.title}`),
    ],
  });
}

/** Every point of every series: one row each, so that a pivot table can take it. */
function figuresSheet(carried: Carried, all: readonly Series[], title: string): SheetContent {
  return tableSheet(carried, {
    name: 'Figures',
    title,
    heads: [
      'Period',
      'Months',
      'Measure',
      'Area',
      'From',
      'To',
      'Figure',
      'State',
      'Mean or median',
      'Lower limit',
      'Upper limit',
      'Signals',
    ],
    rows: all.flatMap((series) =>
      series.chartFigures.map((f, i): CellValue[] => {
        const point = series.chart?.points[i];
        return [
          f.period.id,
          monthsLabel(f.period, 'short'),
          series.measure.title,
          series.area.title,
          { day: f.period.start },
          { day: f.period.end },
          figureCell(series.measure, f),
          stateWords(f),
          numberCell(series.measure, point?.cl ?? null),
          numberCell(series.measure, point?.lcl ?? null),
          numberCell(series.measure, point?.ucl ?? null),
          point?.signals.join(' ') ?? '',
        ];
      }),
    ),
    widths: [12, 16, 40, 22, 12, 12, 14, 16, 16, 14, 14, 30],
  });
}

/** One row a measure: figure, changes, verdict, data-to. */
function measuresSheet(carried: Carried, all: readonly Series[], title: string): SheetContent {
  return tableSheet(carried, {
    name: 'Measures',
    title,
    heads: [
      'Measure',
      'Kind',
      'Unit',
      'Figure',
      'State',
      'On the period before',
      'On the same period last year',
      'On baseline',
      'Verdict',
      'Why',
      'Data to',
    ],
    rows: all.map((series): CellValue[] => {
      const { measure } = series;
      const change = (against: Parameters<typeof comparisonOf>[1]) => {
        const comparison = comparisonOf(series, against);
        if (!comparison) return '[z]';
        const { amount, percent } = changeParts(measure, comparison);
        return percent ? `${amount} (${percent})` : amount;
      };
      return [
        measure.title,
        measure.role,
        measure.unit,
        figureCell(measure, series.figure),
        stateWords(series.figure),
        change('previous'),
        change('same-last-year'),
        series.baseline ? change(`baseline:${series.baseline.id}`) : '[z]',
        verdictWords[series.verdict.word],
        verdictReason(series),
        dataToWords(series),
      ];
    }),
    widths: [44, 12, 18, 14, 14, 22, 26, 22, 24, 70, 20],
  });
}

const definitionsSheet = (
  carried: Carried,
  all: readonly Series[],
  definitions: Definitions,
): SheetContent =>
  tableSheet(carried, {
    name: 'Definitions',
    title: 'Definitions of the measures',
    heads: ['Measure', 'Id', 'What it counts', 'Version'],
    rows: all.map(({ measure, figure }) => [
      measure.title,
      measure.id,
      definitions.get(measure.id) ?? '',
      figure.definition.slice(0, 12),
    ]),
    widths: [44, 30, 110, 16],
    wrap: true,
  });

const carriedBy = (all: readonly Series[], marking: string): Carried => ({
  marking: all.some((s) => s.marking === 'OFFICIAL-SENSITIVE') ? 'OFFICIAL-SENSITIVE' : marking,
  synthetic: all.some((s) => s.synthetic),
});

const datesOf = (all: readonly Series[]): readonly (readonly [string, string])[] => {
  const first = all[0];
  return first
    ? [
        ['As known at', instantLabel(first.dates.asAt)],
        ['Calculated', instantLabel(first.dates.builtAt)],
      ]
    : [];
};

/** All measures of a theme: cover, notes, measures, figures, definitions. */
export function themeWorkbook(
  theme: { readonly title: string; readonly question: string },
  all: readonly Series[],
  definitions: Definitions,
): Promise<Uint8Array> {
  const carried = carriedBy(all, 'OFFICIAL');
  const shown = all[0] ? `${all[0].area.title}, ${periodLabel(all[0].shown)}` : 'no measure';
  return writeWorkbook({
    title: theme.title,
    subject: carried.marking,
    sheets: [
      coverSheet(carried, {
        title: `${theme.title}: ${shown}`,
        facts: [['Question', theme.question], ...datesOf(all)],
        contents: [
          ['Notes', 'What the shorthand means'],
          ['Measures', 'Each measure with its changes and verdict'],
          ['Figures', 'Every period of every measure'],
          ['Definitions', 'What each measure counts'],
        ],
      }),
      shorthandSheet(carried),
      measuresSheet(carried, all, `${theme.title}: measures, ${shown}`),
      figuresSheet(carried, all, `${theme.title}: figures`),
      definitionsSheet(carried, all, definitions),
    ],
  });
}

/** The first page: outcomes, findings, lead measures, definitions. */
export function overviewWorkbook(
  overview: Overview,
  definitions: Definitions,
): Promise<Uint8Array> {
  const leads = overview.themes.flatMap((t) => (t.lead ? [t.lead] : []));
  const shownSeries = [...overview.outcomes.flatMap((o) => (o.series ? [o.series] : [])), ...leads];
  const all = [...new Map(shownSeries.map((s) => [s.measure.id, s])).values()];
  const carried = carriedBy(all, 'OFFICIAL');
  const period = periodLabel(overview.period);
  return writeWorkbook({
    title: `SOC performance, ${period}`,
    subject: carried.marking,
    sheets: [
      coverSheet(carried, {
        title: `SOC performance, ${period}`,
        facts: [
          ['In one sentence', overview.title.text],
          ['Not known', overview.notKnown.text],
          ...datesOf(all),
        ],
        contents: [
          ['Notes', 'What the shorthand means'],
          ['Outcomes', 'The intended outcomes with figure and verdict'],
          ['Findings', 'What changed, strongest evidence first, and what is missing'],
          ['Measures', 'The measures of the first page'],
          ['Figures', 'Every period of these measures'],
          ['Definitions', 'What each measure counts'],
        ],
      }),
      shorthandSheet(carried),
      tableSheet(carried, {
        name: 'Outcomes',
        title: `Intended outcomes, ${period}`,
        heads: ['Outcome', 'Measure', 'Figure', 'Verdict', 'Change', 'Why'],
        rows: overview.outcomes.map((o): CellValue[] => [
          o.title,
          o.series?.measure.title ?? 'no measure has a feed yet',
          o.series ? figureCell(o.series.measure, o.series.figure) : '[x]',
          verdictWords[o.word],
          o.change?.text ?? '',
          o.missing ?? o.because.text,
        ]),
        widths: [44, 44, 14, 24, 60, 70],
      }),
      tableSheet(carried, {
        name: 'Findings',
        title: `Findings, ${period}`,
        heads: ['Rank', 'Kind', 'Theme', 'Finding', 'Evidence', 'Owner'],
        rows: overview.findings
          .map((f): CellValue[] => [
            f.rank,
            f.kind,
            f.theme,
            f.sentence.text,
            f.evidence.text,
            f.owner,
          ])
          .concat(
            overview.setAside.map(({ finding: f, reason }) => [
              'set aside',
              f.kind,
              f.theme,
              f.sentence.text,
              reason,
              f.owner,
            ]),
          ),
        widths: [10, 12, 20, 90, 60, 24],
      }),
      measuresSheet(carried, all, `Measures of the first page, ${period}`),
      figuresSheet(carried, all, 'Figures of the first page'),
      definitionsSheet(carried, all, definitions),
    ],
  });
}

/** An empty file of a source: its headings, and what each column must hold. */
export function templateWorkbook(source: {
  readonly title: string;
  readonly marking: string;
  readonly columns: readonly {
    readonly heading: string;
    readonly means: string;
    readonly kind: string;
    readonly rule: string;
  }[];
}): Promise<Uint8Array> {
  const carried = { marking: source.marking, synthetic: false };
  const heads = [...new Set(source.columns.map((c) => c.heading))];
  return writeWorkbook({
    title: `Template of ${source.title}`,
    subject: source.marking,
    sheets: [
      {
        name: 'Return',
        rows: [heads],
        widths: heads.map(() => 22),
        bold: [1],
        freeze: 1,
        marking: source.marking,
      },
      tableSheet(carried, {
        name: 'Columns',
        title: `What each column of ${source.title} holds`,
        heads: ['Heading', 'Means', 'Holds', 'Rule'],
        rows: source.columns.map((c) => [c.heading, c.means, c.kind, c.rule]),
        widths: [34, 34, 34, 60],
        wrap: true,
      }),
    ],
  });
}
