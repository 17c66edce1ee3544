import {
  all,
  child,
  type Element,
  elements,
  first,
  openPackage,
  type Package,
} from '../ooxml/index.ts';
import { done, type Outcome, type Problem, problem, refused } from '../problems/index.ts';
import type { Box, PatternName, Words } from './deck-plan.ts';
import { emuPerPoint, measure } from './draw/measure.ts';

/** Names that a pattern slide must have; `_` stands for 1, 2, 3 ... up to the number after it. */
const named: Readonly<Record<PatternName, readonly string[]>> = {
  title: [
    'Force',
    'Title',
    'Period',
    'Meeting',
    'Lines heading',
    ...numbered('Line', 3),
    ...numbered('Verdict', 3),
    'Synthetic note',
  ],
  scorecard: [
    'Kicker',
    'Title',
    ...['Outcome', 'Verdict', 'Word', 'Figure', 'Unit', 'Chart', 'Reason'].flatMap((n) =>
      numbered(n, 6),
    ),
    'Source',
  ],
  theme: [
    'Kicker',
    'Title',
    'Chart heading',
    'Verdict',
    'Word',
    'Chart',
    'Table heading',
    'Table',
    'Sentences',
    'Source',
  ],
  lists: [
    'Kicker',
    'Title',
    ...['Heading', 'Verdict', 'List'].flatMap((n) => numbered(n, 3)),
    'Source',
  ],
  bars: [
    'Kicker',
    'Title',
    'Chart heading',
    'Chart',
    'Table heading',
    'Table',
    'Sentences',
    'Source',
  ],
  matrix: ['Kicker', 'Title', 'Matrix', 'Table', 'Sentences', 'Source'],
  decision: ['Kicker', 'Title', ...numbered('Heading', 2), ...numbered('Table', 2), 'Source'],
  quality: [
    'Kicker',
    'Title',
    'Table heading',
    'Table',
    'List heading',
    'List',
    'Parts heading',
    'Parts',
    'Parts note',
    'Sentences',
    'Source',
  ],
  table: ['Kicker', 'Title', 'Table', 'Source'],
};
/** Names of a pattern that text, a chart, a table or a mark may fill. */
export const namesOf = (pattern: PatternName): readonly string[] => named[pattern];
/** Names that every layout of slides must have: what a slide added by hand carries too. */
export const layoutNames = ['Marking top', 'Marking bottom', 'Footer', 'Synthetic'] as const;

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name} ${i + 1}`);
}

/** A named shape of a pattern slide: where it stands and how its text is set. */
export interface Slot {
  readonly box: Box;
  /** Points. */
  readonly size: number;
  readonly bold: boolean;
  /** What its insets leave for text, in points. */
  readonly room: { readonly w: number; readonly h: number };
}

export interface Template {
  slot(pattern: PatternName, name: string): Slot;
  /** Of the narrowest footer of its layouts, in points. */
  readonly footerWidth: number;
}

/** Reads what a composer needs of a template, or every fault of the patterns asked for, by slide and shape. */
export async function readTemplate(
  bytes: Uint8Array,
  wanted: readonly PatternName[],
): Promise<Outcome<Template>> {
  let pkg: Package;
  try {
    pkg = await openPackage(bytes);
  } catch (fault) {
    return refused(problem('D103', { detail: (fault as Error).message }));
  }
  const presentation = pkg.target('', 'officeDocument') ?? '';
  if (!pkg.has(presentation))
    return refused(problem('D103', { detail: 'it holds no presentation' }));
  const problems = layoutFaults(pkg, presentation);
  const found = patternsOf(pkg, presentation);
  const slots = new Map<string, Slot>();
  for (const pattern of wanted) {
    const at = found.get(pattern);
    if (!at) {
      problems.push(problem('D104', { pattern }));
      continue;
    }
    for (const name of named[pattern]) {
      const shape = only(pkg.xml(at.path), name, at.number, problems);
      const slot = shape && slotOf(pkg, at.path, shape);
      if (slot) slots.set(`${pattern}/${name}`, slot);
      else if (shape)
        problems.push(problem('D110', { shape: name }, { slide: at.number, shape: name }));
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return done({
    footerWidth: footerWidth(pkg, presentation),
    slot: (pattern, name) => {
      const slot = slots.get(`${pattern}/${name}`);
      if (!slot) throw new RangeError(`no slot ${name} on ${pattern}`);
      return slot;
    },
  });
}

/** Whether text fits a slot at the size it names. */
export function fits(slot: Slot, words: Words): boolean {
  const laid = measure(words, slot.room.w, slot);
  return laid.height <= slot.room.h + 0.5 && laid.widest <= slot.room.w;
}

/** The text at the template's size, or the largest smaller one at which it fits, down to 11 points: nothing is cut. */
export function fitted(slot: Slot, make: Words | ((size: number) => Words)): Words {
  let size = typeof make === 'function' ? slot.size : (make.size ?? slot.size);
  for (; ; size -= size > 14 ? 2 : 1) {
    const { size: _, ...words } = typeof make === 'function' ? make(size) : make;
    const set: Words = size === slot.size ? words : { ...words, size };
    if (fits(slot, set) || size <= 11) return set;
  }
}

export interface Pattern {
  readonly path: string;
  readonly relation: string;
  /** Of the slide in the template. */
  readonly number: number;
}

/** Pattern slides by name, in the order of the template. */
export function patternsOf(pkg: Package, presentation: string): Map<string, Pattern> {
  const found = new Map<string, Pattern>();
  all(pkg.xml(presentation), 'p:sldId').forEach((entry, i) => {
    const relation = pkg.related(presentation).find((r) => r.id === entry.attributes['r:id']);
    if (!relation || !pkg.has(relation.target)) return;
    const name = child(pkg.xml(relation.target), 'p:cSld')?.attributes.name;
    if (name) found.set(name, { path: relation.target, relation: relation.id, number: i + 1 });
  });
  return found;
}

/** Layouts of slides, by the masters that carry them. */
export const layoutsOf = (pkg: Package, presentation: string): string[] =>
  pkg
    .related(presentation)
    .filter((r) => r.type.endsWith('/slideMaster'))
    .flatMap((master) => pkg.related(master.target))
    .filter((r) => r.type.endsWith('/slideLayout'))
    .map((r) => r.target);

function layoutFaults(pkg: Package, presentation: string): Problem[] {
  const problems: Problem[] = [];
  for (const layout of layoutsOf(pkg, presentation)) {
    const name = child(pkg.xml(layout), 'p:cSld')?.attributes.name ?? layout;
    for (const shape of layoutNames) {
      const count = shapesNamed(pkg.xml(layout), shape).length;
      if (count !== 1)
        problems.push(
          problem(count === 0 ? 'D101' : 'D102', { shape, of: `layout “${name}”` }, { shape }),
        );
    }
  }
  return problems;
}

function footerWidth(pkg: Package, presentation: string): number {
  const widths = layoutsOf(pkg, presentation).flatMap((layout) =>
    shapesNamed(pkg.xml(layout), 'Footer').flatMap(
      (shape) => slotOf(pkg, layout, shape)?.room.w ?? [],
    ),
  );
  return Math.min(...widths);
}

export const treeOf = (xml: Element): Element => first(xml, 'p:spTree') ?? xml;
export const nameOf = (shape: Element): string | null =>
  first(shape, 'p:cNvPr')?.attributes.name ?? null;
export const shapesNamed = (xml: Element, name: string): Element[] =>
  elements(treeOf(xml)).filter((s) => s.name !== 'p:nvGrpSpPr' && nameOf(s) === name);

/** The one shape of a name on a slide; a missing or doubled one is a problem. */
export function only(
  xml: Element,
  name: string,
  slide: number,
  problems: Problem[],
): Element | null {
  const found = shapesNamed(xml, name);
  if (found.length === 1) return found[0] ?? null;
  const of = `slide ${slide}`;
  problems.push(
    problem(found.length === 0 ? 'D101' : 'D102', { shape: name, of }, { slide, shape: name }),
  );
  return null;
}

/** Where a shape stands: its own place, else that of the placeholder it takes on layout or master. */
export function boxOf(pkg: Package, slide: string, shape: Element): Box | null {
  for (const candidate of lineage(pkg, slide, shape)) {
    const xfrm = first(candidate, 'a:xfrm') ?? first(candidate, 'p:xfrm');
    const [off, ext] = xfrm ? [child(xfrm, 'a:off'), child(xfrm, 'a:ext')] : [];
    if (off && ext)
      return {
        x: Number(off.attributes.x),
        y: Number(off.attributes.y),
        w: Number(ext.attributes.cx),
        h: Number(ext.attributes.cy),
      };
  }
  return null;
}

function lineage(pkg: Package, slide: string, shape: Element): Element[] {
  const type = first(shape, 'p:ph')?.attributes.type;
  const layout = pkg.target(slide, 'slideLayout');
  const master = layout ? pkg.target(layout, 'slideMaster') : null;
  const like = (part: string | null) =>
    part && type
      ? elements(treeOf(pkg.xml(part))).filter((s) => first(s, 'p:ph')?.attributes.type === type)
      : [];
  return [shape, ...like(layout), ...like(master)];
}

function slotOf(pkg: Package, slide: string, shape: Element): Slot | null {
  const box = boxOf(pkg, slide, shape);
  if (!box) return null;
  const body = lineage(pkg, slide, shape).flatMap((s) => all(s, 'a:bodyPr'));
  const inset = (key: string, usual: number) =>
    Number(body.find((b) => b.attributes[key] !== undefined)?.attributes[key] ?? usual);
  const run = first(shape, 'a:rPr')?.attributes ?? first(shape, 'a:endParaRPr')?.attributes;
  return {
    box,
    size: Number(run?.sz ?? 1200) / 100,
    bold: run?.b === '1',
    room: {
      w: (box.w - inset('lIns', 91_440) - inset('rIns', 91_440)) / emuPerPoint,
      h: (box.h - inset('tIns', 45_720) - inset('bIns', 45_720)) / emuPerPoint,
    },
  };
}
