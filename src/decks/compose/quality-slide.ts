import type { Series } from '../../figures/index.ts';
import { dayLabel, month, monthLabel } from '../../periods/index.ts';
import {
  formatPercent,
  lowerFirst,
  numberWord,
  plainNumber,
  roundHalfAway,
} from '../../wording/index.ts';
import type { DeckBars, DeckCell, DeckRow, Paragraph, SlidePlan, Words } from '../deck-plan.ts';
import type { Ink } from '../draw/ink.ts';
import { rowsThatFit } from '../draw/table.ts';
import { fits, type Slot, type Template } from '../template.ts';
import type { PackContent, SourceEntry } from './content.ts';
import { figuresIn } from './figures.ts';
import { SlideDraft } from './slide.ts';
import { capital, datesInWords, line, listed, plural, words } from './words.ts';

const states: Readonly<
  Record<SourceEntry['state'], { text: string; tone: Ink; fill: Ink; one: string; many: string }>
> = {
  late: { text: 'Late', tone: 'caution', fill: 'caution-wash', one: 'is late', many: 'are late' },
  missing: {
    text: 'Missing',
    tone: 'error',
    fill: 'error-wash',
    one: 'is missing',
    many: 'are missing',
  },
  refused: {
    text: 'Refused',
    tone: 'error',
    fill: 'error-wash',
    one: 'was refused',
    many: 'were refused',
  },
  'nothing-loaded': {
    text: 'Nothing loaded',
    tone: 'error',
    fill: 'error-wash',
    one: 'has nothing loaded',
    many: 'have nothing loaded',
  },
  complete: {
    text: 'Complete',
    tone: 'done',
    fill: 'done-wash',
    one: 'is complete',
    many: 'are complete',
  },
};

/** What is not complete and what it leaves out, what to read with care, how much came by hand, what was restated. */
export function qualitySlide(content: PackContent, template: Template): SlidePlan {
  const draft = new SlideDraft(template, 'quality');
  const open = content.sources.filter((s) => s.state !== 'complete');
  draft.kicker = 'Data quality';
  draft.title(qualityTitle(content.sources));
  draft.put('Table heading', open.length === 0 ? 'Sources' : 'Sources, those not complete first');
  draft.tables.push({
    ...sourcesTable(content, draft.slot('Table')),
    name: 'Sources table',
    area: 'Table',
    alt: `Sources with data-to date and state. ${qualityTitle(content.sources)}.`,
  });
  draft.put('List heading', 'Read with care');
  draft.put('List', careList(content, draft.slot('List')));
  automation(draft, content);
  draft.put('Sentences', restatedText(content));
  draft.source = `Figures as known on ${dayLabel(content.builtOn)}. What is missing is shown as missing, never as zero.`;
  return draft.done([`${qualityTitle(content.sources)}.`, restatedText(content)]);
}

/** "Six of eight sources are complete; one is late and one has nothing loaded". */
export function qualityTitle(sources: readonly SourceEntry[]): string {
  const count = (state: SourceEntry['state']) => sources.filter((s) => s.state === state).length;
  const done = count('complete');
  const all = plural(sources.length, 'source');
  if (done === sources.length) return `All ${all} are complete for the period`;
  const rest = (['late', 'missing', 'refused', 'nothing-loaded'] as const).flatMap((state) => {
    const n = count(state);
    return n === 0 ? [] : [`${numberWord(n)} ${states[state][n === 1 ? 'one' : 'many']}`];
  });
  return `${capital(done === 0 ? 'none' : numberWord(done))} of ${all} ${done === 1 ? 'is' : 'are'} complete; ${listed(rest)}`;
}

function sourcesTable(content: PackContent, slot: Slot) {
  const columns = [
    { head: 'Source', share: 0.38 },
    { head: 'Data to', share: 0.16 },
    { head: 'State', share: 0.17 },
    { head: 'What it leaves out', share: 0.29 },
  ];
  const row = (source: SourceEntry): DeckRow => ({
    cells: [
      source.title,
      source.dataTo ? dayLabel(source.dataTo, 'short') : { text: 'no data', tone: 'soft' },
      stateCell(source),
      leftOut(content, source),
    ],
  });
  const open = content.sources.filter((s) => s.state !== 'complete');
  const done = content.sources.filter((s) => s.state === 'complete');
  const days = done.flatMap((s) => (s.dataTo ? [s.dataTo] : [])).sort();
  const grouped: DeckRow[] =
    done.length === 0
      ? []
      : [
          {
            cells: [
              capital(plural(done.length, open.length > 0 ? 'other source' : 'source')),
              days.length > 0
                ? `${dayLabel(days[0] ?? content.builtOn, 'short')} to ${dayLabel(days.at(-1) ?? content.builtOn, 'short')}`
                : { text: 'no data', tone: 'soft' },
              { text: 'Complete', tone: 'done', fill: 'done-wash', bold: true },
              'Nothing',
            ],
          },
        ];
  const each = rowsThatFit({ columns, rows: [...open, ...done].map(row) }, slot.box, [12, 11]);
  const fit =
    each.rows.length === content.sources.length
      ? each
      : rowsThatFit({ columns, rows: [...open.map(row), ...grouped] }, slot.box, [12, 11]);
  return { columns, ...fit };
}

export function stateCell(source: SourceEntry): DeckCell {
  const { text, tone, fill } = states[source.state];
  const more =
    source.state === 'late' && source.daysLate > 0
      ? `, ${source.daysLate} ${source.daysLate === 1 ? 'day' : 'days'}`
      : source.state === 'refused' && source.faults > 0
        ? `, ${source.faults} ${source.faults === 1 ? 'cell' : 'cells'}`
        : '';
  return { text: `${text}${more}`, tone, fill, bold: true };
}

/** Measures without a figure that only this source could give. */
function leftOut(content: PackContent, source: SourceEntry): string {
  const parts = content.themes.flatMap((theme) => {
    const blank = theme.series.filter(
      (s) =>
        s.sources.includes(source.id) &&
        (s.figure.value === null || s.verdict.word === 'late' || s.verdict.word === 'missing'),
    );
    const title = content.framework.themes.get(theme.theme)?.title ?? theme.theme;
    return blank.length === 0
      ? []
      : [`${title}: ${numberWord(blank.length)} of ${plural(theme.series.length, 'measure')}`];
  });
  return parts.length === 0 ? 'Nothing' : parts.join('; ');
}

/** Breaks, gaps, files refused, outcomes without a figure: as many as fit, the rest counted. */
function careList(content: PackContent, slot: Slot): Words {
  const items = [
    ...breaksOf(content),
    ...content.themes.flatMap((t) => t.series.flatMap(gapOf)),
    ...content.refused.map((file) => `${file} was refused, and nothing of it was loaded.`),
    ...content.overview.outcomes.flatMap((o) => (o.missing ? [`${o.title}: ${o.missing}`] : [])),
  ];
  if (items.length === 0) return words(line('Nothing that is not on its own slide.'));
  const write = (count: number): Words => ({
    paragraphs: [
      ...items.slice(0, count).map((text): Paragraph => line(text, { bullet: true })),
      ...(count < items.length ? [line(`And ${items.length - count} more.`)] : []),
    ].map((p, i) => (i === 0 ? p : { ...p, above: 4 })),
  });
  for (let count = items.length; count > 1; count--)
    for (const size of [slot.size, slot.size - 1, 11]) {
      const text = { ...write(count), size };
      if (fits(slot, text)) return text;
    }
  return write(1);
}

/** One line for each break, with the measures that share it: "Disruptions, seven measures". */
function breaksOf(content: PackContent): string[] {
  const found = new Map<string, Map<string, string[]>>();
  for (const theme of content.themes)
    for (const s of theme.series)
      for (const note of s.notes.filter((n) => n.kind === 'break')) {
        const themes = found.get(note.text) ?? new Map<string, string[]>();
        found.set(note.text, themes);
        themes.set(theme.theme, [...(themes.get(theme.theme) ?? []), s.measure.title]);
      }
  return [...found].map(([text, themes]) => {
    const names = [...themes].map(([id, titles]) =>
      titles.length === 1
        ? (titles[0] ?? '')
        : `${content.framework.themes.get(id)?.title ?? id}, ${plural(titles.length, 'measure')}`,
    );
    return `${listed(names)}: ${datesInWords(lowerFirst(text))}`;
  });
}

/** "Referrals by the force: no data from April 2023 to December 2025." */
function gapOf(series: Series): string[] {
  const gaps = series.chartFigures.filter((f) => f.status === 'missing' || f.status === 'late');
  const [first, last] = [gaps[0]?.period.first, gaps.at(-1)?.period.last];
  // A measure without a single figure is told with its source.
  if (!first || !last || gaps.length === series.chartFigures.length) return [];
  const span =
    first === last
      ? `for ${monthLabel(first)}`
      : `between ${monthLabel(first)} and ${monthLabel(last)}`;
  return [`${series.measure.title}: no data ${span}; it is not counted as zero.`];
}

const ways = [
  { method: 'automated', name: 'With no hand', ink: 'brand' },
  { method: 'template', name: 'By template', ink: 'common' },
  { method: 'narrative', name: 'Typed', ink: 'by-hand' },
] as const;

/** How the figures of the pack arrived: the slowest way of their sources counts. */
export function automation(draft: SlideDraft, content: PackContent): void {
  const methods = new Map(content.sources.map((s) => [s.id, s.method]));
  const shown = figuresIn(content).filter((s) => s.figure.value !== null);
  const counts = ways.map(({ method }, i) => {
    const slower = ways.slice(i + 1).map((w) => w.method as string);
    return shown.filter((s) => {
      const used = s.sources.map((id) => methods.get(id) as string);
      return used.includes(method) && !used.some((m) => slower.includes(m));
    }).length;
  });
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return;
  draft.put('Parts heading', `How the ${plainNumber(total)} figures of this pack arrived`);
  const shares = ways.flatMap((way, i) => {
    const n = counts[i] ?? 0;
    return n === 0 ? [] : [`${roundHalfAway((n / total) * 100)}% ${way.name.toLowerCase()}`];
  });
  draft.put(
    'Parts note',
    words({
      runs: shares.map((text, i) => ({ text: i === 0 ? text : ` · ${text}`, bold: i === 0 })),
    }),
  );
  const bars: DeckBars = {
    kind: 'parts',
    name: 'Automation chart',
    area: 'Parts',
    head: 'Figures',
    categories: ['Figures of this pack'],
    series: ways.map((way, i) => ({ name: way.name, ink: way.ink, values: [counts[i] ?? 0] })),
    format: '#,##0',
    alt: `Bar of how the figures of this pack arrived: ${shares.join(', ')}.`,
  };
  draft.charts.push(bars);
}

/** "Since they were first supplied, 14 months were restated; the most, September 2025 of ..., from 34 rows to 44 (+29%)." */
function restatedText({ restated }: PackContent): string {
  const last = new Map<string, (typeof restated)[number]>();
  for (const r of restated) {
    const first = last.get(`${r.source} ${r.month}`);
    last.set(`${r.source} ${r.month}`, first ? { ...r, before: first.before } : r);
  }
  const moved = [...last.values()].filter((r) => r.before !== r.after && r.before > 0);
  if (moved.length === 0) return 'No month has been restated since it was first supplied.';
  const size = (r: (typeof restated)[number]) => Math.abs(r.after - r.before) / r.before;
  const [most] = [...moved].sort((a, b) => size(b) - size(a));
  if (!most) return '';
  const many =
    moved.length === 1
      ? 'One monthly count of rows has been restated since it was first supplied'
      : `${plainNumber(moved.length)} monthly counts of rows have been restated since they were first supplied`;
  return `${many}; the largest change: ${monthLabel(month(most.month))}, ${most.source}, from ${plainNumber(most.before)} rows to ${plainNumber(most.after)} (${formatPercent(most.after / most.before - 1)}).`;
}
