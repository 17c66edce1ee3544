import type { PackContent } from '../decks/index.ts';
import type { Series } from '../figures/index.ts';
import { areaAbove, type MeasureDefinition, type PackDefinition } from '../framework/index.ts';
import type { Period, PlainDate } from '../periods/index.ts';
import { boundariesOf } from './boundaries.ts';
import type { Host } from './host.ts';
import type { PackScope } from './pack-scope.ts';

/** The measure that counts the same for so many people. */
export function rateOf(
  measure: MeasureDefinition,
  all: Iterable<MeasureDefinition>,
): MeasureDefinition | null {
  const counted = JSON.stringify(measure.value);
  for (const other of all)
    if (other.kind === 'rate' && other.id !== measure.id && JSON.stringify(other.value) === counted)
      return other;
  return null;
}

interface Asked {
  readonly period: Period;
  readonly area: string | null;
  readonly asAt: PlainDate | null;
}

/** The measures of a pack that it shows by district: of the whole force, and where its data say where. */
export async function geographyOf(
  host: Host,
  pack: PackDefinition,
  scope: PackScope,
  asked: Asked,
): Promise<PackContent['geography']> {
  const found: PackContent['geography'][number][] = [];
  if (asked.area !== null) return found;
  for (const slide of pack.slides)
    if (slide.kind === 'geography')
      for (const id of slide.measures) {
        const measure = host.framework.measures.get(id);
        const entry = measure ? await districtsOf(host, measure, scope, asked) : null;
        if (entry) found.push(entry);
      }
  return found;
}

const isUnknown = ({ area }: Series): boolean => area.kind === 'unknown';

async function districtsOf(
  host: Host,
  measure: MeasureDefinition,
  scope: PackScope,
  { period, asAt }: Asked,
): Promise<PackContent['geography'][number] | null> {
  const { framework, figures } = host;
  // A rule that lets a total of the force out says nothing of its districts.
  if (scope.only !== null) return null;
  const boundaries = boundariesOf(host);
  if (!boundaries || !framework.datasets.get(measure.value.of)?.columns.has('area')) return null;
  const question = { measure: measure.id, by: period.grain, period, ...(asAt ? { asAt } : {}) };
  const rate = rateOf(measure, framework.measures.values());
  const [whole, split, rates] = await Promise.all([
    figures.series(question),
    figures.split(question, 'district'),
    rate ? figures.split({ ...question, measure: rate.id }, 'district') : [],
  ]);
  const districts = split
    .filter(
      (s) =>
        areaAbove(framework.areas, s.area.id, 'force') === framework.force ||
        (isUnknown(s) && (s.figure.value ?? 0) !== 0),
    )
    .map((series) => ({
      series,
      rate: rates.find((r) => r.area.id === series.area.id) ?? null,
    }))
    .sort((a, b) => Number(isUnknown(a.series)) - Number(isUnknown(b.series)));
  return districts.some(
    ({ series }) => series.area.kind === 'district' && series.figure.value !== null,
  )
    ? { whole, districts, boundaries }
    : null;
}
