import { at as down, type Node, number, under } from '../audit/reader.ts';
import type { Box } from '../audit/slides.ts';
import { tidy } from './paint.ts';

/** The path of a shape's outline in a box of points. */
export function outlineOf(properties: Node | null, box: Box, flip: boolean): string {
  const custom = down(properties, 'custGeom', 'pathLst');
  if (custom)
    return under(custom, 'path')
      .map((path) => ownPath(path, box))
      .join(' ');
  const name = down(properties, 'prstGeom')?.attributes.prst ?? 'rect';
  return (presets[name] ?? rect)(box, flip);
}

/** Presets that stand open: a line has no inside. */
export const isOpen = (properties: Node | null): boolean =>
  down(properties, 'prstGeom')?.attributes.prst === 'line' ||
  down(properties, 'custGeom', 'pathLst', 'path')?.attributes.fill === 'none';

const p = (x: number, y: number) => `${tidy(x)} ${tidy(y)}`;
const polygon = (...points: readonly (readonly [number, number])[]): string =>
  `M${points.map(([x, y]) => p(x, y)).join(' L')} Z`;

const rect = ({ x, y, w, h }: Box): string =>
  polygon([x, y], [x + w, y], [x + w, y + h], [x, y + h]);

/** Outlines by name, at the adjustments that DrawingML gives where none are written. */
const presets: Readonly<Record<string, (box: Box, flip: boolean) => string>> = {
  rect,
  line: ({ x, y, w, h }, flip) =>
    flip ? `M${p(x, y + h)} L${p(x + w, y)}` : `M${p(x, y)} L${p(x + w, y + h)}`,
  ellipse: ({ x, y, w, h }) => {
    const arc = `A${p(w / 2, h / 2)} 0 1 1`;
    return `M${p(x, y + h / 2)} ${arc} ${p(x + w, y + h / 2)} ${arc} ${p(x, y + h / 2)} Z`;
  },
  diamond: ({ x, y, w, h }) =>
    polygon([x + w / 2, y], [x + w, y + h / 2], [x + w / 2, y + h], [x, y + h / 2]),
  upArrow: ({ x, y, w, h }) => arrow(x, w, y, y + h),
  downArrow: ({ x, y, w, h }) => arrow(x, w, y + h, y),
  wave: ({ x, y, w, h }) => {
    const rise = h / 8;
    const sway = (rise * 10) / 3;
    const [top, foot] = [y + rise, y + h - rise];
    const [a, b] = [x + w / 3, x + (w * 2) / 3];
    return `M${p(x, top)} C${p(a, top - sway)} ${p(b, top + sway)} ${p(x + w, top)} L${p(x + w, foot)} C${p(b, foot + sway)} ${p(a, foot - sway)} ${p(x, foot)} Z`;
  },
  flowChartDelay: ({ x, y, w, h }) =>
    `M${p(x, y)} L${p(x + w / 2, y)} A${p(w / 2, h / 2)} 0 0 1 ${p(x + w / 2, y + h)} L${p(x, y + h)} Z`,
  mathMultiply: cross,
  mathNotEqual: notEqual,
};

/** From its point to its foot; the head takes half as much as the shape is wide. */
function arrow(x: number, w: number, point: number, foot: number): string {
  const neck = point + Math.sign(foot - point) * Math.min(w, Math.abs(foot - point)) * 0.5;
  return polygon(
    [x + w / 2, point],
    [x + w, neck],
    [x + w * 0.75, neck],
    [x + w * 0.75, foot],
    [x + w * 0.25, foot],
    [x + w * 0.25, neck],
    [x, neck],
  );
}

function cross({ x, y, w, h }: Box): string {
  const [thick, long] = [Math.min(w, h) * 0.2352, Math.hypot(w, h)];
  const [ux, uy] = [w / long, h / long];
  const inset = (long * 0.48035) / 2;
  const bar = (fall: 1 | -1): string => {
    const middle = y + h / 2;
    const end = (from: number, side: 1 | -1): [number, number] => [
      x + from * ux + (side * uy * thick) / 2,
      middle + fall * (from * uy - h / 2 - (side * ux * thick) / 2),
    ];
    return polygon(end(inset, 1), end(long - inset, 1), end(long - inset, -1), end(inset, -1));
  };
  return `${bar(1)} ${bar(-1)}`;
}

function notEqual({ x, y, w, h }: Box): string {
  const [thick, gap, half] = [h * 0.2352, h * 0.1176, w * 0.36745];
  const [cx, cy] = [x + w / 2, y + h / 2];
  const bar = (top: number) => rect({ x: cx - half, y: top, w: 2 * half, h: thick });
  const lean = Math.tan((20 * Math.PI) / 180) * (h / 2);
  const across = (thick * Math.hypot(lean, h / 2)) / (h / 2) / 2;
  const slash = polygon(
    [cx + lean - across, y],
    [cx + lean + across, y],
    [cx - lean + across, y + h],
    [cx - lean - across, y + h],
  );
  return `${bar(cy - gap / 2 - thick)} ${bar(cy + gap / 2)} ${slash}`;
}

/** A freeform's own path, in the units that it names. */
function ownPath(path: Node, box: Box): string {
  const [w, h] = [number(path.attributes.w, box.w), number(path.attributes.h, box.h)];
  const point = (node: Node) =>
    p(
      box.x + (w === 0 ? 0 : (number(node.attributes.x, 0) / w) * box.w),
      box.y + (h === 0 ? 0 : (number(node.attributes.y, 0) / h) * box.h),
    );
  return path.children
    .map((step) => {
      const points = under(step, 'pt').map(point);
      if (step.name === 'moveTo') return `M${points[0]}`;
      if (step.name === 'lnTo') return `L${points[0]}`;
      if (step.name === 'cubicBezTo') return `C${points.join(' ')}`;
      return step.name === 'close' ? 'Z' : '';
    })
    .join(' ');
}
