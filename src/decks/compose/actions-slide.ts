import { type ActionStory, actionsTitle, actionWords } from '../../findings/index.ts';
import { dayLabel } from '../../periods/index.ts';
import { formatPercent } from '../../wording/index.ts';
import type { DeckChart, DeckRow, SlidePlan } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import { fits, type Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { seriesChart } from './series-chart.ts';
import { SlideDraft } from './slide.ts';
import { line, plural, words } from './words.ts';

const columns = [
  { head: 'Action, and since when', share: 0.44 },
  { head: 'Change (95% range)', share: 0.32 },
  { head: 'Answer', share: 0.24 },
];

/** Did it work? The action of which most can be told on its chart, all of them in a table, what can be said in words. */
export function actionsSlide(
  content: PackContent,
  template: Template,
  stories: readonly ActionStory[],
): SlidePlan {
  const draft = new SlideDraft(template, 'theme');
  draft.kicker = 'Did it work?';
  draft.title(actionsTitle(stories).text);
  const shown = chartedOf(stories);
  if (shown) drawAction(draft, shown);
  draft.put('Table heading', 'Months before against months since');
  const ordered = [...new Set([...(shown ? [shown] : []), ...[...stories].reverse()])];
  const fit = rowsThatFit({ columns, rows: ordered.map(rowOf) }, draft.slot('Table').box, [12, 11]);
  const left = stories.length - fit.rows.length;
  draft.tables.push({
    name: 'Actions table',
    area: 'Table',
    columns,
    ...fit,
    alt: `Operations and sites with what their measure did. ${actionsTitle(stories).text}.`,
  });
  const told = ordered.filter((s) => s.word !== 'cannot-tell').slice(0, 2);
  const sentences = told.map((s) => s.sentence.text);
  const ask =
    'Asked of the meeting: say which of these goes on, and what each that cannot be told needs.';
  draft.put('Sentences', {
    paragraphs: [
      ...sentences.map((text, i) => line(text, i === 0 ? {} : { above: 4 })),
      line(ask, { bold: true, above: 4 }),
    ],
  });
  const more =
    left > 0
      ? ` ${plural(left, 'more action is', 'more actions are')} on the page of its theme.`
      : '';
  draft.source = `Source: return of sites and operations, and the sources of each measure, as known on ${dayLabel(content.builtOn)}. What came after is not proof.${more}`;
  return draft.done(
    [...sentences, ask],
    [
      'Cannot tell: the range holds both no change and the fall that was hoped for.',
      ...(shown ? shown.notes : []),
    ],
  );
}

/** The newest that fell or rose, else the newest of which anything is told, else the newest. */
const chartedOf = (stories: readonly ActionStory[]): ActionStory | undefined =>
  stories.findLast((s) => s.word === 'fell' || s.word === 'rose') ??
  stories.findLast((s) => s.word !== 'cannot-tell') ??
  stories.at(-1);

/** Its measure in its area, without limits and signals: before and since are what is looked at. */
function drawAction(draft: SlideDraft, story: ActionStory): void {
  const heading = `${story.measure.title}, ${story.area.title}`;
  const room = draft.slot('Chart heading');
  const named = words(line(heading));
  draft.put(
    'Chart heading',
    fits(room, { ...named, size: 11 }) ? named : words(line(story.measure.title)),
  );
  draft.put('Word', words(line(actionWords[story.word])));
  const chart = seriesChart(story.own, { area: 'Chart', name: 'Action chart' });
  const at = chart.days.findIndex((day) => day.slice(0, 7) >= story.from.slice(0, 7));
  const drawn: DeckChart = {
    ...chart,
    series: chart.series.filter((s) => ['figure', 'to-so-far', 'so-far'].includes(s.style)),
    alt: `${chart.alt} ${story.title} began on ${dayLabel(story.from)}.`,
    notes: {
      ...chart.notes,
      baseline: null,
      breaks: at > 0 ? [{ at, what: story.title, when: `from ${dayLabel(story.from)}` }] : [],
    },
  };
  draft.charts.push(drawn);
}

function rowOf({ title, area, series, from, ended, word }: ActionStory): DeckRow {
  const when = ended ? `to ${dayLabel(ended, 'short')}` : 'still running';
  const effect = series
    ? `${formatPercent(series.level.ratio - 1)} (${formatPercent(series.level.lower - 1)} to ${formatPercent(series.level.upper - 1)})`
    : null;
  return {
    cells: [
      `${title}, ${area.title}: ${dayLabel(from, 'short')}, ${when}`,
      effect ?? { text: 'too few months', tone: 'soft' },
      { text: actionWords[word], bold: word !== 'cannot-tell' },
    ],
  };
}
