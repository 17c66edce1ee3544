import { all, type Markup, markup, type Package } from '../ooxml/index.ts';

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
    markup(
      'p:notes',
      namespaces,
      markup(
        'p:cSld',
        {},
        markup(
          'p:spTree',
          {},
          markup(
            'p:nvGrpSpPr',
            {},
            markup('p:cNvPr', { id: 1, name: '' }),
            markup('p:cNvGrpSpPr'),
            markup('p:nvPr'),
          ),
          markup('p:grpSpPr'),
          place(2, 'Slide image', { type: 'sldImg', idx: 1 }, null),
          place(3, 'Notes', { type: 'body', idx: 2 }, text(notes)),
          headed ? place(4, 'Marking', { type: 'hdr', sz: 'quarter' }, text([marking])) : null,
        ),
      ),
      markup('p:clrMapOvr', {}, markup('a:masterClrMapping')),
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
  body: Markup | null,
): Markup =>
  markup(
    'p:sp',
    {},
    markup(
      'p:nvSpPr',
      {},
      markup('p:cNvPr', { id, name }),
      markup(
        'p:cNvSpPr',
        {},
        markup(
          'a:spLocks',
          placeholder.type === 'sldImg' ? { noGrp: 1, noRot: 1, noChangeAspect: 1 } : { noGrp: 1 },
        ),
      ),
      markup('p:nvPr', {}, markup('p:ph', placeholder)),
    ),
    markup('p:spPr'),
    body,
  );

const text = (lines: readonly string[]): Markup =>
  markup(
    'p:txBody',
    {},
    markup('a:bodyPr'),
    markup('a:lstStyle'),
    ...lines.map((line) =>
      markup(
        'a:p',
        {},
        markup('a:r', {}, markup('a:rPr', { lang: 'en-GB' }), markup('a:t', {}, line)),
      ),
    ),
  );
