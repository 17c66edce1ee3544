import { unzip } from './zip.ts';

/** A sheet as text by address; a date cell reads `2025-12-31`, a number as the file writes it. */
export interface RawSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: ReadonlyMap<string, string>;
  /** Addresses of the cells that hold text, whatever the text says. */
  readonly texts: ReadonlySet<string>;
}

/** Sheets of an XLSX workbook, read with nothing but a zip reader and patterns. */
export function readWorkbook(bytes: Buffer): readonly RawSheet[] {
  const parts = unzip(bytes);
  const text = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  const shared = elements(text('xl/sharedStrings.xml'), 'si').map(({ inner }) => textOf(inner));
  const isDay = dayStyles(text('xl/styles.xml'));
  const targets = new Map(
    elements(text('xl/_rels/workbook.xml.rels'), 'Relationship').map(({ attributes }) => [
      attributes.Id,
      attributes.Target?.replace(/^\/?(xl\/)?/, 'xl/') ?? '',
    ]),
  );
  return elements(text('xl/workbook.xml'), 'sheet').map(({ attributes }) => {
    const cells = elements(text(targets.get(attributes['r:id']) ?? ''), 'c');
    return {
      name: plain(attributes.name ?? ''),
      hidden: attributes.state === 'hidden' || attributes.state === 'veryHidden',
      cells: new Map(
        cells.flatMap(({ attributes: a, inner }) => {
          const value = cellText(a, inner, shared, isDay);
          return a.r && value !== null ? [[a.r, value] as const] : [];
        }),
      ),
      texts: new Set(
        cells.flatMap(({ attributes: a }) =>
          a.r && ['inlineStr', 's', 'str'].includes(a.t ?? '') ? [a.r] : [],
        ),
      ),
    };
  });
}

function cellText(
  cell: Readonly<Record<string, string>>,
  inner: string,
  shared: readonly string[],
  isDay: (style: number) => boolean,
): string | null {
  if (cell.t === 'inlineStr') return textOf(inner);
  const said = /<v[^>]*>([^<]*)<\/v>/.exec(inner)?.[1];
  if (said === undefined) return null;
  if (cell.t === 's') return shared[Number(said)] ?? null;
  if (cell.t === 'str' || cell.t === 'b' || cell.t === 'e') return plain(said);
  return isDay(Number(cell.s ?? 0)) ? dayOf(Number(said)) : said;
}

/** Days are counted from 30 December 1899 (the 1900 date base after its false leap day). */
const dayOf = (serial: number): string =>
  new Date(Math.round((serial - 25569) * 86_400_000)).toISOString().slice(0, 10);

/** Whether a cell style shows a number as a day: a built-in date format, or one of the file's with a `y`. */
function dayStyles(styles: string): (style: number) => boolean {
  const own = new Map(
    elements(styles, 'numFmt').map(({ attributes }) => [
      Number(attributes.numFmtId),
      plain(attributes.formatCode ?? ''),
    ]),
  );
  const formats = elements(/<cellXfs[\s\S]*?<\/cellXfs>/.exec(styles)?.[0] ?? '', 'xf').map(
    ({ attributes }) => Number(attributes.numFmtId ?? 0),
  );
  return (style) => {
    const format = formats[style] ?? 0;
    return (format >= 14 && format <= 22) || /y/i.test(own.get(format) ?? '');
  };
}

interface Element {
  readonly attributes: Readonly<Record<string, string>>;
  readonly inner: string;
}

/** Elements of a name that do not nest in each other, in order. */
function elements(xml: string, name: string): Element[] {
  const pattern = new RegExp(`<${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${name}>)`, 'g');
  return [...xml.matchAll(pattern)].map(([, attributes = '', inner = '']) => ({
    attributes: Object.fromEntries(
      [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        value,
      ]),
    ),
    inner,
  }));
}

const textOf = (inner: string): string =>
  [...inner.matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)]
    .map(([, text = '']) => plain(text))
    .join('');

const plain = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** Rows of a sheet under the header row that holds a heading, to the row before the footer. */
export function table(
  sheet: RawSheet,
  heading: string,
  footer: RegExp | null,
): Record<string, string>[] {
  const at = [...sheet.cells].find(([, value]) => value === heading)?.[0] ?? '';
  const headRow = Number(at.replace(/^[A-Z]+/, ''));
  const columns = [...sheet.cells].filter(([address]) => rowOf(address) === headRow);
  const rows = new Map<number, Record<string, string>>();
  for (const [address, value] of sheet.cells) {
    const row = rowOf(address);
    if (row <= headRow) continue;
    const head = columns.find(([top]) => columnOf(top) === columnOf(address))?.[1];
    if (head === undefined) continue;
    const record = rows.get(row) ?? {};
    record[head] = value;
    rows.set(row, record);
  }
  return [...rows.values()].filter((r) => !footer?.test(Object.values(r)[0] ?? ''));
}

const rowOf = (address: string): number => Number(address.replace(/^[A-Z]+/, ''));
const columnOf = (address: string): string => address.replace(/\d+$/, '');
