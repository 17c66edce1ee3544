import { type Problem, problem } from '../../problems/index.ts';
import { auditCharts } from './charts.ts';
import { auditFit, auditLayoutFit } from './fit.ts';
import { auditParts } from './parts.ts';
import { type Deck, readDeck } from './reader.ts';
import { auditLayout, auditSlide, slidesOf } from './slides.ts';
import { auditValidity } from './validity.ts';

/**
 * Whether a deck, ours or anyone's, may go to the meeting: its parts hold together, its charts draw
 * what their workbooks hold, every slide is marked, described, spoken for and readable. With
 * `schemas`, the folder of the ISO/IEC 29500 schemas, every part is validated as well.
 */
export async function auditDeck(
  bytes: Uint8Array,
  options: { readonly schemas?: string } = {},
): Promise<Problem[]> {
  let deck: Deck;
  try {
    deck = await readDeck(bytes);
  } catch (fault) {
    return [
      problem('D201', {
        part: 'The deck',
        fault: fault instanceof Error ? fault.message : 'unknown',
      }),
    ];
  }
  const found = auditParts(deck);
  const slides = slidesOf(deck);
  if (slides.length === 0)
    found.push(problem('D201', { part: 'The deck', fault: 'it shows no slide' }));
  const layouts = new Set<string>();
  for (const slide of slides) {
    if (!layouts.has(slide.layoutPath)) found.push(...auditLayout(slide), ...auditLayoutFit(slide));
    layouts.add(slide.layoutPath);
    found.push(
      ...auditSlide(deck, slide),
      ...auditFit(deck, slide),
      ...(await auditCharts(deck, slide)),
    );
  }
  return options.schemas === undefined
    ? found
    : [...found, ...(await auditValidity(deck, options.schemas))];
}
