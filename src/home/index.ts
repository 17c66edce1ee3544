export { type Clock, environment, systemClock } from './clock.ts';
export { type Home, isHome, makeHome, type NewHome, openHome } from './home.ts';
export { onStop } from './stop.ts';
