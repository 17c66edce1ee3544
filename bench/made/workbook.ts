import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Codes } from './codes.ts';
import { random } from './random.ts';

const heads = [
  ...['Disruption ID', 'Activity Date', 'Date Recorded', 'Level', '4P', 'Subject URN', 'LPA'],
  ...['Arrests', 'Cash GBP', 'Moderated'],
];

const office = 'http://schemas.openxmlformats.org';
const parts: readonly (readonly [string, string])[] = [
  [
    '[Content_Types].xml',
    `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="Disruptions" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${office}/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  ],
  [
    'xl/styles.xml',
    `<styleSheet xmlns="${office}/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  ],
];

/** A workbook of ten columns as Excel saves one: texts shared, days as serials with a date format. */
export async function writeDisruptions(path: string, codes: Codes, rows: number): Promise<void> {
  const zip = new ZipFile();
  const out = createWriteStream(path);
  zip.outputStream.pipe(out);
  for (const [name, xml] of parts) zip.addBuffer(Buffer.from(`<?xml version="1.0"?>${xml}`), name);
  const strings = new Map<string, number>();
  zip.addReadStream(Readable.from(sheet(codes, rows, strings)), 'xl/worksheets/sheet1.xml');
  // The shared texts are known when the sheet has passed; the zip takes its entries in order.
  zip.addReadStream(Readable.from(shared(strings)), 'xl/sharedStrings.xml');
  zip.end();
  await finished(out);
}

function* sheet(codes: Codes, rows: number, strings: Map<string, number>): Generator<string> {
  const r = random(11);
  const text = (value: string) => {
    const known = strings.get(value) ?? strings.size;
    strings.set(value, known);
    return `t="s"><v>${known}</v>`;
  };
  const line = (row: number, cells: readonly string[]) =>
    `<row r="${row}">${cells.map((c, i) => (c === '' ? '' : `<c r="${String.fromCharCode(65 + i)}${row}" ${c}</c>`)).join('')}</row>`;
  const number = (n: number | string) => `><v>${n}</v>`;
  const [levels, strands] = [codes.of('disruption-levels'), codes.of('strands')];
  yield `<?xml version="1.0"?><worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${line(1, heads.map(text))}`;
  let block = '';
  for (let i = 0; i < rows; i++) {
    const day = 45658 + Math.floor((i * 360) / rows); // 1 January 2025 and on
    block += line(i + 2, [
      text(`SYN-D-${String(i).padStart(7, '0')}`),
      `s="1"><v>${day}</v>`,
      `s="1"><v>${day + r.below(5)}</v>`,
      text(r.pick(levels)),
      text(r.pick(strands)),
      text(`SYN-OCG-${r.below(60)}`),
      text(r.pick(codes.lpas)),
      number(r.below(4)),
      r.next() < 0.2 ? number((r.next() * 9000).toFixed(2)) : '',
      text(r.next() < 0.5 ? 'Y' : 'N'),
    ]);
    if (block.length > 2 ** 18) {
      yield block;
      block = '';
    }
  }
  yield `${block}</sheetData></worksheet>`;
}

function* shared(strings: ReadonlyMap<string, number>): Generator<string> {
  yield `<?xml version="1.0"?><sst xmlns="${office}/spreadsheetml/2006/main" count="${strings.size}" uniqueCount="${strings.size}">`;
  let block = '';
  for (const text of strings.keys()) {
    block += `<si><t>${text}</t></si>`;
    if (block.length > 2 ** 18) {
      yield block;
      block = '';
    }
  }
  yield `${block}</sst>`;
}
