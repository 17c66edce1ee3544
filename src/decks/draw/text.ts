import { child, type Element, isElement, type Markup, markup } from '../../ooxml/index.ts';
import type { Paragraph, Words } from '../deck-plan.ts';
import { type Ink, solid } from './ink.ts';

/** How a text is set where a run does not say otherwise. */
export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly ink?: Ink;
  readonly align?: 'l' | 'ctr' | 'r';
  /** Properties of the template's own run: its font, colour and weight are kept. */
  readonly like?: Element | undefined;
}

/** Paragraphs as DrawingML; a vertical tab breaks the line inside one. */
export function paragraphs(words: Words, style: TextStyle): Markup[] {
  const size = words.size ?? style.size;
  return words.paragraphs.map((p) => paragraph(p, { ...style, size }));
}

export const plainText = (text: string): Words => ({ paragraphs: [{ runs: [{ text }] }] });

function paragraph(p: Paragraph, style: TextStyle): Markup {
  const size = style.size - (p.smaller ?? 0);
  const runs = p.runs.flatMap((run) => {
    const properties = runProperties('a:rPr', {
      ...style,
      size,
      ...(run.bold === undefined ? {} : { bold: run.bold }),
      ...(run.tone === undefined ? {} : { ink: run.tone }),
    });
    const one = (text: string) => markup('a:r', {}, properties, markup('a:t', {}, text));
    if (!run.text.includes('\v')) return one(run.text);
    return run.text
      .split('\v')
      .flatMap((part, i) => (i === 0 ? one(part) : [markup('a:br', {}, properties), one(part)]));
  });
  const indent = p.bullet ? 171_450 : undefined;
  return markup(
    'a:p',
    {},
    markup(
      'a:pPr',
      {
        marL: indent,
        indent: indent === undefined ? undefined : -indent,
        algn: style.align ?? 'l',
      },
      p.above
        ? markup('a:spcBef', {}, markup('a:spcPts', { val: Math.round(p.above * 100) }))
        : null,
      p.bullet ? markup('a:buFont', { typeface: 'Arial' }) : null,
      p.bullet ? markup('a:buChar', { char: '•' }) : null,
    ),
    // An empty run has no height of its own: renderers would take their usual 18 points.
    ...(p.runs.every((run) => run.text === '')
      ? [runProperties('a:endParaRPr', { ...style, size })]
      : runs),
  );
}

/** What the template's own run says, in this size, weight and colour. */
function runProperties(name: 'a:rPr' | 'a:endParaRPr', style: Omit<TextStyle, 'align'>): Markup {
  const { like } = style;
  const attributes: Record<string, string | number> = {
    ...(like?.attributes ?? { lang: 'en-GB' }),
    sz: Math.round(style.size * 100),
    dirty: 0,
  };
  if (style.bold !== undefined) attributes.b = style.bold ? 1 : 0;
  if (!like) return markup(name, attributes, solid(style.ink ?? 'ink'));
  if (style.ink === undefined && child(like, 'a:solidFill'))
    return markup(name, attributes, ...like.children);
  // A fill stands before the fonts and after an outline: the schema's order.
  const rest = like.children.filter(
    (c) => isElement(c) && c.name !== 'a:ln' && !c.name.endsWith('Fill'),
  );
  return markup(name, attributes, child(like, 'a:ln') ?? null, solid(style.ink ?? 'ink'), ...rest);
}
