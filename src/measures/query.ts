import type { MeasureDefinition, Value } from '../framework/index.ts';
import type { Period } from '../periods/index.ts';
import type { Setting } from './planner.ts';

/** A measure asked over periods, in an area, perhaps split. */
export interface MeasureQuery {
  readonly measure: MeasureDefinition;
  readonly periods: readonly Period[];
  /** Code or id; our force when null. */
  readonly area: string | null;
  /** `district`, `lpa`, `ward`, `force` or a column; null for the whole. */
  readonly split: string | null;
  /** Load number; null is now. */
  readonly asAt: number | null;
  /** Value read in place of the measure's own (`instead`). */
  readonly instead?: Value;
  /** The forces of the area but ours: the region without us. */
  readonly withoutUs?: boolean;
}

export const settingOf = (query: MeasureQuery): Setting => ({
  measure: query.measure,
  area: query.area,
  split: query.split,
  asAt: query.asAt,
  withoutUs: query.withoutUs ?? false,
});

/** Residents by group, `against` for the areas that a rate is held against. */
export interface Residents {
  people(group: string | null): number | null;
  readonly against: number | null;
}
