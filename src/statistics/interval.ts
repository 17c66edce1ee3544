/** Lower and upper bound, on the scale of what was asked. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}
