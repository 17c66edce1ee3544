import type { Verdict } from '../../figures/index.ts';
import type { Markup } from '../../ooxml/index.ts';
import { verdictWords } from '../../wording/index.ts';
import type { Box } from '../deck-plan.ts';
import type { Ink } from './ink.ts';
import { type Drawn, group, type NextId, shape } from './shape.ts';

const ring = { ink: 'common', width: 19_050 } as const;

/** A verdict as a group of native shapes (visual.md 11); its word is the alternative text. */
export function verdictMark(
  next: NextId,
  word: Verdict,
  direction: 'up' | 'down' | null,
  box: Box,
): Markup {
  const id = next();
  const parts = partsOf[word](new Place(box));
  const arrow: Drawn[] =
    direction === null || !(word === 'improving' || word === 'worsening' || word === 'changed')
      ? []
      : [
          {
            name: 'Arrow',
            outline: direction === 'up' ? 'upArrow' : 'downArrow',
            box: new Place(box).middle(0.5),
            fill: 'page',
          },
        ];
  return group(
    id,
    `Verdict: ${verdictWords[word]}`,
    verdictWords[word],
    box,
    [...parts, ...arrow].map((part) => shape(next, part)),
  );
}

/** Boxes inside a box, by shares of it. */
class Place {
  readonly #box: Box;
  constructor(box: Box) {
    this.#box = box;
  }
  middle(share: number): Box {
    return this.at((1 - share) / 2, (1 - share) / 2, share, share);
  }
  at(x: number, y: number, w: number, h: number): Box {
    const box = this.#box;
    return { x: box.x + box.w * x, y: box.y + box.h * y, w: box.w * w, h: box.h * h };
  }
}

const filled = (name: string, outline: string, box: Box, fill: Ink): Drawn => ({
  name,
  outline,
  box,
  fill,
});
const ringed = (place: Place, dash?: string): Drawn => ({
  name: 'Ring',
  outline: 'ellipse',
  box: place.middle(0.9),
  line: dash ? { ...ring, dash } : ring,
});
const square = (place: Place, dash?: string): Drawn => ({
  ...ringed(place, dash),
  name: 'Square',
  outline: 'rect',
});

const partsOf: Readonly<Record<Verdict, (at: Place) => Drawn[]>> = {
  improving: (at) => [filled('Circle', 'ellipse', at.middle(1), 'improving')],
  worsening: (at) => [filled('Diamond', 'diamond', at.middle(1.16), 'worsening')],
  changed: (at) => [filled('Square', 'rect', at.middle(0.92), 'changed')],
  'no-significant-change': (at) => [
    ringed(at),
    filled('Wave', 'wave', at.at(0.27, 0.38, 0.46, 0.24), 'common'),
  ],
  'too-few-to-say': (at) => [
    ringed(at, 'sysDot'),
    ...[0.24, 0.5, 0.76].map((x) =>
      filled('Dot', 'ellipse', at.at(x - 0.05, 0.45, 0.1, 0.1), 'common'),
    ),
  ],
  'not-comparable': (at) => [
    ringed(at),
    filled('Not equal', 'mathNotEqual', at.middle(0.66), 'common'),
  ],
  incomplete: (at) => [
    ringed(at),
    filled('Half', 'flowChartDelay', at.at(0.5, 0.06, 0.44, 0.88), 'common'),
  ],
  late: (at) => [
    ringed(at),
    filled('Hand', 'rect', at.at(0.47, 0.22, 0.06, 0.31), 'common'),
    filled('Hand', 'rect', at.at(0.47, 0.5, 0.26, 0.06), 'common'),
  ],
  missing: (at) => [
    square(at, 'sysDash'),
    filled('Cross', 'mathMultiply', at.middle(0.6), 'common'),
  ],
  withheld: (at) => [square(at), filled('Bar', 'rect', at.at(0.22, 0.45, 0.56, 0.1), 'common')],
};
