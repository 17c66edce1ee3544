export {
  type Category,
  type Entry,
  openTrail,
  type Trail,
  type TrailRow,
  type Verification,
} from './trail.ts';
