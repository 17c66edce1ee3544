import { type Element, make, serialise } from '../../ooxml/index.ts';
import { type Deck, at as down, every, type Node, readDeck } from '../audit/reader.ts';
import {
  type Box,
  carriedBy,
  type Shape,
  type Slide,
  shapesOf,
  slidesOf,
  wordsOf,
} from '../audit/slides.ts';
import { inheritanceOf, paragraphsOf } from '../audit/type.ts';
import { drawChart } from './chart.ts';
import { isOpen, outlineOf } from './outline.ts';
import {
  type Colours,
  coloursOf,
  type Fill,
  fillOf,
  hatchId,
  lineIn,
  saysFill,
  strokeOf,
  tidy,
} from './paint.ts';
import { drawTable } from './table.ts';
import { anchorOf, face, roomOf, scaleOf, setWords } from './words.ts';

const emu = 12_700;

/** A slide of a deck as it lies in the file. */
export interface SlidePicture {
  /** In the order of the show, from 1. */
  readonly number: number;
  readonly title: string;
  /** Speaker notes, a paragraph each. */
  readonly notes: readonly string[];
  /** As SVG, 1 unit a point; text as text. */
  readonly svg: string;
}

/**
 * Every slide of a deck drawn from its parts: layouts, text, tables, charts from their cached points,
 * preset shapes and freeforms. So a picture shows what is in the file, not what was meant. Throws on
 * bytes that are no deck.
 */
export async function slidePictures(bytes: Uint8Array): Promise<SlidePicture[]> {
  const deck = await readDeck(bytes);
  return slidesOf(deck).map((slide) => ({
    number: slide.number,
    title: titleOf(slide),
    notes: notesOf(deck, slide),
    svg: draw(deck, slide),
  }));
}

function titleOf(slide: Slide): string {
  const shapes = shapesOf(slide.tree);
  const title =
    shapes.find((s) => /title/i.test(s.placeholder?.attributes.type ?? '')) ??
    shapes.find((s) => s.name === 'Title');
  // A line end that was forced is a space to who reads on.
  const lines = title
    ? every(title.node, 'p').map((p) =>
        p.children.map((c) => (c.name === 'br' ? ' ' : (down(c, 't')?.text ?? ''))).join(''),
      )
    : [];
  return lines.join(' ').replace(/\s+/g, ' ').trim() || 'Untitled';
}

function notesOf(deck: Deck, slide: Slide): string[] {
  const path = deck.relations(slide.path).find((r) => r.kind === 'notesSlide')?.target ?? '';
  const body = shapesOf(deck.xml(path)).find((s) => s.placeholder?.attributes.type === 'body');
  return body
    ? every(body.node, 'p')
        .map((p) => wordsIn(p))
        .filter(Boolean)
    : [];
}

const wordsIn = (paragraph: Node): string =>
  every(paragraph, 't')
    .map((t) => t.text)
    .join('')
    .trim();

interface Canvas {
  readonly deck: Deck;
  readonly slide: Slide;
  readonly colours: Colours;
  /** Hatches in use, by their name. */
  readonly hatches: Map<string, readonly [string, string]>;
}

function draw(deck: Deck, slide: Slide): string {
  const canvas: Canvas = { deck, slide, colours: coloursOf(deck, slide), hatches: new Map() };
  const [w, h] = [tidy(slide.width / emu), tidy(slide.height / emu)];
  const page = canvas.colours(down(slide.master, 'cSld', 'bg', 'bgPr', 'solidFill')) ?? '#ffffff';
  // The master lies under the layout, and the layout under the slide.
  const shapes = [
    ...carriedBy(slide)
      .map((shape) => ({ shape, from: isOf(slide.layout, shape) ? slide.layoutPath : '' }))
      .sort((a, b) => Number(a.from !== '') - Number(b.from !== '')),
    ...shapesOf(slide.tree).map((shape) => ({ shape, from: slide.path })),
  ].map(({ shape, from }) => drawShape(canvas, shape, from));
  return serialise(
    make(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        viewBox: `0 0 ${w} ${h}`,
        width: w,
        height: h,
        'font-family': face,
      },
      make('title', {}, titleOf(slide)),
      ...(canvas.hatches.size > 0
        ? [make('defs', {}, ...[...canvas.hatches.values()].map(hatch))]
        : []),
      make('rect', { width: w, height: h, fill: page }),
      ...shapes,
    ),
  );
}

function isOf(root: Node | null, shape: Shape): boolean {
  let node: Node | null = shape.node;
  while (node?.parent) node = node.parent;
  return node === root;
}

const inPoints = (box: Box): Box => ({
  x: box.x / emu,
  y: box.y / emu,
  w: box.w / emu,
  h: box.h / emu,
});

function drawShape(canvas: Canvas, shape: Shape, part: string): Element {
  const inherited = inheritanceOf(canvas.slide, shape).box;
  const given = shape.box ?? inherited;
  const box = given && inPoints(given);
  const inside = !box
    ? []
    : shape.kind === 'graphicFrame'
      ? frame(canvas, shape, box, part)
      : shape.kind === 'pic'
        ? image(canvas, shape, box, part)
        : [...body(canvas, shape, box), ...words(canvas, shape, box)];
  return make('g', { 'data-shape': shape.name }, ...inside);
}

function frame({ deck, slide, colours }: Canvas, shape: Shape, box: Box, part: string): Element[] {
  const table = every(shape.node, 'tbl')[0];
  if (table) return drawTable(table, box, down(slide.master, 'txStyles', 'otherStyle'), colours);
  const id = every(shape.node, 'chart')[0]?.attributes['r:id'];
  const path = deck.relations(part).find((r) => r.kind === 'chart' && r.id === id)?.target;
  const chart = path ? deck.xml(path) : null;
  return (chart && drawChart(chart, box, colours)) ?? [notDrawn(box)];
}

/** What is no line, bar or table: its place, so that nobody takes it for empty. */
const notDrawn = (box: Box): Element =>
  make('rect', {
    ...{ x: tidy(box.x), y: tidy(box.y), width: tidy(box.w), height: tidy(box.h), fill: 'none' },
    ...{ stroke: '#7b8692', 'stroke-dasharray': '4 3' },
  });

const imageTypes = /^image\/(png|jpeg|gif)$/;

function image({ deck }: Canvas, shape: Shape, box: Box, part: string): Element[] {
  const id = every(shape.node, 'blip')[0]?.attributes['r:embed'];
  const path = deck.relations(part).find((r) => r.id === id && !r.external)?.target ?? '';
  const type = deck.contentType(path) ?? '';
  if (!deck.has(path) || !imageTypes.test(type)) return [notDrawn(box)];
  return [
    make('image', {
      ...{ x: tidy(box.x), y: tidy(box.y), width: tidy(box.w), height: tidy(box.h) },
      preserveAspectRatio: 'none',
      href: `data:${type};base64,${Buffer.from(deck.bytes(path)).toString('base64')}`,
    }),
  ];
}

function body(canvas: Canvas, shape: Shape, box: Box): Element[] {
  const properties = down(shape.node, 'spPr');
  const fill: Fill =
    isOpen(properties) || !saysFill(properties)
      ? { fill: 'none' }
      : fillOf(properties, canvas.colours);
  const line = strokeOf(lineIn(properties), canvas.colours);
  if (fill.hatch) canvas.hatches.set(hatchId(fill.hatch), fill.hatch);
  if (fill.fill === 'none' && !line.stroke) return [];
  const turned = down(properties, 'xfrm')?.attributes.flipV === '1';
  return [make('path', { d: outlineOf(properties, box, turned), fill: fill.fill, ...line })];
}

function words({ slide, colours }: Canvas, shape: Shape, box: Box): Element[] {
  const text = down(shape.node, 'txBody');
  if (!text || wordsOf(shape.node) === '') return [];
  const { styles, bodies } = inheritanceOf(slide, shape);
  const setting = (key: string) =>
    bodies.find((b) => b.attributes[key] !== undefined)?.attributes[key];
  const paragraphs = paragraphsOf(text, styles, scaleOf(bodies)).map((p) => ({
    ...p,
    // A field that the show fills in.
    runs: p.runs.map((r) => ({ ...r, text: r.text.replace('‹#›', String(slide.number)) })),
  }));
  return setWords(
    paragraphs,
    {
      box: roomOf(box, setting, ['lIns', 'tIns', 'rIns', 'bIns']),
      anchor: anchorOf(setting('anchor')),
      wraps: setting('wrap') !== 'none',
    },
    colours,
  );
}

/** Diagonals from bottom left to top right. */
function hatch(colours: readonly [string, string]): Element {
  const [ink, page] = colours;
  return make(
    'pattern',
    { id: hatchId(colours), width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
    make('rect', { width: 6, height: 6, fill: page }),
    make('path', { d: 'M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5', stroke: ink, 'stroke-width': 1.5 }),
  );
}
