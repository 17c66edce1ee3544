export { type Clock, environment, systemClock } from './clock.ts';
export { type Home, isHome, makeHome, type NewHome, openHome } from './home.ts';
export { socketOf } from './lock.ts';
export { onStop } from './stop.ts';
