import type { DeckPlan, SlidePlan } from '../decks/index.ts';
import { planTexts } from '../decks/index.ts';
import type { Framework, PackDefinition } from '../framework/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import { isLower } from './pack-scope.ts';

/** References of groups, lines, nominals and investigations as the national lists write them, and names of operations. */
const named =
  /\b[A-Z]{2,}-(?:OCG|CL|PI|INV)-\w+|\bOCG (?:no\.? ?)?\d+\b|\b(?:OPERATION|Operation|OP|Op\.?) [A-Z][A-Za-z]+/g;

/**
 * A pack that is marked lower than its framework names no group, line, person or operation: not on
 * a slide, in its notes, in what a chart holds, nor in what is read aloud of it.
 */
export function screened(plan: DeckPlan, pack: PackDefinition, framework: Framework): Problem[] {
  if (!isLower(pack, framework)) return [];
  return plan.slides.flatMap((slide, i) =>
    namesOn(slide).map((words) =>
      problem(
        'D109',
        { slide: i + 1, title: slide.kicker || slide.title, words, marking: plan.marking },
        { slide: i + 1 },
      ),
    ),
  );
}

/** References and names of operations in a text. */
export const namesIn = (text: string): string[] => [...text.matchAll(named)].map((hit) => hit[0]);

const namesOn = (slide: SlidePlan): string[] => [...new Set(planTexts(slide).flatMap(namesIn))];
