import { areaAbove, type MeasureDefinition, type ThemeDefinition } from '../framework/index.ts';
import { type Host, rateOf } from '../host/index.ts';
import { type AreasView, type PlaceKind, placeKinds } from '../pages/index.ts';
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

/** The areas of a theme: of the measure that is wanted, else of the first whose data have places, one of each dataset. */
export async function themeAreas(
  host: Host,
  theme: ThemeDefinition,
  wanted: string,
  shown: Shown,
  kind: PlaceKind,
): Promise<AreasView | null> {
  const tried = new Set<string>();
  for (const id of [wanted, ...theme.measures]) {
    const measure = host.framework.measures.get(id);
    if (!measure || tried.has(measure.value.of)) continue;
    tried.add(measure.value.of);
    const areas = await areasOf(host, measure, shown, kind);
    if (areas) return areas;
  }
  return null;
}

/** Measures of a theme whose data say where: those its table of areas can show. */
export const placedMeasures = ({ framework }: Host, theme: ThemeDefinition): ReadonlySet<string> =>
  new Set(
    theme.measures.filter((id) =>
      framework.datasets.get(framework.measures.get(id)?.value.of ?? '')?.columns.has('area'),
    ),
  );

function districtsOf({ framework: { areas } }: Host): Map<string, string> {
  const found = new Map<string, string>();
  for (const area of areas.byCode.values()) {
    const district = area.kind === 'ward' ? areaAbove(areas, area.code, 'district') : null;
    if (district) found.set(area.code, areas.byCode.get(district)?.title ?? '');
  }
  return found;
}
