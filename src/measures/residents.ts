import type { Framework, Value } from '../framework/index.ts';
import { day, monthOf, periodOf } from '../periods/index.ts';
import type { Warehouse } from '../warehouse/index.ts';
import { placesUnder } from './place.ts';
import type { Planner } from './planner.ts';
import { type MeasureQuery, type Residents, settingOf } from './query.ts';
import { datasetOf, tableOf } from './translate.ts';

/**
 * Residents for a rate: the latest vintage not after the end of the series, one through the series
 * (DESIGN.md 7; domain.md, trap 29), for the area or for each member of the split.
 */
export async function askResidents(
  plans: Planner,
  framework: Framework,
  query: MeasureQuery,
  warehouse: Warehouse,
): Promise<() => Residents | null> {
  const { per } = query.measure;
  const ends = query.periods.map((p) => p.end).sort();
  const last = ends.at(-1);
  if (!per || query.instead || !last) return () => null;
  const dataset = datasetOf(framework, per.of);
  const vintage = await warehouse.newestDay(tableOf(dataset), per.column, query.asAt, last);
  if (vintage === null) return () => null;
  const value: Value = {
    of: per.of,
    count: { kind: 'sum', column: per.column },
    on: null,
    where: dataset.counts,
    region: query.measure.value.region,
    areas: query.measure.value.areas,
    over: null,
    scale: null,
    spread: null,
  };
  const at = periodOf('month', monthOf(day(vintage)));
  const found = plans.ask(settingOf(query), value, [at]);
  const { againstAreas } = query.measure;
  const against =
    againstAreas.length > 0
      ? plans.ask({ ...settingOf(query), split: null }, value, [at], {
          areas: placesUnder(framework, againstAreas),
        })
      : null;
  return () => ({
    people: (group) => found().value(at.id, group),
    against: against?.().value(at.id, null) ?? null,
  });
}
