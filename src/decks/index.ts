export { auditDeck } from './audit/audit.ts';
export { slideAlone } from './compose/alone.ts';
export type { PackContent, SourceEntry } from './compose/content.ts';
export { figuresIn } from './compose/figures.ts';
export { composePack, patternsFor } from './compose/pack.ts';
export { planTexts } from './compose/slide.ts';
export type { DeckChart, DeckPlan, PatternName, SlidePlan } from './deck-plan.ts';
export { readTemplate, type Template } from './template.ts';
export { sealOfDeck, writeDeck } from './write.ts';
