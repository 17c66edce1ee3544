export { type Host, type HostEffects, openHost } from './host.ts';
export { questionOf, type Words } from './question.ts';
export { findingJson, seriesJson, sourcesJson } from './replies.ts';
