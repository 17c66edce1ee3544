import { type Markup, markup } from '../../ooxml/index.ts';

/**
 * Colours by what they mean (visual.md section 2). Ink, soft ink, brand and page are the template's
 * theme colours, so that restyling the theme restyles the deck; a verdict's colours never change.
 */
const theme = { ink: 'tx1', soft: 'tx2', brand: 'accent1', page: 'bg1' } as const;
const fixed = {
  line: 'DDE3E9',
  bracket: '5A6672',
  improving: '0B62A8',
  worsening: 'D2600A',
  'worsening-text': '9C4400',
  changed: '490092',
  common: '66727E',
  data: '7B8692',
  other: '8A959F',
  'by-hand': 'AACFCE',
  'map-1': 'DCEBEA',
  'map-2': 'AACFCE',
  'map-3': '6FA8A9',
  'map-4': '367C80',
  'map-5': '0F5157',
  caution: '6B4E00',
  'caution-wash': 'FFF3C9',
  error: 'A8123E',
  'error-wash': 'FCE9EF',
  done: '0A6A5B',
  'done-wash': 'E1F3EF',
} as const;

export type Ink = keyof typeof theme | keyof typeof fixed;

export const colour = (ink: Ink): Markup =>
  ink in theme
    ? markup('a:schemeClr', { val: theme[ink as keyof typeof theme] })
    : markup('a:srgbClr', { val: fixed[ink as keyof typeof fixed] });

// A deck says "no fill" and the same few colours thousands of times.
const fills = new Map(
  ([...Object.keys(theme), ...Object.keys(fixed)] as Ink[]).map((ink) => [
    ink,
    markup('a:solidFill', {}, colour(ink)),
  ]),
);
const none = markup('a:noFill');
const noLine = markup('a:ln', {}, none);

export const solid = (ink: Ink): Markup => fills.get(ink) ?? none;
export const noFill = (): Markup => none;

/** A line in EMU of width; none where null. */
export const stroke = (line: { ink: Ink; width: number; dash?: string } | null): Markup =>
  line
    ? markup(
        'a:ln',
        { w: line.width },
        solid(line.ink),
        line.dash ? markup('a:prstDash', { val: line.dash }) : null,
      )
    : noLine;
