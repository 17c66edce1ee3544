import type { MeasureDefinition } from '../framework/index.ts';
import type { Period } from '../periods/index.ts';
import type { Status } from './figure.ts';
import type { Spoken } from './spoken.ts';

/**
 * The same answers, each worked out once: what the sources had spoken for does not change while a
 * vintage is asked, and every district, comparison and chart asks it again.
 */
export function spokenOnce(spoken: Spoken): Spoken {
  const forces = new Map<string, (measure: MeasureDefinition, period: Period) => Status>();
  return {
    dataTo: once(spoken.dataTo),
    firstMonth: once(spoken.firstMonth),
    isSynthetic: once(spoken.isSynthetic),
    markingOf: once(spoken.markingOf),
    sourcesOf: once(spoken.sourcesOf),
    grainOf: once(spoken.grainOf),
    loadsOf: oncePeriod(spoken.loadsOf),
    statusOf: (measure, period, among) => {
      const key = among.join(' ');
      const known = forces.get(key) ?? oncePeriod((m, p) => spoken.statusOf(m, p, among));
      forces.set(key, known);
      return known(measure, period);
    },
  };
}

function once<T>(of: (measure: MeasureDefinition) => T): (measure: MeasureDefinition) => T {
  const known = new Map<MeasureDefinition, { readonly said: T }>();
  return (measure) => {
    const found = known.get(measure) ?? { said: of(measure) };
    known.set(measure, found);
    return found.said;
  };
}

/** A period's id says its grain and its months. */
function oncePeriod<T extends string | readonly number[]>(
  of: (measure: MeasureDefinition, period: Period) => T,
): (measure: MeasureDefinition, period: Period) => T {
  const known = new Map<MeasureDefinition, Map<string, T>>();
  return (measure, period) => {
    let periods = known.get(measure);
    if (!periods) {
      periods = new Map();
      known.set(measure, periods);
    }
    let said = periods.get(period.id);
    if (said === undefined) {
      said = of(measure, period);
      periods.set(period.id, said);
    }
    return said;
  };
}
