import { child, copy, type Element, make } from '../../ooxml/index.ts';
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
export function paragraphs(words: Words, style: TextStyle): Element[] {
  const size = words.size ?? style.size;
  return words.paragraphs.map((p) => paragraph(p, { ...style, size }));
}

export const plainText = (text: string): Words => ({ paragraphs: [{ runs: [{ text }] }] });

function paragraph(p: Paragraph, style: TextStyle): Element {
  const size = style.size - (p.smaller ?? 0);
  const runs = p.runs.flatMap((run) => {
    const properties = () =>
      runProperties({
        ...style,
        size,
        ...(run.bold === undefined ? {} : { bold: run.bold }),
        ...(run.tone === undefined ? {} : { ink: run.tone }),
      });
    return run.text
      .split('\v')
      .flatMap((part, i) => [
        ...(i > 0 ? [make('a:br', {}, properties())] : []),
        make('a:r', {}, properties(), make('a:t', {}, part)),
      ]);
  });
  const indent = p.bullet ? 171_450 : undefined;
  return make(
    'a:p',
    {},
    make(
      'a:pPr',
      {
        marL: indent,
        indent: indent === undefined ? undefined : -indent,
        algn: style.align ?? 'l',
      },
      p.above ? make('a:spcBef', {}, make('a:spcPts', { val: Math.round(p.above * 100) })) : null,
      p.bullet ? make('a:buFont', { typeface: 'Arial' }) : null,
      p.bullet ? make('a:buChar', { char: '•' }) : null,
    ),
    // An empty run has no height of its own: renderers would take their usual 18 points.
    ...(p.runs.every((run) => run.text === '')
      ? [{ ...runProperties({ ...style, size }), name: 'a:endParaRPr' }]
      : runs),
  );
}

export function runProperties(style: Omit<TextStyle, 'align'>): Element {
  const kept = style.like ? copy(style.like) : make('a:rPr', { lang: 'en-GB' });
  const properties: Element = {
    ...kept,
    name: 'a:rPr',
    attributes: { ...kept.attributes, sz: String(Math.round(style.size * 100)), dirty: '0' },
  };
  if (style.bold !== undefined) properties.attributes.b = style.bold ? '1' : '0';
  // A fill stands before the fonts and after an outline: the schema's order.
  if (style.ink !== undefined || !child(kept, 'a:solidFill')) {
    const line = child(kept, 'a:ln');
    const rest = kept.children.filter(
      (c) => typeof c !== 'string' && c.name !== 'a:ln' && !c.name.endsWith('Fill'),
    );
    properties.children = [...(line ? [line] : []), solid(style.ink ?? 'ink'), ...rest];
  }
  return properties;
}
