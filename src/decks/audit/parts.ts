import { type Problem, problem } from '../../problems/index.ts';
import { type Deck, every, type Node } from './reader.ts';

/** What a target must be, by the kind of relationship that leads to it. */
const typeOf: Readonly<Record<string, RegExp>> = {
  officeDocument:
    /presentationml\.(presentation|slideshow|template)\.main\+xml$|spreadsheetml\.(sheet|template)\.main\+xml$|macroEnabled\.main\+xml$/,
  slide: /presentationml\.slide\+xml$/,
  slideLayout: /presentationml\.slideLayout\+xml$/,
  slideMaster: /presentationml\.slideMaster\+xml$/,
  notesSlide: /presentationml\.notesSlide\+xml$/,
  notesMaster: /presentationml\.notesMaster\+xml$/,
  theme: /officedocument\.theme\+xml$/,
  chart: /drawingml\.chart\+xml$/,
  package: /spreadsheetml\.sheet$|ms-excel/,
  image: /^image\//,
  worksheet: /spreadsheetml\.worksheet\+xml$/,
  styles: /spreadsheetml\.styles\+xml$/,
  sharedStrings: /spreadsheetml\.sharedStrings\+xml$/,
  table: /spreadsheetml\.table\+xml$/,
  'core-properties': /package\.core-properties\+xml$/,
  'extended-properties': /officedocument\.extended-properties\+xml$/,
};

/** Relationships that a slide has without naming them in its text. */
const unnamed = new Set([
  'slideLayout',
  'notesSlide',
  'comments',
  'tags',
  'slideUpdateInfo',
  'themeOverride',
]);

const holdsShapes = /presentationml\.(slide|slideLayout|slideMaster|notesSlide|notesMaster)\+xml$/;
/** Parts that show every slide, chart, workbook and picture they relate to. */
const showsAll = /presentationml\.(slide|presentation\.main)\+xml$|drawingml\.chart\+xml$/;

/** Parts, relationships, content types, ids: what makes PowerPoint ask to repair a file. `inside` is the part of the deck that is itself a package. */
export function auditParts(deck: Deck, inside?: string): Problem[] {
  const found: Problem[] = [];
  const named = (part: string) => (inside === undefined ? part : `${inside}!${part}`);
  for (const [part, fault] of deck.faults)
    found.push(problem('D201', { part: named(part), fault }));
  const reached = new Set<string>();
  const visit = (owner: string) => {
    for (const relation of deck.relations(owner)) {
      if (relation.external) continue;
      if (!deck.has(relation.target)) {
        found.push(
          problem('D202', { owner: named(owner || 'The package'), target: relation.target }),
        );
        continue;
      }
      const type = deck.contentType(relation.target);
      const wanted = typeOf[relation.kind];
      if (type !== null && wanted && !wanted.test(type))
        found.push(
          problem('D204', {
            part: named(relation.target),
            found: `${type}, but is related to as ${relation.kind}`,
          }),
        );
      if (!reached.has(relation.target)) {
        reached.add(relation.target);
        visit(relation.target);
      }
    }
  };
  visit('');
  for (const path of deck.paths) {
    if (path === '[Content_Types].xml') continue;
    const owner = path.endsWith('.rels')
      ? path.replace(/(^|\/)_rels\//, '$1').replace(/\.rels$/, '')
      : null;
    if (owner === null ? !reached.has(path) : owner !== '' && !reached.has(owner))
      found.push(problem('D203', { part: named(path) }));
    if (deck.contentType(path) === null)
      found.push(problem('D204', { part: named(path), found: 'that nobody declared' }));
  }
  for (const part of deck.declaredButAbsent)
    found.push(problem('D204', { part: named(part), found: 'declared, but no such part' }));
  for (const path of reached) found.push(...relationsOf(deck, path, named));
  return inside === undefined ? [...found, ...ids(deck)] : found;
}

function relationsOf(deck: Deck, path: string, named: (part: string) => string): Problem[] {
  const tree = deck.xml(path);
  if (!tree) return [];
  const has = deck.relations(path);
  const used = new Set<string>();
  collect(tree, used);
  const found: Problem[] = [...used]
    .filter((id) => id !== '' && !has.some((r) => r.id === id))
    .map((id) => problem('D205', { part: named(path), id }));
  const twice = has.find((r, i) => has.findIndex((other) => other.id === r.id) !== i);
  if (twice)
    found.push(problem('D206', { id: twice.id, of: `the relationships of ${named(path)}` }));
  if (showsAll.test(deck.contentType(path) ?? ''))
    for (const relation of has)
      if (
        !used.has(relation.id) &&
        !unnamed.has(relation.kind) &&
        /^(slide|chart|package|image)$/.test(relation.kind)
      )
        found.push(
          problem('D207', { what: `${relation.target}, related to ${path} but not shown` }),
        );
  return found;
}

/** Values of `r:id`, `r:embed`, `r:link`, `r:pict` anywhere in a part. */
function collect(node: Node, used: Set<string>): void {
  for (const [name, value] of Object.entries(node.attributes))
    if (/^r:(id|embed|link|pict|dm|lo|qs|cs)$/.test(name)) used.add(value);
  for (const child of node.children) collect(child, used);
}

function ids(deck: Deck): Problem[] {
  const found: Problem[] = [];
  const repeated = (values: readonly string[]) => [
    ...new Set(values.filter((value, i) => value !== '' && values.indexOf(value) !== i)),
  ];
  for (const path of deck.paths)
    if (holdsShapes.test(deck.contentType(path) ?? '')) {
      const tree = deck.xml(path);
      const shapes = tree ? every(tree, 'cNvPr').map((n) => n.attributes.id ?? '') : [];
      for (const id of repeated(shapes))
        found.push(problem('D206', { id, of: `the shapes of ${path}` }));
    }
  const presentation = deck.relations('').find((r) => r.kind === 'officeDocument')?.target ?? '';
  const tree = deck.xml(presentation);
  const say = (of: string, values: readonly (string | undefined)[]) => {
    for (const id of repeated(values.map((v) => v ?? ''))) found.push(problem('D206', { id, of }));
  };
  if (!tree) return found;
  const slides = every(tree, 'sldId');
  say(
    'the slides',
    slides.map((n) => n.attributes.id),
  );
  say(
    'the slides, so that one is shown twice',
    slides.map((n) => n.attributes['r:id']),
  );
  // Masters and the layouts of all masters share one range of ids.
  const masters = deck.relations(presentation).filter((r) => r.kind === 'slideMaster');
  say('the masters and layouts', [
    ...every(tree, 'sldMasterId').map((n) => n.attributes.id),
    ...masters.flatMap(({ target }) => {
      const master = deck.xml(target);
      return master ? every(master, 'sldLayoutId').map((n) => n.attributes.id) : [];
    }),
  ]);
  return found;
}
