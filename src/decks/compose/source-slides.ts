import { dayLabel, type PlainDate } from '../../periods/index.ts';
import { numberWord } from '../../wording/index.ts';
import type { DeckRow, SlidePlan } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import type { Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { stateCell } from './quality-slide.ts';
import { SlideDraft } from './slide.ts';
import { plural } from './words.ts';

const columns = [
  { head: 'Source', share: 0.46 },
  { head: 'How it arrives', share: 0.18 },
  { head: 'Data to', share: 0.18 },
  { head: 'State', share: 0.18 },
];
const arrives = { automated: 'Automatic', template: 'Template', narrative: 'Typed' } as const;

/** What was known when (domain.md 7.2): every source with its data-to date, on as many slides as it takes. */
export function sourceSlides(content: PackContent, template: Template): SlidePlan[] {
  const rows = content.sources.map((source) => ({
    dataTo: source.dataTo,
    row: {
      cells: [
        source.title,
        arrives[source.method],
        source.dataTo ? dayLabel(source.dataTo) : { text: 'no data', tone: 'soft' },
        stateCell(source),
      ],
    } satisfies DeckRow,
  }));
  const slot = new SlideDraft(template, 'table').slot('Table');
  const pages: (typeof rows)[] = [];
  for (let rest = rows; rest.length > 0; ) {
    const most = rest.slice(0, 14).map((entry) => entry.row);
    const fit = rowsThatFit({ columns, rows: most }, slot.box, [11]).rows.length;
    pages.push(rest.slice(0, fit));
    rest = rest.slice(fit);
  }
  return pages.map((page, i) => {
    const draft = new SlideDraft(template, 'table');
    draft.kicker =
      pages.length === 1
        ? 'What was known when'
        : `What was known when (${i + 1} of ${pages.length})`;
    draft.title(spanOf(page.map((entry) => entry.dataTo)));
    draft.tables.push({
      name: 'Sources table',
      area: 'Table',
      columns,
      rows: page.map((entry) => entry.row),
      size: 11,
      alt: `The last day that each of ${page.length} sources has spoken for, and its state.`,
    });
    draft.source = `As known on ${dayLabel(content.builtOn)}.`;
    return draft.done(['For reference; nothing to say.']);
  });
}

/** "The data of these 13 sources end between 30 June 2022 and 31 January 2026; one has no data". */
function spanOf(days: readonly (PlainDate | null)[]): string {
  const known = days.filter((d) => d !== null).sort();
  const [first, last] = [known[0], known.at(-1)];
  const blank = days.length - known.length;
  const none = `${numberWord(blank)} ${blank === 1 ? 'has' : 'have'} no data`;
  if (!first || !last) return `Of these ${plural(days.length, 'source')}, ${none}`;
  const span =
    first === last ? `on ${dayLabel(first)}` : `between ${dayLabel(first)} and ${dayLabel(last)}`;
  return `The data of these ${plural(days.length, 'source')} end ${span}${blank > 0 ? `; ${none}` : ''}`;
}
