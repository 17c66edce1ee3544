import {
  all,
  child,
  copy,
  type Element,
  elements,
  make,
  openPackage,
  type Package,
} from '../ooxml/index.ts';
import { done, type Outcome, type Problem, problem } from '../problems/index.ts';
import { chartPart } from './chart-part.ts';
import type { Box, DeckPlan, Paragraph, SlidePlan } from './deck-plan.ts';
import { chartFrame, paragraphs, rowHeights, tableFrame, verdictGroup } from './shapes.ts';

const slideType = 'application/vnd.openxmlformats-officedocument.presentationml.slide+xml';
const notesType = 'application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml';
const chartType = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Fills a template: clones its pattern slides, finds shapes by name, puts in text, native charts
 * with their workbooks, native tables, verdict marks and notes. Only what is reachable is saved; the
 * same plan gives the same bytes. A missing or doubled name is a problem with slide and shape.
 */
export async function writeDeck(
  template: Uint8Array,
  plan: DeckPlan,
): Promise<Outcome<Uint8Array>> {
  let pkg: Package;
  try {
    pkg = await openPackage(template);
  } catch (fault) {
    return { ok: false, problems: [problem('D103', { detail: (fault as Error).message })] };
  }
  const problems: Problem[] = [];
  const presentation = pkg.target('', 'officeDocument') ?? 'ppt/presentation.xml';
  const patterns = patternsOf(pkg, presentation);
  fillLayouts(pkg, presentation, plan, problems);
  const list = child(pkg.xml(presentation), 'p:sldIdLst');
  if (!list) return { ok: false, problems: [problem('D103', { detail: 'no list of slides' })] };
  // Pattern slides are let go: what nothing relates to is not saved.
  for (const { relation } of patterns.values()) pkg.unrelate(presentation, relation);
  list.children = [];
  const work: Promise<void>[] = [];
  for (const [i, slide] of plan.slides.entries()) {
    const pattern = patterns.get(slide.pattern);
    if (!pattern) {
      problems.push(problem('D104', { pattern: slide.pattern }, { slide: i + 1 }));
      continue;
    }
    const path = pkg.free('ppt/slides/pack#.xml');
    const xml = copy(pkg.xml(pattern.path));
    pkg.put(path, xml, slideType);
    pkg.relate(path, 'slideLayout', pkg.target(pattern.path, 'slideLayout') ?? '');
    list.children.push(
      make('p:sldId', { id: 1000 + i, 'r:id': pkg.relate(presentation, 'slide', path) }),
    );
    fillSlide(pkg, path, xml, slide, i + 1, problems, work);
    addNotes(pkg, presentation, path, slide.notes, i + 1);
  }
  await Promise.all(work);
  if (problems.length > 0) return { ok: false, problems };
  const core = pkg.target('', 'core-properties');
  if (core) {
    const title = child(pkg.xml(core), 'dc:title');
    if (title)
      title.children = [`${plan.title} – ${plan.marking}${plan.synthetic ? ' – SYNTHETIC' : ''}`];
  }
  return done(await pkg.save());
}

function patternsOf(
  pkg: Package,
  presentation: string,
): Map<string, { path: string; relation: string }> {
  const found = new Map<string, { path: string; relation: string }>();
  for (const relation of pkg.related(presentation)) {
    if (!relation.type.endsWith('/slide')) continue;
    const name = child(pkg.xml(relation.target), 'p:cSld')?.attributes.name;
    if (name) found.set(name, { path: relation.target, relation: relation.id });
  }
  return found;
}

/** Marking and footer live in the layouts, so that a slide added by hand carries them too. */
function fillLayouts(
  pkg: Package,
  presentation: string,
  plan: DeckPlan,
  problems: Problem[],
): void {
  const master = pkg.target(presentation, 'slideMaster');
  for (const relation of master ? pkg.related(master) : []) {
    if (!relation.type.endsWith('/slideLayout')) continue;
    const tree = treeOf(pkg.xml(relation.target));
    const set = (name: string, text: string) => {
      const shape = named(tree, name, 0, problems);
      if (shape) setText(shape, [{ text }]);
    };
    set('Marking top', plan.marking);
    set('Marking bottom', plan.marking);
    set('Footer', plan.footer);
    set('Synthetic', plan.synthetic ? 'SYNTHETIC' : '');
  }
}

function fillSlide(
  pkg: Package,
  path: string,
  xml: Element,
  slide: SlidePlan,
  number: number,
  problems: Problem[],
  work: Promise<void>[],
): void {
  const tree = treeOf(xml);
  let last = 100 + Math.max(0, ...all(tree, 'p:cNvPr').map((e) => Number(e.attributes.id ?? 0)));
  const next = () => ++last;
  const texts: Record<string, readonly Paragraph[]> = {
    Title: [{ text: balanced(slide.title) }],
    ...(slide.pattern === 'title' ? {} : { Kicker: [{ text: slide.kicker }] }),
    Source: [{ text: slide.source }],
    ...slide.texts,
  };
  const used = new Set(Object.keys(texts));
  for (const [name, list] of Object.entries(texts)) {
    const shape = named(tree, name, number, problems);
    if (shape) setText(shape, list);
  }
  for (const chart of slide.charts) {
    const box = boxOf(tree, chart.area, number, problems);
    if (!box) continue;
    const part = chartPart(chart);
    const chartPath = pkg.free('ppt/charts/chart#.xml');
    pkg.put(chartPath, part.xml, chartType);
    const bookPath = pkg.free('ppt/embeddings/data#.xlsx');
    pkg.put(bookPath, new Uint8Array(), workbookType);
    pkg.relate(chartPath, 'package', bookPath);
    work.push(part.workbook.then((bytes) => pkg.put(bookPath, bytes, workbookType)));
    replace(
      tree,
      chart.area,
      chartFrame(next(), chart.name, chart.alt, pkg.relate(path, 'chart', chartPath), box),
    );
    used.add(chart.area);
  }
  for (const table of slide.tables) {
    const box = boxOf(tree, table.area, number, problems);
    if (!box) continue;
    const heights = rowHeights(table, box.w);
    replace(tree, table.area, tableFrame(next(), table, box, heights));
    let y = box.y + (heights[0] ?? 0);
    table.rows.forEach((row, i) => {
      const height = heights[i + 1] ?? 0;
      const side = 201_168;
      const at = { x: box.x + 60_000, y: y + (height - side) / 2, w: side, h: side };
      if (row.mark) tree.children.push(verdictGroup(next, row.mark.word, row.mark.direction, at));
      y += height;
    });
    used.add(table.area);
  }
  for (const mark of slide.marks) {
    const box = boxOf(tree, mark.area, number, problems);
    if (!box) continue;
    replace(tree, mark.area, verdictGroup(next, mark.word, mark.direction, box));
    used.add(mark.area);
  }
  // What the plan leaves unfilled goes: no text of the template may be left over.
  tree.children = tree.children.filter(
    (c) =>
      typeof c === 'string' ||
      nameOf(c) === null ||
      used.has(nameOf(c) ?? '') ||
      !isTextShape(c) ||
      nameOf(c) === 'Sentence bar',
  );
  const props = all(xml, 'p:cSld')[0];
  if (props) delete props.attributes.name;
}

const treeOf = (xml: Element): Element => all(xml, 'p:spTree')[0] ?? xml;
const nameOf = (shape: Element): string | null => all(shape, 'p:cNvPr')[0]?.attributes.name ?? null;
const isTextShape = (shape: Element): boolean => shape.name === 'p:sp';

function named(tree: Element, name: string, slide: number, problems: Problem[]): Element | null {
  const found = elements(tree).filter(
    (shape) => nameOf(shape) === name && shape.name !== 'p:nvGrpSpPr',
  );
  if (found.length === 1) return found[0] ?? null;
  problems.push(
    problem(found.length === 0 ? 'D101' : 'D102', { shape: name }, { slide, shape: name }),
  );
  return null;
}

function boxOf(tree: Element, name: string, slide: number, problems: Problem[]): Box | null {
  const shape = named(tree, name, slide, problems);
  const [off, ext] = shape ? [all(shape, 'a:off')[0], all(shape, 'a:ext')[0]] : [];
  if (!off || !ext) return null;
  return {
    x: Number(off.attributes.x),
    y: Number(off.attributes.y),
    w: Number(ext.attributes.cx),
    h: Number(ext.attributes.cy),
  };
}

function replace(tree: Element, name: string, frame: Element): void {
  tree.children = tree.children.map((c) =>
    typeof c !== 'string' && nameOf(c) === name ? frame : c,
  );
}

/** New words in the style of the shape's first run. */
function setText(shape: Element, list: readonly Paragraph[]): void {
  const body = child(shape, 'p:txBody');
  const properties = body ? all(body, 'a:rPr')[0] : undefined;
  if (!body) return;
  const size = Number(properties?.attributes.sz ?? 1200) / 100;
  const bold = properties?.attributes.b === '1';
  const colour =
    (properties ? all(properties, 'a:srgbClr')[0]?.attributes.val : undefined) ?? '16202E';
  const align = (all(body, 'a:pPr')[0]?.attributes.algn ?? 'l') as 'l';
  body.children = [
    ...elements(body).filter((c) => c.name !== 'a:p'),
    ...paragraphs(
      list.map((p) => ({ ...p, bold: p.bold ?? bold })),
      size,
      colour,
      align,
    ),
  ];
}

/** A long title is broken at the space nearest its middle, after a comma or clause where there is one near. */
export function balanced(title: string): string {
  if (title.length <= 62) return title;
  const middle = title.length / 2;
  let best = -1;
  let cost = Number.POSITIVE_INFINITY;
  for (let i = title.indexOf(' '); i >= 0; i = title.indexOf(' ', i + 1)) {
    const clause =
      /[,;:]$/.test(title.slice(0, i)) || /^ (but|and|since|with|than)\b/.test(title.slice(i))
        ? 9
        : 0;
    const distance = Math.abs(i - middle) - clause;
    if (distance < cost) [best, cost] = [i, distance];
  }
  return best < 0 ? title : `${title.slice(0, best)}\v${title.slice(best + 1)}`;
}

function addNotes(
  pkg: Package,
  presentation: string,
  slide: string,
  notes: readonly string[],
  number: number,
): void {
  const master = pkg.target(presentation, 'notesMaster');
  if (!master) return;
  const path = `ppt/notesSlides/notes${number}.xml`;
  const ns = {
    'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
    'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    'xmlns:p': 'http://schemas.openxmlformats.org/presentationml/2006/main',
  };
  const place = (id: number, name: string, type: string, body: Element | null) =>
    make(
      'p:sp',
      {},
      make(
        'p:nvSpPr',
        {},
        make('p:cNvPr', { id, name }),
        make('p:cNvSpPr', {}, make('a:spLocks', { noGrp: 1 })),
        make('p:nvPr', {}, make('p:ph', { type, ...(type === 'body' ? { idx: 2 } : { idx: 1 }) })),
      ),
      make('p:spPr'),
      body,
    );
  const text = make(
    'p:txBody',
    {},
    make('a:bodyPr'),
    make('a:lstStyle'),
    ...notes.map((line) =>
      make('a:p', {}, make('a:r', {}, make('a:rPr', { lang: 'en-GB' }), make('a:t', {}, line))),
    ),
  );
  pkg.put(
    path,
    make(
      'p:notes',
      ns,
      make(
        'p:cSld',
        {},
        make(
          'p:spTree',
          {},
          make(
            'p:nvGrpSpPr',
            {},
            make('p:cNvPr', { id: 1, name: '' }),
            make('p:cNvGrpSpPr'),
            make('p:nvPr'),
          ),
          make('p:grpSpPr'),
          place(2, 'Slide image', 'sldImg', null),
          place(3, 'Notes', 'body', text),
        ),
      ),
      make('p:clrMapOvr', {}, make('a:masterClrMapping')),
    ),
    notesType,
  );
  pkg.relate(path, 'notesMaster', master);
  pkg.relate(path, 'slide', slide);
  pkg.relate(slide, 'notesSlide', path);
}
