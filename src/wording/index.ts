export { type Bound, figureRef, type Sentence, type SentencePart, sentence } from './sentence.ts';
