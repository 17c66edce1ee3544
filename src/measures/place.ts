import { type Area, areaAbove, areasUnder, type Framework, findArea } from '../framework/index.ts';
import type { Grouping, Plan } from '../warehouse/index.ts';

/** Which facts an area is: a force by its own rows, a place below it by our rows that lie under it (DESIGN.md 4, "Area"). */
export function placeOf(
  framework: Framework,
  name: string | null,
): Pick<Plan, 'forces' | 'areas'> & { readonly area: Area } {
  const area = findArea(framework.areas, name ?? framework.force);
  if (!area) throw new RangeError(`no area ${name}`);
  if (area.kind === 'force') return { area, forces: [area.code], areas: null };
  if (area.kind === 'region') {
    const forces = [...framework.areas.byCode.values()]
      .filter((a) => a.kind === 'force' && a.parents.some((p) => p.code === area.code))
      .map((a) => a.code);
    return { area, forces, areas: null };
  }
  if (area.kind === 'nation') return { area, forces: [area.code], areas: null };
  return {
    area,
    forces: [framework.force],
    areas: area.kind === 'unknown' ? ['unknown'] : areasUnder(framework.areas, area.code),
  };
}

/** How a split groups: places through the area they lie in, forces and columns by themselves. */
export function groupingOf(
  framework: Framework,
  split: string,
  bands: readonly number[] = [],
): Grouping {
  if (split === 'force') return { column: 'force', through: null, bands: [] };
  if (split === 'district' || split === 'lpa' || split === 'ward') {
    const through = new Map<string, string>();
    for (const area of framework.areas.byCode.values()) {
      const above = areaAbove(framework.areas, area.code, split);
      if (above) through.set(area.code, above);
      // A place above the split's kind (a district asked for wards) has no place in it.
      else if (area.kind !== 'district' || split !== 'ward')
        through.set(
          area.code,
          area.kind === 'unknown' || split !== 'district' ? 'unknown' : area.code,
        );
    }
    return { column: 'area', through, bands: [] };
  }
  return { column: split, through: null, bands };
}
