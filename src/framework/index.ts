export type * from './definitions.ts';
export { movements } from './definitions.ts';
