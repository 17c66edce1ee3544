import { type Series, type Verdict, verdicts } from '../../figures/index.ts';
import { monthLabel } from '../../periods/index.ts';
import { lowerFirst, verdictOrder, verdictWords } from '../../wording/index.ts';
import type { DeckRow, SlidePlan } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import type { Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { outcomeSeries, tellsTheme } from './figures.ts';
import { SlideDraft } from './slide.ts';
import { headlineOf } from './theme-slide.ts';
import { capital } from './words.ts';

const meaning: Readonly<Record<Verdict, string>> = {
  improving: 'The latest complete month belongs to a signal in the wanted direction.',
  worsening: 'The latest complete month belongs to a signal in the unwanted direction.',
  changed:
    'A signal, where neither direction is wanted: more may be more harm or better recognition.',
  'no-significant-change': 'Enough data, and no signal at the latest complete month.',
  'too-few-to-say': 'Too few values, or too few a month, to tell a change from chance.',
  'not-comparable': 'A break in counting lies between the periods.',
  incomplete: 'Part of the period has not come in, or late entries are still coming.',
  late: 'Past its due date, and no file has come.',
  missing: 'Expected and never supplied. Missing is never shown as zero.',
  withheld: 'Too small to show, or above what the reader may see.',
};

/** How to read the pack: the ten words, with their shapes. */
export function readingSlide(_content: PackContent, template: Template): SlidePlan {
  const draft = new SlideDraft(template, 'table');
  draft.kicker = 'How to read this pack';
  draft.title(
    'Ten words say what the evidence shows; a colour stands only where a named rule finds a change',
  );
  const columns = [
    { head: '', share: 0.035 },
    { head: 'Word', share: 0.215 },
    { head: 'When it is said', share: 0.75 },
  ];
  const rows = verdictOrder.map(
    (word): DeckRow => ({
      cells: ['', { text: verdictWords[word], bold: true }, meaning[word]],
      mark: { word, direction: null },
    }),
  );
  draft.tables.push({
    name: 'Words table',
    area: 'Table',
    columns,
    ...rowsThatFit({ columns, rows }, draft.slot('Table').box, [13, 12, 11]),
    alt: `The ${verdicts.length} words of this pack, each with its shape and when it is said.`,
  });
  draft.source =
    'Rules: NHS “Making data count” on limits of the stated baseline; run charts by Anhøj; registers by an exact test of what moved in and out. An arrow shows which way the figure moved.';
  return draft.done(['For reference; nothing to say.']);
}

/** What the figures of the scorecard and the chart of each theme count, and how a change in them is judged. */
export function definitionSlides(content: PackContent, template: Template): SlidePlan[] {
  const scored = new Set(outcomeSeries(content).map((s) => s.measure.id));
  const entries = content.themes.flatMap((theme) => {
    const { title = theme.theme, lead } = content.framework.themes.get(theme.theme) ?? {};
    const charted = tellsTheme(content.pack, theme.theme) ? headlineOf(theme, lead) : null;
    return theme.series
      .filter((s) => s === charted || (s.figure.value !== null && scored.has(s.measure.id)))
      .map((s) => ({ theme: title, row: definitionRow(content, s) }));
  });
  const slot = new SlideDraft(template, 'table').slot('Table');
  const pages: (typeof entries)[] = [];
  for (let rest = entries; rest.length > 0; ) {
    const fit = rowsThatFit({ columns, rows: rest.slice(0, 14).map((e) => e.row) }, slot.box, [11])
      .rows.length;
    pages.push(rest.slice(0, fit));
    rest = rest.slice(fit);
  }
  return pages.map((page, i) => {
    const draft = new SlideDraft(template, 'table');
    const themes = [...new Set(page.map((e) => e.theme))];
    draft.kicker = pages.length === 1 ? 'Definitions' : `Definitions (${i + 1} of ${pages.length})`;
    draft.title(
      pages.length === 1
        ? 'What each charted figure counts, and how a change in it is judged'
        : `What each charted figure counts, from ${lowerFirst(themes[0] ?? '')} to ${lowerFirst(themes.at(-1) ?? '')}`,
    );
    draft.tables.push({
      name: 'Definitions table',
      area: 'Table',
      columns,
      rows: page.map((e) => e.row),
      size: 11,
      alt: `Definitions of ${page.length} measures: what each counts, by which date, the wanted direction, how a change is judged, and the version of the definition.`,
    });
    draft.source =
      'All measures are defined on the page Definitions. The version is the beginning of the fingerprint of the definition.';
    return draft.done(['For reference; nothing to say.']);
  });
}

const columns = [
  { head: 'Measure', share: 0.28 },
  { head: 'What it counts', share: 0.24 },
  { head: 'Dated by', share: 0.1 },
  { head: 'Wanted', share: 0.09 },
  { head: 'Judged by', share: 0.21 },
  { head: 'Version', share: 0.08 },
];

export function definitionRow(content: PackContent, series: Series): DeckRow {
  const { measure, figure } = series;
  const definition = content.framework.measures.get(measure.id);
  const dataset = content.framework.datasets.get(definition?.value.of ?? '');
  const of = lowerFirst(dataset?.title ?? '');
  const counted = {
    flow: `Rows of ${of}`,
    distinct: `Different things in ${of}`,
    stock: `${of} at the end`,
    movement: `Moves in ${of}`,
    share: `Part of ${of}`,
    rate: `Rows of ${of}, per ${(measure.scale ?? 1000).toLocaleString('en-GB')} people`,
    sum: `Sum in ${of}`,
    median: `Median in ${of}`,
  }[measure.kind];
  const on = definition?.value.on ?? dataset?.date;
  return {
    cells: [
      measure.title,
      capital(counted),
      on ? capital(on.replaceAll('_', ' ')) : 'Snapshot',
      { lower: 'Lower', higher: 'Higher', neutral: 'Not judged' }[measure.better],
      judgedBy(series),
      figure.definition.slice(0, 8),
    ],
  };
}

function judgedBy(series: Series): string {
  if (series.judged === 'moves') return 'What moved in and out';
  const chart = series.judged === 'waits' ? series.waits?.chart : series.chart;
  if (!chart) return 'Not judged';
  const kind = {
    xmr: 'XmR',
    run: 'Run',
    p: 'p',
    'p-prime': 'p′',
    u: 'u',
    'u-prime': 'u′',
    c: 'c',
    g: 'g',
    t: 't',
  }[chart.type];
  const season = series.judged === 'month-adjusted' ? ', season taken out' : '';
  const limits = series.baseline
    ? `, ${monthLabel(series.baseline.from, 'short')} to ${monthLabel(series.baseline.to, 'short')}`
    : '';
  return `${kind} chart${season}${limits}`;
}
