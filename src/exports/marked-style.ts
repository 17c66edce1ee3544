import { child, type Element, elements, make, type Package } from '../ooxml/index.ts';

/** The wash of what is wrong, as on the page. */
const wash = 'FFFBE3E8';
const red = 'FFB3123C';

/**
 * Gives for each style of a cell the same style with the fill and border of a bad cell; made once
 * each. Null where the workbook has no styles that can be extended.
 */
export function filledStyle(book: Package): ((style: number) => number) | null {
  const path = book.target('', 'officeDocument');
  const sheet = path === null ? null : book.target(path, 'styles');
  if (sheet === null || !book.has(sheet)) return null;
  const styles = book.xml(sheet);
  const [fills, borders, formats] = ['fills', 'borders', 'cellXfs'].map((name) =>
    child(styles, name),
  );
  if (!fills || !borders || !formats) return null;
  const fill = added(
    fills,
    make(
      'fill',
      {},
      make(
        'patternFill',
        { patternType: 'solid' },
        make('fgColor', { rgb: wash }),
        make('bgColor', { indexed: 64 }),
      ),
    ),
  );
  const side = (name: string) => make(name, { style: 'medium' }, make('color', { rgb: red }));
  const border = added(
    borders,
    make('border', {}, ...['left', 'right', 'top', 'bottom'].map(side), make('diagonal')),
  );
  const made = new Map<number, number>();
  return (style) => {
    const known = made.get(style);
    if (known !== undefined) return known;
    const own = elements(formats, 'xf')[style] ?? make('xf', { numFmtId: 0, fontId: 0, xfId: 0 });
    const marked: Element = {
      ...structuredClone(own),
      attributes: {
        ...own.attributes,
        ...{ fillId: String(fill), borderId: String(border), applyFill: '1', applyBorder: '1' },
      },
    };
    const index = added(formats, marked);
    made.set(style, index);
    return index;
  };
}

/** Adds to a counted list and gives the place it has there. */
function added(list: Element, what: Element): number {
  const at = elements(list).length;
  list.children.push(what);
  list.attributes.count = String(at + 1);
  return at;
}
