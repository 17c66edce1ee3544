export { askOwner, type Forwarded, type Printer, type Run } from './door.ts';
export { type Host, type HostEffects, openHost } from './host.ts';
export { type BuiltPack, buildPack, type PackRequest } from './packs.ts';
export { questionOf, type Words } from './question.ts';
export { findingJson, seriesJson } from './replies.ts';
export { dueNow, type SourceState, sourceStates } from './source-states.ts';
