export { type Host, type HostEffects, openHost } from './host.ts';
