import { type Area, areaAbove, type Framework } from '../framework/index.ts';

/** Kinds of area that lie under a force, or may. */
export const placesHeld: ReadonlySet<Area['kind']> = new Set([
  'district',
  'lpa',
  'ward',
  'lsoa',
  'unknown',
] as const);

/** Too small to be looked through one by one: a measure that withholds is never shown of them. */
export const alwaysHeld = (area: Area): boolean => area.kind === 'ward' || area.kind === 'lsoa';

/** How the places of a force sum: local policing areas to districts, districts to the force. */
export interface PlaceSums {
  /** Districts and local policing areas of our force. */
  readonly listed: readonly string[];
  /** A local policing area alone in its district -> that district. */
  readonly equal: ReadonlyMap<string, string>;
  /** District -> the local policing areas that sum to it. */
  readonly within: ReadonlyMap<string, readonly string[]>;
}

export function placeSums(framework: Framework): PlaceSums {
  const ours = [...framework.areas.byCode.values()].filter(
    (area) => areaAbove(framework.areas, area.code, 'force') === framework.force,
  );
  const under = new Map<string, string[]>();
  for (const { code } of ours.filter((area) => area.kind === 'lpa')) {
    const district = areaAbove(framework.areas, code, 'district');
    if (district !== null) under.set(district, [...(under.get(district) ?? []), code]);
  }
  const equal = new Map<string, string>();
  const within = new Map<string, readonly string[]>();
  for (const [district, [first, ...others]] of under)
    if (first && others.length === 0) equal.set(first, district);
    else if (first) within.set(district, [first, ...others]);
  const listed = ours
    .filter((area) => area.kind === 'district' || area.kind === 'lpa')
    .map((area) => area.code);
  return { listed, equal, within };
}
