import { code } from '../code.ts';
import { counted } from './counted.ts';

const ask = 'Ask whoever sent it to send the file again.';
const split = 'Split the file, or ask for a smaller extract.';

/** F: problems of files. F1xx what a file is and whether it is whole; F2xx limits; F3xx notes. */
export const filesCodes = {
  F000: code<{ detail: string }>(
    'unexpected',
    (d) => `Something went wrong that socpf did not foresee: ${d.detail}`,
    () => 'Nothing was changed. Report it with what you did just before.',
  ),
  F101: code<{ reason: string }>(
    'file-unreadable',
    (d) => `The file cannot be opened: ${d.reason}.`,
    () => 'Check that it is there and that you may read it.',
  ),
  F102: code<Record<never, never>>(
    'file-empty',
    () => 'The file is empty (0 bytes).',
    () => ask,
  ),
  F103: code<{ says: string; is: string; advice: string }>(
    'content-is-not-name',
    (d) => `The name ends in .${d.says} but the content is ${d.is}.`,
    (d) => d.advice,
  ),
  F104: code<{ format: string; advice: string }>(
    'format-not-read',
    (d) => `This is ${d.format}, a format that socpf does not read.`,
    (d) => d.advice,
  ),
  F105: code<{ format: string }>(
    'password-protected',
    (d) => `The file is password-protected (${d.format}).`,
    () => 'Open it with its password, save it without one, and send that file.',
  ),
  F106: code<{ part: string; detail: string }>(
    'file-damaged',
    (d) => `The file is damaged: ${d.part}: ${d.detail}.`,
    () => `Nothing of it was loaded. ${ask}`,
  ),
  F107: code<Record<never, never>>(
    'file-changed',
    () => 'The file changed while it was being read.',
    () => 'Wait until it has been written completely, then try again.',
  ),
  F108: code<{ part: string }>(
    'document-type-declared',
    (d) =>
      `The part ${d.part} holds a document type declaration, which office programs never write.`,
    () => 'Do not open the file; ask where it came from. Saving it anew in Excel removes it.',
  ),
  F110: code<{ detail: string }>(
    'encoding-unknown',
    (d) => `The text is in no encoding that socpf knows: ${d.detail}.`,
    () => 'Save it as “CSV UTF-8” in Excel, or ask for UTF-8.',
  ),
  F111: code<{ line: number; column: number }>(
    'nul-byte',
    (d) => `There is a NUL byte on line ${d.line} at byte ${d.column} of the line.`,
    () => `Text files hold none, so the file is damaged or not text. ${ask}`,
  ),
  F112: code<{ line: number; detail: string }>(
    'quote-broken',
    (d) => `The quotation marks are broken: the quote opened on line ${d.line} ${d.detail}.`,
    () => 'Mend that line (a quotation mark inside a quoted field is doubled), or export again.',
  ),
  F113: code<{ entry: string }>(
    'entry-doubled',
    (d) => `Two entries of the archive have the name ${d.entry}, so what it holds is ambiguous.`,
    () => 'Pack it again, each file once.',
  ),
  F114: code<{ entry: string }>(
    'path-outside',
    (d) => `The archive names a path outside its own folder: ${d.entry}.`,
    () => 'Nothing was written. Do not open the archive; ask where it came from.',
  ),
  F115: code<{ entry: string; inside: string }>(
    'entry-name-differs',
    (d) => `The archive's directory calls an entry ${d.entry}, the entry itself ${d.inside}.`,
    () => 'Pack it again with an ordinary program.',
  ),
  F116: code<{ entry: string }>(
    'entries-overlap',
    (d) => `Entries of the archive share the same bytes, from ${d.entry} on: a zip bomb.`,
    () => 'Do not open the archive; ask where it came from.',
  ),
  F117: code<{ detail: string }>(
    'nothing-inside',
    (d) => `There is nothing in the file to read: ${d.detail}.`,
    () => ask,
  ),
  F118: code<{ reference: string }>(
    'reference-impossible',
    (d) => `The workbook names a cell that cannot be: “${d.reference}”.`,
    () => 'Open the workbook in Excel, let it repair the file, and save it anew.',
  ),
  F119: code<{ detail: string }>(
    'cells-out-of-order',
    (d) => `The sheet's cells are out of order: ${d.detail}.`,
    () => 'Open the workbook in Excel, let it repair the file, and save it anew.',
  ),
  F120: code<{ detail: string }>(
    'reader-ended',
    (d) => `The program that reads files ended without an answer (${d.detail}).`,
    () => 'Nothing was loaded. Try once more; if it happens again, report it with the file.',
  ),
  F121: code<{ folder: string }>(
    'disk-full',
    (d) => `The disk is full: the file could not be written into ${d.folder}.`,
    () => 'Nothing was loaded. Free some space and try again.',
  ),
  F122: code<{ sheet: number }>(
    'sheet-without-cells',
    (d) => `Sheet ${d.sheet + 1} is not there or holds no cells (a chart sheet, for example).`,
    () => 'Choose a sheet that holds a table.',
  ),
  F201: code<{ bytes: number; limit: number }>(
    'file-too-large',
    (d) => `The file has ${size(d.bytes)}; the limit is ${size(d.limit)}.`,
    () => split,
  ),
  F202: code<{ bytes: number; limit: number; entry: string }>(
    'expanded-too-large',
    (d) => `${d.entry} unpacks to ${size(d.bytes)} or more; the limit is ${size(d.limit)}.`,
    () => split,
  ),
  F203: code<{ ratio: number; limit: number; entry: string }>(
    'ratio-too-high',
    (d) =>
      `${d.entry} unpacks to ${counted(d.ratio, 'time')} its size, as only a zip bomb does; the limit is ${d.limit}.`,
    () => 'Ask where the file came from. If it is honest, send it uncompressed.',
  ),
  F204: code<{ entries: number; limit: number }>(
    'too-many-entries',
    (d) => `The archive holds ${counted(d.entries, 'entry', 'entries')}; the limit is ${d.limit}.`,
    () => 'Pack fewer files into one archive.',
  ),
  F205: code<{ part: string; limit: number }>(
    'too-deep',
    (d) => `${d.part} is nested deeper than ${d.limit}.`,
    () => 'Ask where the file came from; no office program writes this.',
  ),
  F206: code<{ limit: number }>(
    'too-many-cells',
    (d) => `The workbook holds more than ${counted(d.limit, 'filled cell')}.`,
    () => split,
  ),
  F207: code<{ columns: number; limit: number }>(
    'too-many-columns',
    (d) => `A row has ${counted(d.columns, 'column')} or more; the limit is ${d.limit}.`,
    () => 'Check the delimiter of the file, or ask for a table with fewer columns.',
  ),
  F208: code<{ limit: number }>(
    'text-too-long',
    (d) => `A cell holds more than ${counted(d.limit, 'character')}.`,
    () => 'Shorten the text of that cell, or leave its column out.',
  ),
  F209: code<{ seconds: number }>(
    'time-over',
    (d) => `Reading the file took longer than ${counted(d.seconds, 'second')} and was stopped.`,
    () => `Nothing was loaded. ${split}`,
  ),
  F210: code<{ limit: number }>(
    'memory-over',
    (d) => `Reading the file needed more than ${size(d.limit)} of memory and was stopped.`,
    () => `Nothing was loaded. ${split}`,
  ),
  F211: code<{ limit: number }>(
    'too-many-to-list',
    (d) =>
      `The file holds more than ${counted(d.limit, 'filled cell')}, too many to list cell by cell.`,
    () => 'Collate it instead, or list a part of it.',
  ),
  F212: code<{ entry: string }>(
    'archive-in-archive',
    (d) => `${d.entry} is an archive inside the archive.`,
    () => 'Unpack it and send the files themselves, or one archive of them.',
  ),
  F301: code<Record<never, never>>(
    'macro-ignored',
    () => 'The workbook holds a macro, which was not run.',
    () => 'Nothing to do.',
    'note',
  ),
  F302: code<{ links: number }>(
    'links-ignored',
    (d) => `The workbook links to ${counted(d.links, 'other file')}; none was opened.`,
    () => 'The values are those that were stored when it was last saved.',
    'note',
  ),
  F303: code<{ encoding: string }>(
    'encoding-taken',
    (d) => `The text is not UTF-8; it was read as ${d.encoding}.`,
    () => 'Look whether pound signs and quotation marks are right.',
    'note',
  ),
} as const;

function size(bytes: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ];
  const [unit, one] = units.find(([, one]) => bytes >= one) ?? [bytes === 1 ? 'byte' : 'bytes', 1];
  return `${Math.round((10 * bytes) / one) / 10} ${unit}`;
}
