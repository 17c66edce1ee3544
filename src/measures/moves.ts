import type { Framework, MeasureDefinition, Value } from '../framework/index.ts';
import type { Period } from '../periods/index.ts';
import type { Found, Planner, Setting } from './planner.ts';
import { isCountedState } from './translate.ts';

/** Members that entered and left a selection over a period. */
export interface Moves {
  readonly in: number;
  readonly out: number;
}

/**
 * Whether a change is judged by what entered and left, and not by a control chart (DESIGN.md 7,
 * stocks): what a register has at a period's end, and whatever looks back over more than its period.
 */
export const judgedByMoves = (measure: MeasureDefinition, framework: Framework): boolean =>
  isState(measure.value, framework) || measure.value.over !== null || isCountedState(measure.value);

/** A value that a register has at the end of a period. */
const isState = (value: Value, framework: Framework): boolean =>
  framework.datasets.get(value.of)?.kind === 'register' &&
  value.count.kind !== 'movement' &&
  value.count.kind !== 'increase' &&
  value.on === null;

/**
 * Asks for the moves of a value (of a share, its part): keys that entered the selection from one
 * snapshot or month's end to the next, and keys that left it. Of rows in a look-back those of
 * the period enter, and those of the same months further back than it reaches go. Null where only
 * the state is counted, so that nobody knows what came and went.
 */
export function askMoves(
  planner: Planner,
  framework: Framework,
  setting: Setting,
  value: Value,
  periods: readonly Period[],
): ((period: string, group: string | null) => Moves) | null {
  if (isCountedState(value)) return null;
  const { over } = value;
  const ask = (shape: Parameters<Planner['ask']>[3]) => planner.ask(setting, value, periods, shape);
  const [entered, left]: [() => Found, () => Found] = isState(value, framework)
    ? [
        ask({ count: { kind: 'entered', column: null }, over: null }),
        ask({ count: { kind: 'left', column: null }, over: null }),
      ]
    : value.count.kind === 'distinct'
      ? [
          ask({ count: { kind: 'entered', column: value.count.column }, over }),
          ask({ count: { kind: 'left', column: value.count.column }, over }),
        ]
      : [
          ask({ count: { kind: 'rows' }, over: null }),
          ask({ count: { kind: 'rows' }, over: null, back: over ?? 12 }),
        ];
  return (period, group) => ({
    in: entered().value(period, group) ?? 0,
    out: left().value(period, group) ?? 0,
  });
}
