import { parseAddress } from '../files/index.ts';
import {
  child,
  type Element,
  elements,
  escapeAttribute,
  isElement,
  make,
  type Package,
} from '../ooxml/index.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const author = 'socpf';

/** Notes at cells of one sheet: what Excel calls a comment, and the box that shows it. */
export function addNotes(
  book: Package,
  path: string,
  sheet: Element,
  told: ReadonlyMap<string, readonly string[]>,
): void {
  const comments = commentsOf(book, path);
  const [authors, list] = [child(comments, 'authors'), child(comments, 'commentList')];
  if (!authors || !list) return;
  const ours = String(elements(authors, 'author').length);
  authors.children.push(make('author', {}, author));
  const fresh: string[] = [];
  for (const [cell, words] of told) {
    const runs = make('t', { 'xml:space': 'preserve' }, words.join('\n'));
    const known = elements(list, 'comment').find((c) => c.attributes.ref === cell);
    const text = known ? child(known, 'text') : undefined;
    if (text)
      text.children.push(
        make('r', {}, make('t', { 'xml:space': 'preserve' }, `\n${words.join('\n')}`)),
      );
    else {
      list.children.push(
        make('comment', { ref: cell, authorId: ours }, make('text', {}, make('r', {}, runs))),
      );
      fresh.push(cell);
    }
  }
  if (fresh.length > 0) addBoxes(book, path, sheet, fresh);
}

function commentsOf(book: Package, path: string): Element {
  const known = book.target(path, 'comments');
  if (known !== null && book.has(known)) return book.xml(known);
  const fresh = book.free('xl/comments#.xml');
  book.put(
    fresh,
    make('comments', { xmlns: main }, make('authors'), make('commentList')),
    'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml',
  );
  book.relate(path, 'comments', fresh);
  return book.xml(fresh);
}

/** The boxes of notes are an old drawing language, which other notes of the sheet may stand in already. */
function addBoxes(book: Package, path: string, sheet: Element, cells: readonly string[]): void {
  const shapes = cells.map(box).join('');
  const known = child(sheet, 'legacyDrawing');
  const id = known ? Object.entries(known.attributes).find(([n]) => n.endsWith(':id'))?.[1] : null;
  const target = book.related(path).find((r) => r.id === id)?.target;
  const type = 'application/vnd.openxmlformats-officedocument.vmlDrawing';
  if (target && book.has(target)) {
    const text = new TextDecoder().decode(book.bytes(target));
    const end = text.lastIndexOf('</xml>');
    if (end < 0) return;
    book.put(target, new TextEncoder().encode(text.slice(0, end) + shapes + text.slice(end)), type);
    return;
  }
  const fresh = book.free('xl/drawings/vmlDrawing#.vml');
  book.put(fresh, new TextEncoder().encode(drawing(shapes)), type);
  const relation = book.relate(path, 'vmlDrawing', fresh);
  sheet.attributes['xmlns:r'] ??= relations;
  place(sheet, make('legacyDrawing', { 'r:id': relation }));
}

/** What may stand after the drawing of notes (ECMA-376 part 1, 18.3.1.99). */
const after = new Set([
  ...['legacyDrawingHF', 'drawingHF', 'picture', 'oleObjects', 'controls', 'webPublishItems'],
  ...['tableParts', 'extLst'],
]);

function place(sheet: Element, what: Element): void {
  const at = sheet.children.findIndex((c) => isElement(c) && after.has(c.name));
  sheet.children.splice(at < 0 ? sheet.children.length : at, 0, what);
}

const drawing = (shapes: string) =>
  `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes}</xml>`;

/** A box beside its cell, three columns wide, shown when the pointer rests on the cell. */
function box(cell: string, n: number): string {
  const at = parseAddress(cell);
  if (!at) return '';
  const [column, row] = [at.column - 1, at.row - 1];
  const id = escapeAttribute(`socpf_note_${n + 1}_${cell}`);
  return `<v:shape id="${id}" type="#_x0000_t202" style="position:absolute;width:216pt;height:72pt;z-index:${n + 1};visibility:hidden" fillcolor="#fbe3e8" o:insetmode="auto"><v:fill color2="#fbe3e8"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1}, 12, ${Math.max(0, row - 1)}, 8, ${column + 4}, 24, ${row + 4}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
}
