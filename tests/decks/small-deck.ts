import { writeWorkbook, zip } from '../../src/ooxml/index.ts';

/** The parts of a deck by path; a test changes one and packs them. */
export type Parts = Map<string, string | Uint8Array>;

const xmlns =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const presentationml = 'application/vnd.openxmlformats-officedocument.presentationml';

export const pack = (parts: Parts): Promise<Uint8Array> =>
  zip(
    [...parts].map(([path, content]) => [
      path,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  );

/** One slide with nothing wrong: a title, a chart with its workbook, a table, notes, markings. */
export async function soundDeck(): Promise<Parts> {
  const types: readonly (readonly [string, string])[] = [
    ['ppt/presentation.xml', `${presentationml}.presentation.main+xml`],
    ['ppt/slides/slide1.xml', `${presentationml}.slide+xml`],
    ['ppt/slideLayouts/slideLayout1.xml', `${presentationml}.slideLayout+xml`],
    ['ppt/slideMasters/slideMaster1.xml', `${presentationml}.slideMaster+xml`],
    ['ppt/notesSlides/notesSlide1.xml', `${presentationml}.notesSlide+xml`],
    ['ppt/charts/chart1.xml', 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'],
  ];
  return new Map<string, string | Uint8Array>([
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>${types.map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`).join('')}</Types>`,
    ],
    ['_rels/.rels', relations([['officeDocument', 'ppt/presentation.xml']])],
    [
      'ppt/presentation.xml',
      `<p:presentation ${xmlns}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    ],
    [
      'ppt/_rels/presentation.xml.rels',
      relations([
        ['slideMaster', 'slideMasters/slideMaster1.xml'],
        ['slide', 'slides/slide1.xml'],
      ]),
    ],
    [
      'ppt/slideMasters/slideMaster1.xml',
      `<p:sldMaster ${xmlns}><p:cSld><p:spTree>${group}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
    ],
    [
      'ppt/slideMasters/_rels/slideMaster1.xml.rels',
      relations([['slideLayout', '../slideLayouts/slideLayout1.xml']]),
    ],
    [
      'ppt/slideLayouts/slideLayout1.xml',
      `<p:sldLayout ${xmlns}><p:cSld><p:spTree>${group}${text(2, 'Marking top', 4267200, 82296, 3657600, 237744, 1200, 'OFFICIAL-SENSITIVE')}${text(3, 'Marking bottom', 4267200, 6565392, 3657600, 237744, 1200, 'OFFICIAL-SENSITIVE')}</p:spTree></p:cSld></p:sldLayout>`,
    ],
    [
      'ppt/slideLayouts/_rels/slideLayout1.xml.rels',
      relations([['slideMaster', '../slideMasters/slideMaster1.xml']]),
    ],
    [
      'ppt/slides/slide1.xml',
      `<p:sld ${xmlns}><p:cSld><p:spTree>${group}${text(2, 'Title', 457200, 621792, 11277600, 713232, 2400, 'Vehicle crime has fallen since February')}${chartFrame}${table}</p:spTree></p:cSld></p:sld>`,
    ],
    [
      'ppt/slides/_rels/slide1.xml.rels',
      relations([
        ['slideLayout', '../slideLayouts/slideLayout1.xml'],
        ['notesSlide', '../notesSlides/notesSlide1.xml'],
        ['chart', '../charts/chart1.xml'],
      ]),
    ],
    [
      'ppt/notesSlides/notesSlide1.xml',
      `<p:notes ${xmlns}><p:cSld><p:spTree>${group}<p:sp><p:nvSpPr><p:cNvPr id="2" name="Notes"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>Verbal update, one minute.</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:notes>`,
    ],
    ['ppt/notesSlides/_rels/notesSlide1.xml.rels', relations([['slide', '../slides/slide1.xml']])],
    ['ppt/charts/chart1.xml', chart],
    ['ppt/charts/_rels/chart1.xml.rels', relations([['package', '../embeddings/workbook1.xlsx']])],
    [
      'ppt/embeddings/workbook1.xlsx',
      await writeWorkbook({
        sheets: [
          {
            name: 'Sheet1',
            rows: [
              ['Month', 'Vehicle crime'],
              [{ day: '2025-01-01' }, 210],
              [{ day: '2025-02-01' }, null],
              [{ day: '2025-03-01' }, 163.5],
            ],
          },
        ],
      }),
    ],
  ]);
}

/** Changes one part's text; the test fails when there is nothing to change. */
export function plant(parts: Parts, path: string, from: string | RegExp, to: string): void {
  const before = parts.get(path);
  if (typeof before !== 'string') throw new Error(`no text part ${path}`);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`nothing to change in ${path}`);
  parts.set(path, after);
}

const group =
  '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>';

function text(
  id: number,
  name: string,
  x: number,
  y: number,
  w: number,
  h: number,
  size: number,
  words: string,
): string {
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${w}" cy="${h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:p><a:r><a:rPr lang="en-GB" sz="${size}"/><a:t>${words}</a:t></a:r></a:p></p:txBody></p:sp>`;
}

const chartFrame =
  '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="Vehicle crime chart" descr="Vehicle crime fell."/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="457200" y="1463040"/><a:ext cx="6766560" cy="2743200"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId3"/></a:graphicData></a:graphic></p:graphicFrame>';

const cell = (words: string) =>
  `<a:tc><a:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="en-GB" sz="1200"/><a:t>${words}</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>`;
const table = `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Comparisons table" descr="Vehicle crime against last year."/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="7589520" y="1463040"/><a:ext cx="4145280" cy="640080"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/><a:tblGrid><a:gridCol w="2072640"/><a:gridCol w="2072640"/></a:tblGrid><a:tr h="320040">${cell('Measure')}${cell('Quarter')}</a:tr><a:tr h="320040">${cell('Vehicle crime')}${cell('510')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;

const chart = `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:chart><c:plotArea><c:layout/><c:lineChart><c:grouping val="standard"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>Vehicle crime</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:numRef><c:f>Sheet1!$A$2:$A$4</c:f><c:numCache><c:formatCode>mmm yyyy</c:formatCode><c:ptCount val="3"/><c:pt idx="0"><c:v>45658</c:v></c:pt><c:pt idx="1"><c:v>45689</c:v></c:pt><c:pt idx="2"><c:v>45717</c:v></c:pt></c:numCache></c:numRef></c:cat><c:val><c:numRef><c:f>Sheet1!$B$2:$B$4</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="3"/><c:pt idx="0"><c:v>210</c:v></c:pt><c:pt idx="2"><c:v>163.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser><c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart><c:dateAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1100"/></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr><c:crossAx val="2"/></c:dateAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:externalData r:id="rId1"/></c:chartSpace>`;

function relations(list: readonly (readonly [kind: string, target: string])[]): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.map(([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${kind}" Target="${target}"/>`).join('')}</Relationships>`;
}
