import type { Place } from '../problems/index.ts';
import { address } from './address.ts';
import type { Cell, ChartSeries, DeckChart, SheetCells, SheetsReply } from './cells.ts';
import type { Limits } from './limits.ts';
import { down, every, readTree, type TreeNode } from './part-tree.ts';
import { refuse } from './refuse.ts';
import { type Relationship, relationships } from './workbook.ts';
import { openZip, type Zip, type ZipEntry } from './zip.ts';

/** Tables of a deck as sheets ("slide 3, table 1") and what its charts draw, slide by slide in the order of the show. */
export async function cellsOfDeck(
  path: string,
  place: Place,
  limits: Limits,
): Promise<SheetsReply> {
  const zip = await openZip(path, place, limits);
  try {
    const deck = new Deck(zip, limits);
    const [main] = (await deck.related('')).filter((r) => r.kind === 'officeDocument');
    const presentation = main && (await deck.tree(main.target));
    if (!main || !presentation)
      refuse(place, 'F106', { part: 'ppt/presentation.xml', detail: 'it is missing' });
    const sheets: SheetCells[] = [];
    const charts: DeckChart[] = [];
    const slides = await deck.related(main.target);
    let left = limits.listedCells;
    for (const [i, entry] of every(presentation, 'sldId').entries()) {
      const target = slides.find((r) => r.id === entry.attributes['r:id'])?.target ?? '';
      const slide = await deck.tree(target);
      if (!slide) continue;
      for (const [n, table] of every(slide, 'tbl').entries()) {
        const sheet = sheetOf(`slide ${i + 1}, table ${n + 1}`, table);
        left -= sheet.filled;
        if (left < 0) refuse(place, 'F211', { limit: limits.listedCells });
        sheets.push(sheet);
      }
      charts.push(...(await chartsOf(deck, target, slide, i + 1)));
    }
    return { format: 'pptx', sheets, charts };
  } finally {
    zip.close();
  }
}

/** Parts of a package by their relationships; names are compared as Office compares them. */
class Deck {
  readonly #zip: Zip;
  readonly #limits: Limits;
  readonly #parts: ReadonlyMap<string, ZipEntry>;

  constructor(zip: Zip, limits: Limits) {
    this.#zip = zip;
    this.#limits = limits;
    this.#parts = new Map(zip.entries.map((entry) => [entry.name.toLowerCase(), entry]));
  }

  related(owner: string): Promise<readonly Relationship[]> {
    return relationships(this.#zip, this.#parts, owner, this.#limits);
  }

  async tree(path: string): Promise<TreeNode | undefined> {
    const entry = this.#parts.get(path.toLowerCase());
    return entry && readTree(this.#zip, entry, this.#limits);
  }
}

/** A cell that a merged one covers is empty; a merged cell stands at its first place. */
function sheetOf(name: string, table: TreeNode): SheetCells {
  const cells: Cell[] = [];
  let [rows, columns] = [0, 0];
  table.children
    .filter((c) => c.name === 'tr')
    .forEach((row, r) => {
      row.children
        .filter((c) => c.name === 'tc')
        .forEach((cell, c) => {
          const covered = [cell.attributes.hMerge, cell.attributes.vMerge].some(isOn);
          const text = covered ? '' : wordsOf(cell);
          if (text.trim() === '') return;
          cells.push({ a: address(r + 1, c + 1), v: text, t: 'text' });
          [rows, columns] = [Math.max(rows, r + 1), Math.max(columns, c + 1)];
        });
    });
  const range = cells.length === 0 ? null : rangeOf(cells, rows, columns);
  return { name, range, hidden: false, filled: cells.length, cells };
}

function rangeOf(cells: readonly Cell[], rows: number, columns: number): string {
  const first = (read: (cell: Cell) => number) => Math.min(...cells.map(read));
  const row = first((cell) => Number(/\d+$/.exec(cell.a)?.[0]));
  const column = first((cell) =>
    [...cell.a.replace(/\d+$/, '')].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0),
  );
  const [from, to] = [address(row, column), address(rows, columns)];
  return from === to ? from : `${from}:${to}`;
}

const isOn = (value: string | undefined): boolean => /^(?:1|true|on)$/i.test(value ?? '');

/** Paragraphs of a cell that hold something, a line each. */
const wordsOf = (cell: TreeNode): string =>
  every(cell, 'p')
    .map((p) =>
      p.children
        .map((c) =>
          c.name === 'br'
            ? '\n'
            : every(c, 't')
                .map((t) => t.text)
                .join(''),
        )
        .join(''),
    )
    .filter((line) => line !== '')
    .join('\n');

async function chartsOf(
  deck: Deck,
  path: string,
  slide: TreeNode,
  number: number,
): Promise<DeckChart[]> {
  const links = await deck.related(path);
  const found: DeckChart[] = [];
  for (const reference of every(slide, 'graphicData').flatMap((data) => every(data, 'chart'))) {
    const link = links.find((r) => r.id === reference.attributes['r:id'] && r.kind === 'chart');
    const chart = link && (await deck.tree(link.target));
    if (chart) found.push(chartOf(number, chart));
  }
  return found;
}

/** What a chart draws, from the values it holds itself: those of its workbook may not be there. */
function chartOf(slide: number, chart: TreeNode): DeckChart {
  const plots = (down(chart, 'chart', 'plotArea')?.children ?? []).filter((c) =>
    c.name.endsWith('Chart'),
  );
  return {
    slide,
    kind: [...new Set(plots.map((p) => p.name))].join('+'),
    series: plots.flatMap((plot) =>
      plot.children
        .filter((c) => c.name === 'ser')
        .map(
          (ser): ChartSeries => ({
            kind: plot.name,
            name: seriesName(ser),
            categories: categoriesOf(down(ser, 'cat') ?? down(ser, 'xVal')),
            values: pointsOf(down(ser, 'val') ?? down(ser, 'yVal')).map((v) =>
              v === null || v.trim() === '' || Number.isNaN(Number(v)) ? null : Number(v),
            ),
          }),
        ),
    ),
  };
}

function seriesName(ser: TreeNode): string | null {
  const name = every(down(ser, 'tx'), 'v')[0]?.text;
  return name === undefined || name === '' ? null : name;
}

/** Names or numbers along the axis; of several levels, the innermost first. */
function categoriesOf(of: TreeNode | undefined): ChartSeries['categories'] {
  const levels = every(of, 'lvl');
  if (levels.length === 0) return pointsOf(of);
  const count = Number(every(of, 'ptCount')[0]?.attributes.val ?? 0);
  return levels.map((level) => spread(level, count));
}

function pointsOf(of: TreeNode | undefined): (string | null)[] {
  const cache = ['numCache', 'strCache', 'numLit', 'strLit']
    .flatMap((name) => every(of, name))
    .at(0);
  return cache ? spread(cache, Number(down(cache, 'ptCount')?.attributes.val ?? 0)) : [];
}

/** Points by their index; what is left out is null. More points than any chart draws are not listed. */
function spread(cache: TreeNode, count: number): (string | null)[] {
  const list: (string | null)[] = Array.from(
    { length: Math.min(Math.max(0, count), most) },
    () => null,
  );
  for (const pt of cache.children.filter((c) => c.name === 'pt')) {
    const at = Number(pt.attributes.idx);
    if (at >= 0 && at < list.length) list[at] = down(pt, 'v')?.text ?? null;
  }
  return list;
}

const most = 100_000;
