import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { after } from 'node:test';
import yazl from 'yazl';
import { type Limits, openReader, type Reader } from '../../src/files/index.ts';
import type { Outcome } from '../../src/problems/index.ts';

/** A folder and a reader for the tests of one file; both go when its tests are done. */
export function bench(limits: Partial<Limits> = {}): { folder: string; reader: Reader } {
  const folder = mkdtempSync(join(tmpdir(), 'socpf-test-'));
  const reader = openReader(limits, folder);
  after(async () => {
    await reader.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, reader };
}

let made = 0;

/** Writes a file of its own name into the folder. */
export function write(folder: string, name: string, content: string | Buffer): string {
  made += 1;
  const path = join(folder, `${made}-${name}`);
  writeFileSync(path, content);
  return path;
}

/** Writes a zip of the given entries. */
export async function zipped(
  folder: string,
  name: string,
  entries: readonly (readonly [name: string, content: string | Buffer])[],
): Promise<string> {
  made += 1;
  const path = join(folder, `${made}-${name}`);
  const zip = new yazl.ZipFile();
  for (const [entry, content] of entries) zip.addBuffer(Buffer.from(content), entry);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** Changes bytes of a file where they stand, as often as they do; the length stays. */
export function patched(path: string, from: string, to: string): string {
  const bytes = readFileSync(path);
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + 1))
    bytes.write(to, at);
  writeFileSync(path, bytes);
  return path;
}

const transitional = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  relations: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
};
export const strict = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  relations: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
};

export interface MadeWorkbook {
  /** Content of `<worksheet>` by sheet name, or all of the part when it begins with `<?xml`. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly states?: Readonly<Record<string, string>>;
  /** Content of `<sst>`. */
  readonly strings?: string;
  readonly styles?: string;
  readonly date1904?: boolean;
  readonly namespaces?: typeof transitional;
  /** Folder of the sheets inside the package; found by relationship alone. */
  readonly at?: string;
}

/** Writes a small workbook, part by part; shared strings come last, as some writers have it. */
export function workbook(folder: string, book: MadeWorkbook, name = 'book.xlsx'): Promise<string> {
  const { main, relations } = book.namespaces ?? transitional;
  const names = Object.keys(book.sheets);
  const at = book.at ?? '/xl/worksheets';
  const sheetPart = (n: number) => `${at}/sheet${n + 1}.xml`;
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Target="${target}" Type="${relations}/${kind}" Id="${id}"/>`;
  const relationsPart = (all: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all}</Relationships>`;
  return zipped(folder, name, [
    [
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    ],
    ['_rels/.rels', relationsPart(relation('r1', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr date1904="${book.date1904 ? 1 : 0}"/><sheets>${names
        .map(
          (sheet, n) =>
            `<sheet r:id="s${n}" sheetId="${n + 1}" name="${sheet}" state="${book.states?.[sheet] ?? 'visible'}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relationsPart(
        names.map((_, n) => relation(`s${n}`, 'worksheet', sheetPart(n))).join('') +
          relation('t', 'styles', 'styles.xml') +
          relation('u', 'sharedStrings', 'sharedStrings.xml'),
      ),
    ],
    ['xl/styles.xml', book.styles ?? styles([])],
    ...names.map((sheet, n): [string, string] => {
      const xml = book.sheets[sheet] ?? '';
      return [
        sheetPart(n).slice(1),
        xml.startsWith('<?xml') ? xml : `<worksheet xmlns="${main}">${xml}</worksheet>`,
      ];
    }),
    ['xl/sharedStrings.xml', `<sst xmlns="${main}">${book.strings ?? ''}</sst>`],
  ]);
}

/** A styles part whose cell style n + 1 has the nth format; style 0 is General. */
export function styles(formats: readonly (number | string)[]): string {
  const own = formats.map((format, n) => (typeof format === 'string' ? 164 + n : format));
  const codes = formats.map((format, n) =>
    typeof format === 'string'
      ? `<numFmt formatCode="${format.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" numFmtId="${164 + n}"/>`
      : '',
  );
  return `<styleSheet xmlns="${transitional.main}"><numFmts>${codes.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${own
    .map((id) => `<xf numFmtId="${id}"/>`)
    .join('')}</cellXfs></styleSheet>`;
}

/** The value of an outcome that must be one. */
export function sound<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map(({ code, message }) => `${code} ${message}`).join('\n'));
}

/** The code of an outcome that must be a refusal. */
export const codeOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'loaded' : (outcome.problems[0]?.code ?? '');
