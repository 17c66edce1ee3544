import { type ActionStory, actionsTitle, actionWords } from '../../findings/index.ts';
import { dayLabel } from '../../periods/index.ts';
import { formatPercent } from '../../wording/index.ts';
import type { DeckRow, SlidePlan } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import type { Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { SlideDraft } from './slide.ts';
import { plural } from './words.ts';

const columns = [
  { head: 'Action', share: 0.2 },
  { head: 'Where', share: 0.11 },
  { head: 'When', share: 0.17 },
  { head: 'Measure', share: 0.16 },
  { head: 'Since then (95% range)', share: 0.2 },
  { head: 'Answer', share: 0.16 },
];

/** Did it work? Each operation and site with its dates, its place and what its measure did at the time; the newest that fit. */
export function actionsSlide(
  content: PackContent,
  template: Template,
  stories: readonly ActionStory[],
): SlidePlan {
  const draft = new SlideDraft(template, 'table');
  draft.kicker = 'Did it work?';
  draft.title(actionsTitle(stories).text);
  const newest = [...stories].reverse().slice(0, 14);
  const fit = rowsThatFit({ columns, rows: newest.map(rowOf) }, draft.slot('Table').box, [12, 11]);
  const left = stories.length - fit.rows.length;
  draft.tables.push({
    name: 'Actions table',
    area: 'Table',
    columns,
    ...fit,
    alt: `Operations and sites with what their measure did. ${actionsTitle(stories).text}.`,
  });
  draft.source = `Months before against months since, and the other areas over the same months; the return of sites and operations, as known on ${dayLabel(content.builtOn)}. What came after is not proof.${left > 0 ? ` ${plural(left, 'older action is', 'older actions are')} on the page of its theme.` : ''}`;
  return draft.done(
    [`${actionsTitle(stories).text}.`, 'A change at the time is not because of the action.'],
    ['Cannot tell: the range holds both no change and the fall that was hoped for.'],
  );
}

function rowOf(story: ActionStory): DeckRow {
  const { title, area, measure, series, from, ended, word } = story;
  const effect = series
    ? `${formatPercent(series.level.ratio - 1)} (${formatPercent(series.level.lower - 1)} to ${formatPercent(series.level.upper - 1)})`
    : null;
  return {
    cells: [
      title,
      area.title,
      ended
        ? `${dayLabel(from, 'short')} to ${dayLabel(ended, 'short')}`
        : `Since ${dayLabel(from, 'short')}`,
      measure.title,
      effect ?? { text: 'too few months', tone: 'soft' },
      { text: actionWords[word], bold: word !== 'cannot-tell' },
    ],
  };
}
