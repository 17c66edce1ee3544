import { eventDays } from '../measures/index.ts';
import type { PlainDate } from '../periods/index.ts';
import type { Warehouse } from '../warehouse/index.ts';
import { type BuildInput, build, eventSpan, figuresOf } from './build.ts';
import type { Series, Split } from './figure.ts';

/**
 * Builds series of one measure, with the days of its events for those that are judged by them: one
 * question for all members of a split.
 */
export async function buildDated(
  inputs: readonly BuildInput[],
  split: Split | null,
  warehouse: Warehouse,
): Promise<Series[]> {
  const drawn = inputs.map((input) => ({ ...input, figureOf: figuresOf(input) }));
  const spans = drawn.map((input) => eventSpan(input));
  const wanted = spans.filter((span) => span !== null);
  const [first] = inputs;
  const found =
    first && wanted.length > 0
      ? await eventDays(
          {
            measure: first.measure,
            area: first.question.area ?? first.framework.force,
            split,
            asAt: first.at.load,
            from: least(wanted.map((span) => span.from)),
            to: greatest(wanted.map((span) => span.to)),
          },
          first.framework,
          warehouse,
        )
      : null;
  return drawn.map((input, i) => {
    const group = split === null ? null : (input.category ?? input.area.code);
    return build({ ...input, events: spans[i] && found ? (found.get(group) ?? []) : null });
  });
}

const least = (days: readonly PlainDate[]): PlainDate => days.reduce((a, b) => (b < a ? b : a));
const greatest = (days: readonly PlainDate[]): PlainDate => days.reduce((a, b) => (b > a ? b : a));
