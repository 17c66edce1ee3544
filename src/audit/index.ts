export {
  type Category,
  type Entry,
  openTrail,
  type Trail,
  type TrailAsked,
  type TrailRow,
  type Verification,
} from './trail.ts';
