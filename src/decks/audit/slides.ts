import { type Place, type Problem, problem } from '../../problems/index.ts';
import { type Deck, at as down, every, type Node, number } from './reader.ts';

/** A slide in the order of the show, with the parts it stands on. */
export interface Slide {
  readonly number: number;
  readonly path: string;
  readonly tree: Node;
  /** Part of its layout; empty when it has none. */
  readonly layoutPath: string;
  readonly layout: Node | null;
  readonly master: Node | null;
  readonly width: number;
  readonly height: number;
}

/** A shape with its place on the slide; groups are resolved. */
export interface Shape {
  readonly kind: 'sp' | 'graphicFrame' | 'pic' | 'cxnSp';
  readonly node: Node;
  readonly name: string;
  readonly box: Box | null;
  readonly placeholder: Node | null;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export function slidesOf(deck: Deck): Slide[] {
  const path = deck.relations('').find((r) => r.kind === 'officeDocument')?.target ?? '';
  const presentation = deck.xml(path);
  if (!presentation) return [];
  const size = down(presentation, 'sldSz')?.attributes;
  return every(presentation, 'sldId').flatMap((entry, i) => {
    const target =
      deck.relations(path).find((r) => r.id === entry.attributes['r:id'])?.target ?? '';
    const tree = deck.xml(target);
    if (!tree) return [];
    const layout = deck.relations(target).find((r) => r.kind === 'slideLayout')?.target ?? '';
    const master = deck.relations(layout).find((r) => r.kind === 'slideMaster')?.target ?? '';
    return [
      {
        number: i + 1,
        path: target,
        tree,
        layoutPath: layout,
        layout: deck.xml(layout),
        master: deck.xml(master),
        width: number(size?.cx, 12_192_000),
        height: number(size?.cy, 6_858_000),
      },
    ];
  });
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly sx: number;
  readonly sy: number;
}
const whole: Frame = { x: 0, y: 0, sx: 1, sy: 1 };

export function shapesOf(root: Node | null, frame: Frame = whole): Shape[] {
  const tree = root?.name === 'grpSp' ? root : down(root, 'cSld', 'spTree');
  return (tree?.children ?? []).flatMap((node): Shape[] => {
    if (node.name === 'grpSp') return shapesOf(node, inside(node, frame));
    if (!/^(sp|graphicFrame|pic|cxnSp)$/.test(node.name)) return [];
    const box = boxOf(node);
    return [
      {
        kind: node.name as Shape['kind'],
        node,
        name: every(node, 'cNvPr')[0]?.attributes.name ?? '',
        placeholder: every(node, 'ph')[0] ?? null,
        box: box && {
          x: frame.x + box.x * frame.sx,
          y: frame.y + box.y * frame.sy,
          w: box.w * frame.sx,
          h: box.h * frame.sy,
        },
      },
    ];
  });
}

function boxOf(node: Node): Box | null {
  const xfrm = down(node, 'spPr', 'xfrm') ?? down(node, 'xfrm');
  const [off, ext] = [down(xfrm, 'off')?.attributes, down(xfrm, 'ext')?.attributes];
  return off && ext
    ? { x: number(off.x, 0), y: number(off.y, 0), w: number(ext.cx, 0), h: number(ext.cy, 0) }
    : null;
}

function inside(group: Node, frame: Frame): Frame {
  const xfrm = down(group, 'grpSpPr', 'xfrm');
  const value = (name: string, key: string) => number(down(xfrm, name)?.attributes[key], 0);
  const scale = (outer: number, inner: number) => (inner === 0 ? 1 : outer / inner);
  const sx = scale(value('ext', 'cx'), value('chExt', 'cx'));
  const sy = scale(value('ext', 'cy'), value('chExt', 'cy'));
  return {
    x: frame.x + (value('off', 'x') - value('chOff', 'x') * sx) * frame.sx,
    y: frame.y + (value('off', 'y') - value('chOff', 'y') * sy) * frame.sy,
    sx: frame.sx * sx,
    sy: frame.sy * sy,
  };
}

export const wordsOf = (node: Node): string =>
  every(node, 'p')
    .map((p) =>
      every(p, 't')
        .map((t) => t.text)
        .join(''),
    )
    .join(' ')
    .trim();

/** The strings of the Government Security Classifications, alone in their shape. */
const marking = /^(OFFICIAL|OFFICIAL-SENSITIVE|SECRET|TOP SECRET)\b.{0,60}$/;
const unfilled =
  /\{\{|\}\}|\bClick to (add|edit)\b|lorem ipsum|\bTODO\b|\bundefined\b|\bNaN\b|\[object/i;

/** Marking, alternative text, notes, leftovers, shapes off the slide. */
export function auditSlide(deck: Deck, slide: Slide): Problem[] {
  const found = [...auditMarking(slide), ...auditNotes(deck, slide), ...leftovers(deck, slide)];
  for (const shape of shapesOf(slide.tree)) {
    const place: Place = { slide: slide.number, shape: shape.name };
    const named = every(shape.node, 'cNvPr')[0];
    const decorative = named
      ? every(named, 'decorative').some((d) => d.attributes.val === '1')
      : false;
    if (
      (shape.kind === 'graphicFrame' || shape.kind === 'pic') &&
      !decorative &&
      !named?.attributes.descr?.trim()
    )
      found.push(problem('D212', {}, place));
    const words = wordsOf(shape.node);
    if (unfilled.test(words))
      found.push(problem('D207', { what: `“${words.slice(0, 60)}”` }, place));
    if (
      shape.kind === 'sp' &&
      shape.placeholder &&
      words === '' &&
      !/^(dt|ftr|sldNum|pic)$/.test(shape.placeholder.attributes.type ?? '')
    )
      found.push(problem('D207', { what: 'an empty placeholder' }, place));
    if (isOff(shape.box, slide)) found.push(problem('D219', {}, place));
  }
  return found;
}

/** What a layout or its master puts on every slide of it; placeholders there only say what may come. */
export const carriedBy = (slide: Slide): Shape[] =>
  [...shapesOf(slide.layout), ...(showsMaster(slide) ? shapesOf(slide.master) : [])].filter(
    (s) => !s.placeholder,
  );

/** A layout's own shapes, once: leftovers of the template and shapes off the slide. */
export function auditLayout(slide: Slide): Problem[] {
  return shapesOf(slide.layout)
    .filter((s) => !s.placeholder)
    .flatMap((shape) => {
      const place: Place = { slide: slide.number, shape: shape.name };
      const words = wordsOf(shape.node);
      return [
        ...(unfilled.test(words)
          ? [problem('D207', { what: `“${words.slice(0, 60)}” of its layout` }, place)]
          : []),
        ...(isOff(shape.box, slide) ? [problem('D219', {}, place)] : []),
      ];
    });
}

const showsMaster = (slide: Slide): boolean =>
  slide.layout?.attributes.showMasterSp !== '0' && slide.tree.attributes.showMasterSp !== '0';

function isOff(box: Box | null, slide: Slide): boolean {
  const edge = 12_700;
  return (
    box !== null &&
    (box.x < -edge ||
      box.y < -edge ||
      box.x + box.w > slide.width + edge ||
      box.y + box.h > slide.height + edge)
  );
}

function auditMarking(slide: Slide): Problem[] {
  const place: Place = { slide: slide.number };
  const marked = [...shapesOf(slide.tree), ...carriedBy(slide)].flatMap((s) => {
    const words = wordsOf(s.node);
    return s.box && marking.test(words) ? [{ words, box: s.box }] : [];
  });
  const top = marked.find((m) => m.box.y < slide.height / 4);
  const bottom = marked.find((m) => m.box.y + m.box.h > (3 * slide.height) / 4);
  if (!top || !bottom) return [problem('D211', {}, place)];
  return top.words === bottom.words
    ? []
    : [problem('D221', { top: top.words, bottom: bottom.words }, place)];
}

function auditNotes(deck: Deck, slide: Slide): Problem[] {
  const place: Place = { slide: slide.number };
  const notes = deck.relations(slide.path).find((r) => r.kind === 'notesSlide')?.target ?? '';
  const shapes = shapesOf(deck.xml(notes));
  const words = shapes
    .filter((s) => s.placeholder?.attributes.type === 'body')
    .map((s) => wordsOf(s.node))
    .join(' ')
    .trim();
  if (words === '') return [problem('D213', {}, place)];
  const own = deck.relations(notes).find((r) => r.kind === 'slide')?.target;
  return [
    ...(own === slide.path ? [] : [problem('D222', { notes }, place)]),
    ...(unfilled.test(words)
      ? [problem('D207', { what: `“${words.slice(0, 60)}” in its notes` }, place)]
      : []),
  ];
}

/** What a reader of the slide does not see, and still leaves with the deck. */
function leftovers(deck: Deck, slide: Slide): Problem[] {
  const place: Place = { slide: slide.number };
  const say = (what: string) => problem('D207', { what }, place);
  const related = deck.relations(slide.path);
  return [
    ...(slide.tree.attributes.show === '0' ? [say('a hidden slide')] : []),
    ...(related.some((r) => r.kind === 'comments') ? [say('comments on the slide')] : []),
    ...related
      .filter((r) => r.external && /^(image|media|audio|video|oleObject|package)$/.test(r.kind))
      .map((r) => say(`a link to a file elsewhere, ${r.target}`)),
  ];
}
