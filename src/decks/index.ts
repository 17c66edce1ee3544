export { auditDeck } from './audit/audit.ts';
