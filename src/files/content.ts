import { closeSync, openSync, readSync } from 'node:fs';
import type { Place } from '../problems/index.ts';
import { type CompoundKind, kindOfCompound } from './compound.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refuse.ts';
import { openZip, type Zip } from './zip.ts';

/** What a file is by its bytes. */
export type Content =
  | { readonly kind: 'text' | 'gzip' | 'zip' | 'xlsx' | 'pptx' }
  | { readonly kind: 'other'; readonly format: string; readonly endings: readonly string[] };

const saveAsXlsx = 'Open it in Excel and save it as an Excel workbook (.xlsx).';
export const notYet = 'Send the figures as CSV or as an Excel workbook (.xlsx).';

/**
 * Says what the file at `path` is, and refuses what cannot be read at all: a password, a format
 * that we do not read, a name that says something else (a CSV called .xlsx is somebody's mistake).
 */
export async function contentOf(
  path: string,
  place: Place,
  limits: Limits,
): Promise<'text' | 'gzip' | 'zip' | 'xlsx' | 'pptx'> {
  const head = headOf(path);
  if (head.length === 0) refuse(place, 'F102', {});
  const content = await recognised(path, head, place, limits);
  const name = place.file ?? '';
  // What was in a .gz may stand before us under the name of the .gz.
  const says = ending(content.kind === 'text' ? name.replace(/\.gz(?:ip)?$/i, '') : name);
  const known = Object.values(endings).some((list) => list.includes(says));
  if (content.kind === 'other') {
    const advice = content.endings.includes('xls') ? saveAsXlsx : notYet;
    if (known && !content.endings.includes(says))
      refuse(place, 'F103', { says, is: content.format, advice });
    refuse(place, 'F104', { format: content.format, advice });
  }
  const own = endings[content.kind];
  if (known && !own.includes(says))
    refuse(place, 'F103', {
      says,
      is: words[content.kind],
      advice: `Check that it is the right file, and name it .${own[0]}.`,
    });
  return content.kind;
}

/** Whether the file begins as an archive does (a workbook is one too). */
export function isArchive(path: string): boolean {
  return /^(?:504b0304|504b0506|1f8b)/.test(headOf(path).toString('hex', 0, 4));
}

/** Endings by what they say; a name with another ending, or none, says nothing. */
const endings = {
  text: ['csv', 'tsv', 'tab', 'txt', 'psv'],
  gzip: ['gz', 'gzip'],
  zip: ['zip'],
  xlsx: ['xlsx', 'xlsm', 'xltx', 'xltm'],
  pptx: ['pptx', 'pptm', 'potx', 'ppsx'],
  other: ['xls', 'xlsb', 'ods', 'fods', 'pdf', 'docx', 'doc', 'ppt', 'html', 'htm'].concat([
    'parquet',
    'json',
    'ndjson',
    'jsonl',
    'xml',
    'odt',
    'odp',
    'rtf',
    'msg',
  ]),
} satisfies Record<string, readonly string[]>;

const words = {
  text: 'plain text',
  gzip: 'compressed with gzip',
  zip: 'a zip archive',
  xlsx: 'an Excel workbook',
  pptx: 'a PowerPoint file',
} as const;

function ending(name: string): string {
  return /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

const other = (format: string, ...list: readonly string[]): Content => ({
  kind: 'other',
  format,
  endings: list,
});

async function recognised(
  path: string,
  head: Buffer,
  place: Place,
  limits: Limits,
): Promise<Content> {
  const hex = head.toString('hex', 0, 16);
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return packed(path, place, limits);
  if (hex.startsWith('1f8b')) return { kind: 'gzip' };
  if (hex.startsWith('d0cf11e0')) return compound(path, place);
  const magic = magics.find(([bytes]) => hex.startsWith(bytes));
  if (magic !== undefined) return other(magic[1], ...magic.slice(2));
  if (/^\s*%PDF-/.test(head.toString('latin1', 0, 1024))) return other('a PDF document', 'pdf');
  if (head.toString('latin1', 257, 262) === 'ustar') return other('a tar archive', 'tar');
  return marked(head, ending(place.file ?? ''));
}

/** First bytes of formats that are not read, what they are, and the endings they go by. */
const magics: readonly (readonly [string, string, ...string[]])[] = [
  ['50415231', 'a Parquet file', 'parquet'],
  ['7b5c727466', 'a rich text document', 'rtf', 'doc'],
  ['09000400', 'an Excel workbook of the late eighties', 'xls'],
  ['09020600', 'an Excel workbook of the early nineties', 'xls'],
  ['09040600', 'an Excel workbook of the early nineties', 'xls'],
  ['09080800', 'an Excel workbook of the nineties', 'xls'],
  ['09081000', 'an Excel workbook of the nineties', 'xls'],
  ['377abcaf', 'a 7z archive', '7z'],
  ['52617221', 'a RAR archive', 'rar'],
  ['425a68', 'compressed with bzip2', 'bz2'],
  ['fd377a585a', 'compressed with xz', 'xz'],
  ['28b52ffd', 'compressed with Zstandard', 'zst'],
  ['89504e47', 'a picture (PNG)', 'png'],
  ['ffd8ff', 'a picture (JPEG)', 'jpg', 'jpeg'],
  ['53514c69746520666f726d6174', 'a SQLite database', 'db', 'sqlite'],
];

/** Text that is marked up: a web page, XML, JSON; else a table. */
function marked(head: Buffer, says: string): Content {
  const text = head.toString('latin1').replace(/^(?:\xef\xbb\xbf)?\s*/, '');
  if (/^<(?:!doctype html|html|head|body|table|meta|div|style|script)\b/i.test(text))
    return other('a web page (HTML)', 'html', 'htm');
  if (text.startsWith('<?xml') || text.startsWith('<')) {
    if (/urn:schemas-microsoft-com:office:spreadsheet/.test(text))
      return other('an XML spreadsheet of Excel 2003', 'xml');
    if (/<office:document\b/.test(text)) return other('a flat OpenDocument spreadsheet', 'fods');
    if (/<html\b/i.test(text)) return other('a web page (HTML)', 'html', 'htm');
    if (text.startsWith('<?xml')) return other('an XML document', 'xml');
  }
  if (['json', 'ndjson', 'jsonl'].includes(says))
    return other('a JSON document', 'json', 'ndjson', 'jsonl');
  return { kind: 'text' };
}

function compound(path: string, place: Place): Content {
  const kinds: Record<Exclude<CompoundKind, 'xls-protected' | 'protected'>, Content> = {
    xls: other('an Excel workbook of before 2007 (.xls)', 'xls'),
    doc: other('a Word document of before 2007', 'doc'),
    ppt: other('a PowerPoint file of before 2007', 'ppt'),
    other: other('an old office file', 'xls', 'doc', 'ppt', 'msg'),
  };
  const kind = kindOfCompound(path);
  if (kind === 'protected') refuse(place, 'F105', { format: 'an encrypted office file' });
  if (kind === 'xls-protected') refuse(place, 'F105', { format: 'Excel of before 2007' });
  return kinds[kind];
}

async function packed(path: string, place: Place, limits: Limits): Promise<Content> {
  const zip = await openZip(path, place, limits);
  try {
    return await packedKind(zip);
  } finally {
    zip.close();
  }
}

/** An office package says what it is in its content types, an OpenDocument file in `mimetype`. */
async function packedKind(zip: Zip): Promise<Content> {
  const find = (name: string) => zip.entries.find((entry) => entry.name.toLowerCase() === name);
  const types = find('[content_types].xml');
  if (types !== undefined) {
    const text = (await zip.bytes(types)).toString('latin1').replaceAll('\0', '');
    if (/<!DOCTYPE/i.test(text)) refuse(zip.place, 'F108', { part: types.name });
    // The main part decides: a deck may well hold workbooks.
    if (/ms-excel\.sheet\.binary\.macroEnabled\.main/i.test(text))
      return other('a binary Excel workbook', 'xlsb', 'xls');
    if (/(?:spreadsheetml|ms-excel)\.[a-z.]+\.main\+xml/i.test(text)) return { kind: 'xlsx' };
    if (/(?:wordprocessingml|ms-word)\.[a-z.]+\.?main\+xml/i.test(text))
      return other('a Word document', 'docx', 'docm', 'dotx');
    if (/(?:presentationml|ms-powerpoint)\.[a-z.]+\.main\+xml/i.test(text)) return { kind: 'pptx' };
    return other('an office package without a workbook', 'xlsx', 'docx', 'pptx');
  }
  const mime = find('mimetype');
  const said = mime === undefined ? '' : (await zip.bytes(mime, 1024)).toString('latin1');
  if (said.includes('opendocument')) {
    const manifest = find('meta-inf/manifest.xml');
    const listed = manifest === undefined ? '' : (await zip.bytes(manifest)).toString('latin1');
    if (listed.includes('encryption-data')) refuse(zip.place, 'F105', { format: 'OpenDocument' });
    const spreadsheet = said.includes('spreadsheet');
    return spreadsheet
      ? other('an OpenDocument spreadsheet', 'ods')
      : other('an OpenDocument file', 'odt', 'odp');
  }
  return { kind: 'zip' };
}

function headOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(8192);
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}
