import { classesOf, type MapArea } from '../../charts/index.ts';
import type { Series } from '../../figures/index.ts';
import { monthsLabel } from '../../periods/index.ts';
import {
  changeParts,
  comparisonOf,
  formatFigure,
  formatValue,
  lowerFirst,
  verdictWords,
} from '../../wording/index.ts';
import type { DeckCell, DeckRow, DeckTable, SlidePlan } from '../deck-plan.ts';
import { emuPerPoint, textWidth } from '../draw/measure.ts';
import { cellOf, rowsThatFit } from '../draw/table.ts';
import { fits, type Template } from '../template.ts';
import type { DistrictsEntry, PackContent } from './content.ts';
import { SlideDraft } from './slide.ts';
import { sourceText } from './sources.ts';
import { line, listed, plural, words } from './words.ts';

type District = DistrictsEntry['districts'][number];

/** A measure by district: the map left, the table of the same figures right, and that a rank is no evidence. */
export function geographySlide(
  content: PackContent,
  template: Template,
  entry: DistrictsEntry,
): SlidePlan {
  const { whole } = entry;
  const draft = new SlideDraft(template, 'bars');
  draft.kicker = `By district · ${monthsLabel(content.period)}`;
  draft.title(titleOf(entry));
  const rated = entry.districts.some((d) => d.rate !== null);
  const shaded = entry.districts.map((d) => d.rate ?? d.series).filter(isPlaced);
  const by = shaded[0]?.measure ?? whole.measure;
  draft.put('Chart heading', by.title);
  putMap(draft, entry, shaded);
  // A long name stands in the title already.
  const heading = words(line(`${whole.measure.title}, and change on the year before`));
  draft.put(
    'Table heading',
    fits(draft.slot('Table heading'), { ...heading, size: 11 })
      ? heading
      : 'Number, and change on the year before',
  );
  putTable(draft, entry, rated);
  const said = sentencesOf(shaded);
  draft.put('Sentences', words(...said.map((text, i) => line(text, i === 0 ? {} : { above: 4 }))));
  const source = sourceText(content, draft.slot('Source'), {
    series: entry.districts.map((d) => d.series).filter((s) => s.dates.dataTo !== null),
    also: ['Boundaries: ONS; contains OS data © Crown copyright.'],
  });
  draft.source = source.text;
  return draft.done(
    [`${titleOf(entry)}.`, ...said],
    [
      rated
        ? 'Shaded by the rate, so that a large district is not dark for its size alone.'
        : 'Shaded by the number: a large district can be dark for its size alone.',
      'Each district is judged by its own months.',
      ...(source.note ? [source.note] : []),
    ],
  );
}

const isPlaced = (series: Series): boolean => series.area.kind === 'district';

/** Which districts changed by more than chance; else that none did. */
function titleOf({ whole, districts }: DistrictsEntry): string {
  const placed = districts.map((d) => d.series).filter(isPlaced);
  const named = (word: string) =>
    placed.filter((s) => s.verdict.word === word).map((s) => s.area.title);
  const some = (names: readonly string[]) =>
    names.length <= 2 ? listed(names) : plural(names.length, 'district');
  const [worse, better, changed] = [named('worsening'), named('improving'), named('changed')];
  const parts = [
    ...(worse.length > 0 ? [`getting worse in ${some(worse)}`] : []),
    ...(better.length > 0 ? [`improving in ${some(better)}`] : []),
  ];
  const level = `level of ${lowerFirst(whole.measure.title)}`;
  if (parts.length > 0) return `The ${level} is ${parts.join(' and ')}`;
  return changed.length > 0
    ? `The ${level} has changed in ${some(changed)} by more than chance`
    : `No district’s ${level} has changed by more than chance`;
}

function putMap(draft: SlideDraft, entry: DistrictsEntry, shaded: readonly Series[]): void {
  const areas = shaded.map(
    (s): MapArea => ({
      code: s.area.id,
      name: s.area.title,
      value: s.figure.value,
      text: formatFigure(s.measure, s.figure),
    }),
  );
  const measure = shaded[0]?.measure ?? entry.whole.measure;
  const hidden = [...new Set(areas.filter((a) => a.value === null).map((a) => a.text))];
  draft.map = {
    name: 'District map',
    area: 'Chart',
    alt: `Map of ${lowerFirst(measure.title)} by district. ${areas.map((a) => `${a.name} ${a.text}`).join(', ')}.`,
    boundaries: entry.boundaries,
    areas,
    legend: {
      bounds: classesOf(areas).map((bound) => formatValue(measure, bound)),
      hatched: hidden.join(', '),
    },
  };
}

function putTable(draft: SlideDraft, { districts, whole }: DistrictsEntry, rated: boolean): void {
  const rows = districts.map((d) => rowOf(d, rated));
  const columns = columnsOf(rows, ['Number', ...(rated ? ['Rate'] : []), 'Change'], draft);
  draft.tables.push({
    name: 'Districts table',
    area: 'Table',
    columns,
    dense: true,
    ...rowsThatFit({ columns, rows, dense: true }, draft.slot('Table').box, [12, 11]),
    alt: `${whole.measure.title} by district. ${districts.map(({ series }) => `${series.area.title}: ${verdictWords[series.verdict.word].toLowerCase()}`).join(', ')}.`,
  });
}

/** Numbers as wide as they need be, so that none is broken; the names have the rest. */
function columnsOf(
  rows: readonly DeckRow[],
  heads: readonly string[],
  draft: SlideDraft,
): DeckTable['columns'] {
  const needed = heads.map(
    (head, i) =>
      Math.max(
        textWidth(head, 11, true),
        ...rows.map((row) => textWidth(cellOf(row.cells[i + 2] ?? '').text, 12)),
      ) + 10,
  );
  const total = draft.slot('Table').box.w / emuPerPoint;
  const rest = total - 22 - needed.reduce((sum, w) => sum + w, 0);
  return [
    { head: '', share: 22 },
    { head: 'District', share: Math.max(total * 0.24, rest) },
    ...heads.map((head, i) => ({ head, share: needed[i] ?? 0, right: true })),
  ];
}

function rowOf({ series, rate }: District, rated: boolean): DeckRow {
  const comparison = comparisonOf(series, 'same-last-year');
  const change = comparison ? changeParts(series.measure, comparison) : null;
  const percent = change && /\d/.test(change.percent) ? ` (${change.percent})` : '';
  const cell = (said: string): DeckCell =>
    /\d/.test(said) ? { text: said } : { text: said, tone: 'soft' };
  return {
    cells: [
      '',
      series.area.title,
      cell(formatFigure(series.measure, series.figure)),
      ...(rated
        ? [cell(rate && isPlaced(rate) ? formatFigure(rate.measure, rate.figure) : 'none')]
        : []),
      cell(change ? `${change.amount}${percent}` : 'not comparable'),
    ],
    mark: { word: series.verdict.word, direction: series.verdict.direction },
  };
}

/** The two ends, as they are printed, and what they are worth. */
function sentencesOf(shaded: readonly Series[]): string[] {
  const known = shaded
    .filter((s) => s.figure.value !== null)
    .sort((a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0));
  const [high, low] = [known[0], known.at(-1)];
  const caution =
    'A rank among districts is not evidence of performance: they differ in size, people and recording.';
  if (!high || !low || high === low) return [caution];
  const said = (s: Series) => `${s.area.title} (${formatFigure(s.measure, s.figure)})`;
  return [`${high.measure.title}: highest in ${said(high)}, lowest in ${said(low)}.`, caution];
}
