export { auditDeck } from './audit/audit.ts';
export { composePack, type PackContent } from './compose.ts';
export type {
  DeckBars,
  DeckChart,
  DeckPlan,
  DeckRow,
  DeckSeries,
  DeckTable,
  Paragraph,
  SlidePlan,
} from './deck-plan.ts';
export { writeDeck } from './write.ts';
