import type { Series } from '../../figures/index.ts';
import { done, type Outcome } from '../../problems/index.ts';
import { lowerFirst } from '../../wording/index.ts';
import type { DeckPlan, SlidePlan } from '../deck-plan.ts';
import { fits, readTemplate } from '../template.ts';
import type { PackContent } from './content.ts';
import { definitionRow } from './definition-slides.ts';
import { figuresIn } from './figures.ts';
import { line, words } from './words.ts';

/** What the charts of a slide count, for when it stands alone: the pack says it on its own slides. */
export function defined(content: PackContent, slide: SlidePlan): SlidePlan {
  const charted = new Set(slide.charts.map((chart) => chart.name.replace(/ chart$/, '')));
  const outcomes = content.overview.outcomes.flatMap((o) =>
    o.series && charted.has(o.title) ? [o.series] : [],
  );
  const own = figuresIn(content).filter(
    (s) => charted.has(s.measure.title) || charted.has(`${s.measure.title} by force`),
  );
  const told = [...new Set([...own, ...outcomes])].map((s) => definitionLine(content, s));
  return told.length === 0 ? slide : { ...slide, defines: told.join(' ') };
}

/** "Vehicle crime: rows of recorded crime, dated by recorded on; definition 1a2b3c4d." */
function definitionLine(content: PackContent, series: Series): string {
  const [title, counted, on, , judged, version] = definitionRow(content, series).cells.map(
    (cell) => (typeof cell === 'string' ? cell : cell.text),
  );
  return `${title}: ${lowerFirst(counted ?? '')}, dated by ${lowerFirst(on ?? '')}, judged by ${judged}; definition ${version}.`;
}

/** A plan of one slide: what its figure counts follows the sources where it fits, and stands in the notes. */
export async function slideAlone(
  template: Uint8Array,
  plan: DeckPlan,
  at: number,
): Promise<Outcome<DeckPlan>> {
  const slide = plan.slides[at];
  if (!slide) throw new RangeError(`no slide ${at + 1}`);
  const read = await readTemplate(template, [slide.pattern]);
  if (!read.ok) return read;
  const { defines } = slide;
  if (defines === undefined) return done({ ...plan, slides: [slide] });
  const both = slide.source === '' ? defines : `${slide.source} ${defines}`;
  const room = slide.source === '' ? null : read.value.slot(slide.pattern, 'Source');
  const source = room && fits(room, words(line(both))) ? both : slide.source;
  const asked = slide.notes.includes('If asked:') ? [] : ['If asked:'];
  return done({
    ...plan,
    slides: [{ ...slide, source, notes: [...slide.notes, ...asked, defines] }],
  });
}
