import { at as down, every, type Node, number, under } from '../audit/reader.ts';
import type { Box } from '../audit/slides.ts';

/** A series as its chart keeps it: the cached points, by index; a missing point is in none. */
export interface ChartSeries {
  readonly node: Node;
  readonly name: string;
  readonly values: ReadonlyMap<number, number>;
  /** Days as serial numbers or names, by index. */
  readonly categories: ReadonlyMap<number, string>;
  readonly count: number;
}

export interface Plot {
  readonly kind: 'line' | 'bars' | 'columns';
  readonly node: Node;
  readonly stacked: boolean;
  readonly series: readonly ChartSeries[];
  readonly category: Node | null;
  readonly value: Node | null;
  /** Inside of the axes, in points on the slide. */
  readonly box: Box;
  readonly frame: Box;
}

/** The plot of a chart, with where it stands; null where it holds neither lines nor bars. */
export function plotIn(area: Node, frame: Box): Plot | null {
  const node = area.children.find((c) => c.name === 'lineChart' || c.name === 'barChart');
  if (!node) return null;
  const across = down(node, 'barDir')?.attributes.val === 'bar';
  const ids = under(node, 'axId').map((a) => a.attributes.val);
  const axis = (...names: readonly string[]) =>
    area.children.find(
      (c) => names.includes(c.name) && ids.includes(down(c, 'axId')?.attributes.val),
    ) ?? null;
  return {
    kind: node.name === 'lineChart' ? 'line' : across ? 'bars' : 'columns',
    node,
    stacked: /tacked/.test(down(node, 'grouping')?.attributes.val ?? ''),
    series: under(node, 'ser').map(seriesIn),
    category: axis('dateAx', 'catAx'),
    value: axis('valAx'),
    box: inner(area, frame),
    frame,
  };
}

/** Where the layout puts the axes; a chart without one takes its frame less room for their labels. */
function inner(area: Node, frame: Box): Box {
  const set = down(area, 'layout', 'manualLayout');
  const share = (name: string, usual: number) => number(down(set, name)?.attributes.val, usual);
  return {
    x: frame.x + frame.w * share('x', 0.08),
    y: frame.y + frame.h * share('y', 0.05),
    w: frame.w * share('w', 0.88),
    h: frame.h * share('h', 0.82),
  };
}

function seriesIn(node: Node): ChartSeries {
  const points = (name: string): readonly (readonly [number, string])[] => {
    const holder = down(node, name);
    return (holder ? every(holder, 'pt') : []).map((pt) => [
      number(pt.attributes.idx, 0),
      down(pt, 'v')?.text ?? '',
    ]);
  };
  const values = down(node, 'val');
  return {
    node,
    name: points('tx')[0]?.[1] ?? '',
    values: new Map(
      points('val').flatMap(([i, v]) => (v.trim() === '' ? [] : [[i, Number(v)] as const])),
    ),
    categories: new Map(points('cat')),
    count: number(values ? every(values, 'ptCount')[0]?.attributes.val : undefined, 0),
  };
}
