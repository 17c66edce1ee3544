export { type Anchor, type AnchorCause, anchorLine, readAnchors } from './anchor.ts';
export { type Break, breaksOf, type ChainRow, sealOf, seed } from './chain.ts';
export {
  type Category,
  type Entry,
  openTrail,
  type Trail,
  type TrailAsked,
  type TrailRow,
  type Verification,
} from './trail.ts';
