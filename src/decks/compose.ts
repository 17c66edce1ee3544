import { axisOf, chartOf } from '../charts/index.ts';
import type { Series } from '../figures/index.ts';
import type { Overview, ThemeStory } from '../findings/index.ts';
import type { Framework, PackDefinition } from '../framework/index.ts';
import { day, dayLabel, monthsLabel, type Period, periodLabel } from '../periods/index.ts';
import {
  againstWords,
  changeParts,
  comparisonOf,
  countWord,
  formatFigure,
  formatPercent,
  formatPoints,
  sourceLine,
  unitWords,
  verdictWords,
} from '../wording/index.ts';
import type {
  DeckBars,
  DeckChart,
  DeckPlan,
  DeckRow,
  DeckSeries,
  Paragraph,
  SlidePlan,
} from './deck-plan.ts';
import { fitted } from './fit.ts';

/** Everything a pack says, from figures and findings alone. */
export interface PackContent {
  readonly framework: Framework;
  readonly pack: PackDefinition;
  readonly period: Period;
  readonly forceTitle: string;
  readonly version: string;
  readonly builtOn: string;
  readonly overview: Overview;
  readonly themes: readonly ThemeStory[];
  readonly region: readonly {
    readonly series: Series;
    readonly rows: readonly {
      readonly name: string;
      readonly change: number | null;
      readonly ours: boolean;
    }[];
    readonly yearEnding: string;
  }[];
  readonly sources: readonly {
    readonly title: string;
    readonly dataTo: string;
    readonly state: string;
  }[];
  readonly restated: readonly {
    readonly month: string;
    readonly source: string;
    readonly before: number;
    readonly after: number;
  }[];
  readonly refused: readonly string[];
  readonly automation: string;
}

/** Slides in the order of the pack's definition; a slide without anything to say is left out and said so in the quality slide. */
export function composePack(content: PackContent): DeckPlan {
  const { pack, period } = content;
  const slides = pack.slides.flatMap((slide): SlidePlan[] => {
    switch (slide.kind) {
      case 'title':
        return [titleSlide(content)];
      case 'scorecard':
        return [scorecardSlide(content)];
      case 'what-changed':
        return [changedSlide(content)];
      case 'each-theme':
        return content.themes
          .filter((t) => t.series.some((s) => s.figure.value !== null))
          .map((theme) => themeSlide(content, theme));
      case 'region':
        return content.region.map(regionSlide);
      case 'quality':
        return [qualitySlide(content)];
      case 'definitions':
        return definitionSlides(content);
      default:
        return [];
    }
  });
  return {
    title: `${pack.title}, ${monthsLabel(period)}`,
    marking: content.framework.marking,
    synthetic: content.themes.some((t) => t.series.some((s) => s.synthetic)),
    footer: `${pack.title} · ${monthsLabel(period)} · ${content.version} · ${dayLabel(day(content.builtOn))}`,
    slides: distinct(slides),
  };
}

/** No two titles alike: a second one says which theme it is of. */
function distinct(slides: readonly SlidePlan[]): SlidePlan[] {
  const seen = new Set<string>();
  return slides.map((slide) => {
    const title = seen.has(slide.title) ? `${slide.title} (${slide.kicker})` : slide.title;
    seen.add(title);
    return { ...slide, title };
  });
}

const plain = (
  pattern: SlidePlan['pattern'],
  kicker: string,
  title: string,
): Omit<SlidePlan, 'source' | 'notes'> => ({
  pattern,
  kicker,
  title,
  texts: {},
  charts: [],
  tables: [],
  marks: [],
});
const toneOf = (word: string): NonNullable<Paragraph['tone']> =>
  word === 'improving' || word === 'worsening' || word === 'changed' ? word : 'soft';
const titlesOf = (framework: Framework) =>
  new Map([...framework.sources.values()].map((s) => [s.id, s.title]));

function titleSlide(content: PackContent): SlidePlan {
  const { overview, pack, period } = content;
  return {
    ...plain('title', '', pack.title),
    texts: {
      Force: [{ text: content.forceTitle }],
      Period: [{ text: periodLabel(period) }],
      Meeting: [{ text: `${pack.meeting} · ${content.version}` }],
      Quarter: [
        { text: 'The quarter in three lines', bold: true },
        { text: overview.title.text },
        { text: overview.lead.text },
        { text: overview.notKnown.text },
      ],
    },
    source: `Figures as known on ${dayLabel(day(content.builtOn))}. Probability and verdict words follow the definitions slide.`,
    notes: [
      'Verbal update, one minute.',
      overview.title.text,
      overview.lead.text,
      overview.forDecision.text,
    ],
  };
}

function scorecardSlide(content: PackContent): SlidePlan {
  const { overview } = content;
  const texts: Record<string, readonly Paragraph[]> = {};
  const charts: DeckChart[] = [];
  const marks = overview.outcomes.slice(0, 6).map((line, i) => {
    const n = i + 1;
    texts[`Outcome ${n}`] = [fitted(line.title, 3.93, 2, [13, 12, 11], { bold: true })];
    texts[`Word ${n}`] = [{ text: verdictWords[line.word], tone: toneOf(line.word) }];
    const { series } = line;
    if (series && series.figure.value !== null) {
      texts[`Figure ${n}`] = [{ text: formatFigure(series.measure, series.figure) }];
      texts[`Unit ${n}`] = [
        {
          text: line.caution
            ? series.measure.title
            : unitWords(series.measure) || series.measure.title,
        },
      ];
      texts[`Reason ${n}`] = [
        ...(line.change
          ? [{ text: `${line.change.text.charAt(0).toUpperCase()}${line.change.text.slice(1)}.` }]
          : []),
        { text: `${line.because.text}${line.caution ? ` This is ${line.caution}.` : ''}` },
      ];
      charts.push(lineChart(series, `Chart ${n}`, `${line.title} chart`, 24, true));
    } else texts[`Reason ${n}`] = [{ text: line.missing ?? line.because.text }];
    return { area: `Verdict ${n}`, word: line.word, direction: line.direction };
  });
  const shown = overview.outcomes.flatMap((o) => (o.series ? [o.series] : []));
  return {
    ...plain(
      'scorecard',
      `Scorecard · ${periodLabel(content.period)}`,
      overview.lead.text.replace(/\.$/, ''),
    ),
    texts,
    charts,
    marks,
    source: short(sourceLine(shown, titlesOf(content.framework)), 150),
    notes: [
      'Verbal update, one minute.',
      overview.lead.text,
      overview.notKnown.text,
      overview.forDecision.text,
    ],
  };
}

function changedSlide(content: PackContent): SlidePlan {
  const { findings, family } = content.overview;
  const list = (kind: string): Paragraph[] => {
    const own = findings.filter((f) => f.kind === kind);
    if (own.length === 0) return [{ text: 'None.' }];
    return own.slice(0, 4).flatMap((f): Paragraph[] => [
      { text: f.sentence.text, bold: true, size: 13 },
      { text: `${f.evidence.text}\v`, tone: 'soft', size: 12 },
    ]);
  };
  const count = (kind: string) => findings.filter((f) => f.kind === kind).length;
  return {
    ...plain('lists', `What changed · ${periodLabel(content.period)}`, content.overview.title.text),
    texts: {
      'Heading 1': [{ text: `Getting worse (${count('worse')})`, tone: 'worsening' }],
      'List 1': list('worse'),
      'Heading 2': [{ text: `Getting better (${count('better')})`, tone: 'improving' }],
      'List 2': list('better'),
      'Heading 3': [{ text: `Gaps (${count('gap')})` }],
      'List 3': list('gap'),
    },
    source: `${countWord(family.reported, 'change')} among ${family.judged} measures and areas that could be judged; about one in ten of these is expected to be chance.`,
    notes: [
      'Verbal update, one minute.',
      ...findings
        .filter((f) => f.kind !== 'gap')
        .slice(0, 3)
        .map((f) => f.sentence.text),
      'If asked:',
      'Only changes that a named rule calls more than chance are listed; the list is held to a false discovery rate of one in ten.',
    ],
  };
}

function themeSlide(content: PackContent, theme: ThemeStory): SlidePlan {
  const title = content.framework.themes.get(theme.theme)?.title ?? theme.theme;
  const finding = theme.findings.find((f) => f.kind !== 'gap' && f.area?.kind === 'force');
  const lead = content.framework.themes.get(theme.theme)?.lead;
  const headline =
    theme.series.find((s) => s.measure.id === finding?.measure?.id && s.figure.value !== null) ??
    theme.series.find((s) => s.measure.id === lead && s.figure.value !== null) ??
    theme.series.find((s) => s.figure.value !== null);
  if (!headline) throw new RangeError(`theme ${theme.theme} has no figure to draw`);
  const shown = [headline, ...theme.series.filter((s) => s !== headline)].slice(0, 7);
  const against = 'same-last-year' as const;
  return {
    ...plain('theme', title, theme.title.text),
    texts: {
      'Chart heading': [
        fitted(
          `${headline.measure.title}, ${headline.measure.unit === '%' ? 'per cent' : headline.measure.unit === 'GBP' ? 'pounds' : headline.measure.unit} a ${headline.chartFigures[0]?.period.grain ?? 'month'}`,
          5,
          1,
          [14, 13, 12, 11],
          { bold: true },
        ),
      ],
      Word: [{ text: verdictWords[headline.verdict.word], tone: toneOf(headline.verdict.word) }],
      'Table heading': [
        fitted(`Against ${againstWords(against, content.period)}`, 4.53, 1, [14, 12, 11], {
          bold: true,
        }),
      ],
      Sentences: [
        ...theme.sentences.map((s) => ({ text: s.text })),
        ...(theme.ask ? [{ text: theme.ask.text, bold: true }] : []),
      ]
        .slice(0, 4)
        .map((p) => ({ ...p, size: 13 })),
    },
    charts: [lineChart(headline, 'Chart', `${headline.measure.title} chart`, undefined, false)],
    tables: [
      {
        name: 'Comparisons table',
        area: 'Table',
        columns: [
          { head: '', share: 0.08 },
          { head: 'Measure', share: 0.5 },
          { head: 'Figure', share: 0.16, right: true },
          { head: 'Change', share: 0.26, right: true },
        ],
        rows: shown.map((s): DeckRow => {
          const comparison = comparisonOf(s, against);
          const change = comparison
            ? changeParts(s.measure, comparison)
            : { amount: 'not comparable', percent: '' };
          return {
            cells: [
              '',
              s.measure.title,
              formatFigure(s.measure, s.figure),
              `${change.amount}${/^[+\u2212]|under/.test(change.percent) ? ` (${change.percent})` : ''}`,
            ],
            mark: { word: s.verdict.word, direction: s.verdict.direction },
          };
        }),
        size: 11,
        alt: `${title}: measures of the theme. ${headline.measure.title}, ${formatFigure(headline.measure, headline.figure)}, ${verdictWords[headline.verdict.word].toLowerCase()}.`,
      },
    ],
    marks: [
      { area: 'Verdict', word: headline.verdict.word, direction: headline.verdict.direction },
    ],
    source: short(
      sourceLine(
        theme.series.filter((s) => s.figure.value !== null),
        titlesOf(content.framework),
      ),
      150,
    ),
    notes: [
      'Verbal update, one minute.',
      ...theme.notes.update.map((s) => s.text),
      ...(theme.ask ? [theme.ask.text] : []),
      ...(theme.notes.ifAsked.length > 0 ? ['If asked:', ...theme.notes.ifAsked] : []),
    ],
  };
}

function regionSlide(entry: PackContent['region'][number]): SlidePlan {
  const { series, rows } = entry;
  const ours = rows.find((r) => r.ours);
  const region = rows.find((r) => r.name === 'Region');
  const comparison = series.comparisons.find((c) => c.against === 'region');
  const points = comparison?.points ?? null;
  const bars: DeckBars = {
    kind: 'bars',
    name: `${series.measure.title} by force chart`,
    area: 'Chart',
    categories: rows.map((r) => r.name),
    own: rows.map((r) => (r.ours ? r.change : null)),
    others: rows.map((r) => (r.ours || r.name === 'Region' ? null : r.change)),
    region: rows.map((r) => (r.name === 'Region' ? r.change : null)),
    format: '0.0%',
    alt: `Bar chart of the change in recorded ${series.measure.title.toLowerCase()} on the year before, year ending ${entry.yearEnding}. ${rows.map((r) => `${r.name} ${r.change === null ? 'no data' : formatPercent(r.change)}`).join(', ')}.`,
  };
  const moved = (change: number | null | undefined) =>
    change === null || change === undefined
      ? 'is not known'
      : `${change < 0 ? 'fell' : 'rose'} ${formatPercent(Math.abs(change)).replace('+', '')}`;
  return {
    ...plain(
      'bars',
      'Region',
      `${series.measure.title} ${moved(ours?.change)} in our force over the year; in the region it ${moved(region?.change)}`,
    ),
    texts: {
      'Chart heading': [{ text: `Change on the year before, year ending ${entry.yearEnding}` }],
      'Table heading': [{ text: 'Recorded offences, published' }],
      Sentences: [
        {
          text:
            points === null
              ? 'The region cannot be compared.'
              : `Our change is ${formatPoints(points)} ${points < 0 ? 'below' : 'above'} the region’s.`,
          size: 14,
        },
        {
          text: 'A place in a list is not evidence: forces differ in size, population and recording. Published data stop earlier than our own.',
          size: 14,
        },
      ],
    },
    charts: [bars],
    tables: [
      {
        name: 'Forces table',
        area: 'Table',
        columns: [
          { head: 'Area', share: 0.6 },
          { head: 'Change', share: 0.4, right: true },
        ],
        rows: rows.map((r) => ({
          cells: [r.name, r.change === null ? 'no data' : formatPercent(r.change)],
          bold: r.ours,
        })),
        size: 12,
        alt: `Change by force, year ending ${entry.yearEnding}.`,
      },
    ],
    source: `Source: Office for National Statistics, police force area data tables, Open Government Licence v3.0. Year ending ${entry.yearEnding}.`,
    notes: [
      'Verbal update, one minute.',
      `${series.measure.title} is compared with the region for the last year that all four forces have published.`,
      'If asked:',
      'The published figures are yearly and end earlier than our own monthly ones.',
    ],
  };
}

function qualitySlide(content: PackContent): SlidePlan {
  const late = content.sources.filter((s) => s.state !== 'Complete');
  const title =
    late.length === 0
      ? `All ${content.sources.length} sources have answered for the period`
      : `${late.length} of ${content.sources.length} sources need care: ${late[0]?.title ?? ''}${late.length > 1 ? ` and ${late.length - 1} more` : ''}`;
  return {
    ...plain('lists', 'Data quality', title.slice(0, 110)),
    texts: {
      'Heading 1': [{ text: 'Each source and its data' }],
      'List 1': content.sources.slice(0, 10).map(
        (s): Paragraph => ({
          text: `${s.title}: ${s.dataTo}${s.state === 'Complete' ? '' : ` (${s.state.toLowerCase()})`}`,
          size: 12,
        }),
      ),
      'Heading 2': [{ text: 'Restated since they were first supplied' }],
      'List 2':
        content.restated.length === 0
          ? [{ text: 'Nothing.', size: 12 }]
          : content.restated.slice(-8).map((r) => ({
              text: `${r.month}, ${r.source}: ${r.before.toLocaleString('en-GB')} rows, then ${r.after.toLocaleString('en-GB')}`,
              size: 12,
            })),
      'Heading 3': [{ text: 'Not available, and refused' }],
      'List 3': [
        ...content.overview.outcomes
          .filter((o) => o.missing !== null)
          .map((o): Paragraph => ({ text: `${o.title}: ${o.missing}`, size: 12 })),
        ...content.refused.map((r): Paragraph => ({ text: `Refused: ${r}`, size: 12 })),
        { text: content.automation, size: 12 },
      ],
    },
    source:
      'What is missing is shown as missing, never as nought. Late sources are left out of the comparisons they would distort.',
    notes: ['Verbal update, one minute.', title, content.automation],
  };
}

function definitionSlides(content: PackContent): SlidePlan[] {
  const rows = content.themes.flatMap((t) =>
    t.series
      .filter((s) => s.figure.value !== null)
      .slice(0, 8)
      .map(
        (s): DeckRow => ({
          cells: [
            s.measure.title,
            { threat: 'Threat', activity: 'Activity', outcome: 'Outcome' }[s.measure.role],
            s.measure.unit === 'GBP' ? 'pounds' : s.measure.unit,
            { lower: 'Lower is better', higher: 'Higher is better', neutral: 'Not judged' }[
              s.measure.better
            ],
            s.figure.definition.slice(0, 8),
          ],
        }),
      ),
  );
  const pages = Math.max(1, Math.ceil(rows.length / 13));
  return Array.from({ length: pages }, (_, i) => ({
    ...plain(
      'table',
      `Definitions (${i + 1} of ${pages})`,
      `What each figure of this pack counts, and how a change is judged${pages > 1 ? `, part ${i + 1}` : ''}`,
    ),
    tables: [
      {
        name: 'Definitions table',
        area: 'Table',
        columns: [
          { head: 'Measure', share: 0.44 },
          { head: 'Role', share: 0.12 },
          { head: 'Unit', share: 0.18 },
          { head: 'Direction', share: 0.16 },
          { head: 'Version', share: 0.1 },
        ],
        rows: rows.slice(i * 13, i * 13 + 13),
        size: 11,
        alt: 'Measures of the pack with role, unit, wanted direction and version of the definition.',
      },
    ],
    source:
      'Charts: NHS “Making data count” rules on limits of the stated baseline; run charts by Anhøj; registers by an exact test of what moved in and out.',
    notes: ['Verbal update: none; for reference.'],
  }));
}

/** A series as a native chart: figure, signals repeated as markers, mean and limits. */
export function lineChart(
  series: Series,
  area: string,
  name: string,
  last: number | undefined,
  small: boolean,
): DeckChart {
  const chart = chartOf(series, last);
  const values = chart.points.map((p) => p.value);
  const of = (shape: string) =>
    chart.points.map((p) => (p.shape === shape && !p.soFar ? p.value : null));
  const levels = (list: typeof chart.centre) =>
    chart.points.map(
      (_, i) =>
        list
          .map((l) => (i >= l.first && i <= l.last ? (l.values[i - l.first] ?? null) : null))
          .find((v) => v !== null) ?? null,
    );
  const signal = (style: 'improving' | 'worsening' | 'changed', title: string): DeckSeries[] =>
    of(style).some((v) => v !== null)
      ? [{ name: title, style, values: of(style), label: null }]
      : [];
  const upper = levels(chart.upper);
  const lower = levels(chart.lower);
  const mean = levels(chart.centre);
  const share = series.measure.kind === 'share';
  const all = [...values, ...(small ? [] : [...upper, ...lower, ...mean])].filter(
    (v) => v !== null,
  );
  const y = small
    ? {
        min: Math.min(...all) * 0.9,
        max: Math.max(...all, 0.0001) * 1.05,
        step: Math.max(...all, 0.0001),
      }
    : axisOf(all, share);
  return {
    kind: 'line',
    name,
    area,
    days: chart.points.map((p) => p.start),
    series: [
      { name: series.measure.title, style: 'figure', values, label: small ? null : 'value' },
      ...signal('improving', 'Improving'),
      ...signal('worsening', 'Worsening'),
      ...signal('changed', 'Changed'),
      ...(mean.some((v) => v !== null)
        ? [
            {
              name: series.chart?.type === 'run' ? 'Median' : 'Mean',
              style: 'mean' as const,
              values: mean,
              label: small ? null : ('name-and-value' as const),
            },
          ]
        : []),
      ...(small || !upper.some((v) => v !== null)
        ? []
        : [
            {
              name: 'Upper limit',
              style: 'limit' as const,
              values: upper,
              label: 'name-and-value' as const,
            },
          ]),
      ...(small || !lower.some((v) => v !== null)
        ? []
        : [
            {
              name: 'Lower limit',
              style: 'limit' as const,
              values: lower,
              label: 'name-and-value' as const,
            },
          ]),
    ],
    max: y.max,
    min: small && y.min < 0 ? 0 : y.min,
    step: small
      ? y.max - Math.max(0, y.min) || 1
      : ((y as ReturnType<typeof axisOf>).ticks[1] ?? 1) -
        ((y as ReturnType<typeof axisOf>).ticks[0] ?? 0),
    format: share
      ? '0.0%'
      : series.measure.kind === 'rate'
        ? '0.00'
        : series.measure.unit === 'GBP'
          ? '£#,##0'
          : '#,##0',
    alt: chart.alt,
    small,
  };
}

const short = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, text.lastIndexOf(' ', most - 1))} …`;
