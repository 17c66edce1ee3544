export { type Arrival, openRecords, type Records, type Tables } from './records.ts';
