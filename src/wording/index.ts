export { bindingsOf, bindTyped, type Reading, readAgain, reading, type Typed } from './bind.ts';
export { expectedBasis, expectedWords } from './expected.ts';
export { idWords } from './id-words.ts';
export { instantLabel } from './instant.ts';
export { listWords } from './list-words.ts';
export {
  changeBetween,
  changeParts,
  countShown,
  formatFigure,
  formatPercent,
  formatPoints,
  formatValue,
  plainNumber,
  roundHalfAway,
  unitWords,
} from './number.ts';
export {
  againstWords,
  bound,
  changeSentence,
  changeWords,
  chartName,
  comparisonOf,
  countWord,
  findingSentence,
  lowerFirst,
  numberWord,
  reasonSentence,
  sourceLine,
  spokenPoint,
  titleSentence,
  valuePart,
} from './phrase.ts';
export { type Bound, figureRef, type Sentence, type SentencePart, sentence } from './sentence.ts';
export {
  directionWord,
  isOpposed,
  isSignal,
  plainDays,
  verdictOrder,
  verdictReason,
  verdictWords,
} from './verdict.ts';
export { type Probability, probabilitiesIn } from './yardstick.ts';
