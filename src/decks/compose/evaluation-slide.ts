import { monthsLabel } from '../../periods/index.ts';
import { lowerFirst, numberWord, plainNumber, roundHalfAway } from '../../wording/index.ts';
import type { DeckRow, Paragraph, SlidePlan, Words } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import { fits, type Slot, type Template } from '../template.ts';
import type { PackContent, SourceEntry } from './content.ts';
import { figuresIn } from './figures.ts';
import { automation, qualityTitle } from './quality-slide.ts';
import { SlideDraft } from './slide.ts';
import { capital, line, plural, words } from './words.ts';

/** How well the product serves its meeting: figures without a hand, what is by hand and why, timeliness, decisions (R58, R61, R73, R80). */
export function evaluationSlide(content: PackContent, template: Template): SlidePlan {
  const draft = new SlideDraft(template, 'quality');
  draft.kicker = 'Evaluation of this product';
  // Figures of the product's own records rest on no source, and nobody is spared a hand by them.
  const figures = figuresIn(content).filter((s) => s.figure.value !== null && s.sources.length > 0);
  const methods = new Map(content.sources.map((s) => [s.id, s.method]));
  const free = figures.filter((s) => s.sources.every((id) => methods.get(id) === 'automated'));
  const hands = content.sources
    .filter((s) => s.method !== 'automated')
    .map((source) => ({
      source,
      figures: figures.filter((s) => s.sources.includes(source.id)).length,
    }))
    .filter((h) => h.figures > 0)
    .sort((a, b) => b.figures - a.figures);
  const share = figures.length === 0 ? 0 : free.length / figures.length;
  const title = `${percent(share)} of the figures of this pack needed no hand; ${hands.length === 0 ? 'nothing is' : plural(hands.length, 'return is', 'returns are')} still filled in by people`;
  draft.title(title);
  editionsTable(draft, content);
  draft.put('List heading', 'By hand, and why');
  draft.put('List', handsList(hands, draft.slot('List')));
  automation(draft, content);
  const told = [timeliness(content), decisionsText(content), buildText(content)];
  draft.put('Sentences', words(...told.map((text, i) => line(text, i === 0 ? {} : { above: 2 }))));
  draft.source =
    'A figure needs no hand when every source behind it arrives automatically. About half was expected when the framework was designed.';
  return draft.done([`${title}.`, ...told]);
}

const percent = (share: number): string => `${roundHalfAway(share * 100)}%`;

function editionsTable(draft: SlideDraft, { editions }: PackContent): void {
  draft.put('Table heading', 'Editions issued, newest first');
  const columns = [
    { head: 'Pack', share: 0.3 },
    { head: 'Period', share: 0.27 },
    { head: 'Version', share: 0.1 },
    { head: 'Figures', share: 0.1, right: true },
    { head: 'No hand', share: 0.1, right: true },
    { head: 'Decisions done', share: 0.13, right: true },
  ];
  const rows = editions.map(
    (e): DeckRow => ({
      cells: [
        e.pack,
        monthsLabel(e.period),
        e.version,
        plainNumber(e.figures),
        e.figures === 0 ? 'none' : percent((e.figures - e.byHand) / e.figures),
        `${e.done} of ${e.decisions}`,
      ],
    }),
  );
  const none: DeckRow = {
    cells: ['No edition has been issued yet.', 'none', 'none', 'none', 'none', 'none'],
  };
  const all = rows.length === 0 ? [none] : rows;
  draft.tables.push({
    name: 'Editions table',
    area: 'Table',
    columns,
    dense: true,
    ...rowsThatFit({ columns, rows: all, dense: true }, draft.slot('Table').box, [12, 11]),
    alt: `Issued editions with the share of figures that needed no hand. ${capital(plural(editions.length, 'edition'))}.`,
  });
}

interface Hand {
  readonly source: SourceEntry;
  readonly figures: number;
}

/** Each return that a person fills in, with the reason; as many as fit, the rest counted. */
function handsList(hands: readonly Hand[], slot: Slot): Words {
  if (hands.length === 0) return words(line('Nothing: every figure came without a hand.'));
  const said = hands.map(({ source, figures }) => {
    const why =
      source.method === 'narrative'
        ? 'a judgement, which a person writes'
        : 'no system gives it out';
    return `${source.title}, ${plural(figures, 'figure')}: ${why} (${lowerFirst(source.owner)}).`;
  });
  const write = (count: number): Words => ({
    paragraphs: [
      ...said.slice(0, count).map((text): Paragraph => line(text, { bullet: true })),
      ...(count < said.length ? [line(`And ${said.length - count} more.`)] : []),
    ].map((p, i) => (i === 0 ? p : { ...p, above: 4 })),
  });
  for (let count = said.length; count > 1; count--)
    for (const size of [slot.size, slot.size - 1, 11]) {
      const text = { ...write(count), size };
      if (fits(slot, text)) return text;
    }
  return write(1);
}

const timeliness = ({ sources }: PackContent): string =>
  `Timeliness: ${lowerFirst(qualityTitle(sources))}.`;

function decisionsText({ editions, feedback }: PackContent): string {
  const heard =
    feedback.said === 0
      ? ' No reader has said yet whether it is useful.'
      : ` Of ${plural(feedback.said, 'answer')} from readers, ${numberWord(feedback.useful)} called it useful.`;
  const all = editions.reduce((sum, e) => sum + e.decisions, 0);
  const done = editions.reduce((sum, e) => sum + e.done, 0);
  return all === 0
    ? `Decisions: none has been taken on an issued edition.${heard}`
    : `Decisions: ${plural(all, 'decision was', 'decisions were')} taken on issued editions, of which ${numberWord(done)} ${done === 1 ? 'is' : 'are'} done.${heard}`;
}

const buildText = ({ buildSeconds }: PackContent): string =>
  buildSeconds === null
    ? 'Build time: not yet measured for this pack.'
    : `Build time: the last one took ${plural(buildSeconds, 'second')}.`;
