import { at as down, every, type Node, number, under } from './reader.ts';
import { type Box, type Shape, type Slide, shapesOf } from './slides.ts';

/** A run of text as it is set: its size in points, its weight. */
export interface Run {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  /** Holds its fill, nearest first; none where the text has no colour of its own. */
  readonly paint: Node | null;
}

export interface Paragraph {
  readonly runs: readonly Run[];
  /** Of a line of single spacing: 1 is 100 %. A fixed height in points is negative. */
  readonly spacing: number;
  readonly before: number;
  readonly after: number;
  /** From the left inset, in EMU. */
  readonly indent: number;
  readonly align: string;
  /** Its bullet's character; empty for none and on the lines that follow a forced end. */
  readonly bullet: string;
}

/** Where a text's sizes come from, nearest first: its own list style, its placeholders', the master's. */
export interface Inheritance {
  readonly styles: readonly Node[];
  readonly bodies: readonly Node[];
  readonly box: Box | null;
}

export function inheritanceOf(slide: Slide, shape: Shape): Inheritance {
  const like = (root: Node | null) =>
    shape.placeholder
      ? shapesOf(root).find((s) => matches(s.placeholder, shape.placeholder))
      : undefined;
  const chain = [shape, like(slide.layout), like(slide.master)].filter((s) => s !== undefined);
  const type = shape.placeholder?.attributes.type ?? (shape.placeholder ? 'body' : 'other');
  const style = /title/i.test(type) ? 'titleStyle' : type === 'other' ? 'otherStyle' : 'bodyStyle';
  const master = down(slide.master, 'txStyles', style);
  return {
    styles: [...chain.map((s) => down(s.node, 'txBody', 'lstStyle')), master].filter(
      (n) => n !== null,
    ),
    bodies: chain.map((s) => down(s.node, 'txBody', 'bodyPr')).filter((n) => n !== null),
    box: chain.find((s) => s.box)?.box ?? null,
  };
}

function matches(candidate: Node | null, wanted: Node | null): boolean {
  if (!candidate || !wanted) return false;
  const [a, b] = [candidate.attributes, wanted.attributes];
  if (b.idx !== undefined && a.idx === b.idx) return true;
  const family = (type: string | undefined) => (type === 'ctrTitle' ? 'title' : (type ?? 'body'));
  return b.idx === undefined && family(a.type) === family(b.type);
}

/** Paragraphs of a text body; a forced line end makes a new one, without its spaces. */
export function paragraphsOf(body: Node, styles: readonly Node[], scale: number): Paragraph[] {
  return under(body, 'p').flatMap((p) => {
    const own = down(p, 'pPr');
    const level = `lvl${number(own?.attributes.lvl, 0) + 1}pPr`;
    const from = [own, ...styles.map((style) => down(style, level))].filter((n) => n !== null);
    const first = <T>(read: (node: Node) => T | undefined | null): T | undefined => {
      for (const node of from) {
        const value = read(node);
        if (value !== undefined && value !== null) return value;
      }
      return undefined;
    };
    const base = {
      size: number(
        first((n) => down(n, 'defRPr')?.attributes.sz),
        1800,
      ),
      bold: first((n) => down(n, 'defRPr')?.attributes.b) ?? '0',
    };
    const usual = first((n) => paintOf(down(n, 'defRPr'))) ?? null;
    const run = (node: Node): Run => {
      const own = down(node, 'rPr');
      const set = own?.attributes;
      return {
        text: under(node, 't')
          .map((t) => t.text)
          .join(''),
        size: (number(set?.sz, base.size) / 100) * scale,
        bold: /^(1|true)$/.test(set?.b ?? base.bold),
        paint: paintOf(own) ?? usual,
      };
    };
    const lines: Run[][] = [[]];
    for (const node of p.children) {
      if (node.name === 'br') lines.push([]);
      else if (node.name === 'r' || node.name === 'fld') lines.at(-1)?.push(run(node));
    }
    const empty: Run = {
      text: '',
      size: (number(down(p, 'endParaRPr')?.attributes.sz, base.size) / 100) * scale,
      bold: false,
      paint: null,
    };
    const space = (name: string) =>
      points(
        first((n) => down(n, name)),
        base.size / 100,
      );
    const spacing = first((n) => down(n, 'lnSpc'));
    const indent = number(
      first((n) => n.attributes.marL),
      0,
    );
    return lines.map((runs, i) => ({
      runs: runs.length > 0 ? runs : [empty],
      spacing: spacing ? lineSpacing(spacing) : 1,
      before: i === 0 ? space('spcBef') : 0,
      after: i === lines.length - 1 ? space('spcAft') : 0,
      indent,
      align: first((n) => n.attributes.algn) ?? 'l',
      bullet: i === 0 ? bulletOf(from) : '',
    }));
  });
}

const paintOf = (properties: Node | null): Node | null =>
  properties?.children.some((c) => /Fill$/.test(c.name)) ? properties : null;

/** The nearest word on bullets: a character, or none. */
function bulletOf(from: readonly Node[]): string {
  for (const node of from) {
    if (down(node, 'buNone')) return '';
    const character = down(node, 'buChar')?.attributes.char;
    if (character !== undefined) return character;
  }
  return '';
}

const lineSpacing = (node: Node): number => {
  const exact = down(node, 'spcPts')?.attributes.val;
  return exact === undefined
    ? number(down(node, 'spcPct')?.attributes.val, 100_000) / 100_000
    : -number(exact, 1200) / 100;
};

const points = (node: Node | undefined, size: number): number => {
  if (!node) return 0;
  const exact = down(node, 'spcPts')?.attributes.val;
  return exact === undefined
    ? (number(down(node, 'spcPct')?.attributes.val, 0) / 100_000) * size
    : number(exact, 0) / 100;
};

/** Sizes written into a chart's own text, in points. */
export const chartSizes = (chart: Node): number[] =>
  [...every(chart, 'defRPr'), ...every(chart, 'rPr')].flatMap((n) =>
    n.attributes.sz === undefined ? [] : [Number(n.attributes.sz) / 100],
  );
