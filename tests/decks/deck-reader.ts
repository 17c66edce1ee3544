import { inflateRawSync } from 'node:zlib';

/**
 * A reader of decks that shares no code with the product: zip by its central directory, XML by
 * patterns. It knows just what the tests ask of a deck.
 */
export interface ReadDeck {
  readonly parts: ReadonlyMap<string, Buffer>;
  readonly slides: readonly ReadSlide[];
}

export interface ReadSlide {
  readonly number: number;
  readonly path: string;
  readonly xml: string;
  readonly kicker: string;
  readonly title: string;
  /** Text of each named shape, its paragraphs apart. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly tables: readonly { name: string; alt: string; rows: readonly (readonly string[])[] }[];
  readonly charts: readonly ReadChart[];
  readonly notes: readonly string[];
  /** Texts of its layout, by the name of the shape. */
  readonly layout: ReadonlyMap<string, readonly string[]>;
}

export interface ReadChart {
  readonly name: string;
  readonly alt: string;
  readonly xml: string;
  readonly series: readonly ReadSeries[];
  /** Rows of its workbook: text, number, or null where there is no cell. */
  readonly held: readonly (readonly (string | number | null)[])[];
  /** Number format of each column of the workbook, by its first filled cell below the head. */
  readonly formats: readonly (string | null)[];
}

export interface ReadSeries {
  readonly name: string;
  /** Days as ISO text on a time axis, else names. */
  readonly categories: readonly string[];
  readonly values: readonly (number | null)[];
  readonly column: number;
}

export function readDeck(bytes: Uint8Array): ReadDeck {
  const parts = unpack(Buffer.from(bytes));
  const presentation = 'ppt/presentation.xml';
  const ids = [...text(parts, presentation).matchAll(/<p:sldId [^>]*r:id="([^"]+)"/g)];
  const slides = ids.map((m, i) => {
    const path = related(parts, presentation).find((r) => r.id === m[1])?.target ?? '';
    return slideOf(parts, path, i + 1);
  });
  return { parts, slides };
}

/** Everything that stands on a slide to be read: its texts, tables, and what its charts name. */
export const visible = (slide: ReadSlide): string[] => [
  ...[...slide.texts.values()].flat(),
  ...slide.tables.flatMap((t) => t.rows.flat()),
  ...slide.charts.flatMap((c) => c.series.map((s) => s.name)),
];

function slideOf(parts: ReadonlyMap<string, Buffer>, path: string, number: number): ReadSlide {
  const xml = text(parts, path);
  const links = related(parts, path);
  const texts = shapeTexts(xml);
  const frames = matches(xml, /<p:graphicFrame>.*?<\/p:graphicFrame>/gs);
  const named = (frame: string, what: string) =>
    decode(new RegExp(`<p:cNvPr [^>]*${what}="([^"]*)"`).exec(frame)?.[1] ?? '');
  const notes = links.find((r) => r.kind === 'notesSlide')?.target;
  const body = notes
    ? matches(text(parts, notes), /<p:sp>.*?<\/p:sp>/gs).find((sp) => /type="body"/.test(sp))
    : undefined;
  const layout = links.find((r) => r.kind === 'slideLayout')?.target ?? '';
  return {
    number,
    path,
    xml,
    kicker: texts.get('Kicker')?.join(' ') ?? '',
    title: texts.get('Title')?.join(' ') ?? '',
    texts,
    tables: frames
      .filter((f) => f.includes('<a:tbl>'))
      .map((f) => ({
        name: named(f, 'name'),
        alt: named(f, 'descr'),
        rows: matches(f, /<a:tr .*?<\/a:tr>/gs).map((row) =>
          matches(row, /<a:tc>.*?<\/a:tc>/gs).map((cell) => paragraphs(cell).join(' ')),
        ),
      })),
    charts: frames
      .filter((f) => f.includes('<c:chart '))
      .map((f) => {
        const id = /<c:chart [^>]*r:id="([^"]+)"/.exec(f)?.[1];
        const part = links.find((r) => r.id === id)?.target ?? '';
        return { name: named(f, 'name'), alt: named(f, 'descr'), ...chartOf(parts, part) };
      }),
    notes: body ? paragraphs(body) : [],
    layout: shapeTexts(text(parts, layout)),
  };
}

function chartOf(parts: ReadonlyMap<string, Buffer>, path: string) {
  const xml = text(parts, path);
  const book = related(parts, path).find((r) => r.kind === 'package')?.target ?? '';
  const held = workbookOf(parts.get(book) ?? Buffer.alloc(0));
  const series = matches(xml, /<c:ser>.*?<\/c:ser>/gs).map((ser): ReadSeries => {
    const cat = /<c:cat>.*?<\/c:cat>/s.exec(ser)?.[0] ?? '';
    const val = /<c:val>.*?<\/c:val>/s.exec(ser)?.[0] ?? '';
    const isTime = cat.includes('<c:numRef>');
    return {
      name: decode(/<c:tx>.*?<c:v>([^<]*)<\/c:v>/s.exec(ser)?.[1] ?? ''),
      categories: points(cat).map((v) => (isTime ? dayOf(Number(v)) : decode(v ?? ''))),
      values: points(val).map((v) => (v === null ? null : Number(v))),
      column: columnOf(/<c:f>[^<]*\$([A-Z]+)\$2/.exec(val)?.[1] ?? 'A'),
    };
  });
  return { xml, series, ...held };
}

/** Values of a cache by their index; what is left out is null. */
function points(cache: string): (string | null)[] {
  const count = Number(/<c:ptCount val="(\d+)"/.exec(cache)?.[1] ?? 0);
  const found: (string | null)[] = Array.from({ length: count }, () => null);
  for (const m of cache.matchAll(/<c:pt idx="(\d+)"><c:v>([^<]*)<\/c:v>/g))
    found[Number(m[1])] = m[2] ?? null;
  return found;
}

function workbookOf(bytes: Buffer) {
  const parts = unpack(bytes);
  const styles = text(parts, 'xl/styles.xml');
  const codes = new Map<string, string>([
    ['14', 'date'],
    ['3', '#,##0'],
    ['2', '0.00'],
    ...[...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(
      (m) => [m[1] ?? '', decode(m[2] ?? '')] as const,
    ),
  ]);
  const cells = /<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '';
  const formats = [...cells.matchAll(/<xf numFmtId="(\d+)"/g)].map((m) => codes.get(m[1] ?? ''));
  const rows: (string | number | null)[][] = [];
  const columnFormats: (string | null)[] = [];
  for (const m of text(parts, 'xl/worksheets/sheet1.xml').matchAll(
    /<c r="([A-Z]+)(\d+)"([^>]*)>(.*?)<\/c>/gs,
  )) {
    const [column, row] = [columnOf(m[1] ?? ''), Number(m[2]) - 1];
    rows[row] ??= [];
    const inline = /<t[^>]*>([^<]*)<\/t>/.exec(m[4] ?? '');
    const line = rows[row] ?? [];
    line[column] = inline ? decode(inline[1] ?? '') : Number(/<v>([^<]*)</.exec(m[4] ?? '')?.[1]);
    if (row > 0)
      columnFormats[column] ??= formats[Number(/ s="(\d+)"/.exec(m[3] ?? '')?.[1] ?? 0)] ?? null;
  }
  return { held: rows, formats: columnFormats };
}

/** Excel's day 45658 is the first of January 2025. */
export const dayOf = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0) - 1;

function shapeTexts(xml: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const sp of matches(xml, /<p:sp>.*?<\/p:sp>/gs)) {
    const said = paragraphs(sp);
    if (said.length > 0)
      found.set(decode(/<p:cNvPr [^>]*name="([^"]*)"/.exec(sp)?.[1] ?? ''), said);
  }
  return found;
}

const paragraphs = (xml: string): string[] =>
  matches(xml, /<a:p>.*?<\/a:p>/gs)
    .map((p) =>
      decode([...p.matchAll(/<a:t>([^<]*)<\/a:t>|<a:br/g)].map((m) => m[1] ?? ' ').join('')).trim(),
    )
    .filter((p) => p !== '');

export interface Link {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

export function related(parts: ReadonlyMap<string, Buffer>, owner: string): Link[] {
  const cut = owner.lastIndexOf('/');
  const rels = `${owner.slice(0, cut + 1)}_rels/${owner.slice(cut + 1)}.rels`;
  return [...text(parts, rels).matchAll(/<Relationship ([^>]*)\/>/g)].map((m) => {
    const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(m[1] ?? '')?.[1] ?? '';
    const base = new URL(`pack:/${owner}`);
    return {
      id: of('Id'),
      kind: of('Type').split('/').at(-1) ?? '',
      target: new URL(of('Target'), base).pathname.slice(1),
    };
  });
}

export const text = (parts: ReadonlyMap<string, Buffer>, path: string): string =>
  parts.get(path)?.toString('utf8') ?? '';
const matches = (xml: string, pattern: RegExp): string[] =>
  [...xml.matchAll(pattern)].map((m) => m[0]);
const decode = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** Entries of a zip by its central directory. */
export function unpack(bytes: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) return parts;
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((o) => bytes.readUInt16LE(at + o)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    parts.set(
      bytes.toString('utf8', at + 46, at + 46 + name),
      method === 8 ? inflateRawSync(packed) : packed,
    );
    at += 46 + name + extra + comment;
  }
  return parts;
}
