import { dayLabel } from '../../periods/index.ts';
import type { DeckRow, SlidePlan } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import type { Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { qualityTitle, stateCell } from './quality-slide.ts';
import { SlideDraft } from './slide.ts';

const columns = [
  { head: 'Source', share: 0.46 },
  { head: 'How it arrives', share: 0.18 },
  { head: 'Data to', share: 0.18 },
  { head: 'State', share: 0.18 },
];
const arrives = { automated: 'Automatic', template: 'Template', narrative: 'Typed' } as const;

/** What was known when (domain.md 7.2): every source with its data-to date, on as many slides as it takes. */
export function sourceSlides(content: PackContent, template: Template): SlidePlan[] {
  const rows = content.sources.map(
    (source): DeckRow => ({
      cells: [
        source.title,
        arrives[source.method],
        source.dataTo ? dayLabel(source.dataTo) : { text: 'no data', tone: 'soft' },
        stateCell(source),
      ],
    }),
  );
  const slot = new SlideDraft(template, 'table').slot('Table');
  const pages: DeckRow[][] = [];
  for (let rest = rows; rest.length > 0; ) {
    const fit = rowsThatFit({ columns, rows: rest.slice(0, 14) }, slot.box, [11]).rows.length;
    pages.push(rest.slice(0, fit));
    rest = rest.slice(fit);
  }
  return pages.map((page, i) => {
    const draft = new SlideDraft(template, 'table');
    draft.kicker =
      pages.length === 1
        ? 'What was known when'
        : `What was known when (${i + 1} of ${pages.length})`;
    draft.title(qualityTitle(content.sources));
    draft.tables.push({
      name: 'Sources table',
      area: 'Table',
      columns,
      rows: page,
      size: 11,
      alt: `The last day that each of ${page.length} sources has spoken for, and its state.`,
    });
    draft.source = `As known on ${dayLabel(content.builtOn)}.`;
    return draft.done(['For reference; nothing to say.']);
  });
}
