import { posix } from 'node:path';
import { type Problem, problem } from '../problems/index.ts';
import type { Limits } from './limits.ts';
import { type FormatKind, kindOfBuiltIn, kindOfFormat } from './number-format.ts';
import { refuse } from './refuse.ts';
import type { Epoch } from './serial.ts';
import { readPart } from './small-part.ts';
import type { Zip, ZipEntry } from './zip.ts';

/** The frame of a workbook: what its sheets are called and where its parts lie. */
export interface Workbook {
  readonly epoch: Epoch;
  readonly sheets: readonly WorkbookSheet[];
  readonly sharedStrings: ZipEntry | null;
  /** What each cell style makes of a number. */
  readonly formats: readonly FormatKind[];
  /** Macro and links that were left alone. */
  readonly notes: readonly Problem[];
}

export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Null for a chart sheet, a dialogue or a macro sheet: no cells. */
  readonly part: ZipEntry | null;
}

/** Finds every part by its relationship, never by its usual path; both namespaces are known. */
export async function openWorkbook(zip: Zip, limits: Limits): Promise<Workbook> {
  const parts = new Map(zip.entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const top = await relationships(zip, parts, '', limits);
  const book = top.find((relation) => relation.kind === 'officeDocument')?.target;
  if (book === undefined) refuse(zip.place, 'F117', { detail: 'the package names no workbook' });
  const bookPart = parts.get(book.toLowerCase());
  if (bookPart === undefined)
    refuse(zip.place, 'F106', { part: book, detail: 'the workbook itself is missing' });

  const relations = await relationships(zip, parts, book, limits);
  const partOf = (kind: string) => {
    const target = relations.find((relation) => relation.kind === kind)?.target;
    return target === undefined ? null : (parts.get(target.toLowerCase()) ?? null);
  };
  const listed: { name: string; hidden: boolean; id: string }[] = [];
  let epoch: Epoch = 1900;
  await readPart(zip, bookPart, limits, ({ name, attributes }, around) => {
    if (name === 'workbookPr' && isTrue(attributes.get('date1904'))) epoch = 1904;
    if (name === 'sheet' && around.at(-1) === 'sheets')
      listed.push({
        name: attributes.get('name') ?? '',
        hidden: /hidden/i.test(attributes.get('state') ?? ''),
        id: attributes.get('r:id') ?? '',
      });
  });
  const sheets = listed.map(({ name, hidden, id }): WorkbookSheet => {
    const relation = relations.find((one) => one.id === id);
    if (relation === undefined)
      refuse(zip.place, 'F106', { part: book, detail: `sheet “${name}” leads nowhere` });
    if (relation.kind !== 'worksheet') return { name, hidden, part: null };
    const part = parts.get(relation.target.toLowerCase());
    if (part === undefined)
      refuse(zip.place, 'F106', { part: relation.target, detail: `sheet “${name}” is missing` });
    return { name, hidden, part };
  });
  if (sheets.length === 0) refuse(zip.place, 'F117', { detail: 'the workbook has no sheets' });
  const styles = partOf('styles');
  return {
    epoch,
    sheets,
    sharedStrings: partOf('sharedStrings'),
    formats: styles === null ? [] : await formatsOf(zip, styles, limits),
    notes: notesOf(zip, relations),
  };
}

export interface Relationship {
  readonly id: string;
  /** Last step of the type's address, the same in the transitional and the strict namespace. */
  readonly kind: string;
  readonly target: string;
}

export async function relationships(
  zip: Zip,
  parts: ReadonlyMap<string, ZipEntry>,
  of: string,
  limits: Limits,
): Promise<readonly Relationship[]> {
  const folder = posix.dirname(of);
  const path = posix.join(folder, '_rels', `${posix.basename(of)}.rels`).replace(/^\.\//, '');
  const entry = parts.get(path.toLowerCase());
  if (entry === undefined) {
    if (of === '') refuse(zip.place, 'F106', { part: path, detail: 'it is missing' });
    return [];
  }
  const found: Relationship[] = [];
  await readPart(zip, entry, limits, ({ name, attributes }) => {
    if (name !== 'Relationship') return;
    const target = attributes.get('Target') ?? '';
    const outside = attributes.get('TargetMode') === 'External';
    found.push({
      id: attributes.get('Id') ?? '',
      kind: (attributes.get('Type') ?? '').split('/').at(-1) ?? '',
      // What lies outside is never opened: its address resolves to no part.
      target: outside ? '' : posix.join('/', folder, '/', fromRoot(target, folder)).slice(1),
    });
  });
  return found;
}

/** A target is relative to its source's folder, or absolute from the package's root. */
function fromRoot(target: string, folder: string): string {
  const path = target.replaceAll('\\', '/');
  return path.startsWith('/') ? posix.relative(posix.join('/', folder), path) : path;
}

async function formatsOf(zip: Zip, part: ZipEntry, limits: Limits): Promise<FormatKind[]> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  await readPart(zip, part, limits, ({ name, attributes }, around) => {
    if (name === 'numFmt' && around.at(-1) === 'numFmts')
      codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
    if (name === 'xf' && around.at(-1) === 'cellXfs')
      ids.push(Number(attributes.get('numFmtId') ?? 0));
  });
  return ids.map((id) => {
    const custom = codes.get(id);
    return custom === undefined ? (kindOfBuiltIn(id) ?? 'number') : kindOfFormat(custom);
  });
}

function notesOf(zip: Zip, relations: readonly Relationship[]): Problem[] {
  const notes: Problem[] = [];
  if (relations.some(({ kind }) => kind === 'vbaProject'))
    notes.push(problem('F301', {}, zip.place));
  const links = relations.filter(({ kind }) => kind === 'externalLink').length;
  if (links > 0) notes.push(problem('F302', { links }, zip.place));
  return notes;
}

const isTrue = (value: string | undefined): boolean => /^(?:1|true|on)$/i.test(value ?? '');
