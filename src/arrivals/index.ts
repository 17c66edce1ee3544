export { type Inbox, openInbox } from './inbox.ts';
export {
  type Arriving,
  type Intake,
  type IntakeContext,
  openIntake,
  type Progress,
} from './intake.ts';
export { arrivedBy } from './paths.ts';
export { loadsOfTrail, quarantineDays, settle, type ToSettle } from './settle.ts';
