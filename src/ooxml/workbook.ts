import { escapeAttribute, escapeText, xmlHead } from './xml.ts';
import { zip } from './zip.ts';

/** A cell as it is written: text, a number with its format, a day (true date), or nothing. */
export type CellValue =
  | string
  | number
  | null
  | { readonly day: string }
  | { readonly number: number; readonly format: NumberFormat };

export type NumberFormat =
  | '0'
  | '#,##0'
  | '#,##0.00'
  | '#,##0.0'
  | '+0%;\u22120%;0%'
  | '0.0'
  | '0.00'
  | '0.0%'
  | '0%'
  | '£#,##0'
  | 'mmm yyyy';

export interface SheetContent {
  readonly name: string;
  readonly rows: readonly (readonly CellValue[])[];
  readonly hidden?: boolean;
  /** A1 ranges. */
  readonly merges?: readonly string[];
  /** Width of each column in characters. */
  readonly widths?: readonly number[];
  /** Rows (from 1) in bold. */
  readonly bold?: readonly number[];
  /** Rows above this one stay in view; 1 freezes the first. */
  readonly freeze?: number;
  /** The one table of the sheet, from its head row (from 1) to the last row: what assistive technology reads out. */
  readonly table?: { readonly name: string; readonly head: number };
  /** Text wraps inside its column. */
  readonly wrap?: boolean;
  /** Printed at the top and the foot of each page. */
  readonly marking?: string;
}

export interface WorkbookContent {
  readonly sheets: readonly SheetContent[];
  readonly title?: string;
  readonly subject?: string;
}

const formats: readonly (readonly [NumberFormat, number])[] = [
  ['0', 1],
  ['#,##0', 3],
  ['#,##0.00', 4],
  ['0.0', 164],
  ['0.00', 2],
  ['0.0%', 165],
  ['0%', 9],
  ['£#,##0', 166],
  ['mmm yyyy', 167],
  ['#,##0.0', 168],
  ['+0%;\u22120%;0%', 169],
];
const dayStyle = formats.length + 1;

/**
 * A minimal workbook: inline text, true dates, number formats. The same content gives the same bytes.
 * One that stands inside a deck is not compressed: the deck's own parts are.
 */
export function writeWorkbook(
  content: WorkbookContent,
  { embedded = false }: { readonly embedded?: boolean } = {},
): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const part = (path: string, xml: string): [string, Uint8Array] => [
    path,
    encoder.encode(xmlHead + xml),
  ];
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const sheets = content.sheets.map((sheet, i) =>
    part(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet, main, rel)),
  );
  const tables = content.sheets.flatMap((sheet, i) =>
    sheet.table
      ? [
          { path: `xl/tables/table${i + 1}.xml`, xml: tableXml(sheet, i + 1, main) },
          {
            path: `xl/worksheets/_rels/sheet${i + 1}.xml.rels`,
            xml: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/table" Target="../tables/table${i + 1}.xml"/></Relationships>`,
          },
        ]
      : [],
  );
  const tableTypes = tables
    .filter(({ path }) => path.startsWith('xl/tables/'))
    .map(
      ({ path }) =>
        `<Override PartName="/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"/>`,
    )
    .join('');
  const parts = [
    part(
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets.map(([path]) => `<Override PartName="/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}${tableTypes}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ),
    part(
      'docProps/core.xml',
      `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeText(content.title ?? '')}</dc:title><dc:subject>${escapeText(content.subject ?? '')}</dc:subject><dc:creator>socpf</dc:creator></cp:coreProperties>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets>${content.sheets.map((sheet, i) => `<sheet name="${escapeAttribute(sheet.name.slice(0, 31))}" sheetId="${i + 1}"${sheet.hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${rel}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    ),
    ...sheets,
    ...tables.map(({ path, xml }) => part(path, xml)),
    part('xl/styles.xml', stylesXml(main)),
  ];
  return zip(parts, { stored: embedded });
}

/** Style n is number format n, + `boldShift` in bold. */
const boldShift = formats.length + 2;
/** Text that wraps, plain and bold, stands after both. */
const wrapStyle = 2 * boldShift;

function stylesXml(main: string): string {
  const custom = formats.filter(([, id]) => id >= 164);
  const plain = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    ...formats.map(
      ([, id]) =>
        `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    ),
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  ];
  const bold = plain.map((xf) => xf.replace('fontId="0"', 'fontId="1" applyFont="1"'));
  return `<styleSheet xmlns="${main}"><numFmts count="${custom.length}">${custom.map(([code, id]) => `<numFmt numFmtId="${id}" formatCode="${escapeAttribute(code)}"/>`).join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${plain.length * 2 + 2}">${plain.join('')}${bold.join('')}${wrapped(0)}${wrapped(1)}</cellXfs></styleSheet>`;
}

const wrapped = (font: number): string =>
  `<xf numFmtId="0" fontId="${font}" fillId="0" borderId="0" xfId="0"${font === 0 ? '' : ' applyFont="1"'} applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`;

/** The sheet's table: a name, its range and its heads, without the stripes and filter buttons of a template. */
function tableXml(sheet: SheetContent, id: number, main: string): string {
  const head = sheet.table?.head ?? 1;
  const names = (sheet.rows[head - 1] ?? []).map((cell) => String(cell));
  const ref = `A${head}:${letters(names.length - 1)}${sheet.rows.length}`;
  const columns = names
    .map((name, i) => `<tableColumn id="${i + 1}" name="${escapeAttribute(name)}"/>`)
    .join('');
  const name = escapeAttribute(sheet.table?.name ?? '');
  return `<table xmlns="${main}" id="${id}" name="${name}" displayName="${name}" ref="${ref}" totalsRowShown="0"><tableColumns count="${names.length}">${columns}</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`;
}

function sheetXml(sheet: SheetContent, main: string, rel: string): string {
  const bold = new Set(sheet.bold ?? []);
  const wrap = sheet.wrap ?? false;
  const columns: string[] = [];
  const rows = sheet.rows.map((cells, r) => {
    const shift = bold.has(r + 1) ? boldShift : 0;
    let written = '';
    for (const [c, cell] of cells.entries()) {
      columns[c] ??= letters(c);
      written += cellXml(cell, `${columns[c]}${r + 1}`, shift, wrap);
    }
    return written === '' ? '' : `<row r="${r + 1}">${written}</row>`;
  });
  const view = sheet.freeze
    ? `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${sheet.freeze}" topLeftCell="A${sheet.freeze + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
    : '';
  const cols = sheet.widths
    ? `<cols>${sheet.widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`).join('')}</cols>`
    : '';
  const merges =
    sheet.merges && sheet.merges.length > 0
      ? `<mergeCells count="${sheet.merges.length}">${sheet.merges.map((m) => `<mergeCell ref="${m}"/>`).join('')}</mergeCells>`
      : '';
  const marking = escapeText(`&C&B${(sheet.marking ?? '').replaceAll('&', '&&')}`);
  const margins = sheet.marking
    ? `<headerFooter><oddHeader>${marking}</oddHeader><oddFooter>${marking}</oddFooter></headerFooter>`
    : '';
  const table = sheet.table
    ? `<tableParts count="1"><tablePart xmlns:r="${rel}" r:id="rId1"/></tableParts>`
    : '';
  return `<worksheet xmlns="${main}">${view}${cols}<sheetData>${rows.join('')}</sheetData>${merges}${margins}${table}</worksheet>`;
}

/** `shift` is that of the styles of a bold row. */
function cellXml(cell: CellValue, at: string, shift: number, wrap: boolean): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'string') {
    const style = wrap ? styled(wrapStyle + (shift === 0 ? 0 : 1)) : styled(shift);
    return `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeText(cell)}</t></is></c>`;
  }
  if (typeof cell === 'number') return `<c r="${at}"${styled(shift)}><v>${cell}</v></c>`;
  if ('day' in cell)
    return `<c r="${at}"${styled(dayStyle + shift)}><v>${serial(cell.day)}</v></c>`;
  const style = (styleOf.get(cell.format) ?? 0) + shift;
  return `<c r="${at}"${styled(style)}><v>${cell.number}</v></c>`;
}

const styleOf = new Map(formats.map(([code], i) => [code, i + 1]));
const styled = (style: number): string => (style === 0 ? '' : ` s="${style}"`);

/** Excel's day number in the 1900 system. */
export const serial = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25569;

export function letters(index: number): string {
  let text = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    text = String.fromCharCode(65 + ((n - 1) % 26)) + text;
  return text;
}
