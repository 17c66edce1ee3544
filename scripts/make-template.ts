import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Element, make, newPackage } from '../src/ooxml/index.ts';
import { inch, layouts, patterns, type Styled, shapeOf } from './template-patterns.ts';

// Makes templates/soc.pptx once: master, layouts with marking and footer, a notes master and a pattern
// slide for each layout of visual.md section 11. Anyone may restyle it in PowerPoint: shapes are found by name.

const namespaces = {
  'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
  'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'xmlns:p': 'http://schemas.openxmlformats.org/presentationml/2006/main',
};
const typed = (name: string) =>
  `application/vnd.openxmlformats-officedocument.presentationml.${name}+xml`;
const [presentation, master, notesMaster] = [
  'ppt/presentation.xml',
  'ppt/slideMasters/slideMaster1.xml',
  'ppt/notesMasters/notesMaster1.xml',
] as const;

const pkg = newPackage();
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
for (const [i, owner] of [master, notesMaster].entries()) {
  const path = `ppt/theme/theme${i + 1}.xml`;
  pkg.put(path, theme(), 'application/vnd.openxmlformats-officedocument.theme+xml');
  pkg.relate(owner, 'theme', path);
}
const layoutPaths = new Map(
  Object.keys(layouts).map((name, i) => [name, `ppt/slideLayouts/slideLayout${i + 1}.xml`]),
);
putMasters();
putPresentation(putPatterns());
const out = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'templates');
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'soc.pptx'), await pkg.save());

function treeOf(shapes: readonly Styled[], firstId = 2): Element {
  return make(
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
      ...shapes.map((s, i) => shapeOf(firstId + i, s)),
    ),
  );
}

function titled(name: string, tree: Element): Element {
  return { ...tree, attributes: { name } };
}
function keepColours(): Element {
  return make('p:clrMapOvr', {}, make('a:masterClrMapping'));
}
function colourMap(): Element {
  return make('p:clrMap', {
    bg1: 'lt1',
    tx1: 'dk1',
    bg2: 'lt2',
    tx2: 'dk2',
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`accent${n}`, `accent${n}`])),
    hlink: 'hlink',
    folHlink: 'folHlink',
  });
}

function putMasters(): void {
  const ids = [...layoutPaths].map(([name, path], i) => {
    const shapes = layouts[name as keyof typeof layouts];
    pkg.put(
      path,
      make(
        'p:sldLayout',
        { ...namespaces, preserve: 1 },
        titled(name, treeOf(shapes)),
        keepColours(),
      ),
      typed('slideLayout'),
    );
    pkg.relate(path, 'slideMaster', master);
    return make('p:sldLayoutId', {
      id: 2_147_483_649 + i,
      'r:id': pkg.relate(master, 'slideLayout', path),
    });
  });
  const title = layouts.Content.filter((s) => s.placeholder === 'title');
  const tree = treeOf(title);
  const level = (size: number, bold = false) =>
    make(
      'a:lvl1pPr',
      {},
      make(
        'a:defRPr',
        { sz: size * 100, b: bold ? 1 : 0 },
        make('a:solidFill', {}, make('a:schemeClr', { val: 'tx1' })),
        make('a:latin', { typeface: '+mn-lt' }),
      ),
    );
  const page = make(
    'p:bg',
    {},
    make(
      'p:bgPr',
      {},
      make('a:solidFill', {}, make('a:schemeClr', { val: 'bg1' })),
      make('a:effectLst'),
    ),
  );
  pkg.put(
    master,
    make(
      'p:sldMaster',
      namespaces,
      { ...tree, children: [page, ...tree.children] },
      colourMap(),
      make('p:sldLayoutIdLst', {}, ...ids),
      make(
        'p:txStyles',
        {},
        make('p:titleStyle', {}, level(24, true)),
        make('p:bodyStyle', {}, level(15)),
        make('p:otherStyle', {}, level(12)),
      ),
    ),
    typed('slideMaster'),
  );
  const slideImage: Styled = {
    name: 'Slide image',
    at: [0.75, 1.25, 6, 3.375],
    placeholder: 'sldImg',
  };
  const notes: Styled = { name: 'Notes', at: [0.75, 4.8, 6, 4], placeholder: 'body' };
  const headed: Styled = { name: 'Marking', at: [0.75, 0.3, 6, 0.5], placeholder: 'hdr' };
  pkg.put(
    notesMaster,
    make('p:notesMaster', namespaces, treeOf([slideImage, notes, headed]), colourMap()),
    typed('notesMaster'),
  );
}

/** The pattern slides, in the order in which a person leafs through the template. */
function putPatterns(): Element[] {
  return Object.entries(patterns).map(([name, shapes], i) => {
    const path = `ppt/slides/slide${i + 1}.xml`;
    pkg.put(
      path,
      make('p:sld', namespaces, titled(name, treeOf(shapes)), keepColours()),
      typed('slide'),
    );
    pkg.relate(path, 'slideLayout', layoutPaths.get(name === 'title' ? 'Title' : 'Content') ?? '');
    return make('p:sldId', { id: 256 + i, 'r:id': pkg.relate(presentation, 'slide', path) });
  });
}

function putPresentation(slideIds: readonly Element[]): void {
  const masterId = pkg.relate(presentation, 'slideMaster', master);
  const notesId = pkg.relate(presentation, 'notesMaster', notesMaster);
  pkg.put(
    presentation,
    make(
      'p:presentation',
      { ...namespaces, saveSubsetFonts: 1 },
      make('p:sldMasterIdLst', {}, make('p:sldMasterId', { id: 2_147_483_648, 'r:id': masterId })),
      make('p:notesMasterIdLst', {}, make('p:notesMasterId', { 'r:id': notesId })),
      make('p:sldIdLst', {}, ...slideIds),
      make('p:sldSz', { cx: 12_192_000, cy: 7.5 * inch }),
      make('p:notesSz', { cx: 7.5 * inch, cy: 10 * inch }),
    ),
    typed('presentation.main'),
  );
}

/** Ink, page, brand and the colours of series; fonts that every office has. */
function theme(): Element {
  const scheme = {
    dk1: '16202E',
    lt1: 'FFFFFF',
    dk2: '44505D',
    lt2: 'F5F7F9',
    accent1: '1C2B4A',
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
