import type { Verdict } from '../figures/index.ts';
import { type Element, make } from '../ooxml/index.ts';
import { verdictWords } from '../wording/index.ts';
import type { Box, DeckTable, Paragraph } from './deck-plan.ts';
import { wrappedLines } from './text-width.ts';

/** Drawing XML of the closed list of shapes that a deck may draw (DESIGN.md 15). Colours as visual.md section 2. */
export const ink = {
  brand: '1C2B4A',
  ink: '16202E',
  soft: '44505D',
  line: 'DDE3E9',
  improving: '0B62A8',
  worsening: 'D2600A',
  worseningText: '9C4400',
  changed: '490092',
  common: '66727E',
  limit: '66727E',
  data: '7B8692',
  other: '8A959F',
  caution: '6B4E00',
} as const;

export const tones: Readonly<Record<NonNullable<Paragraph['tone']>, string>> = {
  ink: ink.ink,
  soft: ink.soft,
  improving: ink.improving,
  worsening: ink.worseningText,
  changed: ink.changed,
};

export const solid = (colour: string): Element =>
  make('a:solidFill', {}, make('a:srgbClr', { val: colour }));

/** Paragraphs of a text body; a vertical tab breaks the line inside one. */
export function paragraphs(
  texts: readonly Paragraph[],
  size: number,
  colour: string,
  align: 'l' | 'ctr' | 'r' = 'l',
): Element[] {
  const list = texts.length > 0 ? texts : [{ text: '' }];
  return list.map((paragraph) => {
    const style = () =>
      runProperties(
        paragraph.size ?? size,
        paragraph.bold ?? false,
        paragraph.tone ? tones[paragraph.tone] : colour,
      );
    const parts = paragraph.text.split('\v');
    return make(
      'a:p',
      {},
      make('a:pPr', { algn: align }),
      ...parts.flatMap((part, i) => [
        ...(i > 0 ? [make('a:br', {}, style())] : []),
        make('a:r', {}, style(), make('a:t', {}, part)),
      ]),
    );
  });
}

export const runProperties = (size: number, bold: boolean, colour: string): Element =>
  make(
    'a:rPr',
    { lang: 'en-GB', sz: Math.round(size * 100), b: bold ? 1 : 0, dirty: 0 },
    solid(colour),
    make('a:latin', { typeface: 'Arial' }),
    make('a:cs', { typeface: 'Arial' }),
  );

export const transform = (box: Box, name = 'a:xfrm'): Element =>
  make(
    name,
    {},
    make('a:off', { x: Math.round(box.x), y: Math.round(box.y) }),
    make('a:ext', { cx: Math.round(box.w), cy: Math.round(box.h) }),
  );

/** A plain shape with a preset outline, no text. */
function preset(
  id: number,
  name: string,
  geometry: string,
  box: Box,
  fill: string | null,
  line: { colour: string; width: number; dash?: string } | null,
): Element {
  return make(
    'p:sp',
    {},
    make('p:nvSpPr', {}, make('p:cNvPr', { id, name }), make('p:cNvSpPr'), make('p:nvPr')),
    make(
      'p:spPr',
      {},
      transform(box),
      make('a:prstGeom', { prst: geometry }, make('a:avLst')),
      fill ? solid(fill) : make('a:noFill'),
      line
        ? make(
            'a:ln',
            { w: line.width },
            solid(line.colour),
            line.dash ? make('a:prstDash', { val: line.dash }) : null,
          )
        : make('a:ln', {}, make('a:noFill')),
    ),
    make(
      'p:txBody',
      {},
      make('a:bodyPr'),
      make('a:lstStyle'),
      make('a:p', {}, make('a:endParaRPr', { lang: 'en-GB', sz: 1100 })),
    ),
  );
}

/** A verdict as a group of native shapes, 0.22 in; its word is the alternative text. */
export function verdictGroup(
  next: () => number,
  word: Verdict,
  direction: 'up' | 'down' | null,
  box: Box,
): Element {
  const id = next();
  const at = (share: number): Box => ({
    x: box.x + (box.w * (1 - share)) / 2,
    y: box.y + (box.h * (1 - share)) / 2,
    w: box.w * share,
    h: box.h * share,
  });
  const ring = { colour: ink.common, width: 19050 };
  const arrow = () =>
    direction === null
      ? []
      : [
          preset(
            next(),
            'Arrow',
            direction === 'up' ? 'upArrow' : 'downArrow',
            at(0.5),
            'FFFFFF',
            null,
          ),
        ];
  const dots = () =>
    [0.24, 0.5, 0.76].map((x) =>
      preset(
        next(),
        'Dot',
        'ellipse',
        {
          x: box.x + box.w * x - box.w * 0.05,
          y: box.y + box.h * 0.45,
          w: box.w * 0.1,
          h: box.h * 0.1,
        },
        ink.common,
        null,
      ),
    );
  const drawn: Record<Verdict, () => Element[]> = {
    improving: () => [preset(next(), 'Circle', 'ellipse', box, ink.improving, null), ...arrow()],
    worsening: () => [
      preset(next(), 'Diamond', 'diamond', at(1.16), ink.worsening, null),
      ...arrow(),
    ],
    changed: () => [preset(next(), 'Square', 'rect', at(0.92), ink.changed, null), ...arrow()],
    'no-significant-change': () => [
      preset(next(), 'Ring', 'ellipse', at(0.9), null, ring),
      preset(
        next(),
        'Wave',
        'wave',
        { x: box.x + box.w * 0.27, y: box.y + box.h * 0.38, w: box.w * 0.46, h: box.h * 0.24 },
        ink.common,
        null,
      ),
    ],
    'too-few-to-say': () => [
      preset(next(), 'Ring', 'ellipse', at(0.9), null, { ...ring, dash: 'sysDot' }),
      ...dots(),
    ],
    'not-comparable': () => [
      preset(next(), 'Ring', 'ellipse', at(0.9), null, ring),
      preset(next(), 'Not equal', 'mathNotEqual', at(0.66), ink.common, null),
    ],
    incomplete: () => [
      preset(next(), 'Ring', 'ellipse', at(0.9), null, ring),
      preset(
        next(),
        'Half',
        'flowChartDelay',
        { x: box.x + box.w * 0.5, y: box.y + box.h * 0.06, w: box.w * 0.44, h: box.h * 0.88 },
        ink.common,
        null,
      ),
    ],
    late: () => [
      preset(next(), 'Ring', 'ellipse', at(0.9), null, ring),
      preset(
        next(),
        'Hand',
        'rect',
        { x: box.x + box.w * 0.47, y: box.y + box.h * 0.22, w: box.w * 0.06, h: box.h * 0.31 },
        ink.common,
        null,
      ),
      preset(
        next(),
        'Hand',
        'rect',
        { x: box.x + box.w * 0.47, y: box.y + box.h * 0.5, w: box.w * 0.26, h: box.h * 0.06 },
        ink.common,
        null,
      ),
    ],
    missing: () => [
      preset(next(), 'Square', 'rect', at(0.9), null, { ...ring, dash: 'dash' }),
      preset(next(), 'Cross', 'mathMultiply', at(0.6), ink.common, null),
    ],
    withheld: () => [
      preset(next(), 'Square', 'rect', at(0.9), null, ring),
      preset(
        next(),
        'Bar',
        'rect',
        { x: box.x + box.w * 0.22, y: box.y + box.h * 0.45, w: box.w * 0.56, h: box.h * 0.1 },
        ink.common,
        null,
      ),
    ],
  };
  const children = drawn[word]();
  return make(
    'p:grpSp',
    {},
    make(
      'p:nvGrpSpPr',
      {},
      make('p:cNvPr', { id, name: `Verdict: ${verdictWords[word]}`, descr: verdictWords[word] }),
      make('p:cNvGrpSpPr'),
      make('p:nvPr'),
    ),
    make(
      'p:grpSpPr',
      {},
      make(
        'a:xfrm',
        {},
        make('a:off', { x: Math.round(box.x), y: Math.round(box.y) }),
        make('a:ext', { cx: Math.round(box.w), cy: Math.round(box.h) }),
        make('a:chOff', { x: Math.round(box.x), y: Math.round(box.y) }),
        make('a:chExt', { cx: Math.round(box.w), cy: Math.round(box.h) }),
      ),
    ),
    ...children,
  );
}

/** Height of each row, the head first: what its longest cell needs when it wraps, in EMU. */
export function rowHeights(table: DeckTable, width: number): number[] {
  const total = table.columns.reduce((sum, c) => sum + c.share, 0);
  const line = table.size * 1.2 * 12700;
  return [table.columns.map((c) => c.head), ...table.rows.map((r) => r.cells)].map((cells) => {
    const lines = table.columns.map((c, i) =>
      wrappedLines(cells[i] ?? '', (width * c.share) / total - 91_440, table.size),
    );
    return Math.max(0.343 * 914_400, Math.max(...lines) * line + 73_152);
  });
}

/** A native table: no banding, hairlines, an ink line under the head. Gives the frame and its row height. */
export function tableFrame(
  id: number,
  table: DeckTable,
  box: Box,
  heights: readonly number[],
): Element {
  const total = table.columns.reduce((sum, c) => sum + c.share, 0);
  const widths = table.columns.map((c) => Math.floor((box.w * c.share) / total));
  const none = (name: string) => make(name, { w: 0 }, make('a:noFill'));
  const line = (name: string, colour: string, width: number) =>
    make(name, { w: width }, solid(colour));
  const cell = (text: string, right: boolean, head: boolean, bold: boolean) =>
    make(
      'a:tc',
      {},
      make(
        'a:txBody',
        {},
        make('a:bodyPr'),
        make('a:lstStyle'),
        ...paragraphs(
          [{ text, bold: head || bold }],
          head ? Math.max(11, table.size - 1) : table.size,
          head ? ink.soft : ink.ink,
          right ? 'r' : 'l',
        ),
      ),
      make(
        'a:tcPr',
        { marL: 45720, marR: 45720, marT: 27432, marB: 27432, anchor: 'ctr' },
        none('a:lnL'),
        none('a:lnR'),
        none('a:lnT'),
        head ? line('a:lnB', ink.ink, 12700) : line('a:lnB', ink.line, 9525),
        make('a:noFill'),
      ),
    );
  const row = (cells: readonly string[], head: boolean, bold: boolean, height: number) =>
    make(
      'a:tr',
      { h: Math.round(height) },
      ...table.columns.map((c, i) => cell(cells[i] ?? '', c.right ?? false, head, bold)),
    );
  return make(
    'p:graphicFrame',
    {},
    make(
      'p:nvGraphicFramePr',
      {},
      make('p:cNvPr', { id, name: table.name, descr: table.alt }),
      make('p:cNvGraphicFramePr', {}, make('a:graphicFrameLocks', { noGrp: 1 })),
      make('p:nvPr'),
    ),
    transform({ ...box, h: heights.reduce((sum, h) => sum + h, 0) }, 'p:xfrm'),
    make(
      'a:graphic',
      {},
      make(
        'a:graphicData',
        { uri: 'http://schemas.openxmlformats.org/drawingml/2006/table' },
        make(
          'a:tbl',
          {},
          make('a:tblPr', { firstRow: 1 }),
          make('a:tblGrid', {}, ...widths.map((w) => make('a:gridCol', { w }))),
          row(
            table.columns.map((c) => c.head),
            true,
            false,
            heights[0] ?? 0,
          ),
          ...table.rows.map((r, i) => row(r.cells, false, r.bold ?? false, heights[i + 1] ?? 0)),
        ),
      ),
    ),
  );
}

/** The frame of a native chart. */
export function chartFrame(
  id: number,
  name: string,
  alt: string,
  relation: string,
  box: Box,
): Element {
  return make(
    'p:graphicFrame',
    {},
    make(
      'p:nvGraphicFramePr',
      {},
      make('p:cNvPr', { id, name, descr: alt }),
      make('p:cNvGraphicFramePr', {}, make('a:graphicFrameLocks', { noGrp: 1 })),
      make('p:nvPr'),
    ),
    transform(box, 'p:xfrm'),
    make(
      'a:graphic',
      {},
      make(
        'a:graphicData',
        { uri: 'http://schemas.openxmlformats.org/drawingml/2006/chart' },
        make('c:chart', {
          'xmlns:c': 'http://schemas.openxmlformats.org/drawingml/2006/chart',
          'r:id': relation,
        }),
      ),
    ),
  );
}
