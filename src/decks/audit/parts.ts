import { type Problem, problem } from '../../problems/index.ts';
import { type Deck, every, type Node } from './reader.ts';

/** What a target must be, by the kind of relationship that leads to it. */
const typeOf: Readonly<Record<string, RegExp>> = {
  officeDocument:
    /presentationml\.(presentation|slideshow|template)\.main\+xml$|macroEnabled\.main\+xml$/,
  slide: /presentationml\.slide\+xml$/,
  slideLayout: /presentationml\.slideLayout\+xml$/,
  slideMaster: /presentationml\.slideMaster\+xml$/,
  notesSlide: /presentationml\.notesSlide\+xml$/,
  notesMaster: /presentationml\.notesMaster\+xml$/,
  theme: /officedocument\.theme\+xml$/,
  chart: /drawingml\.chart\+xml$/,
  package: /spreadsheetml\.sheet$|ms-excel/,
  image: /^image\//,
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

/** Parts, relationships, content types, ids: what makes PowerPoint ask to repair a file. */
export function auditParts(deck: Deck): Problem[] {
  const found: Problem[] = [];
  for (const [part, fault] of deck.faults) found.push(problem('D201', { part, fault }));
  const reached = new Set<string>();
  const visit = (owner: string) => {
    for (const relation of deck.relations(owner)) {
      if (relation.external) continue;
      if (!deck.has(relation.target)) {
        found.push(problem('D202', { owner: owner || 'The package', target: relation.target }));
        continue;
      }
      const type = deck.contentType(relation.target);
      const wanted = typeOf[relation.kind];
      if (type !== null && wanted && !wanted.test(type))
        found.push(
          problem('D204', {
            part: relation.target,
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
      found.push(problem('D203', { part: path }));
    if (deck.contentType(path) === null)
      found.push(problem('D204', { part: path, found: 'that nobody declared' }));
  }
  for (const part of deck.declaredButAbsent)
    found.push(problem('D204', { part, found: 'declared, but no such part' }));
  for (const path of reached) found.push(...relationsOf(deck, path));
  return [...found, ...ids(deck)];
}

function relationsOf(deck: Deck, path: string): Problem[] {
  const tree = deck.xml(path);
  if (!tree) return [];
  const has = deck.relations(path);
  const used = new Set<string>();
  collect(tree, used);
  const found: Problem[] = [...used]
    .filter((id) => id !== '' && !has.some((r) => r.id === id))
    .map((id) => problem('D205', { part: path, id }));
  const twice = has.find((r, i) => has.findIndex((other) => other.id === r.id) !== i);
  if (twice) found.push(problem('D206', { id: twice.id, of: `the relationships of ${path}` }));
  if (/^ppt\/(slides|charts|presentation)/.test(path))
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
    if (/^ppt\/(slides|slideLayouts|slideMasters|notesSlides)\/[^/]+\.xml$/.test(path)) {
      const tree = deck.xml(path);
      const shapes = tree ? every(tree, 'cNvPr').map((n) => n.attributes.id ?? '') : [];
      for (const id of repeated(shapes))
        found.push(problem('D206', { id, of: `the shapes of ${path}` }));
    }
  const presentation = deck.relations('').find((r) => r.kind === 'officeDocument')?.target ?? '';
  const tree = deck.xml(presentation);
  if (tree)
    for (const id of repeated(every(tree, 'sldId').map((n) => n.attributes.id ?? '')))
      found.push(problem('D206', { id, of: 'the slides' }));
  return found;
}
