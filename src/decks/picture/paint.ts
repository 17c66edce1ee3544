import { type Deck, at as down, every, type Node, number } from '../audit/reader.ts';
import type { Slide } from '../audit/slides.ts';

/** Colours of a slide by the theme of its master: `16202e` of a `solidFill`; null where there is none. */
export type Colours = (holder: Node | null) => string | null;

export function coloursOf(deck: Deck, slide: Slide): Colours {
  const master =
    deck.relations(slide.layoutPath).find((r) => r.kind === 'slideMaster')?.target ?? '';
  const theme = deck.relations(master).find((r) => r.kind === 'theme')?.target ?? '';
  const scheme = down(deck.xml(theme), 'themeElements', 'clrScheme');
  const map = down(slide.master, 'clrMap')?.attributes ?? {};
  const themed = (name: string): string | null => {
    const named = down(scheme, map[name] ?? name);
    const own = named?.children[0]?.attributes;
    return own?.val !== undefined && own.lastClr === undefined ? own.val : (own?.lastClr ?? null);
  };
  return (holder) => {
    const fill = holder?.name === 'solidFill' ? holder : down(holder, 'solidFill');
    const colour =
      fill?.children[0] ?? (isColour(holder?.children[0]) ? holder?.children[0] : null);
    if (!colour) return null;
    const plain =
      colour.name === 'srgbClr' ? colour.attributes.val : themed(colour.attributes.val ?? '');
    return plain ? `#${shaded(plain, colour)}` : null;
  };
}

const isColour = (node: Node | undefined): boolean => /^(srgb|scheme)Clr$/.test(node?.name ?? '');

/** Lighter or darker, as a restyled template may ask: `lumMod` towards black, `lumOff` towards white. */
function shaded(hex: string, colour: Node): string {
  const share = (name: string, usual: number) =>
    number(down(colour, name)?.attributes.val, usual * 100_000) / 100_000;
  const [times, plus] = [share('lumMod', 1), share('lumOff', 0)];
  return hex
    .replace(/../g, (two) =>
      Math.min(255, Math.round(Number.parseInt(two, 16) * times + 255 * plus))
        .toString(16)
        .padStart(2, '0'),
    )
    .toLowerCase();
}

export interface Stroke {
  readonly stroke?: string;
  readonly 'stroke-width'?: number;
  readonly 'stroke-dasharray'?: string;
}

/** Lengths of a dash and its gap, in widths of the line. */
const dashes: Readonly<Record<string, readonly number[]>> = {
  sysDot: [1, 1],
  sysDash: [3, 1],
  dot: [1, 3],
  dash: [4, 3],
  lgDash: [8, 3],
  dashDot: [4, 3, 1, 3],
  sysDashDot: [3, 1, 1, 1],
};

/** Attributes of a line, its width in points; none where the shape has none. */
export function strokeOf(line: Node | null, colours: Colours): Stroke {
  const ink = line && !down(line, 'noFill') ? colours(line) : null;
  if (!line || !ink) return {};
  const width = number(line.attributes.w, 9525) / 12_700;
  const dash = dashes[down(line, 'prstDash')?.attributes.val ?? ''];
  return {
    stroke: ink,
    'stroke-width': width,
    ...(dash ? { 'stroke-dasharray': dash.map((d) => tidy(d * width)).join(' ') } : {}),
  };
}

/** What Office gives a series that names no colour: the accents of the theme in turn. */
export function accentOf(series: Node, colours: Colours): string {
  const turn = (number(down(series, 'idx')?.attributes.val, 0) % 6) + 1;
  const colour = { name: 'schemeClr', attributes: { val: `accent${turn}` } };
  const bare = { prefix: 'a', children: [], text: '', parent: null };
  const fill = { ...bare, name: 'solidFill', attributes: {}, children: [{ ...bare, ...colour }] };
  return colours(fill) ?? '#000000';
}

export interface Fill {
  readonly fill: string;
  /** Colours of a hatch, when it is one: the lines and what is between. */
  readonly hatch?: readonly [string, string];
}

export function fillOf(properties: Node | null, colours: Colours): Fill {
  const pattern = down(properties, 'pattFill');
  if (pattern) {
    const of = (name: string) => colours(down(pattern, name)) ?? '#ffffff';
    const hatch = [of('fgClr'), of('bgClr')] as const;
    return { fill: `url(#${hatchId(hatch)})`, hatch };
  }
  return { fill: colours(down(properties, 'solidFill')) ?? 'none' };
}

export const hatchId = ([ink, page]: readonly [string, string]): string =>
  `hatch-${ink.slice(1)}-${page.slice(1)}`;

/** Whether a shape says anything about its own fill. */
export const saysFill = (properties: Node | null): boolean =>
  properties?.children.some((c) => /Fill$/.test(c.name)) ?? false;

/** Coordinates to a hundredth of a point. */
export const tidy = (value: number): number => Math.round(value * 100) / 100 || 0;

export const lineIn = (properties: Node | null): Node | null =>
  properties ? (every(properties, 'ln').find((l) => l.parent === properties) ?? null) : null;
