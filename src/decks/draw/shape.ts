import { type Markup, markup } from '../../ooxml/index.ts';
import type { Box, Words } from '../deck-plan.ts';
import { type Ink, noFill, solid, stroke } from './ink.ts';
import { paragraphs, type TextStyle } from './text.ts';

/** Gives the next id that no shape of the slide has. */
export type NextId = () => number;

export interface Drawn {
  readonly name: string;
  readonly box: Box;
  /** A preset outline of DrawingML, or a geometry of its own. */
  readonly outline: string | Markup;
  readonly fill?: Ink | Markup | null;
  /** Of a line: from bottom left to top right. */
  readonly flip?: boolean;
  readonly line?: { readonly ink: Ink; readonly width: number; readonly dash?: string } | null;
  readonly text?: {
    readonly words: Words;
    readonly style: TextStyle;
    readonly anchor: 't' | 'ctr' | 'b';
  };
}

const transform = (name: 'a:xfrm' | 'p:xfrm', box: Box, flip = false): Markup =>
  markup(
    name,
    { flipV: flip ? 1 : undefined },
    markup('a:off', { x: Math.round(box.x), y: Math.round(box.y) }),
    markup('a:ext', { cx: Math.round(box.w), cy: Math.round(box.h) }),
  );

/** A geometry of its own: straight lines through points, in EMU from the corner of its box. */
export const freeform = (
  w: number,
  h: number,
  points: readonly (readonly [number, number])[],
  ends: 'open' | 'closed',
): Markup =>
  markup(
    'a:custGeom',
    {},
    markup('a:avLst'),
    markup('a:gdLst'),
    markup('a:ahLst'),
    markup('a:cxnLst'),
    markup('a:rect', { l: 0, t: 0, r: 'r', b: 'b' }),
    markup(
      'a:pathLst',
      {},
      markup(
        'a:path',
        { w, h, fill: ends === 'open' ? 'none' : undefined },
        ...points.map(([x, y], i) =>
          markup(i === 0 ? 'a:moveTo' : 'a:lnTo', {}, markup('a:pt', { x, y })),
        ),
        ends === 'closed' ? markup('a:close') : null,
      ),
    ),
  );

export function shape(next: NextId, drawn: Drawn): Markup {
  const { text, fill } = drawn;
  return markup(
    'p:sp',
    {},
    markup(
      'p:nvSpPr',
      {},
      markup('p:cNvPr', { id: next(), name: drawn.name }),
      markup('p:cNvSpPr'),
      markup('p:nvPr'),
    ),
    markup(
      'p:spPr',
      {},
      transform('a:xfrm', drawn.box, drawn.flip),
      typeof drawn.outline === 'string'
        ? markup('a:prstGeom', { prst: drawn.outline }, markup('a:avLst'))
        : drawn.outline,
      typeof fill === 'string' ? solid(fill) : (fill ?? noFill()),
      stroke(drawn.line ?? null),
    ),
    markup(
      'p:txBody',
      {},
      text
        ? markup('a:bodyPr', {
            wrap: 'square',
            lIns: 0,
            tIns: 0,
            rIns: 0,
            bIns: 0,
            anchor: text.anchor,
          })
        : markup('a:bodyPr'),
      markup('a:lstStyle'),
      ...(text
        ? paragraphs(text.words, text.style)
        : [markup('a:p', {}, markup('a:endParaRPr', { lang: 'en-GB', sz: 1100 }))]),
    ),
  );
}

/** A group whose children keep their places on the slide. */
export function group(
  id: number,
  name: string,
  alt: string | undefined,
  box: Box,
  children: readonly Markup[],
): Markup {
  const corner = { x: Math.round(box.x), y: Math.round(box.y) };
  const size = { cx: Math.round(box.w), cy: Math.round(box.h) };
  return markup(
    'p:grpSp',
    {},
    markup(
      'p:nvGrpSpPr',
      {},
      markup('p:cNvPr', { id, name, descr: alt }),
      markup('p:cNvGrpSpPr'),
      markup('p:nvPr'),
    ),
    markup(
      'p:grpSpPr',
      {},
      markup(
        'a:xfrm',
        {},
        markup('a:off', corner),
        markup('a:ext', size),
        markup('a:chOff', corner),
        markup('a:chExt', size),
      ),
    ),
    ...children,
  );
}

/** The frame that holds a chart or a table. */
export function graphicFrame(
  id: number,
  name: string,
  alt: string,
  box: Box,
  kind: 'chart' | 'table',
  content: Markup,
): Markup {
  return markup(
    'p:graphicFrame',
    {},
    markup(
      'p:nvGraphicFramePr',
      {},
      markup('p:cNvPr', { id, name, descr: alt }),
      markup(
        'p:cNvGraphicFramePr',
        {},
        markup('a:graphicFrameLocks', { noGrp: kind === 'table' ? 1 : undefined }),
      ),
      markup('p:nvPr'),
    ),
    transform('p:xfrm', box),
    markup(
      'a:graphic',
      {},
      markup(
        'a:graphicData',
        { uri: `http://schemas.openxmlformats.org/drawingml/2006/${kind}` },
        content,
      ),
    ),
  );
}
