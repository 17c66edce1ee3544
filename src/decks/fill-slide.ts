import {
  all,
  child,
  type Element,
  elements,
  first,
  isElement,
  type Markup,
  markup,
  type Node,
  type Package,
} from '../ooxml/index.ts';
import type { Problem } from '../problems/index.ts';
import {
  type Box,
  type DeckBars,
  type DeckChart,
  type DeckTable,
  isBars,
  type SlidePlan,
  type Words,
} from './deck-plan.ts';
import { barChart } from './draw/bar-chart.ts';
import { withNotes } from './draw/chart-notes.ts';
import type { ChartPart } from './draw/chart-xml.ts';
import { drawMap } from './draw/district-map.ts';
import { lineChart } from './draw/line-chart.ts';
import { matrixPoints } from './draw/matrix-points.ts';
import { graphicFrame, group, type NextId } from './draw/shape.ts';
import { rowHeights, tableFrame } from './draw/table.ts';
import { paragraphs, plainText } from './draw/text.ts';
import { verdictMark } from './draw/verdict-mark.ts';
import { boxOf, nameOf, namesOf, only, type Pattern, treeOf } from './template.ts';
import { balanced } from './title-break.ts';

const chartType = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Of a verdict mark in a table row: 0.22 in. */
const markSide = 201_168;

/** A slide under way: a clone of its pattern, not yet filled. */
export interface OpenSlide {
  readonly pkg: Package;
  readonly path: string;
  readonly xml: Element;
  readonly pattern: Pattern;
  /** In the deck, from 1. */
  readonly number: number;
  readonly problems: Problem[];
}

/** Fills one slide; what is given back must be awaited before the package is saved. */
export function fillSlide(at: OpenSlide, slide: SlidePlan): Promise<void>[] {
  const tree = treeOf(at.xml);
  let last = Math.max(0, ...all(tree, 'p:cNvPr').map((e) => Number(e.attributes.id ?? 0)));
  const next = () => ++last;
  const used = new Set<string>();
  const find = (name: string) => {
    used.add(name);
    return only(at.xml, name, at.number, at.problems);
  };
  const place = (name: string): { shape: Element; box: Box } | null => {
    const shape = find(name);
    const box = shape && boxOf(at.pkg, at.path, shape);
    return shape && box ? { shape, box } : null;
  };
  for (const [name, words] of Object.entries(textsOf(slide))) {
    const shape = find(name);
    if (shape) setText(shape, words);
  }
  const work: Promise<void>[] = [];
  for (const chart of slide.charts) {
    const found = place(chart.area);
    if (found) put(tree, found.shape, addChart(at, chart, found.box, next, work));
  }
  for (const table of slide.tables) {
    const found = place(table.area);
    if (found) put(tree, found.shape, addTable(table, found.box, next));
  }
  for (const mark of slide.marks) {
    const found = place(mark.area);
    if (found) put(tree, found.shape, [verdictMark(next, mark.word, mark.direction, found.box)]);
  }
  if (slide.matrix) {
    const found = place(slide.matrix.area);
    // The grid is the template's; the points stand on it.
    if (found)
      put(tree, found.shape, [found.shape, ...matrixPoints(next, slide.matrix, found.box)]);
  }
  if (slide.map) {
    const found = place(slide.map.area);
    if (found) put(tree, found.shape, [drawMap(next, slide.map, found.box)]);
  }
  clearUnused(tree, slide, used);
  const named = child(at.xml, 'p:cSld');
  if (named) delete named.attributes.name;
  return work;
}

const textsOf = (slide: SlidePlan): Readonly<Record<string, Words>> => ({
  ...(slide.kicker === '' ? {} : { Kicker: plainText(slide.kicker) }),
  Title: plainText(slide.title),
  ...(slide.source === '' ? {} : { Source: plainText(slide.source) }),
  ...slide.texts,
});

/** Shapes in the place of the named one. */
function put(tree: Element, shape: Element, drawn: readonly Node[]): void {
  tree.children = tree.children.flatMap((c): readonly Node[] => (c === shape ? drawn : [c]));
}

function addChart(
  at: OpenSlide,
  given: DeckChart | DeckBars,
  box: Box,
  next: NextId,
  work: Promise<void>[],
): Markup[] {
  const noted = isBars(given) ? null : withNotes(given, box);
  const part: ChartPart = isBars(given)
    ? barChart(given, box)
    : lineChart(noted?.chart ?? given, box);
  const { pkg } = at;
  const chartPath = pkg.free('ppt/charts/chart#.xml');
  pkg.put(chartPath, part.xml, chartType);
  const bookPath = pkg.free('ppt/embeddings/data#.xlsx');
  pkg.put(bookPath, new Uint8Array(), workbookType);
  pkg.relate(chartPath, 'package', bookPath);
  work.push(part.workbook.then((bytes) => pkg.put(bookPath, bytes, workbookType)));
  const reference = markup('c:chart', {
    'xmlns:c': 'http://schemas.openxmlformats.org/drawingml/2006/chart',
    'r:id': pkg.relate(at.path, 'chart', chartPath),
  });
  const id = next();
  const behind = noted?.behind(next) ?? [];
  const frame = graphicFrame(id, given.name, given.alt, box, 'chart', reference);
  const before = noted?.before(next) ?? [];
  // Moved in PowerPoint, a chart takes its notes with it.
  return behind.length + before.length === 0
    ? [frame]
    : [
        group(next(), `${given.name} with its notes`, undefined, box, [
          ...behind,
          frame,
          ...before,
        ]),
      ];
}

function addTable(table: DeckTable, box: Box, next: NextId): Markup[] {
  const heights = rowHeights(table, box.w);
  const drawn = [tableFrame(next(), table, box, heights)];
  let y = box.y + (heights[0] ?? 0);
  table.rows.forEach((row, i) => {
    const height = heights[i + 1] ?? 0;
    const at = { x: box.x + 45_720, y: y + (height - markSide) / 2, w: markSide, h: markSide };
    if (row.mark) drawn.push(verdictMark(next, row.mark.word, row.mark.direction, at));
    y += height;
  });
  return drawn;
}

/** What the pattern holds for filling and was not filled goes; what else a template's owner put there stays. */
function clearUnused(tree: Element, slide: SlidePlan, used: ReadonlySet<string>): void {
  const gone = new Set([...namesOf(slide.pattern).filter((n) => !used.has(n)), ...slide.without]);
  tree.children = tree.children.filter((c) => !isElement(c) || !gone.has(nameOf(c) ?? ''));
}

/** New words in the style of the shape's first run; a long title is broken near its middle. */
export function setText(shape: Element, words: Words): void {
  const body = child(shape, 'p:txBody');
  if (!body) return;
  const like = first(body, 'a:rPr') ?? first(body, 'a:endParaRPr');
  const opening = first(body, 'a:pPr');
  const size = Number(like?.attributes.sz ?? 1200) / 100;
  const align = (opening?.attributes.algn ?? 'l') as 'l' | 'ctr' | 'r';
  const title = all(shape, 'p:ph').some((ph) => /title/i.test(ph.attributes.type ?? ''));
  const said = title ? broken(words, shape, size, like?.attributes.b === '1') : words;
  body.children = [
    ...elements(body).filter((c) => c.name !== 'a:p'),
    ...paragraphs(said, { size, align, like }),
  ];
}

function broken(words: Words, shape: Element, size: number, bold: boolean): Words {
  const width = Number(first(shape, 'a:ext')?.attributes.cx ?? 0) / 12_700;
  return {
    ...words,
    paragraphs: words.paragraphs.map((p) => ({
      ...p,
      runs: p.runs.map((r) => ({ ...r, text: balanced(r.text, width, words.size ?? size, bold) })),
    })),
  };
}
