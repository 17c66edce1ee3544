import {
  type Framework,
  type MeasureDefinition,
  opensRecords,
  type PackDefinition,
  themesOf,
  valuesOf,
} from '../framework/index.ts';

/** What a pack of lower marking holds, and what it leaves out and says so (domain.md 14.1, R20). */
export interface PackScope {
  /** Measures it may say; null where it is marked as high as its framework. */
  readonly only: readonly string[] | null;
  /** Titles of themes, none of them restricted, with how many of their measures are left out. */
  readonly leftOut: readonly {
    readonly title: string;
    readonly left: number;
    readonly all: number;
  }[];
}

/** Marked lower than what the framework holds. */
export const isLower = (pack: PackDefinition, framework: Framework): boolean =>
  pack.marking !== null && pack.marking !== framework.marking;

/**
 * A pack of lower marking is made from measures whose every source is marked no higher, or that a
 * named rule of the pack lets out; never of a restricted theme, never from a column of single
 * records, never from what the product keeps of itself.
 */
export function scopeOf(framework: Framework, pack: PackDefinition): PackScope {
  if (!isLower(pack, framework)) return { only: null, leftOut: [] };
  const released = new Set(pack.release.flatMap((rule) => rule.measures));
  const open = (measure: MeasureDefinition) =>
    !framework.themes.get(measure.theme)?.restricted &&
    !opensRecords(measure, framework.datasets) &&
    (released.has(measure.id) || isOpen(measure, framework));
  const themes = themesOf(framework).filter((theme) => !theme.restricted);
  const measuresOf = (ids: readonly string[]) =>
    ids.flatMap((id) => framework.measures.get(id) ?? []);
  const only = themes.flatMap((theme) =>
    measuresOf(theme.measures)
      .filter(open)
      .map((m) => m.id),
  );
  return {
    only,
    leftOut: themes.flatMap(({ title, measures }) => {
      const left = measures.filter((id) => !only.includes(id)).length;
      return left === 0 ? [] : [{ title, left, all: measures.length }];
    }),
  };
}

/** Every source that feeds what it reads is marked OFFICIAL, and there is one. */
const isOpen = (measure: MeasureDefinition, framework: Framework): boolean =>
  valuesOf(measure).every((value) => {
    const feeding = [...framework.sources.values()].filter((s) => s.loads.has(value.of));
    return feeding.length > 0 && feeding.every((source) => source.marking === 'OFFICIAL');
  });

/** Whether a source feeds a measure that the pack may say. */
export const feedsScope = (framework: Framework, scope: PackScope, source: string): boolean =>
  scope.only === null ||
  scope.only.some((id) => {
    const measure = framework.measures.get(id);
    return (
      measure !== undefined &&
      valuesOf(measure).some((v) => framework.sources.get(source)?.loads.has(v.of))
    );
  });
