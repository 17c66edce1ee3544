export { type Clock, environment, systemClock } from './clock.ts';
export {
  type Home,
  homeSays,
  isHome,
  keepAnchor,
  makeHome,
  type NewHome,
  openHome,
} from './home.ts';
export { socketOf } from './lock.ts';
export { isOutside, layDown, loggerOf, systemLog, type WriteLog } from './outside.ts';
export { hashOf, type Shelf, type Shelves, type Waiting } from './shelves.ts';
export { onStop } from './stop.ts';
