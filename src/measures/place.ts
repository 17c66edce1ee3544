import {
  type Area,
  areaAbove,
  areasUnder,
  type Framework,
  findArea,
  type Vocabulary,
} from '../framework/index.ts';
import type { DatedForce, Grouping, PlanPlace } from '../warehouse/index.ts';

/** Which facts an area is. */
export interface PlaceOf extends PlanPlace {
  readonly area: Area;
}

/**
 * The area rule of DESIGN.md 4: a force is the rows of that force whatever their area says; a place
 * below it is our rows that lie under it; a region is its member forces, each while it is one.
 */
export function placeOf(framework: Framework, name: string | null): PlaceOf {
  const area = findArea(framework.areas, name ?? framework.force);
  if (!area) throw new RangeError(`no area ${name}`);
  const always = (code: string): DatedForce => ({ code, from: null, to: null });
  switch (area.kind) {
    case 'force':
    case 'nation':
      return { area, forces: [always(area.code)], areas: null };
    case 'region':
      return { area, forces: membersOf(framework, area.code), areas: null };
    case 'unknown':
      return { area, forces: [always(framework.force)], areas: placeless(framework) };
    default:
      return {
        area,
        forces: [always(framework.force)],
        areas: areasUnder(framework.areas, area.code),
      };
  }
}

/** Codes of the areas named and of all that lie in them. */
export const placesUnder = (framework: Framework, names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const area = findArea(framework.areas, name);
    return area ? areasUnder(framework.areas, area.code) : [name];
  });

/** Forces of a region, each with the days between which it belongs. */
export const membersOf = (framework: Framework, region: string): DatedForce[] =>
  [...framework.areas.byCode.values()]
    .filter((area) => area.kind === 'force')
    .flatMap((force) =>
      force.parents
        .filter((parent) => parent.code === region)
        .map(({ from, to }) => ({ code: force.code, from, to })),
    );

/** The region that an area lies in, itself if it is one. */
export const regionAbove = (framework: Framework, area: Area): string | null =>
  area.kind === 'region'
    ? area.code
    : (areaAbove(framework.areas, area.code, 'region') ??
      areaAbove(framework.areas, framework.force, 'region'));

/** Codes that name no place below a force: rows with only these are of place unknown. */
const placeless = (framework: Framework): string[] => [
  'unknown',
  ...[...framework.areas.byCode.values()]
    .filter((a) => a.kind === 'force' || a.kind === 'region' || a.kind === 'nation')
    .map((a) => a.code),
];

const kinds = ['district', 'lpa', 'ward', 'lsoa'] as const;
type PlaceKind = (typeof kinds)[number];
const isPlaceKind = (split: string): split is PlaceKind =>
  (kinds as readonly string[]).includes(split);

/** Whether a split is by place, so that its members are areas and not categories. */
export const isPlaceSplit = (split: string): boolean => split === 'force' || isPlaceKind(split);

const mappings = new WeakMap<Framework, Map<string, ReadonlyMap<string, string>>>();

/** A split one step below a code of a column's tree: `offence/theft-offences`; `offence/` is its top. */
export function stepOf(split: string): { readonly column: string; readonly below: string } | null {
  const at = split.indexOf('/');
  return at < 0 ? null : { column: split.slice(0, at), below: split.slice(at + 1) };
}

/** What a step down a tree leaves out: codes that do not lie below it. */
export const elsewhere = 'elsewhere';

/**
 * Code -> the code one step below `below` that it lies in; what was recorded as `below` itself stays
 * so, and what lies in neither is elsewhere.
 */
function stepThrough(vocabulary: Vocabulary, below: string): ReadonlyMap<string, string> {
  const through = new Map<string, string>();
  for (const { code } of vocabulary.codes.values()) {
    let [at, group]: [string | null, string] = [code, elsewhere];
    for (; at !== null && group === elsewhere; at = vocabulary.codes.get(at)?.parent ?? null)
      if ((vocabulary.codes.get(at)?.parent ?? '') === below) group = at;
    through.set(code, code === below ? code : group);
  }
  return through;
}

/** How a split groups: places through the area they lie in, a step of a tree through its codes, forces and columns by themselves. */
export function groupingOf(
  framework: Framework,
  split: string,
  bands: readonly number[] = [],
  columns: ReadonlyMap<string, { readonly vocabulary: string | null }> = new Map(),
): Grouping {
  const step = stepOf(split);
  if (step) {
    const vocabulary = framework.vocabularies.get(columns.get(step.column)?.vocabulary ?? '');
    const through = vocabulary ? stepThrough(vocabulary, step.below) : null;
    return { column: step.column, through, bands: [] };
  }
  if (split === 'force') return { column: 'force', through: null, bands: [] };
  if (isPlaceKind(split))
    return { column: 'area', through: mappingTo(framework, split), bands: [] };
  return { column: split, through: null, bands };
}

/**
 * Code -> the area of a kind that it lies in. What lies above the kind, or in none, is unknown; the
 * districts of other forces are areas of their own in every split.
 */
function mappingTo(framework: Framework, kind: PlaceKind): ReadonlyMap<string, string> {
  const known = mappings.get(framework) ?? new Map<string, ReadonlyMap<string, string>>();
  mappings.set(framework, known);
  const made = known.get(kind);
  if (made) return made;
  const through = new Map<string, string>();
  for (const area of framework.areas.byCode.values()) {
    const above = areaAbove(framework.areas, area.code, kind);
    const ours = areaAbove(framework.areas, area.code, 'force') === framework.force;
    const group = above ?? (area.kind === 'district' && !ours ? area.code : 'unknown');
    if (group !== area.code) through.set(area.code, group);
  }
  known.set(kind, through);
  return through;
}
