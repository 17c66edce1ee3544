import type { ForceChange } from '../../figures/index.ts';
import {
  formatPercent,
  formatPoints,
  formatValue,
  lowerFirst,
  plainNumber,
} from '../../wording/index.ts';
import type { Box, DeckBars, DeckRow, DeckTable, SlidePlan } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import type { Template } from '../template.ts';
import type { PackContent, RegionEntry } from './content.ts';
import { SlideDraft } from './slide.ts';
import { capital, line, words } from './words.ts';

/** Each force's change on the year before, and that a place in a list is not evidence. */
export function regionSlide(
  content: PackContent,
  template: Template,
  entry: RegionEntry,
): SlidePlan {
  const { series, rows, yearEnding } = entry;
  const title = lowerFirst(series.measure.title);
  const ours = rows.find((r) => r.is === 'ours');
  const region = rows.find((r) => r.is === 'region');
  const draft = new SlideDraft(template, 'bars');
  draft.kicker = 'Region compared';
  draft.title(
    `Recorded ${title} ${moved(ours?.change)} in ${ours?.name ?? content.forceTitle} in the year to ${yearEnding}; across the region it ${moved(region?.change)}`,
  );
  draft.put('Chart heading', `Change on the year before, year ending ${yearEnding}`);
  draft.charts.push(bars(entry));
  draft.put('Table heading', `${capital(series.measure.unit)}, and change on the year before`);
  const columns = [
    { head: 'Area', share: 0.32 },
    { head: 'This year', share: 0.18, right: true },
    { head: 'Year before', share: 0.18, right: true },
    { head: 'Change', share: 0.32, right: true },
  ];
  const fit = forcesThatFit(entry, columns, draft.slot('Table').box);
  draft.tables.push({
    name: 'Forces table',
    area: 'Table',
    columns,
    ...fit,
    alt: `Recorded ${title} by force, year ending ${yearEnding}. ${ours ? `${ours.name}: ${percent(ours.change)}.` : ''}`,
  });
  const points =
    ours?.change != null && region?.change != null ? ours.change - region.change : null;
  draft.put('Sentences', {
    ...words(
      line(
        points === null
          ? 'Our change cannot be set against the region’s.'
          : Math.abs(points) < 0.0005
            ? 'Our change is the same as the region’s.'
            : `Our change is ${formatPoints(points)} ${points < 0 ? 'below' : 'above'} the region’s.`,
      ),
      line(
        'A place in this list is not evidence of performance: forces differ in size, population and recording.',
        { above: 4 },
      ),
    ),
  });
  draft.source = `Source: Office for National Statistics, police force area data tables, Open Government Licence v3.0. Years ending ${yearEnding}, the last published by all.`;
  return draft.done(
    [
      `${series.measure.title} is set against the region for the last year that all its forces have published.`,
      points === null || Math.abs(points) < 0.0005
        ? 'Our change cannot be told from the region’s.'
        : `Our change is ${points < 0 ? 'below' : 'above'} the region’s.`,
    ],
    ['The published figures are yearly and end earlier than our own monthly ones.'],
  );
}

/** All forces where they fit; else ours, the region and as many others as do: the chart has all. */
function forcesThatFit(entry: RegionEntry, columns: DeckTable['columns'], box: Box) {
  const rows = entry.rows.map((r) => tableRow(entry, r));
  const all = rowsThatFit({ columns, rows }, box, [12, 11]);
  if (all.rows.length === rows.length) return all;
  const first = entry.rows.flatMap((r, i) => (r.is === 'other' ? [] : (rows[i] ?? [])));
  const others = rows.filter((row) => !first.includes(row));
  const fit = rowsThatFit({ columns, rows: [...first, ...others] }, box, [11]);
  return { ...fit, rows: rows.filter((row) => fit.rows.includes(row)) };
}

const percent = (change: number | null): string =>
  change === null ? 'no data' : formatPercent(change);

/** "fell 5%": the direction with the size, said without a sign. */
function moved(change: number | null | undefined): string {
  if (change === null || change === undefined) return 'is not known';
  if (change === 0) return 'did not change';
  return `${change < 0 ? 'fell' : 'rose'} ${formatPercent(Math.abs(change)).replace('+', '')}`;
}

function tableRow({ series }: RegionEntry, row: ForceChange): DeckRow {
  const count = (value: number | null) =>
    value === null ? 'no data' : formatValue({ ...series.measure, kind: 'flow' }, value);
  const change =
    row.change === null || row.now === null || row.before === null
      ? 'not comparable'
      : `${row.now < row.before ? '↓' : '↑'} ${plainNumber(Math.abs(row.now - row.before))} (${percent(row.change)})`;
  return {
    cells: [row.name, count(row.now), count(row.before), change],
    bold: row.is === 'ours',
  };
}

function bars({ series, rows, yearEnding }: RegionEntry): DeckBars {
  const of = (is: ForceChange['is']) => rows.map((r) => (r.is === is ? r.change : null));
  return {
    kind: 'bars',
    name: `${series.measure.title} by force chart`,
    area: 'Chart',
    head: 'Area',
    categories: rows.map((r) => r.name),
    series: [
      { name: 'Our force', ink: 'brand' as const, values: of('ours') },
      { name: 'Other forces', ink: 'other' as const, values: of('other') },
      { name: 'Region', ink: null, values: of('region') },
    ].filter((s) => s.values.some((v) => v !== null)),
    format: '+0%;\u22120%;0%',
    alt: `Bar chart of the change in recorded ${lowerFirst(series.measure.title)} on the year before, year ending ${yearEnding}. ${rows.map((r) => `${r.name} ${percent(r.change)}`).join(', ')}.`,
  };
}
