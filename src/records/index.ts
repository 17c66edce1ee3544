export { openRecords, type Records, type Tables } from './records.ts';
