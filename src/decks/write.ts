import {
  all,
  child,
  copy,
  elements,
  isElement,
  make,
  openPackage,
  type Package,
  textOf,
} from '../ooxml/index.ts';
import { done, type Outcome, type Problem, problem, refused } from '../problems/index.ts';
import type { DeckPlan } from './deck-plan.ts';
import { plainText } from './draw/text.ts';
import { fillSlide, setText } from './fill-slide.ts';
import { addNotes } from './notes-page.ts';
import { layoutNames, layoutsOf, patternsOf, shapesNamed } from './template.ts';

const slideType = 'application/vnd.openxmlformats-officedocument.presentationml.slide+xml';

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
    return refused(problem('D103', { detail: (fault as Error).message }));
  }
  const presentation = pkg.target('', 'officeDocument') ?? '';
  const list = pkg.has(presentation) ? child(pkg.xml(presentation), 'p:sldIdLst') : undefined;
  if (!list) return refused(problem('D103', { detail: 'it has no list of slides' }));
  const problems: Problem[] = [];
  const patterns = patternsOf(pkg, presentation);
  fillLayouts(pkg, presentation, plan);
  // Slides of the template are let go: what nothing relates to is not saved.
  for (const relation of pkg.related(presentation))
    if (relation.type.endsWith('/slide')) pkg.unrelate(presentation, relation.id);
  list.children = [];
  dropSections(pkg, presentation);
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
    for (const relation of pkg.related(pattern.path))
      if (!relation.type.endsWith('/notesSlide')) pkg.carry(path, relation);
    list.children.push(
      make('p:sldId', { id: 1000 + i, 'r:id': pkg.relate(presentation, 'slide', path) }),
    );
    work.push(...fillSlide({ pkg, path, xml, pattern, number: i + 1, problems }, slide));
    pkg.settle(path);
    addNotes(pkg, presentation, path, slide.notes, i + 1, plan);
  }
  await Promise.all(work);
  if (problems.length > 0) return { ok: false, problems };
  setProperties(pkg, plan);
  return done(await pkg.save());
}

/** Marking and footer live in the layouts, so that a slide added by hand carries them too. */
function fillLayouts(pkg: Package, presentation: string, plan: DeckPlan): void {
  const words: Readonly<Record<(typeof layoutNames)[number], string>> = {
    'Marking top': plan.marking,
    'Marking bottom': plan.marking,
    Footer: plan.footer,
    Synthetic: plan.synthetic ? 'SYNTHETIC' : '',
  };
  for (const layout of layoutsOf(pkg, presentation))
    for (const name of layoutNames)
      for (const shape of shapesNamed(pkg.xml(layout), name))
        setText(shape, plainText(words[name]));
}

/** Sections of the template name slides that are no longer there. */
function dropSections(pkg: Package, presentation: string): void {
  const extensions = child(pkg.xml(presentation), 'p:extLst');
  if (!extensions) return;
  extensions.children = elements(extensions).filter((e) => all(e, 'p14:sectionLst').length === 0);
  if (extensions.children.length === 0)
    pkg.xml(presentation).children = pkg.xml(presentation).children.filter((c) => c !== extensions);
}

function setProperties(pkg: Package, plan: DeckPlan): void {
  const core = pkg.target('', 'core-properties');
  const title = core ? child(pkg.xml(core), 'dc:title') : undefined;
  if (title)
    title.children = [`${plan.title} – ${plan.marking}${plan.synthetic ? ' – SYNTHETIC' : ''}`];
  if (core && plan.seal !== undefined) {
    const properties = pkg.xml(core);
    properties.children = [
      ...properties.children.filter((c) => !isElement(c) || c.name !== sealName),
      make(sealName, {}, plan.seal),
    ];
  }
}

const sealName = 'dc:description';

/** The seal that a deck carries; empty where it carries none. */
export async function sealOfDeck(deck: Uint8Array): Promise<string> {
  const pkg = await openPackage(deck);
  const core = pkg.target('', 'core-properties');
  const found = core ? child(pkg.xml(core), sealName) : undefined;
  return found ? textOf(found) : '';
}
