import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Element, make, newPackage } from '../src/ooxml/index.ts';

// Makes templates/soc.pptx once: master, layouts with marking and footer, a notes master and a pattern
// slide for each layout of visual.md section 11. Anyone may restyle it in PowerPoint: shapes are found by name.

const inch = 914_400;
const namespaces = {
  'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
  'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'xmlns:p': 'http://schemas.openxmlformats.org/presentationml/2006/main',
};
const types = (name: string) =>
  `application/vnd.openxmlformats-officedocument.presentationml.${name}+xml`;
const colour = {
  ink: '16202E',
  soft: '44505D',
  brand: '1C2B4A',
  line: 'DDE3E9',
  caution: '6B4E00',
  white: 'FFFFFF',
};

interface TextShape {
  readonly name: string;
  readonly at: readonly [x: number, y: number, w: number, h: number];
  readonly text: string;
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly align?: 'l' | 'ctr' | 'r';
  readonly anchor?: 't' | 'ctr' | 'b';
  readonly fill?: string;
  readonly field?: 'slidenum';
  readonly placeholder?: 'title';
}

const solid = (value: string) => make('a:solidFill', {}, make('a:srgbClr', { val: value }));

function shape(id: number, s: TextShape): Element {
  const [x, y, w, h] = s.at.map((n) => Math.round(n * inch));
  const style = (name: string) =>
    make(
      name,
      { lang: 'en-GB', sz: s.size * 100, b: s.bold ? 1 : 0 },
      solid(s.colour ?? colour.ink),
      make('a:latin', { typeface: 'Arial' }),
      make('a:cs', { typeface: 'Arial' }),
    );
  const run = s.field
    ? make(
        'a:fld',
        { id: '{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}', type: s.field },
        style('a:rPr'),
        make('a:t', {}, s.text),
      )
    : make('a:r', {}, style('a:rPr'), make('a:t', {}, s.text));
  return make(
    'p:sp',
    {},
    make(
      'p:nvSpPr',
      {},
      make('p:cNvPr', { id, name: s.name }),
      make('p:cNvSpPr', { txBox: s.placeholder ? undefined : 1 }),
      make('p:nvPr', {}, s.placeholder ? make('p:ph', { type: s.placeholder }) : null),
    ),
    make(
      'p:spPr',
      {},
      make('a:xfrm', {}, make('a:off', { x, y }), make('a:ext', { cx: w, cy: h })),
      make('a:prstGeom', { prst: 'rect' }, make('a:avLst')),
      s.fill ? solid(s.fill) : make('a:noFill'),
    ),
    make(
      'p:txBody',
      {},
      make(
        'a:bodyPr',
        { wrap: 'square', lIns: 0, tIns: 0, rIns: 0, bIns: 0, anchor: s.anchor ?? 't' },
        make('a:noAutofit'),
      ),
      make('a:lstStyle'),
      make('a:p', {}, make('a:pPr', { algn: s.align ?? 'l' }), run),
    ),
  );
}

function bar(
  id: number,
  name: string,
  at: readonly [number, number, number, number],
  fill: string,
): Element {
  return shape(id, { name, at, text: '', size: 11, fill });
}

const tree = (...children: Element[]): Element =>
  make(
    'p:cSld',
    {},
    make(
      'p:spTree',
      {},
      make(
        'p:nvGrpSpPr',
        {},
        make('p:cNvPr', { id: 1, name: '' }),
        make('p:cNvGrpSpPr'),
        make('p:nvPr'),
      ),
      make(
        'p:grpSpPr',
        {},
        make(
          'a:xfrm',
          {},
          make('a:off', { x: 0, y: 0 }),
          make('a:ext', { cx: 0, cy: 0 }),
          make('a:chOff', { x: 0, y: 0 }),
          make('a:chExt', { cx: 0, cy: 0 }),
        ),
      ),
      ...children,
    ),
  );

const keepColours = make('p:clrMapOvr', {}, make('a:masterClrMapping'));
const clrMap = {
  bg1: 'lt1',
  tx1: 'dk1',
  bg2: 'lt2',
  tx2: 'dk2',
  accent1: 'accent1',
  accent2: 'accent2',
  accent3: 'accent3',
  accent4: 'accent4',
  accent5: 'accent5',
  accent6: 'accent6',
  hlink: 'hlink',
  folHlink: 'folHlink',
};

const marking: TextShape[] = [
  {
    name: 'Marking top',
    at: [4.667, 0.09, 4, 0.26],
    text: 'MARKING',
    size: 12,
    bold: true,
    align: 'ctr',
  },
  {
    name: 'Marking bottom',
    at: [4.667, 7.18, 4, 0.26],
    text: 'MARKING',
    size: 12,
    bold: true,
    align: 'ctr',
  },
];
const footer: TextShape[] = [
  {
    name: 'Footer',
    at: [0.5, 6.94, 8.6, 0.24],
    text: 'Pack, period, version, date',
    size: 11,
    colour: colour.soft,
  },
  {
    name: 'Synthetic',
    at: [9.3, 6.94, 2.4, 0.24],
    text: 'SYNTHETIC',
    size: 11,
    bold: true,
    colour: colour.caution,
  },
  {
    name: 'Slide number',
    at: [12.033, 6.94, 0.8, 0.24],
    text: '‹#›',
    size: 11,
    colour: colour.soft,
    align: 'r',
    field: 'slidenum',
  },
];

const head: TextShape[] = [
  { name: 'Kicker', at: [0.5, 0.44, 9, 0.24], text: 'Kicker', size: 12, colour: colour.soft },
  {
    name: 'Title',
    at: [0.5, 0.68, 12.333, 0.78],
    text: 'Title',
    size: 24,
    bold: true,
    colour: colour.brand,
    anchor: 'ctr',
  },
];
const source: TextShape = {
  name: 'Source',
  at: [0.5, 6.58, 12.333, 0.26],
  text: 'Source',
  size: 11,
  colour: colour.soft,
};
const area = (name: string, x: number, y: number, w: number, h: number): TextShape => ({
  name,
  at: [x, y, w, h],
  text: '',
  size: 12,
});

/** Pattern slides: what stands on each layout, by name. Areas are filled by charts, tables and marks. */
const patterns: Record<string, TextShape[]> = {
  title: [
    { name: 'Force', at: [0.7, 1.2, 7, 0.4], text: 'Force', size: 18, colour: colour.white },
    {
      name: 'Title',
      at: [0.7, 1.7, 7, 1.5],
      text: 'Pack',
      size: 36,
      bold: true,
      colour: colour.white,
    },
    { name: 'Period', at: [0.7, 3.3, 7, 0.5], text: 'Period', size: 20, colour: colour.white },
    { name: 'Meeting', at: [0.7, 3.9, 7, 0.9], text: 'Meeting', size: 14, colour: colour.white },
    {
      name: 'Quarter',
      at: [8.6, 1.2, 4.2, 3.6],
      text: 'In three lines',
      size: 15,
      colour: colour.white,
    },
    { name: 'Source', at: [0.7, 5.5, 11.9, 0.9], text: 'Data to', size: 12, colour: colour.soft },
  ],
  scorecard: [
    ...head,
    ...[0, 1, 2, 3, 4, 5].flatMap((i) => {
      const [x, y] = [0.5 + (i % 3) * 4.2, 1.62 + Math.floor(i / 3) * 2.46];
      return [
        {
          name: `Outcome ${i + 1}`,
          at: [x, y, 3.93, 0.27],
          text: 'Outcome',
          size: 14,
          bold: true,
        } as TextShape,
        area(`Verdict ${i + 1}`, x, y + 0.5, 0.22, 0.22),
        {
          name: `Word ${i + 1}`,
          at: [x + 0.3, y + 0.5, 3.5, 0.24],
          text: 'Verdict',
          size: 12,
          bold: true,
        } as TextShape,
        {
          name: `Figure ${i + 1}`,
          at: [x, y + 0.76, 1.75, 0.52],
          text: '0',
          size: 30,
          bold: true,
        } as TextShape,
        {
          name: `Unit ${i + 1}`,
          at: [x, y + 1.28, 1.75, 0.4],
          text: 'unit',
          size: 11,
          colour: colour.soft,
        } as TextShape,
        area(`Chart ${i + 1}`, x + 1.8, y + 0.78, 2.1, 0.86),
        {
          name: `Reason ${i + 1}`,
          at: [x, y + 1.7, 3.93, 0.72],
          text: 'Reason',
          size: 11,
          colour: colour.soft,
        } as TextShape,
      ];
    }),
    source,
  ],
  theme: [
    ...head,
    { name: 'Chart heading', at: [0.5, 1.6, 5, 0.28], text: 'Chart', size: 14, bold: true },
    area('Verdict', 5.6, 1.62, 0.22, 0.22),
    { name: 'Word', at: [5.9, 1.62, 2.1, 0.26], text: 'Verdict', size: 12, bold: true },
    area('Chart', 0.5, 1.92, 7.4, 3.1),
    { name: 'Table heading', at: [8.3, 1.6, 4.533, 0.28], text: 'Table', size: 14, bold: true },
    area('Table', 8.3, 1.92, 4.533, 3.1),
    { name: 'Sentences', at: [0.7, 5.16, 12.1, 1.28], text: 'Sentences', size: 15, anchor: 'ctr' },
    source,
  ],
  lists: [
    ...head,
    ...[0, 1, 2].flatMap((i) => [
      {
        name: `Heading ${i + 1}`,
        at: [0.5 + i * 4.2, 1.6, 3.93, 0.3],
        text: 'Heading',
        size: 14,
        bold: true,
      } as TextShape,
      {
        name: `List ${i + 1}`,
        at: [0.5 + i * 4.2, 1.98, 3.93, 4.4],
        text: 'List',
        size: 13,
      } as TextShape,
    ]),
    source,
  ],
  bars: [
    ...head,
    { name: 'Chart heading', at: [0.5, 1.6, 7, 0.28], text: 'Chart', size: 14, bold: true },
    area('Chart', 0.5, 1.92, 7.2, 3.1),
    { name: 'Table heading', at: [8.3, 1.6, 4.533, 0.28], text: 'Table', size: 14, bold: true },
    area('Table', 8.3, 1.92, 4.533, 3.1),
    { name: 'Sentences', at: [0.7, 5.16, 12.1, 1.28], text: 'Sentences', size: 15, anchor: 'ctr' },
    source,
  ],
  table: [...head, area('Table', 0.5, 1.6, 12.333, 4.9), source],
};

const pkg = newPackage();
const presentation = 'ppt/presentation.xml';
pkg.relate('', 'officeDocument', presentation);
pkg.relate('', 'core-properties', 'docProps/core.xml');
pkg.put(
  'docProps/core.xml',
  make(
    'cp:coreProperties',
    {
      'xmlns:cp': 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
    make('dc:title', {}, 'SOC pack template'),
    make('dc:creator', {}, 'socpf'),
  ),
  'application/vnd.openxmlformats-package.core-properties+xml',
);

const [master, notesMaster] = [
  'ppt/slideMasters/slideMaster1.xml',
  'ppt/notesMasters/notesMaster1.xml',
];
for (const [i, owner] of [master, notesMaster].entries()) {
  const path = `ppt/theme/theme${i + 1}.xml`;
  pkg.put(path, theme(), 'application/vnd.openxmlformats-officedocument.theme+xml');
  pkg.relate(owner, 'theme', path);
}
const layouts = {
  title: 'ppt/slideLayouts/slideLayout1.xml',
  content: 'ppt/slideLayouts/slideLayout2.xml',
};
const layout = (name: string, ...shapes: Element[]) =>
  make(
    'p:sldLayout',
    { ...namespaces, preserve: 1 },
    { ...tree(...shapes), attributes: { name } },
    keepColours,
  );
pkg.put(
  layouts.title,
  layout(
    'Title',
    bar(2, 'Panel', [0, 0.42, 13.333, 4.78], colour.brand),
    ...[...marking, ...footer].map((s, i) => shape(10 + i, s)),
  ),
  types('slideLayout'),
);
pkg.put(
  layouts.content,
  layout(
    'Content',
    bar(2, 'Footer rule', [0.5, 6.9, 12.333, 0.01], colour.line),
    ...[...marking, ...footer].map((s, i) => shape(10 + i, s)),
  ),
  types('slideLayout'),
);
const ids = Object.values(layouts).map((path, i) => {
  pkg.relate(path, 'slideMaster', master);
  return make('p:sldLayoutId', {
    id: 2147483649 + i,
    'r:id': pkg.relate(master, 'slideLayout', path),
  });
});
const level = (size: number) =>
  make(
    'a:lvl1pPr',
    {},
    make('a:defRPr', { sz: size }, solid(colour.ink), make('a:latin', { typeface: 'Arial' })),
  );
pkg.put(
  master,
  make(
    'p:sldMaster',
    namespaces,
    {
      ...tree(),
      children: [
        make('p:bg', {}, make('p:bgPr', {}, solid(colour.white), make('a:effectLst'))),
        ...tree().children,
      ],
    },
    make('p:clrMap', clrMap),
    make('p:sldLayoutIdLst', {}, ...ids),
    make(
      'p:txStyles',
      {},
      make('p:titleStyle', {}, level(2400)),
      make('p:bodyStyle', {}, level(1500)),
      make('p:otherStyle', {}, level(1200)),
    ),
  ),
  types('slideMaster'),
);
pkg.put(
  notesMaster,
  make(
    'p:notesMaster',
    namespaces,
    tree(notesShape(2, 'sldImg'), notesShape(3, 'body')),
    make('p:clrMap', clrMap),
  ),
  types('notesMaster'),
);

const slideIds = Object.entries(patterns).map(([name, shapes], i) => {
  const path = `ppt/slides/slide${i + 1}.xml`;
  const extra =
    name === 'theme' || name === 'bars'
      ? [bar(90, 'Sentence bar', [0.5, 5.2, 0.05, 1.2], colour.brand)]
      : [];
  pkg.put(
    path,
    make(
      'p:sld',
      namespaces,
      { ...tree(...shapes.map((s, n) => shape(2 + n, s)), ...extra), attributes: { name } },
      keepColours,
    ),
    types('slide'),
  );
  pkg.relate(path, 'slideLayout', name === 'title' ? layouts.title : layouts.content);
  return make('p:sldId', { id: 256 + i, 'r:id': pkg.relate(presentation, 'slide', path) });
});
const masterId = pkg.relate(presentation, 'slideMaster', master);
const notesId = pkg.relate(presentation, 'notesMaster', notesMaster);
pkg.put(
  presentation,
  make(
    'p:presentation',
    { ...namespaces, saveSubsetFonts: 1 },
    make('p:sldMasterIdLst', {}, make('p:sldMasterId', { id: 2147483648, 'r:id': masterId })),
    make('p:notesMasterIdLst', {}, make('p:notesMasterId', { 'r:id': notesId })),
    make('p:sldIdLst', {}, ...slideIds),
    make('p:sldSz', { cx: 12192000, cy: 6858000 }),
    make('p:notesSz', { cx: 6858000, cy: 9144000 }),
  ),
  types('presentation.main'),
);

const out = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'templates');
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'soc.pptx'), await pkg.save());

function notesShape(id: number, type: 'sldImg' | 'body'): Element {
  const at =
    type === 'sldImg'
      ? { x: 685800, y: 1143000, cx: 5486400, cy: 3086100 }
      : { x: 685800, y: 4400550, cx: 5486400, cy: 3600450 };
  const locks =
    type === 'sldImg'
      ? make('p:cNvSpPr', {}, make('a:spLocks', { noGrp: 1, noRot: 1, noChangeAspect: 1 }))
      : make('p:cNvSpPr', {}, make('a:spLocks', { noGrp: 1 }));
  return make(
    'p:sp',
    {},
    make(
      'p:nvSpPr',
      {},
      make('p:cNvPr', { id, name: type === 'body' ? 'Notes' : 'Slide image' }),
      locks,
      make('p:nvPr', {}, make('p:ph', { type, idx: id - 1 })),
    ),
    make(
      'p:spPr',
      {},
      make(
        'a:xfrm',
        {},
        make('a:off', { x: at.x, y: at.y }),
        make('a:ext', { cx: at.cx, cy: at.cy }),
      ),
      make('a:prstGeom', { prst: 'rect' }, make('a:avLst')),
    ),
    ...(type === 'body'
      ? [
          make(
            'p:txBody',
            {},
            make('a:bodyPr'),
            make('a:lstStyle'),
            make('a:p', {}, make('a:endParaRPr', { lang: 'en-GB' })),
          ),
        ]
      : []),
  );
}

function theme(): Element {
  const scheme = {
    dk1: colour.ink,
    lt1: colour.white,
    dk2: colour.brand,
    lt2: 'F5F7F9',
    accent1: colour.brand,
    accent2: '2A8C8C',
    accent3: '8E3B6D',
    accent4: '96690A',
    accent5: '0B62A8',
    accent6: 'D2600A',
    hlink: '1F3F77',
    folHlink: '490092',
  };
  const font = (name: string) =>
    make(
      name,
      {},
      make('a:latin', { typeface: 'Arial' }),
      make('a:ea', { typeface: '' }),
      make('a:cs', { typeface: '' }),
    );
  const fills = () =>
    [1, 2, 3].map(() => make('a:solidFill', {}, make('a:schemeClr', { val: 'phClr' })));
  return make(
    'a:theme',
    { 'xmlns:a': namespaces['xmlns:a'], name: 'socpf' },
    make(
      'a:themeElements',
      {},
      make(
        'a:clrScheme',
        { name: 'socpf' },
        ...Object.entries(scheme).map(([name, value]) =>
          make(`a:${name}`, {}, make('a:srgbClr', { val: value })),
        ),
      ),
      make('a:fontScheme', { name: 'socpf' }, font('a:majorFont'), font('a:minorFont')),
      make(
        'a:fmtScheme',
        { name: 'socpf' },
        make('a:fillStyleLst', {}, ...fills()),
        make(
          'a:lnStyleLst',
          {},
          ...[6350, 12700, 19050].map((w) =>
            make('a:ln', { w }, make('a:solidFill', {}, make('a:schemeClr', { val: 'phClr' }))),
          ),
        ),
        make(
          'a:effectStyleLst',
          {},
          ...[1, 2, 3].map(() => make('a:effectStyle', {}, make('a:effectLst'))),
        ),
        make('a:bgFillStyleLst', {}, ...fills()),
      ),
    ),
  );
}
