import { all, type Element, make, type Package } from '../ooxml/index.ts';

const notesType = 'application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml';
const namespaces = {
  'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
  'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'xmlns:p': 'http://schemas.openxmlformats.org/presentationml/2006/main',
};

/** Speaker notes of a slide: the verbal update. They carry the marking too, for notes are printed alone. */
export function addNotes(
  pkg: Package,
  presentation: string,
  slide: string,
  notes: readonly string[],
  number: number,
  plan: { readonly marking: string; readonly synthetic: boolean },
): void {
  const master = pkg.target(presentation, 'notesMaster');
  if (!master) return;
  const path = `ppt/notesSlides/notes${number}.xml`;
  const headed = all(pkg.xml(master), 'p:ph').some((ph) => ph.attributes.type === 'hdr');
  const marking = `${plan.marking}${plan.synthetic ? ' · SYNTHETIC' : ''}`;
  pkg.put(
    path,
    make(
      'p:notes',
      namespaces,
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
          place(2, 'Slide image', { type: 'sldImg', idx: 1 }, null),
          place(3, 'Notes', { type: 'body', idx: 2 }, text(notes)),
          headed ? place(4, 'Marking', { type: 'hdr', sz: 'quarter' }, text([marking])) : null,
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

const place = (
  id: number,
  name: string,
  placeholder: Record<string, string | number>,
  body: Element | null,
): Element =>
  make(
    'p:sp',
    {},
    make(
      'p:nvSpPr',
      {},
      make('p:cNvPr', { id, name }),
      make(
        'p:cNvSpPr',
        {},
        make(
          'a:spLocks',
          placeholder.type === 'sldImg' ? { noGrp: 1, noRot: 1, noChangeAspect: 1 } : { noGrp: 1 },
        ),
      ),
      make('p:nvPr', {}, make('p:ph', placeholder)),
    ),
    make('p:spPr'),
    body,
  );

const text = (lines: readonly string[]): Element =>
  make(
    'p:txBody',
    {},
    make('a:bodyPr'),
    make('a:lstStyle'),
    ...lines.map((line) =>
      make('a:p', {}, make('a:r', {}, make('a:rPr', { lang: 'en-GB' }), make('a:t', {}, line))),
    ),
  );
