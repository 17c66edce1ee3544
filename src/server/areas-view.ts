import { areaAbove, type MeasureDefinition } from '../framework/index.ts';
import type { Host } from '../host/index.ts';
import {
  type AreasView,
  type CategoriesView,
  type PlaceKind,
  placeKinds,
  titlesOf,
} from '../pages/index.ts';
import { idWords } from '../wording/index.ts';
import { questionFor, type Shown } from './frame.ts';

export const placeKind = (text: string | undefined): PlaceKind =>
  text !== undefined && text in placeKinds ? (text as PlaceKind) : 'district';

/** A measure by area, with the rate beside it where the framework has one; null where its data has no place. */
export async function areasOf(
  host: Host,
  measure: MeasureDefinition,
  shown: Shown,
  kind: PlaceKind,
): Promise<AreasView | null> {
  const { framework, figures } = host;
  if (shown.view.area !== undefined) return null;
  if (!framework.datasets.get(measure.value.of)?.columns.has('area')) return null;
  const question = questionFor(measure.id, shown);
  const rate = kind === 'district' ? rateOf(measure, framework.measures.values()) : null;
  const [series, whole, rates] = await Promise.all([
    figures.split(question, kind),
    figures.series(question),
    rate ? figures.split({ ...question, measure: rate.id }, kind) : [],
  ]);
  const ours = series.filter(
    (s) =>
      s.area.kind === 'unknown' ||
      areaAbove(framework.areas, s.area.id, 'force') === framework.force,
  );
  if (!ours.some((s) => s.figure.value !== null)) return null;
  // Where all that counts is without a place, nought in each area would be no fact.
  const counting = ours.filter((s) => (s.figure.value ?? 0) !== 0);
  if (counting.length > 0 && counting.every((s) => s.area.kind === 'unknown')) return null;
  return {
    kind,
    series: ours,
    rates,
    whole,
    groupOf: kind === 'ward' ? districtsOf(host) : new Map(),
    against: shown.against.startsWith('region') ? 'same-last-year' : shown.against,
    query: shown.query,
  };
}

/** The measure that counts the same for so many people. */
function rateOf(
  measure: MeasureDefinition,
  all: Iterable<MeasureDefinition>,
): MeasureDefinition | null {
  const counted = JSON.stringify(measure.value);
  for (const other of all)
    if (other.kind === 'rate' && other.id !== measure.id && JSON.stringify(other.value) === counted)
      return other;
  return null;
}

function districtsOf({ framework: { areas } }: Host): Map<string, string> {
  const found = new Map<string, string>();
  for (const area of areas.byCode.values()) {
    const district = area.kind === 'ward' ? areaAbove(areas, area.code, 'district') : null;
    if (district) found.set(area.code, areas.byCode.get(district)?.title ?? '');
  }
  return found;
}

const mostCategories = 20;

/** A measure by the members of its breakdown, or of the column its conditions name several codes of. */
export async function categoriesOf(
  host: Host,
  measure: MeasureDefinition,
  shown: Shown,
): Promise<CategoriesView | null> {
  const column = columnOf(host, measure);
  if (column === null) return null;
  const series = await host.figures.split(questionFor(measure.id, shown), column);
  if (series.length < 2) return null;
  const name = host.framework.datasets.get(measure.value.of)?.columns.get(column)?.vocabulary;
  const vocabulary = name ? (host.framework.vocabularies.get(name) ?? null) : null;
  const rows = series
    .map((one) => ({
      title: capital(titlesOf([one.category ?? ''], vocabulary)[0] || 'not recorded'),
      series: one,
    }))
    .sort((a, b) => (b.series.figure.value ?? -1) - (a.series.figure.value ?? -1))
    .slice(0, mostCategories);
  return {
    heading: capital(idWords(column)),
    rows,
    against: shown.against.startsWith('region') ? 'same-last-year' : shown.against,
  };
}

/** The column that says most: the declared breakdown, else one with several codes, else the dataset's first. */
function columnOf({ framework }: Host, measure: MeasureDefinition): string | null {
  if (measure.by) return measure.by.column;
  if (measure.whole || measure.per) return null;
  const dataset = framework.datasets.get(measure.value.of);
  if (!dataset) return null;
  const fixed = new Set(dataset.counts.flatMap((c) => ('column' in c ? [c.column] : [])));
  const several = measure.value.where.find(
    (c) =>
      c.kind === 'in' &&
      c.codes.length > 1 &&
      !fixed.has(c.column) &&
      dataset.columns.get(c.column)?.vocabulary,
  );
  if (several && 'column' in several) return several.column;
  const named = new Set(measure.value.where.flatMap((c) => ('column' in c ? [c.column] : [])));
  const free = [...dataset.columns.values()].find(
    (c) =>
      c.type === 'code' &&
      c.vocabulary !== null &&
      !['areas', 'forces'].includes(c.vocabulary) &&
      !named.has(c.name) &&
      !fixed.has(c.name),
  );
  return free?.name ?? null;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
