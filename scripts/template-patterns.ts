import { type Element, make } from '../src/ooxml/index.ts';

/** Shapes of the shipped template: geometry and sizes of visual.md section 11, in inches and points. */
export const inch = 914_400;
const ink = 'tx1';
const soft = 'tx2';
const brand = 'accent1';
const white = 'bg1';
const line = 'DDE3E9';
const caution = '6B4E00';
const cautionWash = 'FFF3C9';

export type Place = readonly [x: number, y: number, w: number, h: number];

export interface Styled {
  readonly name: string;
  readonly at: Place;
  readonly text?: string;
  readonly size?: number;
  readonly bold?: boolean;
  /** A theme colour, or six hexadecimal digits. */
  readonly colour?: string;
  readonly align?: 'l' | 'ctr' | 'r';
  readonly anchor?: 't' | 'ctr' | 'b';
  readonly fill?: string;
  /** Inches at each side. */
  readonly inset?: number;
  readonly field?: 'slidenum';
  readonly placeholder?: 'title' | 'body' | 'sldImg' | 'hdr';
  /** A line or bar without meaning: marked decorative. */
  readonly decorative?: boolean;
}

const paint = (colour: string): Element =>
  make(
    'a:solidFill',
    {},
    /^[0-9A-F]{6}$/.test(colour)
      ? make('a:srgbClr', { val: colour })
      : make('a:schemeClr', { val: colour }),
  );

/** One shape; its text shows in the template alone, to say what comes there. */
export function shapeOf(id: number, s: Styled): Element {
  const [x, y, w, h] = s.at.map((n) => Math.round(n * inch)) as [number, number, number, number];
  const side = Math.round((s.inset ?? 0) * inch);
  return make(
    'p:sp',
    {},
    make(
      'p:nvSpPr',
      {},
      make('p:cNvPr', { id, name: s.name }, s.decorative ? decorative() : null),
      make('p:cNvSpPr', { txBox: s.placeholder || s.fill ? undefined : 1 }),
      make('p:nvPr', {}, s.placeholder ? make('p:ph', placeholderOf(s.placeholder)) : null),
    ),
    make(
      'p:spPr',
      {},
      make('a:xfrm', {}, make('a:off', { x, y }), make('a:ext', { cx: w, cy: h })),
      make('a:prstGeom', { prst: 'rect' }, make('a:avLst')),
      s.fill ? paint(s.fill) : make('a:noFill'),
    ),
    make(
      'p:txBody',
      {},
      make(
        'a:bodyPr',
        { wrap: 'square', lIns: side, tIns: side, rIns: side, bIns: side, anchor: s.anchor ?? 't' },
        make('a:noAutofit'),
      ),
      make('a:lstStyle'),
      make('a:p', {}, make('a:pPr', { algn: s.align ?? 'l' }), ...runOf(s)),
    ),
  );
}

const placeholderOf = (type: NonNullable<Styled['placeholder']>) =>
  ({
    title: { type },
    body: { type, idx: 2 },
    sldImg: { type, idx: 1 },
    hdr: { type, sz: 'quarter' },
  })[type];

function runOf(s: Styled): Element[] {
  const style = (name: string) =>
    make(
      name,
      { lang: 'en-GB', sz: (s.size ?? 12) * 100, b: s.bold ? 1 : 0 },
      paint(s.colour ?? ink),
      make('a:latin', { typeface: '+mn-lt' }),
    );
  if (!s.text) return [style('a:endParaRPr')];
  return [
    s.field
      ? make(
          'a:fld',
          { id: '{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}', type: s.field },
          style('a:rPr'),
          make('a:t', {}, s.text),
        )
      : make('a:r', {}, style('a:rPr'), make('a:t', {}, s.text)),
  ];
}

const decorative = (): Element =>
  make(
    'a:extLst',
    {},
    make(
      'a:ext',
      { uri: '{C183D7F6-B498-43B3-948B-1728B52AA6E4}' },
      make('adec:decorative', {
        'xmlns:adec': 'http://schemas.microsoft.com/office/drawing/2017/decorative',
        val: 1,
      }),
    ),
  );

const bar = (name: string, at: Place, fill: string): Styled => ({
  name,
  at,
  fill,
  decorative: true,
});
const area = (name: string, ...at: Place): Styled => ({ name, at });
const heading = (name: string, ...at: Place): Styled => ({
  name,
  at,
  text: name,
  size: 14,
  bold: true,
  anchor: 'b',
});

const marking = (name: string, y: number): Styled => ({
  name,
  at: [4.667, y, 4, 0.26],
  text: 'MARKING',
  size: 12,
  bold: true,
  align: 'ctr',
});
const foot = (x: number, width: number): Styled[] => [
  marking('Marking top', 0.09),
  marking('Marking bottom', 7.18),
  {
    name: 'Footer',
    at: [x, 6.94, width, 0.24],
    text: 'Pack, period, version, date',
    size: 11,
    colour: soft,
  },
  {
    name: 'Synthetic',
    at: [x + width + 0.05, 6.94, 0.95, 0.24],
    text: 'SYNTHETIC',
    size: 11,
    bold: true,
    colour: caution,
    align: 'r',
  },
  {
    name: 'Slide number',
    at: [12.433, 6.94, 0.4, 0.24],
    text: '‹#›',
    size: 11,
    colour: soft,
    align: 'r',
    field: 'slidenum',
  },
];

/** What every slide of a layout carries, the slides a person adds by hand among them. */
export const layouts: Readonly<Record<'Title' | 'Content', readonly Styled[]>> = {
  Title: [
    { name: 'Panel', at: [0, 0.44, 5.2, 6.62], fill: brand },
    {
      name: 'Title',
      at: [0.5, 1.95, 4.4, 1.75],
      text: 'Title of the pack',
      size: 32,
      bold: true,
      colour: white,
      placeholder: 'title',
    },
    ...foot(5.8, 5.58),
  ],
  Content: [
    {
      name: 'Title',
      at: [0.5, 0.68, 12.333, 0.8],
      text: 'The finding as a sentence',
      size: 24,
      bold: true,
      colour: brand,
      placeholder: 'title',
    },
    bar('Footer rule', [0.5, 6.9, 12.333, 0.01], line),
    ...foot(0.5, 10.6),
  ],
};

const head: readonly Styled[] = [
  { name: 'Kicker', at: [0.5, 0.44, 12.333, 0.22], text: 'Kicker', size: 12, colour: soft },
  {
    name: 'Title',
    at: [0.5, 0.68, 12.333, 0.8],
    text: 'The finding as a sentence',
    size: 24,
    bold: true,
    colour: brand,
    placeholder: 'title',
  },
];
const source: Styled = {
  name: 'Source',
  at: [0.5, 6.48, 12.333, 0.38],
  text: 'Source, data-to date, baseline, what is missing',
  size: 11,
  colour: soft,
  anchor: 'b',
};
const sentences: readonly Styled[] = [
  bar('Sentence bar', [0.5, 5.14, 0.05, 1.26], brand),
  {
    name: 'Sentences',
    at: [0.72, 5.14, 12.1, 1.26],
    text: 'Two or three sentences, and what is asked of the meeting',
    size: 15,
    anchor: 'ctr',
  },
];
const chartAndTable: readonly Styled[] = [
  area('Chart', 0.5, 1.94, 7.5, 3.12),
  heading('Table heading', 8.3, 1.52, 4.533, 0.36),
  area('Table', 8.3, 1.94, 4.533, 3.12),
];

function outcome(i: number): Styled[] {
  const [n, x, y] = [i + 1, 0.5 + (i % 3) * 4.2, 1.6 + Math.floor(i / 3) * 2.46];
  const w = 3.93;
  const at = (dx: number, dy: number, width: number, height: number): Place => [
    x + dx,
    y + dy,
    width,
    height,
  ];
  return [
    bar(`Rule ${n}`, at(0, 0, w, 0.015), ink),
    {
      name: `Outcome ${n}`,
      at: at(0, 0.06, w, 0.36),
      text: 'Outcome',
      size: 14,
      bold: true,
      anchor: 'ctr',
    },
    area(`Verdict ${n}`, ...at(0, 0.45, 0.22, 0.22)),
    { name: `Word ${n}`, at: at(0.31, 0.44, 3.6, 0.24), text: 'Verdict', size: 12, anchor: 'ctr' },
    {
      name: `Figure ${n}`,
      at: at(0, 0.74, 1.78, 0.54),
      text: '0',
      size: 30,
      bold: true,
      anchor: 'ctr',
    },
    { name: `Unit ${n}`, at: at(0, 1.3, w, 0.37), text: 'unit', size: 11, colour: soft },
    area(`Chart ${n}`, ...at(1.82, 0.66, 2.11, 0.62)),
    {
      name: `Reason ${n}`,
      at: at(0, 1.69, w, 0.74),
      text: 'Change, and why it is or is not more than chance',
      size: 12,
      colour: soft,
    },
  ];
}

/** Sixteen cells, threat upward and activity rightward; the upper left four are the gap. */
function matrix(): Styled[] {
  const [x, y, w, h] = [1.3, 1.62, 6.2, 3.84];
  const rows = ['Very high', 'High', 'Medium', 'Low'];
  const columns = ['None recorded', 'Below usual', 'Usual', 'Above usual'];
  const small = { size: 11, colour: soft } as const;
  return [
    bar('Gap', [x, y, w / 2, h / 2], 'FDEEDF'),
    ...[0, 1, 2, 3, 4].flatMap((i) => [
      bar(`Row line ${i}`, [x, y + (h * i) / 4, w, 0.01], line),
      bar(`Column line ${i}`, [x + (w * i) / 4, y, 0.01, h], line),
    ]),
    {
      name: 'Gap label',
      at: [x + 0.08, y + 0.04, 2.9, 0.22],
      text: 'Threat without enough activity',
      size: 11,
      bold: true,
      colour: '9C4400',
    },
    ...rows.map(
      (text, i): Styled => ({
        ...{ name: `Threat ${text}`, at: [0.5, y + (h * i) / 4, 0.72, h / 4], text },
        ...{ ...small, align: 'r', anchor: 'ctr' },
      }),
    ),
    ...columns.map(
      (text, i): Styled => ({
        ...{ name: `Activity ${text}`, at: [x + (w * i) / 4, y + h + 0.04, w / 4, 0.2], text },
        ...{ ...small, align: 'ctr' },
      }),
    ),
    { name: 'Matrix', at: [x, y, w, h], decorative: true },
    area('Table', 7.95, 1.6, 4.883, 4.14),
    bar('Sentence bar', [0.5, 5.84, 0.05, 0.6], brand),
    {
      name: 'Sentences',
      at: [0.72, 5.84, 12.1, 0.6],
      text: 'What moved, and what is asked',
      size: 14,
      anchor: 'ctr',
    },
  ];
}

/** Pattern slides by name: areas are filled by charts, tables and marks, the rest by text. */
export const patterns: Readonly<Record<string, readonly Styled[]>> = {
  title: [
    { name: 'Force', at: [0.5, 0.9, 4.4, 0.6], text: 'Force', size: 16, colour: white },
    {
      name: 'Title',
      at: [0.5, 1.95, 4.4, 1.75],
      text: 'Title of the pack',
      size: 32,
      bold: true,
      colour: white,
      placeholder: 'title',
    },
    { name: 'Period', at: [0.5, 3.95, 4.4, 0.7], text: 'Period', size: 18, colour: white },
    {
      name: 'Meeting',
      at: [0.5, 5.65, 4.4, 1.2],
      text: 'Meeting, version, data to',
      size: 12,
      colour: white,
      anchor: 'b',
    },
    {
      name: 'Lines heading',
      at: [5.8, 1.45, 6.9, 0.4],
      text: 'The quarter in three lines',
      size: 18,
      bold: true,
      colour: brand,
    },
    bar('Line rule 1', [5.8, 2.0, 6.9, 0.015], ink),
    ...[0, 1, 2].flatMap((i): Styled[] => [
      area(`Verdict ${i + 1}`, 5.84, 2.24 + i * 1.14, 0.32, 0.32),
      {
        name: `Line ${i + 1}`,
        at: [6.45, 2.16 + i * 1.14, 6.25, 0.85],
        text: 'One line',
        size: 18,
      },
      ...(i < 2
        ? [bar(`Line rule ${i + 2}`, [5.8, 3.12 + i * 1.14, 6.9, 0.01] as Place, line)]
        : []),
    ]),
    {
      name: 'Synthetic note',
      at: [5.8, 5.75, 6.9, 0.62],
      text: 'SYNTHETIC',
      size: 12,
      bold: true,
      colour: caution,
      fill: cautionWash,
      inset: 0.12,
      anchor: 'ctr',
    },
  ],
  scorecard: [...head, ...[0, 1, 2, 3, 4, 5].flatMap(outcome), source],
  theme: [
    ...head,
    heading('Chart heading', 0.5, 1.52, 5.0, 0.36),
    area('Verdict', 5.7, 1.64, 0.22, 0.22),
    {
      name: 'Word',
      at: [6.01, 1.62, 2.1, 0.26],
      text: 'Verdict',
      size: 12,
      bold: true,
      anchor: 'ctr',
    },
    ...chartAndTable,
    ...sentences,
    source,
  ],
  lists: [
    ...head,
    ...[0, 1, 2].flatMap((i): Styled[] => {
      const x = 0.5 + i * 4.2;
      return [
        bar(`Rule ${i + 1}`, [x, 1.6, 3.93, 0.015], ink),
        area(`Verdict ${i + 1}`, x, 1.74, 0.22, 0.22),
        { ...heading(`Heading ${i + 1}`, x + 0.31, 1.7, 3.6, 0.3), anchor: 'ctr' },
        { name: `List ${i + 1}`, at: [x, 2.12, 3.93, 4.3], text: 'List', size: 13 },
      ];
    }),
    source,
  ],
  bars: [
    ...head,
    heading('Chart heading', 0.5, 1.52, 7.5, 0.36),
    ...chartAndTable,
    ...sentences,
    source,
  ],
  matrix: [...head, ...matrix(), source],
  decision: [
    ...head,
    heading('Heading 1', 0.5, 1.5, 12.333, 0.34),
    area('Table 1', 0.5, 1.88, 12.333, 2.02),
    heading('Heading 2', 0.5, 3.96, 12.333, 0.34),
    area('Table 2', 0.5, 4.34, 12.333, 2.1),
    source,
  ],
  quality: [
    ...head,
    heading('Table heading', 0.5, 1.52, 7.9, 0.36),
    area('Table', 0.5, 1.92, 7.9, 2.55),
    heading('List heading', 8.9, 1.52, 3.933, 0.36),
    { name: 'List', at: [8.9, 1.98, 3.933, 2.5], text: 'Read with care', size: 13 },
    heading('Parts heading', 0.5, 4.62, 12.333, 0.3),
    area('Parts', 0.5, 4.98, 12.333, 0.34),
    { name: 'Parts note', at: [0.5, 5.37, 12.333, 0.26], text: 'Shares', size: 12, colour: soft },
    { name: 'Sentences', at: [0.5, 5.74, 12.333, 0.68], text: 'Restated', size: 15, anchor: 'ctr' },
    source,
  ],
  table: [...head, area('Table', 0.5, 1.6, 12.333, 4.84), source],
};
