import { type Element, make } from '../../ooxml/index.ts';
import type { Box, Words } from '../deck-plan.ts';
import { type Ink, noFill, solid, stroke } from './ink.ts';
import { paragraphs, type TextStyle } from './text.ts';

/** Gives the next id that no shape of the slide has. */
export type NextId = () => number;

export interface Drawn {
  readonly name: string;
  readonly box: Box;
  /** A preset outline of DrawingML. */
  readonly outline: string;
  readonly fill?: Ink | Element | null;
  /** Of a line: from bottom left to top right. */
  readonly flip?: boolean;
  readonly line?: { readonly ink: Ink; readonly width: number; readonly dash?: string } | null;
  readonly text?: {
    readonly words: Words;
    readonly style: TextStyle;
    readonly anchor: 't' | 'ctr' | 'b';
  };
}

export const transform = (box: Box, name = 'a:xfrm'): Element =>
  make(
    name,
    {},
    make('a:off', { x: Math.round(box.x), y: Math.round(box.y) }),
    make('a:ext', { cx: Math.round(box.w), cy: Math.round(box.h) }),
  );

export function shape(next: NextId, drawn: Drawn): Element {
  const { text, fill } = drawn;
  return make(
    'p:sp',
    {},
    make(
      'p:nvSpPr',
      {},
      make('p:cNvPr', { id: next(), name: drawn.name }),
      make('p:cNvSpPr'),
      make('p:nvPr'),
    ),
    make(
      'p:spPr',
      {},
      { ...transform(drawn.box), attributes: drawn.flip ? { flipV: '1' } : {} },
      make('a:prstGeom', { prst: drawn.outline }, make('a:avLst')),
      typeof fill === 'string' ? solid(fill) : (fill ?? noFill()),
      stroke(drawn.line ?? null),
    ),
    make(
      'p:txBody',
      {},
      text
        ? make('a:bodyPr', {
            wrap: 'square',
            lIns: 0,
            tIns: 0,
            rIns: 0,
            bIns: 0,
            anchor: text.anchor,
          })
        : make('a:bodyPr'),
      make('a:lstStyle'),
      ...(text
        ? paragraphs(text.words, text.style)
        : [make('a:p', {}, make('a:endParaRPr', { lang: 'en-GB', sz: 1100 }))]),
    ),
  );
}

/** A group whose children keep their places on the slide. */
export function group(
  id: number,
  name: string,
  alt: string | undefined,
  box: Box,
  children: readonly Element[],
): Element {
  const corner = { x: Math.round(box.x), y: Math.round(box.y) };
  const size = { cx: Math.round(box.w), cy: Math.round(box.h) };
  return make(
    'p:grpSp',
    {},
    make(
      'p:nvGrpSpPr',
      {},
      make('p:cNvPr', { id, name, descr: alt }),
      make('p:cNvGrpSpPr'),
      make('p:nvPr'),
    ),
    make(
      'p:grpSpPr',
      {},
      make(
        'a:xfrm',
        {},
        make('a:off', corner),
        make('a:ext', size),
        make('a:chOff', corner),
        make('a:chExt', size),
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
  content: Element,
): Element {
  return make(
    'p:graphicFrame',
    {},
    make(
      'p:nvGraphicFramePr',
      {},
      make('p:cNvPr', { id, name, descr: alt }),
      make(
        'p:cNvGraphicFramePr',
        {},
        make('a:graphicFrameLocks', { noGrp: kind === 'table' ? 1 : undefined }),
      ),
      make('p:nvPr'),
    ),
    transform(box, 'p:xfrm'),
    make(
      'a:graphic',
      {},
      make(
        'a:graphicData',
        { uri: `http://schemas.openxmlformats.org/drawingml/2006/${kind}` },
        content,
      ),
    ),
  );
}
