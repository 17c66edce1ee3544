export { type CodeId, catalogue, problem } from './catalogue.ts';
export type { Code } from './code.ts';
export { nearestName } from './nearest.ts';
export { printPlace, printProblem } from './print.ts';
export {
  done,
  type Outcome,
  type Place,
  type Problem,
  Refusal,
  refused,
  type Severity,
} from './problem.ts';
