import { normalAbove } from './distribution.ts';

/** Two-sided p-value of a standardised value. */
export const normalTest = (z: number): number => Math.min(1, 2 * normalAbove(Math.abs(z)));
