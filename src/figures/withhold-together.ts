import type { Condition, Framework, MeasureDefinition, Value } from '../framework/index.ts';

/** Which measures must hide a number together, since one of them would give away what another hides. */
export interface Together {
  /** Those whose hidden numbers this measure hides too, as measures or as counts of their own. */
  hideWith(measure: MeasureDefinition): readonly MeasureDefinition[];
}

/**
 * Numbers that measures share (DESIGN.md 7, "Small numbers"). A share hides wherever its whole or
 * its part is hidden as a number of its own, and a count that is the part of a share wherever that
 * share is hidden. A number hides wherever two or more hide that divide it by one column: what is
 * shown of one and of the whole would leave the other.
 */
export function togetherOf(framework: Framework): Together {
  const held = [...framework.measures.values()].filter((m) => m.withhold !== null);
  const counts = countsOf(held);
  const partOf = new Map<string, MeasureDefinition[]>();
  for (const m of held)
    if (m.whole) partOf.set(keyOf(m.value), [...(partOf.get(keyOf(m.value)) ?? []), m]);
  const numbersUnder = (value: Value): MeasureDefinition[] => {
    const own = counts.get(keyOf(value));
    const divided = dividing(value, [...counts.values()]);
    return [...(own ? [own] : []), ...divided, ...(partOf.get(keyOf(value)) ?? [])];
  };
  const known = new Map<string, readonly MeasureDefinition[]>();
  return {
    hideWith: (measure) => {
      const made =
        known.get(measure.id) ??
        [
          ...new Set(
            [measure.value, ...(measure.whole ? [measure.whole] : [])].flatMap(numbersUnder),
          ),
        ].filter((other) => other.id !== measure.id);
      known.set(measure.id, made);
      return made;
    },
  };
}

/** Every number that some measure withholds, as a count of its own under the strictest of their limits. */
function countsOf(held: readonly MeasureDefinition[]): ReadonlyMap<string, MeasureDefinition> {
  const counts = new Map<string, MeasureDefinition>();
  for (const measure of held)
    for (const value of [measure.value, ...(measure.whole ? [measure.whole] : [])]) {
      const key = keyOf(value);
      const below = Math.max(measure.withhold?.below ?? 0, counts.get(key)?.withhold?.below ?? 0);
      counts.set(key, {
        ...measure,
        ...{ id: `count ${key}`, value, whole: null, per: null, by: null, kind: 'flow' },
        ...{ againstAreas: [], withhold: { below } },
      });
    }
  return counts;
}

/** Counts that are a value with one more condition on the same column, where there are several. */
function dividing(
  value: Value,
  counts: readonly MeasureDefinition[],
): readonly MeasureDefinition[] {
  const byColumn = new Map<string, MeasureDefinition[]>();
  for (const count of counts) {
    const column = oneMore(value, count.value);
    if (column !== null) byColumn.set(column, [...(byColumn.get(column) ?? []), count]);
  }
  return [...byColumn.values()].filter((of) => of.length > 1).flat();
}

/** The column on which another value has its one more condition; null where it is no such value. */
function oneMore(value: Value, other: Value): string | null {
  if (keyOf({ ...value, where: [] }) !== keyOf({ ...other, where: [] })) return null;
  const own = new Set(value.where.map(textOf));
  const more = other.where.filter((condition) => !own.has(textOf(condition)));
  const [one] = more;
  if (!one || more.length > 1 || other.where.length !== value.where.length + 1) return null;
  return 'column' in one ? String(one.column) : null;
}

const textOf = (condition: Condition): string => JSON.stringify(condition);

const keyOf = (value: Value): string =>
  JSON.stringify([
    ...[value.of, value.count, value.on, value.over, value.scale, value.spread, value.areas],
    value.where.map(textOf).sort(),
  ]);
