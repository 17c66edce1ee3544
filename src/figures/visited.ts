import {
  type Area,
  type Framework,
  type MeasureDefinition,
  visitedIn,
} from '../framework/index.ts';
import type { Note } from './figure.ts';

/** A rate by residents of a place where others are: said beside it (domain.md, trap 28). */
export function visitedNote(
  framework: Framework,
  measure: MeasureDefinition,
  area: Area,
): readonly Note[] {
  if (measure.per?.column !== 'persons') return [];
  if (area.kind !== 'district' && area.kind !== 'lpa' && area.kind !== 'ward') return [];
  const places = visitedIn(framework.areas, area.code);
  if (places.length === 0) return [];
  const where = places.map((place) =>
    place.code === area.code ? `${place.visited}` : `${place.title}: ${place.visited}`,
  );
  return [
    {
      kind: 'visited',
      text: `${area.title}: many who are here live elsewhere (${where.join('; ')}), so a rate by residents reads too high beside other areas.`,
    },
  ];
}
