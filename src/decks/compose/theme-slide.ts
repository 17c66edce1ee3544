import type { Note, Series } from '../../figures/index.ts';
import type { ThemeStory } from '../../findings/index.ts';
import { monthsLabel, type Period } from '../../periods/index.ts';
import {
  againstWords,
  changeParts,
  comparisonOf,
  formatFigure,
  lowerFirst,
  verdictWords,
} from '../../wording/index.ts';
import type {
  Box,
  DeckCell,
  DeckRow,
  DeckTable,
  Paragraph,
  SlidePlan,
  Words,
} from '../deck-plan.ts';
import { emuPerPoint, textWidth } from '../draw/measure.ts';
import { cellOf, rowsThatFit } from '../draw/table.ts';
import { fits, type Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { hollowNote, seriesChart, startsHigher } from './series-chart.ts';
import { SlideDraft } from './slide.ts';
import { sourceText } from './sources.ts';
import { capital, chartHeading, datesInWords, line, plural, toneOf, words } from './words.ts';

const against = 'same-last-year' as const;
/** Measures a slide compares at most; the others are on the theme's page. */
const most = 8;

/**
 * The measure a theme's slide charts: the one its title speaks of, be it to say that its figure is
 * not in, else any with a figure.
 */
export function headlineOf(theme: ThemeStory, lead: string | undefined): Series | null {
  const spoken = theme.title.parts.flatMap((part) =>
    typeof part === 'string' ? [] : [part.figure.split('@')[0]],
  );
  const drawn = theme.series.filter(
    (s) => isOfPeriod(s) && s.chartFigures.some((f) => f.value !== null),
  );
  const said = theme.series.find((s) => s.measure.id === lead) ?? theme.series[0];
  return (
    drawn.find((s) => spoken.includes(s.measure.id)) ??
    drawn.find((s) => s === said) ??
    drawn.find((s) => s.figure.value !== null) ??
    drawn[0] ??
    null
  );
}

/** Whether there can be such a figure for a period of this length: a yearly table has none of a quarter. */
const isOfPeriod = ({ figure }: Series): boolean =>
  figure.status !== 'not-applicable' || figure.denominator === 0;

/** Chart left, comparisons right, two or three sentences and what is asked of the meeting. */
export function themeSlide(
  content: PackContent,
  template: Template,
  theme: ThemeStory,
  headline: Series,
): SlidePlan {
  const title = content.framework.themes.get(theme.theme)?.title ?? theme.theme;
  const draft = new SlideDraft(template, 'theme');
  draft.kicker = title;
  draft.title(theme.title.text);
  // A long name goes without its unit, which the sentences say.
  const named = words(line(chartHeading(headline)));
  const room = draft.slot('Chart heading');
  draft.put(
    'Chart heading',
    fits(room, { ...named, size: 11 }) ? named : words(line(headline.measure.title)),
  );
  const { word, direction } = headline.verdict;
  draft.put('Word', words(line(verdictWords[word], { tone: toneOf(word) })));
  draft.marks.push({ area: 'Verdict', word, direction });
  const chart = seriesChart(headline, { area: 'Chart', name: `${headline.measure.title} chart` });
  draft.charts.push(chart);
  draft.put('Table heading', `Against ${againstWords(against, content.period)}`);
  const others = theme.series.filter(
    (s) => s !== headline && !s.measure.trial && !s.measure.listed,
  );
  const ordered = [headline, ...others];
  const compared = ordered.slice(0, most).map(comparisonRow);
  const columns = columnsOf(compared, shortPeriod(content.period), draft.slot('Table').box);
  const { rows, size } = enoughRows({ columns, rows: compared }, draft.slot('Table').box);
  const shown = ordered.slice(0, rows.length);
  draft.tables.push({
    name: 'Comparisons table',
    area: 'Table',
    columns,
    rows,
    size,
    alt: `${title}: measures against ${againstWords(against, content.period)}. ${headline.measure.title}, ${formatFigure(headline.measure, headline.figure)}, ${verdictWords[word].toLowerCase()}.`,
  });
  const left = theme.series.length - shown.length;
  draft.put('Sentences', sentencesOf(theme));
  const source = sourceText(content, draft.slot('Source'), {
    series: shown.filter((s) => s.dates.dataTo !== null),
    charted: headline,
    also: [
      ...hollowNote(chart),
      ...(startsHigher(chart) ? ['The axis of the chart does not start at zero.'] : []),
      ...(left > 0
        ? [`${capital(plural(left, 'more measure is', 'more measures are'))} on the theme’s page.`]
        : []),
    ],
  });
  draft.source = source.text;
  return draft.done(
    [...theme.notes.update.map((s) => s.text), ...(theme.ask ? [theme.ask.text] : [])].slice(0, 4),
    [
      ...headline.notes.map(noteWords),
      ...readWithCare(shown.filter((s) => s !== headline)),
      ...(source.note ? [source.note] : []),
    ],
  );
}

/** Breaks and gaps of the compared measures; what several of them share is said once. */
function readWithCare(series: readonly Series[]): string[] {
  const by = new Map<string, string[]>();
  for (const { measure, notes } of series)
    for (const note of notes)
      if (note.kind === 'break' || note.kind === 'gap') {
        const said = lowerFirst(noteWords(note));
        by.set(said, [...(by.get(said) ?? []), measure.title]);
      }
  return [...by].map(([said, titles]) => `${titles.join('; ')}: ${said}`);
}

/** Share of a table that names keep beside the longest numbers: more than their longest word needs. */
const least = 0.26;

/** Long gaps reach back to years that are not on the slide. */
const noteWords = ({ kind, text }: Note): string =>
  kind === 'gap' && / to /.test(text)
    ? 'Months that were not supplied are hatched, and not counted as zero.'
    : datesInWords(text);

/** Figures and changes as wide as they need be, so that no number is broken; the names have the rest. */
function columnsOf(rows: readonly DeckRow[], period: string, box: Box): DeckTable['columns'] {
  const total = box.w / emuPerPoint;
  const widest = (column: number, head: string) =>
    Math.max(
      textWidth(head, 11, true),
      ...rows.map((row) => textWidth(cellOf(row.cells[column] ?? '').text, 12)),
    ) + 10;
  const [mark, figure, change] = [22, widest(2, period), widest(3, 'Change')];
  return [
    { head: '', share: mark },
    { head: 'Measure', share: Math.max(total * least, total - mark - figure - change) },
    { head: period, share: figure, right: true },
    { head: 'Change', share: change, right: true },
  ];
}

/** As many rows as fit at 12 points where those are at least five, else at 11. */
function enoughRows(table: Pick<DeckTable, 'columns' | 'rows'>, box: Box) {
  const large = rowsThatFit(table, box, [12]);
  return large.rows.length >= Math.min(5, table.rows.length)
    ? large
    : rowsThatFit(table, box, [11]);
}

/** "Oct to Dec": the heading of the table says against what. */
const shortPeriod = (period: Period): string =>
  period.first === period.last
    ? monthsLabel(period, 'short')
    : monthsLabel(period, 'short').replace(/ \d{4}$/, '');

function comparisonRow(series: Series): DeckRow {
  const comparison = comparisonOf(series, against);
  const change = comparison
    ? changeParts(series.measure, comparison)
    : { amount: 'not comparable', percent: '' };
  const figure = formatFigure(series.measure, series.figure);
  const text = `${change.amount}${/\d/.test(change.percent) ? ` (${change.percent})` : ''}`;
  // A word in place of a figure is set softer.
  const cell = (said: string): DeckCell =>
    /\d/.test(said) ? { text: said } : { text: said, tone: 'soft' };
  return {
    cells: ['', series.measure.title, cell(figure), cell(text)],
    mark: { word: series.verdict.word, direction: series.verdict.direction },
  };
}

/** The first two sentences are one thought: what, and since when. */
function sentencesOf(theme: ThemeStory): Words {
  const [what, since, ...rest] = theme.sentences.map((s) => s.text);
  const first = what?.includes(since ?? '') ? what : [what, since].filter(Boolean).join(' ');
  const said = [first, ...rest.slice(0, 1)].filter((text) => text !== undefined && text !== '');
  const paragraphs: Paragraph[] = [
    ...said.map((text) => line(text ?? '')),
    ...(theme.ask ? [line(theme.ask.text, { bold: true })] : []),
  ];
  return { paragraphs: paragraphs.map((p, i) => (i === 0 ? p : { ...p, above: 4 })) };
}
