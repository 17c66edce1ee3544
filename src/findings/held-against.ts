import { dayLabel, monthsLabel, type Period, type PlainDate } from '../periods/index.ts';

/** What movements are held against: the last issued edition as it stood, or the period before where none was issued. */
export interface HeldAgainst {
  readonly period: Period;
  /** As known at the end of this local day; null for what is known by the one who asks. */
  readonly asAt: PlainDate | null;
  /** Null where no edition was issued of an earlier period. */
  readonly edition: { readonly title: string; readonly version: string } | null;
}

/** "the edition of July to September 2025", "July to September 2025". */
export const heldShort = ({ period, edition }: HeldAgainst): string =>
  `${edition ? 'the edition of ' : ''}${monthsLabel(period)}`;

/** Which edition, and what was known of it; or that there is none. */
export const heldWords = ({ period, asAt, edition }: HeldAgainst): string =>
  edition
    ? `${monthsLabel(period)} as in ${edition.title} ${edition.version}${asAt ? `, known on ${dayLabel(asAt)}` : ''}`
    : `${monthsLabel(period)}, the period before; no edition was issued of an earlier period`;
